"""Feeds watched politely: ``plan`` (the file of feeds), ``asking`` (hosts side by side, each in its own time),
``rounds`` (one round: ask the feeds, fetch what is new, add it)."""
