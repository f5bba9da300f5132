"""What one line is by its words alone: page furniture, a credit, an outlet's name, a dateline."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from musnad.model import ZoneKind
from musnad.pack import packs
from musnad.text import fold
from musnad.vocabulary.zones import ZoneWords

_NAME_CHARS_MIN = 6  # of an agency's name inside a sentence: shorter ones are words, or signs such as AP
Match = Callable[[str], object]

_SAID = re.compile(r"[\w:']+")
_COLON = re.compile(r" ?: ?")
_STOPS_ALONE = re.compile(r"[\s.!?\u061f\u2026]+")  # the lost end of a sentence, not an ornament
_NO_LETTERS = re.compile(r"[\W\d_]+")
_MARKUP = re.compile(r"\s*(?:&nbsp;|\ufeff)*\s*<[^>]{1,200}>(?:[^<]{0,80}</?[^>]{1,80}>)?\W*")
_HASHTAGS = re.compile(r"\s*(?:#[^\W_][\w-]*#?[\s,\u060c|.]*)+")
_ADDRESS = re.compile(r"\s*(?:https?://|www\.)\S+\s*")
_ENTITY = re.compile(r"&(?:nbsp|amp|quot|lrm|rlm);")
_PARTS = re.compile(r"\s[-\u2013\u2014\u0640]|[-\u2013\u2014\u0640]\s|\s?[-\u2013\u2014/|:(),\u060c]\s?")


@lru_cache(maxsize=256)  # the lines of a page are looked at twice
def key(text: str) -> str:
    """The form in which a line is compared with the packs' words: folded, signs as single spaces.

    A colon stays, as a word of its own; HTML's ``&nbsp;`` and its like are spaces.

    >>> key("// انتهى //"), key("المصدر: وكالات")
    ('انتهي', 'المصدر : وكالات')
    >>> key("Leave a Reply")
    'leave a reply'
    """
    plain = fold(_ENTITY.sub(" ", text) if "&" in text else text)
    signs = " ".join(_SAID.findall(plain.replace("_", " ")))
    return _COLON.sub(" : ", signs).strip() if ":" in signs else signs


@dataclass(frozen=True, slots=True)
class Words:
    """The zone words of all packs, compiled. Every text asked about is a ``key``."""

    whole: frozenset[str]
    starts: dict[str, Match]
    heads: frozenset[str]
    fillers: frozenset[str]
    credit_starts: dict[str, Match]
    credit_contains: Match
    dateline_starts: dict[str, Match]
    dates_off: Callable[[str, str], str]
    joins: frozenset[str]
    desks: frozenset[str]
    agencies: dict[str, str]
    agency_names: re.Pattern[str]
    outlets: dict[str, str]
    outlet_starts: frozenset[str]
    outlet_holds: frozenset[str]

    def kind(self, line: str, line_key: str) -> ZoneKind | None:
        """Boilerplate or credit where the words say so wherever the line stands; else None.

        >>> words().kind("#أخبار", key("#أخبار")).value
        'boilerplate'
        >>> words().kind("Reporting by Jane Roe", key("Reporting by Jane Roe")).value
        'credit'
        """
        bare = line_key.removesuffix(" :")
        if bare in self.whole or bare in self.heads:
            return ZoneKind.BOILERPLATE
        if _NO_LETTERS.fullmatch(line):
            return None if _STOPS_ALONE.fullmatch(line) else ZoneKind.BOILERPLATE
        first = bare.partition(" ")[0]
        if _starts(self.credit_starts, first, line_key) or self.credit_contains(bare):
            return ZoneKind.CREDIT
        if _starts(self.starts, first, line_key) or self._is_filler(bare):
            return ZoneKind.BOILERPLATE
        if _HASHTAGS.fullmatch(line) or _ADDRESS.fullmatch(line) or _MARKUP.fullmatch(line):
            return ZoneKind.BOILERPLATE
        return None

    def _is_filler(self, bare: str) -> bool:
        """Whether all words of a key, but for numbers and colons, are such as fill lines of furniture."""
        return all(word in self.fillers or word == ":" or word.isdigit() for word in bare.split())

    def names_outlet(self, line_key: str) -> bool:
        """Whether a line is nothing but the name of an outlet or agency, listed or by its form."""
        bare = line_key.removesuffix(" :")
        if bare in self.outlets or bare in self.agencies:
            return True
        parts = bare.split(" ")
        return 1 < len(parts) <= 4 and (parts[0] in self.outlet_starts or parts[-1] in self.outlet_holds)

    def begins_dateline(self, line_key: str) -> bool:
        """Whether a line begins as lines do that say who wrote or when it was published."""
        return _starts(self.dateline_starts, line_key.partition(" ")[0], line_key)

    def signed(self, line: str) -> tuple[list[str], list[str]]:
        """The outlets and the agencies among the parts of a dateline, by name, each once, in order.

        >>> words().signed("نيروبي - أ ف ب:")
        ([], ['وكالة فرانس برس'])
        >>> words().signed("LONDON (Reuters)")
        ([], ['Reuters'])
        """
        found = self.parts(line)
        outlets = dict.fromkeys(self.outlets[part] for part in found if part in self.outlets)
        agencies = dict.fromkeys(self.agencies[part] for part in found if part in self.agencies)
        return list(outlets), list(agencies)

    def named_in(self, line_key: str) -> list[str]:
        """The agencies that a sentence names, each once, by forms long enough not to be plain words."""
        found = (match.group() for match in self.agency_names.finditer(line_key))
        return list(dict.fromkeys(self.agencies[form] for form in found))

    def signs(self, parts: list[str]) -> bool:
        """Whether one of the parts of a line is an agency, an outlet or a desk."""
        return any(part in self.agencies or part in self.outlets or part in self.desks for part in parts)

    def parts(self, line: str) -> list[str]:
        """The keys of the stretches between dashes, colons, commas, brackets and words such as "from"."""
        parts: list[str] = []
        for piece in _PARTS.split(line):
            run: list[str] = []
            for word in key(piece).split():
                if word in self.joins:
                    parts.append(" ".join(run))
                    run = []
                elif word != ":":
                    run.append(word)
            parts.append(" ".join(run))
        return [part for part in parts if part]


@cache
def words() -> Words:
    """The zone words of all bundled packs together. Raises ``PackError`` if a pack is broken."""
    return compiled(pack.zones for pack in packs().values())


def compiled(rooms: Iterable[ZoneWords]) -> Words:
    """The words of several packs in the form that lines are compared with."""
    all_rooms = tuple(rooms)

    def gather(pick: Callable[[ZoneWords], tuple[str, ...]]) -> list[str]:
        return [key(entry) for room in all_rooms for entry in pick(room)]

    def tokens(pick: Callable[[ZoneWords], tuple[str, ...]]) -> frozenset[str]:
        return frozenset(word for entry in gather(pick) for word in entry.split())

    def phrases(pick: Callable[[ZoneWords], tuple[str, ...]]) -> list[str]:
        return [_pattern(entry) for room in all_rooms for entry in pick(room)]

    def names(pick: Callable[[ZoneWords], tuple[tuple[str, ...], ...]]) -> dict[str, str]:
        return {key(form): forms[0] for room in all_rooms for forms in pick(room) for form in forms}

    agencies = names(lambda room: room.agencies)
    return Words(
        whole=frozenset(gather(lambda room: room.boilerplate.whole)),
        starts=_by_first(phrases(lambda room: room.boilerplate.starts)),
        heads=frozenset(gather(lambda room: room.boilerplate.heads)),
        fillers=tokens(lambda room: room.boilerplate.words),
        credit_starts=_by_first(phrases(lambda room: room.credit.starts)),
        credit_contains=_whole_words(phrases(lambda room: room.credit.contains)).search,
        dateline_starts=_by_first(phrases(lambda room: room.dateline.starts)),
        dates_off=_whole_words(phrases(lambda room: room.dateline.dates)).sub,
        joins=tokens(lambda room: room.dateline.joins),
        desks=frozenset(gather(lambda room: room.dateline.desks)),
        agencies=agencies,
        agency_names=_whole_words([re.escape(form) for form in agencies if len(form) >= _NAME_CHARS_MIN]),
        outlets=names(lambda room: room.outlets),
        outlet_starts=tokens(lambda room: room.outlet_words.starts),
        outlet_holds=tokens(lambda room: room.outlet_words.holds),
    )


def _pattern(entry: str) -> str:
    """An entry as a regular expression over keys; its ``…`` stands for any words."""
    return r"\b.*\b".join(re.escape(part) for part in map(key, entry.split("…")) if part)


def _by_first(patterns: list[str]) -> dict[str, Match]:
    """Patterns by the word they begin with, so that most lines cost one look-up."""
    groups: dict[str, list[str]] = {}
    for pattern in patterns:
        groups.setdefault(re.split(r"\\ |\\b", pattern, maxsplit=1)[0], []).append(pattern)
    return {first: re.compile(rf"(?:{'|'.join(group)})(?!\w)").match for first, group in groups.items()}


def _whole_words(patterns: list[str]) -> re.Pattern[str]:
    """An expression that finds any of the patterns as whole words; nothing if there are none."""
    longest_first = sorted(patterns, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(longest_first)})(?!\w)" if patterns else r"(?!)")


def _starts(groups: dict[str, Match], first: str, line_key: str) -> bool:
    """Whether one of the patterns grouped by first word begins the line."""
    match = groups.get(first)
    return match is not None and match(line_key) is not None
