"""Counts how common words are in the news: ``cd training && python -m stories.commonness --help``."""
