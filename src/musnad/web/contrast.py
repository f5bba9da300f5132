"""Two passages that contradict each other, cut so that the words in which they differ can be marked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from musnad.pack import packs
from musnad.text import fold, tokenize

_ALIKE = 0.6  # of the words of the longer passage; below this nearly all differ, and marking them says nothing
_LETTERS_MIN = 3  # shorter words seldom say in what two reports differ


@dataclass(frozen=True, slots=True)
class Fragment:
    """Some characters of a passage; ``differs`` where the other passage says otherwise."""

    text: str
    differs: bool


def contrast(one: str, other: str, values: tuple[str, str]) -> tuple[tuple[Fragment, ...], tuple[Fragment, ...]]:
    """Both passages in fragments that together are the passage.

    What differs are the words of the two ``values``; where the passages have much in common, also the words that only
    one of them has, whatever their prefixes and endings.

    >>> one, other = contrast("قُتل 34 شخصا في الميناء", "قتل 27 شخصا في الميناء", ("34", "27"))
    >>> [each.text for each in one if each.differs], [each.text for each in other if each.differs]
    (['34'], ['27'])
    >>> one, _ = contrast("34 people died", "27 people died", ("34", "27"))
    >>> "".join(each.text for each in one)
    '34 people died'
    """
    stems = [_stems(text) for text in (one, other)]
    shared = stems[0] & stems[1]
    is_alike = len(shared) >= _ALIKE * max(1, *map(len, stems))
    valued = [set(tokenize(value).forms) for value in values]
    return (
        tuple(_fragments(one, valued[0], stems[1] if is_alike else None)),
        tuple(_fragments(other, valued[1], stems[0] if is_alike else None)),
    )


def _fragments(text: str, valued: set[str], others: frozenset[str] | None) -> Iterable[Fragment]:
    """Runs of words that differ, and what stands between them."""
    at = 0
    run: tuple[int, int] | None = None
    for start, end, form in tokenize(text).words():
        differs = form in valued or (
            others is not None and len(form) >= _LETTERS_MIN and form[0].isalnum() and _stem(form) not in others
        )
        if differs and run and not text[run[1] : start].strip():
            run = (run[0], end)
        elif differs:
            if run:
                yield from _cut(text, at, run)
                at = run[1]
            run = (start, end)
    if run:
        yield from _cut(text, at, run)
        at = run[1]
    if at < len(text):
        yield Fragment(text[at:], differs=False)


def _cut(text: str, at: int, run: tuple[int, int]) -> Iterable[Fragment]:
    if run[0] > at:
        yield Fragment(text[at : run[0]], differs=False)
    yield Fragment(text[run[0] : run[1]], differs=True)


def _stems(text: str) -> frozenset[str]:
    return frozenset(_stem(form) for form in tokenize(text).forms if form[0].isalnum())


def _stem(form: str) -> str:
    """A folded word without its affixes, by the pack of its script.

    >>> _stem("الميناء"), _stem("port")
    ('ميناء', 'port')
    """
    for pack in packs().values():
        if pack.stories is not None:
            stem = pack.stories.stem(form)
            if stem != form:
                return stem
    return fold(form)
