"""Requests → page models → answers."""
