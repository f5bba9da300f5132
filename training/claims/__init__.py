"""Learns what comparing contents of statements needs: rarities of words, weights of likeness."""
