"""How news tells time: the words of a text, patterns over them, and arithmetic with days, months and years."""
