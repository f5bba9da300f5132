"""Words by which a language tells time (``dates.yml``), each with the sign of its class and its value."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from musnad.config import WORDS_REMEMBERED
from musnad.text import MARKS, fold
from musnad.vocabulary.node import Node


class Sense(NamedTuple):
    """What a word says of time.

    ``sign`` is one letter for its class, of which ``musnad.calendar.rules`` makes patterns; ``value`` depends on
    the class; ``many`` is 1, 2 (a dual) or 0 (several, nobody says how many) for units; ``definite`` tells that the
    article stands on it; ``cut`` is the number of letters before it that belong to a particle.
    """

    sign: str
    value: str = ""
    many: int = 1
    definite: bool = False
    cut: int = 0


PIECES = re.compile(rf"(?:[^\W\d_]+(?:[{MARKS}]+[^\W\d_]*)*|\d+(?:[.,\u066b\u066c]\d+)*|\n|.)[^\S\n]*", re.DOTALL)
"""Cuts a text into pieces that together are the whole of it: a word, number or mark each, with the spaces behind."""
OTHER = Sense(".")
STARTS = "\u00a7"  # the sign of a word with which a longer entry may begin
_SIGNS = {mark: mark for mark in "/-():,\n'"} | {
    "\u060c": ",",
    "\u2013": "-",
    "\u2014": "-",
    "\u2019": "'",
    **dict.fromkeys(".!?\u061f\u2026;\u061b", ";"),
}
_DOTTED = re.compile(r"\d{1,2}\.\d{1,2}(?:\.\d{4})?")
# Sections whose entries have a value, with the sign of their words, and that of doubtful ones.
_VALUED = {
    "months": "Mm",
    "hijri_months": "Hh",
    "weekdays": "Ww",
    "seasons": "Ss",
    "parts": "Pp",
    "numbers": "nn",
    "ordinals": "oo",
    "decades": "gg",
    "days": "GG",
    "feasts": "tt",
    "hijri_feasts": "kk",
    "relatives": "RR",
    "references": "VV",
}
# Sections that are plain lists, with the sign of their words.
_LISTED = {
    "recent": "r",
    "same": "E",
    "that": "E",
    "borders": "O",
    "before": "B",
    "ago": "A",
    "later": "L",
    "after": "a",
    "in": "i",
    "by": "I",
    "of": "f",
    "from": "K",
    "to": "J",
    "and": "&",
    "about": "l",
    "few": "F",
    "matching": "=",
    "hijri_marks": "$",
    "common_marks": "^",
    "am": "x",
    "pm": "x",
    "plurals": "~",
    "ages": "@",
    "dated": "%",
    "numbering": "`",
    "suffixes": "T",
    "never": ".",
    "clauses": "<",
}
_UNITS = {
    "minute": "q",
    "hour": "q",
    "day": "d",
    "week": "u",
    "weekend": "z",
    "month": "b",
    "year": "y",
    "decade": "e",
    "century": "c",
    "quarter": "v",
    "half": "v",
}
_COUNTS = {"one": 1, "two": 2, "many": 0}
_ARTICLED = ("seasons", "parts", "numbers", "ordinals", "decades", "units")
_LAST = "-1"  # "recent", among shifts, and "last" among ordinals
_SHORTEST_FUTURE = 5  # letters of a verb with the sign of the future written onto it
_SPECIAL = ("counted", "article", "particles", "numeric", "capitals", "doubtful", "units", "future")


@dataclass(frozen=True)
class DateWords:
    """The words of time of one language. ``phrases`` holds entries of several words by their first one."""

    senses: dict[str, Sense]
    phrases: dict[str, list[tuple[tuple[str, ...], Sense]]]
    article: str = ""
    conjunctions: tuple[str, ...] = ()
    prepositions: tuple[str, ...] = ()
    is_month_first: bool = False
    capitals: frozenset[str] = frozenset()
    future_prefixes: tuple[str, ...] = ()
    no_future: tuple[str, ...] = ()
    counted: tuple[str, ...] = ()
    _seen: dict[str, Sense] = field(default_factory=dict, compare=False, repr=False)
    _alone: dict[tuple[str, str], Sense] = field(default_factory=dict, compare=False, repr=False)
    _signs: dict[str, str] = field(default_factory=dict, compare=False, repr=False)

    def signs(self, pieces: list[str]) -> str:
        """The signs of the pieces; ``STARTS`` for one that may begin a longer entry. Remembered, as below."""
        try:
            return "".join(map(self._signs.__getitem__, pieces))
        except KeyError:
            if len(self._signs) >= WORDS_REMEMBERED:
                self._signs.clear()
            self._learn([piece for piece in pieces if piece not in self._signs])
            return "".join(map(self._signs.__getitem__, pieces))

    def _learn(self, pieces: list[str]) -> None:
        """Remembers the signs of pieces; folding them together costs a tenth of folding one by one."""
        words = [piece.strip() or piece for piece in pieces]
        forms = fold("\r".join(words)).split("\r")
        if len(forms) != len(words):  # a carriage return is a piece by itself
            forms = list(map(fold, words))
        for piece, word, form in zip(pieces, words, forms, strict=True):
            readings = self._readings(form)
            self._signs[piece] = STARTS if form and self._starting(readings) else self._sense(word, form, readings).sign

    def _starting(self, readings: list[tuple[str, int]]) -> list[tuple[tuple[str, ...], Sense, int]]:
        """The entries of several words that a word may begin, with the length of the particles before it."""
        found = []
        for each, cut in readings:
            if each in self.phrases:
                found += [(entry, sense, cut) for entry, sense in self.phrases[each]]
        return found

    def sense(self, word: str) -> Sense:
        """The sense of a word as written; ``OTHER`` for a word that says nothing of time.

        Remembered, since a text repeats its words.
        """
        found = self._seen.get(word)
        if found is None:
            if len(self._seen) >= WORDS_REMEMBERED:
                self._seen.clear()
            form = fold(word)
            found = self._seen[word] = self._sense(word, form, self._readings(form))
        return found

    def entry(self, pieces: list[str]) -> tuple[int, Sense]:
        """How many of the pieces are the longest entry that they begin with, and its sense; one at least.

        Which two words begin no entry of several is remembered: they hardly ever do.
        """
        pair = (pieces[0], pieces[1] if len(pieces) > 1 else "")
        known = self._alone.get(pair)
        if known is not None:
            return 1, known
        starting = self._starting(self._readings(fold(pieces[0].strip())))
        forms = [fold(piece.strip()) for piece in pieces[1:]] if starting else []
        for entry, sense, cut in starting:
            if list(entry[1:]) == forms[: len(entry) - 1]:
                return len(entry), sense._replace(cut=cut)
        own = self.sense(pieces[0].strip())
        if not any(forms and entry[1] == forms[0] for entry, _, _ in starting):
            if len(self._alone) >= WORDS_REMEMBERED:
                self._alone.clear()
            self._alone[pair] = own
        return 1, own

    def is_counted(self, word: str) -> bool:
        """Whether a word has the ending of a noun that the number before it counts."""
        return bool(self.counted) and fold(word).endswith(self.counted)

    def _sense(self, word: str, form: str, readings: list[tuple[str, int]]) -> Sense:
        if word in _SIGNS or not word:  # an empty one is nothing but marks that are passed over
            return Sense(_SIGNS[word]) if word else OTHER
        if word[0].isdecimal():
            return _number(word)
        for each, cut in readings:
            known = self.senses.get(each)
            if known is not None:
                if each in self.capitals and not word[0].isupper():
                    return OTHER
                return known._replace(cut=cut)
        return Sense("+") if self.future_prefixes and self._is_future(readings) else OTHER

    def _is_future(self, readings: list[tuple[str, int]]) -> bool:
        for form, _ in readings:
            long = len(form) >= _SHORTEST_FUTURE
            if long and form.startswith(self.future_prefixes) and not form.startswith(self.no_future):
                return True
        return False

    def _readings(self, form: str) -> list[tuple[str, int]]:
        """The form, and what it is behind the particles that may be written onto it, with their length."""
        found = [(form, 0)]
        if not self.article or len(form) < 3:
            return found
        bare = [(form, 0)]
        if form[0] in self.conjunctions:
            bare.append((form[1:], 1))
            found.append((form[1:], 1))
        for each, cut in bare:
            if each[:1] not in self.prepositions or len(each) < 4:
                continue
            found.append((each[1:], cut + 1))
            if each[0] == each[1]:  # the article loses its alef behind this one, and is written together with it
                found.append((self.article + each[2:], cut))
        return found

    @classmethod
    def read(cls, node: Node) -> DateWords | None:
        """Reads ``dates.yml``; None where the pack has none. Faults are noted on the node."""
        if node.value is None:
            return None
        found = node.fields(required=("months", "weekdays", "units"), optional=(*_VALUED, *_LISTED, *_SPECIAL))
        return _Entries(found).words()


def _number(word: str) -> Sense:
    """The sense of a number in digits: by its length and size what it can be in a date."""
    if not word.isdecimal():
        return Sense("#", word) if _DOTTED.fullmatch(word) else OTHER
    value = int(word)
    if len(word) == 4:
        sign = "X" if 1300 <= value < 1500 else "Y" if 1800 <= value <= 2100 else "Z"
    else:
        sign = "D" if value <= 31 and len(word) < 3 else "N" if len(word) < 4 else "."
    return Sense(sign, str(value))


class _Entries:
    """The entries of a pack while they are gathered; a form may have one sense only, and doubtful ones say so."""

    def __init__(self, found: dict[str, Node]) -> None:
        self.found = found
        self.article = found["article"].text() if "article" in found else ""
        self.doubtful = frozenset(map(fold, found["doubtful"].texts())) if "doubtful" in found else frozenset()
        self.entries: dict[tuple[str, ...], Sense] = {}
        self.capitals: set[str] = set()

    def words(self) -> DateWords:
        """All of it."""
        capitals = self.found["capitals"].texts() if "capitals" in self.found else ()
        for section, signs in _VALUED.items():
            for value, node in self.found[section].pairs() if section in self.found else ():
                self._check(section, value, node)
                for word in node.texts():
                    self._add(word, Sense(signs[fold(word) in self.doubtful], value), section in _ARTICLED)
                    self.capitals.update([fold(word)] if section in capitals else [])
        self._units()
        for section, sign in _LISTED.items():
            value = {"recent": _LAST, "am": "AM", "pm": "PM"}.get(section, section)
            for word in self.found[section].texts() if section in self.found else ():
                self._add(word, Sense(sign, value), section in _ARTICLED)
        return self._made(self._future())

    def _check(self, section: str, value: str, node: Node) -> None:
        """Notes a value that its section does not know."""
        known = {
            "months": range(1, 13),
            "hijri_months": range(1, 13),
            "weekdays": range(1, 8),
            "numbers": range(1, 101),
            "ordinals": range(1, 32),
            "decades": range(0, 100, 10),
            "relatives": range(-2, 3),
            "seasons": ("SP", "SU", "FA", "WI"),
            "parts": ("MO", "AF", "EV", "NI"),
            "references": ("PRESENT_REF", "PAST_REF", "FUTURE_REF"),
        }.get(section)
        if known is not None and value not in map(str, known):
            node.fault(f"{value!r} is no value of {section}; known here: {', '.join(map(str, known))}")

    def _units(self) -> None:
        for unit, node in self.found["units"].fields(optional=tuple(_UNITS)).items() if "units" in self.found else ():
            for number, words in node.fields(optional=tuple(_COUNTS)).items():
                for word in words.texts():
                    self._add(word, Sense(_UNITS.get(unit, "."), unit, _COUNTS.get(number, 1)), articled=True)

    def _future(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Adds the words of the future; the beginnings that verbs of the future have, and what only looks so."""
        if "future" not in self.found:
            return (), ()
        fields = self.found["future"].fields(optional=("words", "prefixes", "not"))
        for word in fields["words"].texts() if "words" in fields else ():
            self._add(word, Sense("+"), articled=False)
        prefixes, others = (fields[name].texts() if name in fields else () for name in ("prefixes", "not"))
        return tuple(map(fold, prefixes)), tuple(map(fold, others))

    def _add(self, word: str, sense: Sense, articled: bool) -> None:
        """Adds an entry, and its form with the article; what was added before under the same form stays."""
        entry = tuple(piece.strip() for piece in PIECES.findall(fold(word)))
        if not entry:
            return
        self.entries.setdefault(entry, sense)
        if articled and self.article and not entry[0].startswith(self.article):
            self.entries.setdefault((self.article + entry[0], *entry[1:]), sense._replace(definite=True))
        elif self.article and entry[0].startswith(self.article):
            self.entries[entry] = replace_definite(self.entries[entry])

    def _made(self, future: tuple[tuple[str, ...], tuple[str, ...]]) -> DateWords:
        particles = (
            self.found["particles"].fields(optional=("conjunctions", "prepositions"))
            if ("particles" in self.found)
            else {}
        )
        phrases: dict[str, list[tuple[tuple[str, ...], Sense]]] = {}
        for entry in sorted(self.entries, key=len, reverse=True):
            if len(entry) > 1:
                phrases.setdefault(entry[0], []).append((entry, self.entries[entry]))
        return DateWords(
            senses={entry[0]: sense for entry, sense in self.entries.items() if len(entry) == 1},
            phrases=phrases,
            article=self.article,
            conjunctions=particles["conjunctions"].texts() if "conjunctions" in particles else (),
            prepositions=particles["prepositions"].texts() if "prepositions" in particles else (),
            is_month_first="numeric" in self.found and self.found["numeric"].text() == "month-first",
            capitals=frozenset(self.capitals),
            future_prefixes=future[0],
            no_future=future[1],
            counted=tuple(map(fold, self.found["counted"].texts())) if "counted" in self.found else (),
        )


def replace_definite(sense: Sense) -> Sense:
    """The sense with the article on its word."""
    return sense._replace(definite=True)
