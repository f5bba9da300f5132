"""Where statements come from in the end, and how many independent origins a claim can have."""
