"""Known names in a text: where one stands, longest first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from musnad.text import Tokens
from musnad.vocabulary.entities import EntityWords, Known


class Hit(NamedTuple):
    """A known name in the tokens ``first`` up to ``last``, behind ``taken`` letters of particles."""

    first: int
    last: int
    known: Known
    taken: int


def find_known(
    text: str, tokens: Tokens, forms: Sequence[str], entities: EntityWords, places: Sequence[int] | None = None
) -> list[Hit]:
    """The known names of a text in order, none inside another; the longest one from the left counts.

    ``forms`` are the tokens' folded forms without possessive endings. A name in Latin letters has to be written with
    the capital letters that the pack writes it with. ``places`` are the tokens with which one can begin; None where
    that has not been looked up.
    """
    found, end = [], 0
    starting = entities.starting
    for number in [n for n, form in enumerate(forms) if starting[form]] if places is None else places:
        if number < end:
            continue
        best = None
        second = forms[number + 1] if number + 1 < len(forms) else ""
        for taken, entries in starting[forms[number]]:
            for known in entries:
                size = len(known.forms)
                if best is not None and size <= best.last - best.first:
                    break
                if size > 1 and known.forms[1] != second:
                    continue
                if size > 2 and tuple(forms[number + 2 : number + size]) != known.forms[2:]:
                    continue
                if _written(text, tokens, number, number + size, known):
                    best = Hit(number, number + size, known, taken)
                    break
        if best is not None:
            found.append(best)
            end = best.last
    return found


def _written(text: str, tokens: Tokens, first: int, last: int, known: Known) -> bool:
    """Whether the capitals of a name in Latin letters stand as they should."""
    if not "A" <= known.written[0] <= "z":
        return True
    start = tokens.starts[first]
    if known.written.isupper():
        return text[start : tokens.ends[last - 1]].startswith(known.written)
    return text[start].isupper() or text[start] == known.written[0]
