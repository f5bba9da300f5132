"""Trains and exports the encoder of careful mode: ``cd training && python -m encoder.build --help``."""
