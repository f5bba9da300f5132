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
    forms = page.forms
    openings = [number for number, form in enumerate(forms[1:-2]) if form in _OPENING] if _opens(page.text) else []
    for number in openings:
        closing = _OPENING[forms[number + 1]]
        if page.entities.kinds.get(page.core(number)) != "documents":
            continue
        last = number + 2
        while last < len(forms) and last - number <= _TITLE_WORDS_MAX + 2 and forms[last] not in (closing, "\n"):
            last += 1
        inside = forms[number + 2 : last]
        closed = last < len(forms) and forms[last] == closing
        if closed and inside and not any(form in ".,:\u060c" for form in inside) and page.is_word(number + 2):
            yield Found(number + 2, last, MentionType.DOCUMENT)


def _opens(text: str) -> bool:
    return any(mark in text for mark in _OPENING)
