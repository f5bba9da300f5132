"""What makes the words and weights that mentions are found with; no part of the package."""
