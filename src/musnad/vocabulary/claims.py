"""Words by which contents are compared (``claims.yml``): stems, meanings, numbers, denial, joints."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from musnad.config import WORDS_REMEMBERED
from musnad.text import fold, tokenize
from musnad.vocabulary.node import Node
from musnad.vocabulary.phrases import Phrases
from musnad.vocabulary.stems import Stemming

_SECTIONS = ("stems", "passing", "negations", "numbers", "counted", "units")
_OTHERS = (
    "same", "contrary", "rejecting", "backward", "joints", "asides", "updates", "pairs", "roles", "clefts", "own_deed",
    "place_kinds", "sites", "locating", "helping", "sorts", "openers", "closers",
)  # fmt: skip


@dataclass(frozen=True)
class NumberWords:
    """How numbers are said; keys are folded words. ``vague`` gives the least and the most that a word can mean.

    ``parts`` are phrases before a number that counts a part of what another counts, ``parts_behind`` those that say so
    behind it, ``part_of`` words between it and the whole, ``anyone`` words behind one that counts people of whatever
    sort, ``number_of`` words before the noun that a number counts which stands elsewhere.
    """

    words: dict[str, int]
    scales: dict[str, int]
    vague: dict[str, tuple[int, int]]
    about: Phrases
    at_least: Phrases
    at_most: Phrases
    joined: str
    parts: Phrases
    anyone: frozenset[str]
    number_of: frozenset[str] = frozenset()
    parts_behind: Phrases = frozenset()
    part_of: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Role:
    """A part in an event that one party plays: the words before that party's name."""

    verbs: frozenset[str]
    phrases: Phrases


@dataclass(frozen=True)
class ClaimWords:
    """The vocabulary of comparison of one language; every word folded, meanings keyed by stem.

    ``meaning`` leads from a stem to the first stem of its group, ``poles`` to the pairs of
    contraries that it belongs to, each with its side.
    ``counted`` leads from meanings, ``units`` from folded phrases and ``unit_stems`` from meanings to what a number
    counts; ``pairs`` likewise from folded words that say "two" by themselves. ``sorts`` leads from
    folded words to the sort of people that they name. ``openers`` and ``closers`` are not shown at the beginning and at
    the end of a claim.
    """

    stemming: Stemming
    passing: frozenset[str]
    meaning: dict[str, str]
    negations: frozenset[str]
    rejecting: Phrases
    backward: frozenset[str]
    joints: Phrases
    asides: frozenset[str]
    updates: Phrases
    numbers: NumberWords
    counted: dict[str, str]
    pairs: dict[str, str]
    units: dict[tuple[str, ...], str]
    unit_stems: dict[str, str]
    roles: dict[str, Role]
    unit_names: frozenset[str]
    poles: dict[str, tuple[tuple[int, bool], ...]]
    clefts: Phrases
    own_deed: Phrases
    place_kinds: frozenset[str]
    sites: frozenset[str]
    locating: frozenset[str]
    helping: frozenset[str]
    sorts: dict[str, str]
    openers: Phrases
    closers: frozenset[str]
    _stems: dict[str, str] = field(default_factory=dict, compare=False)
    _bare: dict[str, tuple[str, ...]] = field(default_factory=dict, compare=False)
    _telling: dict[str, tuple[str, str] | None] = field(default_factory=dict, compare=False)
    _begins: dict[str, bool] = field(default_factory=dict, compare=False)

    def stem(self, form: str) -> str:
        """The meaning of a folded word: its stem, or the stem that stands for its group."""
        found = self._stems.get(form)
        if found is None:
            if len(self._stems) >= WORDS_REMEMBERED:
                self._stems.clear()
            stem = self.stemming.stem(form)
            found = self._stems[form] = self.meaning.get(stem, stem)
        return found

    def bare(self, form: str) -> tuple[str, ...]:
        """A folded word, and the word without each prefix that it may bear."""
        found = self._bare.get(form)
        if found is None:
            if len(self._bare) >= WORDS_REMEMBERED:
                self._bare.clear()
            least = self.stemming.least - 1
            borne = (
                each for each in self.stemming.prefixes if form.startswith(each) and len(form) - len(each) >= least
            )
            found = self._bare[form] = (form, *(form[len(prefix) :] for prefix in borne))
        return found

    def telling(self, form: str) -> tuple[str, str] | None:
        """The meaning of a folded word and its root, empty if it has none; None for a word that says nothing."""
        if form in self._telling:
            return self._telling[form]
        if len(self._telling) >= WORDS_REMEMBERED:
            self._telling.clear()
        found = None
        if form[0].isalpha() and form not in self.passing and len(form) > 1:
            stem = self.stem(form)
            found = (stem, self.stemming.root(stem))
        self._telling[form] = found
        return found

    def begins_role(self, form: str) -> bool:
        """Whether a folded word can begin what says who acts."""
        return form in self._role_begins

    def begins_number(self, form: str) -> bool:
        """Whether a number can begin with a folded word: digits, a number word, a scale, "two of them", "dozens"."""
        found = self._begins.get(form)
        if found is None:
            if len(self._begins) >= WORDS_REMEMBERED:
                self._begins.clear()
            said = (self.numbers.words, self.numbers.scales, self.numbers.vague, self.pairs)
            found = form[-1].isdigit() or any(each in words for each in self.bare(form) for words in said)
            self._begins[form] = found
        return found

    @cached_property
    def _role_begins(self) -> frozenset[str]:
        phrases = frozenset[tuple[str, ...]]().union(self.clefts, *(role.phrases for role in self.roles.values()))
        verbs = frozenset[str]().union(*(role.verbs for role in self.roles.values()))
        return verbs | {phrase[0] for phrase in phrases}

    def is_located(self, form: str) -> bool:
        """Whether a folded word bears a preposition of place that is written onto it."""
        return any(
            form.startswith(letter) and form not in self.stemming.whole for letter in self.locating if len(letter) == 1
        )

    @classmethod
    def read(cls, node: Node) -> ClaimWords | None:
        """Reads ``claims.yml``; None where the pack has none. Faults are noted on the node."""
        if node.value is None:
            return None
        fields = node.fields(required=_SECTIONS, optional=_OTHERS)
        if any(name not in fields for name in _SECTIONS):
            return None
        stemming = _stemming(fields["stems"])
        meaning = _meaning(fields.get("same"), stemming)

        def words(name: str) -> frozenset[str]:
            return frozenset(map(fold, fields[name].texts())) if name in fields else frozenset()

        return cls(
            stemming=stemming,
            passing=words("passing"),
            meaning=meaning,
            negations=words("negations"),
            rejecting=_phrases(fields.get("rejecting")),
            backward=words("backward"),
            joints=_phrases(fields.get("joints")),
            asides=words("asides"),
            updates=_phrases(fields.get("updates")),
            numbers=_numbers(fields["numbers"]),
            counted={_mean(word, stemming, meaning): name for name, word in _classes(fields["counted"])},
            pairs={fold(word): name for name, word in _classes(fields.get("pairs"))},
            units={_phrase(word): name for name, word in _classes(fields["units"])},
            unit_stems={
                _mean(word, stemming, meaning): name for name, word in _classes(fields["units"]) if word.isalpha()
            },
            roles=_roles(fields.get("roles")),
            unit_names=frozenset(name for name, _ in _classes(fields["units"])),
            poles=_poles(fields.get("contrary"), stemming, meaning),
            clefts=_phrases(fields.get("clefts")),
            own_deed=_phrases(fields.get("own_deed")),
            place_kinds=frozenset(_mean(word, stemming, meaning) for word in words("place_kinds")),
            sites=frozenset(_mean(word, stemming, meaning) for word in words("sites")),
            locating=words("locating"),
            helping=words("helping"),
            sorts={fold(word): name for name, word in _classes(fields.get("sorts"))},
            openers=_phrases(fields.get("openers")),
            closers=words("closers"),
        )


def _phrase(text: str) -> tuple[str, ...]:
    return tuple(tokenize(text).forms)


def _phrases(node: Node | None) -> Phrases:
    return frozenset(map(_phrase, node.texts())) if node else frozenset()


def _stemming(node: Node) -> Stemming:
    fields = node.fields(required=("prefixes", "suffixes", "least"), optional=("weak", "present", "whole", "kept"))

    def longest_first(name: str) -> tuple[str, ...]:
        found: Iterable[str] = map(fold, fields[name].texts()) if name in fields else ()
        return tuple(sorted(set(found), key=lambda each: (-len(each), each)))

    return Stemming(
        prefixes=longest_first("prefixes"),
        suffixes=longest_first("suffixes"),
        least=_whole(fields.get("least"), 3),
        weak=frozenset(longest_first("weak")),
        present=longest_first("present"),
        whole=frozenset(longest_first("whole")),
        kept=frozenset(longest_first("kept")),
    )


def _whole(node: Node | None, otherwise: int) -> int:
    text = node.text() if node else ""
    if not text.isdecimal():
        if node:
            node.fault("expected a whole number")
        return otherwise
    return int(text)


def _meaning(node: Node | None, stemming: Stemming) -> dict[str, str]:
    meaning: dict[str, str] = {}
    for group in node.items() if node else []:
        forms = [fold(word) for word in group.texts()]
        stems = [stemming.stem(form) for form in forms]
        for stem in [*stems, *(stemming.stem(form) for form in _present(forms, stemming))]:
            meaning.setdefault(stem, meaning.get(stems[0], stems[0]))
    return meaning


def _present(forms: list[str], stemming: Stemming) -> list[str]:
    """The words as verbs of the present, the letter that hides there dropped, too."""
    return [
        prefix + form[cut:]
        for form in forms
        for prefix in stemming.present
        for cut in ((0, 1) if form[0] in stemming.weak else (0,))
        if len(form) - cut > 2
    ]


def _poles(node: Node | None, stemming: Stemming, meaning: dict[str, str]) -> dict[str, tuple[tuple[int, bool], ...]]:
    """The pairs of contraries by number that a meaning belongs to, and its side in each."""
    found: dict[str, tuple[tuple[int, bool], ...]] = {}
    for number, pair in enumerate(node.items() if node else []):
        sides = [frozenset(_mean(word, stemming, meaning) for word in side.texts()) for side in pair.items()]
        if len(sides) != 2:
            pair.fault("expected two groups of words")
        else:
            for side, (ours, theirs) in enumerate((sides, sides[::-1])):
                for stem in ours - theirs:
                    found[stem] = (*found.get(stem, ()), (number, bool(side)))
    return found


def _mean(word: str, stemming: Stemming, meaning: dict[str, str]) -> str:
    stem = stemming.stem(fold(word))
    return meaning.get(stem, stem)


def _classes(node: Node | None) -> list[tuple[str, str]]:
    return [(name, word) for name, listed in (node.pairs() if node else ()) for word in listed.texts()]


def _numbers(node: Node) -> NumberWords:
    names = ("words", "scales", "vague", "about", "at_least", "at_most")
    fields = node.fields(required=names, optional=("joined", "parts", "parts_behind", "part_of", "anyone", "number_of"))
    return NumberWords(
        words=_valued(fields.get("words")),
        scales=_valued(fields.get("scales")),
        vague=_ranges(fields.get("vague")),
        about=_phrases(fields.get("about")),
        at_least=_phrases(fields.get("at_least")),
        at_most=_phrases(fields.get("at_most")),
        joined=fold(fields["joined"].text()) if "joined" in fields else "",
        parts=_phrases(fields.get("parts")),
        parts_behind=_phrases(fields.get("parts_behind")),
        part_of=frozenset(map(fold, fields["part_of"].texts())) if "part_of" in fields else frozenset(),
        anyone=frozenset(map(fold, fields["anyone"].texts())) if "anyone" in fields else frozenset(),
        number_of=frozenset(map(fold, fields["number_of"].texts())) if "number_of" in fields else frozenset(),
    )


def _valued(node: Node | None) -> dict[str, int]:
    found = {}
    for value, listed in node.pairs() if node else ():
        if not value.isdecimal():
            listed.fault(f"{value!r} is no number")
            continue
        found.update({fold(word): int(value) for word in listed.texts()})
    return found


def _ranges(node: Node | None) -> dict[str, tuple[int, int]]:
    found = {}
    for value, listed in node.pairs() if node else ():
        least, _, most = value.partition("-")
        if not (least.isdecimal() and most.isdecimal()):
            listed.fault(f"{value!r} is no range such as 20-99")
            continue
        found.update({fold(word): (int(least), int(most)) for word in listed.texts()})
    return found


def _roles(node: Node | None) -> dict[str, Role]:
    roles = {}
    for name, listed in node.pairs() if node else ():
        fields = listed.fields(required=(), optional=("verbs", "phrases"))
        verbs = frozenset(map(fold, fields["verbs"].texts())) if "verbs" in fields else frozenset()
        roles[name] = Role(verbs, _phrases(fields.get("phrases")))
    return roles
