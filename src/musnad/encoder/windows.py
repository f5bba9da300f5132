"""Which stretches of an article the encoder reads at once, and which of its tokens each one decides about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Window:
    """Tokens ``first`` up to ``last``, read at once; it decides about those from ``own_first`` up to ``own_last``."""

    first: int
    last: int
    own_first: int
    own_last: int


def find_windows(
    sizes: Sequence[int], sentences: Sequence[tuple[int, int]], breaks: set[int], most: int
) -> list[Window]:
    """Windows of at most ``most`` pieces that together decide about every token once.

    ``sizes`` are the pieces of each token, ``sentences`` token ranges that cover all tokens, ``breaks`` the token
    numbers at which a line begins. A window ends where a line does if one ends in its last third, otherwise with a
    sentence; then the next one begins some sentences earlier, and both share what they have in common.
    """
    ends = _steps(sizes, sentences, most // 3)
    windows: list[Window] = []
    first = own = index = 0
    while index < len(ends):
        last = _last(sizes, ends, (first, index), most, breaks)
        end = ends[last]
        if last + 1 == len(ends):
            windows.append(Window(first, end, own, end))
            break
        reach = most // 6 if end in breaks else most // 3
        begin = _back(sizes, [0, *ends[: last + 1]], end, reach)
        middle = (
            end if end in breaks else _nearest([begin, *[e for e in ends[: last + 1] if e > begin]], sizes, begin, end)
        )
        middle = max(middle, own)
        windows.append(Window(first, end, own, middle))
        first, own, index = begin, middle, last + 1
    return windows


def _steps(sizes: Sequence[int], sentences: Sequence[tuple[int, int]], most: int) -> list[int]:
    """Where a window may end: at the ends of sentences, and inside those of more than ``most`` pieces."""
    ends = []
    for first, last in sentences:
        size = 0
        for number in range(first, last):
            if size and size + sizes[number] > most:
                ends.append(number)
                size = 0
            size += sizes[number]
        if last > first:
            ends.append(last)
    return ends


def _last(sizes: Sequence[int], ends: list[int], begin: tuple[int, int], most: int, breaks: set[int]) -> int:
    """The index of the end of a window that begins at a token and reaches beyond the step ``begin[1]`` at least."""
    first, index = begin
    size, place, chosen, lined = 0, first, index, -1
    for number in range(index, len(ends)):
        size += sum(sizes[place : ends[number]])
        place = ends[number]
        if size > most and number > index:
            break
        chosen = number
        if place in breaks and 3 * size >= 2 * most:
            lined = number
    else:
        return chosen
    return lined if lined >= 0 else chosen


def _back(sizes: Sequence[int], places: list[int], end: int, reach: int) -> int:
    """The first place from which at most ``reach`` pieces lead to ``end``."""
    begin, size = end, 0
    for place in reversed(places[:-1]):
        size += sum(sizes[place:begin])
        if size > reach:
            break
        begin = place
    return begin


def _nearest(places: list[int], sizes: Sequence[int], begin: int, end: int) -> int:
    """The place nearest to the middle between two tokens."""
    half = sum(sizes[begin:end]) / 2
    return min(places, key=lambda place: abs(sum(sizes[begin:place]) - half))
