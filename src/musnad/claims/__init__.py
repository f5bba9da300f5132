"""Contents of statements compared: what they are about, how alike they are, where they conflict, what goes together."""
