"""What names persons, organisations, places, outlets and documents: known names, a tagger, and the rules of borders."""
