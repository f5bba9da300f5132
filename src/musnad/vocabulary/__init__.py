"""What the rooms of a language pack may hold, a module each: typed words, read with their faults noted."""
