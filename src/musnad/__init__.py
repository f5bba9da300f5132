"""Musnad: who said it, through whom. See ``docs/design.md``."""

__version__ = "0.1.0"
