"""Who said it, and through whom: statements in news, with the chain of hands that each came through.

>>> from pathlib import Path
>>> for article in read(Path("examples/ar-1-strait-agency.txt")):
...     extraction = extract(article)
>>> statement = next(each for each in extraction.statements if each.act == "decline")
>>> statement.cue[0].of(extraction.article.text)
'ورفضت'

``read`` gives the articles of a file, ``read_text`` one from text at hand, ``extract`` the statements of one
and their chains, in careful mode unless told otherwise. See ``docs/design.md``.
"""

__version__ = "0.1.0"

from musnad.model import Article, Extraction, Rejected, Scope, Statement
from musnad.pipeline import Mode, extract
from musnad.steps.read import read, read_text

__all__ = ["Article", "Extraction", "Mode", "Rejected", "Scope", "Statement", "extract", "read", "read_text"]
