"""What stands across articles: claims with their conflicts and origins, as JSON and for the terminal."""
