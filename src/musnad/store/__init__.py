"""Where extractions are kept: open, write, query."""
