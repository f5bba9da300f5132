"""Which articles report the same event, and which text derives from which: the work of the step ``cluster``."""
