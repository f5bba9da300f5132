"""A story's dossier in forms that other programs read. None of them holds a rating: what is true is not said here."""
