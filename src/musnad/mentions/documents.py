"""Documents that are named: a word such as "book" or "charter", and its title in quotation marks behind it."""

from __future__ import annotations

from collections.abc import Iterator

from musnad.mentions.found import Found, Page
from musnad.model import MentionType

_OPENING = {"\u201c": "\u201d", "\u00ab": "\u00bb", '"': '"'}
_TITLE_WORDS_MAX = 7


def titled_documents(page: Page) -> Iterator[Found]:
    """Titles of documents in quotation marks, right behind the word that says what they are.

    No more than seven words, and no verb of saying opens them: what follows "statement" is mostly what it says.
    """
    for number, form in enumerate(page.forms[1:-2]):
        closing = _OPENING.get(form)
        if closing is None or page.entities.kinds.get(page.core(number)) != "documents":
            continue
        last = number + 2
        while (
            last < len(page.forms) and last - number <= _TITLE_WORDS_MAX + 2 and page.forms[last] not in (closing, "\n")
        ):
            last += 1
        inside = page.forms[number + 2 : last]
        closed = last < len(page.forms) and page.forms[last] == closing
        if closed and inside and not any(form in ".,:\u060c" for form in inside) and page.is_word(number + 2):
            yield Found(number + 2, last, MentionType.DOCUMENT)
