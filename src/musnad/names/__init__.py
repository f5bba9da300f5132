"""Names of people in Arabic and Latin script: how alike two are, and keys to look them up by.

``compare`` tells how likely two names are spellings of one, and why; ``keys`` gives what spellings of one
name share; a ``NameIndex`` finds a name among a million.
"""

from musnad.config import SAME_SCORE
from musnad.names.compare import compare
from musnad.names.index import Found, NameIndex
from musnad.names.keys import keys
from musnad.names.likeness import Likeness

__all__ = ["SAME_SCORE", "Found", "Likeness", "NameIndex", "compare", "keys"]
