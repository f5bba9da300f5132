"""What was found out about a word, remembered, since texts repeat their words."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")
_NEW: Any = object()


class Remembered(dict[K, V]):
    """What a function finds for each key, found when it is first asked for; ``most`` keys are remembered.

    When half as many have been asked for, those that nobody has asked for since the half before are forgotten. Asking
    is a look into a dictionary, so that ``map(remembered.__getitem__, words)`` runs at its speed.

    >>> asked = []
    >>> lengths = Remembered(lambda word: (asked.append(word), len(word))[1], 4)
    >>> [lengths[word] for word in ("قال", "said", "قال", "told", "قال", "added", "قال")]
    [3, 4, 3, 4, 3, 5, 3]
    >>> asked
    ['قال', 'said', 'told', 'added']
    """

    __slots__ = ("_before", "_find", "_half")

    def __init__(self, find: Callable[[K], V], most: int) -> None:
        super().__init__()
        self._find, self._half = find, most // 2
        self._before: dict[K, V] = {}

    def __missing__(self, key: K) -> V:
        found: V = self._before.get(key, _NEW)
        if found is _NEW:
            found = self._find(key)
        if len(self) >= self._half:
            self._before = dict(self)
            self.clear()
        self[key] = found
        return found
