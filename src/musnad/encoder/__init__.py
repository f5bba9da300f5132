"""The encoder of careful mode: a small neural network that advises the grammar about every token of an article."""
