"""Page models: frozen dataclasses from which a page and its JSON are made."""
