"""Where a cue may stand in an article, how far it reaches, and what speaks for and against it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from musnad.grammar.chains import find_chain
from musnad.grammar.view import View
from musnad.model import Act
from musnad.vocabulary.cues import CueWords
from musnad.vocabulary.inflection import Reading

_COLON = ":"
_REACH = 14  # tokens that are looked through for what opens content


@dataclass(frozen=True, slots=True)
class Unit:
    """One possible cue: tokens ``first`` up to ``last``, the reporting word being ``main``.

    ``shape`` is that of the reading, or ``prep`` (according to), ``prepverb`` (according to what … said),
    ``colon``. ``particle`` characters of the token ``last`` belong to the cue too ("وفقا ل|مسؤول"), and
    ``second`` is the token number of a second part (a participle after the source), -1 if there is none.
    ``adverbs`` stand directly before ``first`` and do not belong to the cue.
    """

    first: int
    last: int
    main: int
    shape: str
    reading: Reading | None
    negated: bool = False
    particle: int = 0
    second: int = -1
    adverbs: int = 0

    @property
    def begin(self) -> int:
        """The token with which the cue begins, its adverbs counted."""
        return self.first - self.adverbs

    @property
    def carriers(self) -> tuple[int, ...]:
        """The tokens either of which can stand for the cue: the reporting word, and the second part."""
        return (self.main, self.second) if self.second >= 0 else (self.main,)

    @property
    def lemma(self) -> str:
        """The reporting word in its dictionary form, a colon for a colon."""
        return self.reading.lemma if self.reading else _COLON

    @property
    def group(self) -> str:
        """The class of the reporting word."""
        return self.reading.group if self.reading else _COLON


def find_units(view: View, words: CueWords) -> list[Unit]:
    """Every possible cue of an article in text order; no two share their main token."""
    units: list[Unit] = []
    number, count = 0, len(view.forms)
    taken, seconds = -1, set[int]()
    while number < count:
        unit = None
        possible = view.readings[number] or view.forms[number] in words.openings
        if possible and number > taken and number not in view.silent and number not in seconds:
            unit = (
                (_prepositional(view, words, number) if view.forms[number] in words.prepositional else None)
                or _handed_on(view, words, number)
                or _verbal(view, words, number)
                or _colon(view, number)
            )
        if unit is not None:
            if unit.second >= 0 and unit.second in seconds:
                unit = replace(unit, second=-1)
            while words.source_first and units and unit.first <= units[-1].main < unit.main:
                units.pop()  # a verb that only carries this one on
            units.append(unit)
            taken = max(taken, unit.last - 1)
            seconds.add(unit.second)
        number += 1
    return units


def unlisted_unit(view: View, words: CueWords, number: int) -> Unit:
    """The cue at a word that the pack does not know to report, with the negation before it."""
    form = view.forms[number]
    shape = "noun" if view.classes[number] == "def" else "past"
    reading = Reading(form, shape, Act.ASSERT, "unlisted")
    first, negated = _fronted(view, words, number, reading)
    return Unit(first, number + 1, number, shape, reading, negated=negated)


def _prepositional(view: View, words: CueWords, number: int) -> Unit | None:
    """ "According to", alone or before "what … said"."""
    forms = view.forms
    form = forms[number]
    end, particle, phrase = _phrase(view, words, number)
    if not end:
        bare = words.unjoined(form)
        if bare not in words.joined:
            return None
        reading = _verb(view, number + 1)
        return Unit(number, number + 2, number + 1, "prepverb", reading) if reading else None
    if end < len(forms) and forms[end][particle:] in words.joints:
        reading = _verb(view, end + 1)
        if reading:
            return Unit(number, end + 2, end + 1, "prepverb", reading)
    lemma = Reading(" ".join(phrase), "prep", words.prepositions[phrase], "prep")
    return Unit(number, end, number, "prep", lemma, particle=particle)


def _phrase(view: View, words: CueWords, number: int) -> tuple[int, int, tuple[str, ...]]:
    """The end of the longest prepositional cue at a token, the length of its particle, its words; end 0: none."""
    forms = view.forms
    starts = {forms[number], words.unjoined(forms[number])}
    best: tuple[int, int, tuple[str, ...]] = (0, 0, ())
    for phrase in words.phrases_by_word.get(forms[number], ()) or words.phrases_by_word.get(min(starts, key=len), ()):
        end, particle = number + 1, 0
        for word in phrase[1:]:
            if end >= len(forms):
                break
            if word.startswith("~") and forms[end].startswith(word[1:]) and len(forms[end]) > len(word):
                particle = len(word) - 1
                continue
            if forms[end] != word:
                break
            end += 1
        else:
            if end + particle > best[0] + best[1]:
                best = (end, particle, phrase)
    return best


def _handed_on(view: View, words: CueWords, number: int) -> Unit | None:
    """ "From" after a verb of carrying: "نقلت الوكالة عن فلان قوله"."""
    form = view.forms[number]
    if form not in words.carried:
        return None
    low = view.ranges[view.sentence[number]][0]
    if not any(view.forms[before] in words.carriers for before in range(max(low, number - _REACH), number)):
        return None
    reading = Reading(form, "prep", Act.ASSERT, "prep")
    for later in range(number + 1, min(number + 2 * _REACH, view.ranges[view.sentence[number]][1])):
        if view.forms[later] in words.reported:
            second = -1 if view.forms[later] in words.complementizers else later
            return Unit(number, number + 1, number, "handed", reading, second=second)
    return Unit(number, number + 1, number, "handed", reading)


def _verb(view: View, number: int) -> Reading | None:
    if number < len(view.forms):
        for reading in view.readings[number]:
            if reading.shape in ("past", "present", "passive"):
                return reading
    return None


def _verbal(view: View, words: CueWords, number: int) -> Unit | None:
    """A verb, participle or noun, with its negation or the auxiliary before it."""
    readings = view.readings[number]
    if not readings:
        return None
    if words.source_first:
        chain = find_chain(view, words, number)
        if chain is None:
            return None
        adverbs = chain.first - chain.begin
        return Unit(chain.first, chain.last, number, chain.shape, chain.reading, chain.negated, adverbs=adverbs)
    reading = readings[0]
    first, negated = _fronted(view, words, number, reading)
    last = number + 1
    if reading.shape in ("past", "present") and last < len(view.forms):
        if view.forms[last] in words.second or (
            words.unjoined(view.forms[number]) in words.fronted and view.forms[last] in words.fronted_by
        ):
            last += 1
        elif reading.lemma in words.light:
            carried, end = _carried(view, words, last)
            if carried:
                return Unit(first, end, number, "light", carried, negated=negated)
    second = _second(view, words, number, last)
    return Unit(first, last, number, reading.shape, reading, negated=negated, second=second)


def _fronted(view: View, words: CueWords, number: int, reading: Reading) -> tuple[int, bool]:
    """Where a cue begins when a negation or a passive auxiliary stands before it, and whether it is negated."""
    forms = view.forms
    back = [words.unjoined(form) for form in forms[max(0, number - 2) : number]]
    if not back or forms[number - 1] == "\n":
        return number, False
    if back[-1] in words.negations and reading.shape != "participle":
        return number - 1, True
    if len(back) == 2 and back[0] in words.negations and back[1] in words.complementizers:
        return number - 2, True
    if reading.shape == "noun" and back[-1] in words.passive_auxiliaries:
        return number - 1, False
    return number, False


def _carried(view: View, words: CueWords, number: int) -> tuple[Reading | None, int]:
    """The reporting noun that a light verb carries directly, or over one preposition, and the end of both."""
    for later in (number, number + 1):
        if later >= len(view.forms) or (later > number and view.forms[number] not in words.openers):
            break
        for reading in view.readings[later]:
            if reading.shape == "noun" and view.sentence[later] == view.sentence[number - 1]:
                return reading._replace(object=""), later + 1
    return None, number


def _second(view: View, words: CueWords, number: int, last: int) -> int:
    """A participle of saying that only carries the verb on to its content ("وصرح فلان قائلا: …")."""
    if not any(reading.shape in ("past", "present") for reading in view.readings[number]):
        return -1
    end = min(len(view.forms), last + _REACH)
    for later in range(last, end):
        form = view.forms[later]
        if view.sentence[later] != view.sentence[number] or form in words.complementizers:
            return -1
        if form in words.second:
            return later
        both = view.classes[later] == "preposition"  # "after", which is also "remarked"
        if later > last and not both and view.readings[later] and view.readings[later][0].shape in ("past", "present"):
            return -1
    return -1


def _colon(view: View, number: int) -> Unit | None:
    """A colon after a few words at the head of a line: a headline, a talk, a list of speakers."""
    if view.forms[number] != _COLON:
        return None
    start = view.line_start(number)
    before, after = number - start, number + 1
    if not 1 <= before <= 9 or after >= len(view.forms) or view.forms[after] == "\n":
        return None
    if before and view.readings[number - 1] and view.readings[number - 1][0].shape in ("past", "present"):
        return None
    return Unit(number, after, number, "colon", None)


def cue_features(view: View, words: CueWords, unit: Unit) -> list[str]:
    """What speaks for and against one possible cue being one."""
    forms, classes, main = view.forms, view.classes, unit.main
    count = len(forms)
    following = [classes[i] if i < count else "$" for i in range(unit.last, unit.last + 3)]
    next_form = forms[unit.last] if unit.last < count else "$"
    before = classes[unit.first - 1] if unit.first else "^"
    before_form = forms[unit.first - 1] if unit.first else "^"
    reading = unit.reading
    key = f"{unit.group}/{unit.shape}"
    lemma = f"{unit.lemma}/{unit.shape}"
    opened = _opened(view, words, unit)
    headline = view.headline[0] <= main < view.headline[1]
    features = [
        "1",
        f"k={key}",
        f"l={lemma}",
        f"l={unit.lemma}",
        f"l={lemma}|n={following[0]}",
        f"l={lemma}|o={opened}",
        f"k={key}|o={opened}",
        f"k={key}|n={following[0]}",
        f"k={key}|n={next_form}",
        f"k={key}|nn={following[0]},{following[1]}",
        f"k={key}|p={before}",
        f"k={key}|p={before_form}",
        f"p={before_form}",
        f"p={before}|o={opened}",
        f"n={next_form}",
        f"h={headline}|{unit.shape}",
        f"q={view.quoted[main] > 0}|{unit.shape}",
        f"neg={unit.negated}|{unit.lemma}",
        f"neg={unit.negated}|{key}",
        f"second={unit.second >= 0}",
        f"anonymity={view.count('anonymity', unit.last, min(unit.last + 8, count)) > 0}|{unit.lemma}",
        f"anonymity={view.count('anonymity', unit.last, min(unit.last + 8, count)) > 1}|{unit.group}",
        f"n3={following[2]}|{unit.shape}",
    ]
    if reading:
        shape = f"{reading.ending}.{bool(reading.object)}.{reading.prefix}.{reading.conjunction}"
        features += [
            f"i={shape}|{unit.shape}",
            f"i={reading.prefix}|l={lemma}",
            f"obj={bool(reading.object)}|l={lemma}",
            f"i={shape}|p={before}",
            f"conj={reading.conjunction}|o={opened}|{unit.shape}",
            f"end={reading.ending}|l={lemma}",
        ]
    else:
        features += _colon_features(view, unit)
    return features + chain_features(view, unit, opened) if words.source_first else features


def chain_features(view: View, unit: Unit, opened: str) -> list[str]:
    """What speaks for a cue in a language whose source stands before its verb: its subject and quotations beside it."""
    begin, last, key = unit.begin, unit.last, f"{unit.group}/{unit.shape}"
    before = view.classes[begin - 1] if begin else "^"
    form = view.forms[begin - 1] if begin else "^"
    further = view.classes[begin - 2] if begin > 1 else "^"
    after = view.classes[last] if last < len(view.forms) else "$"
    behind = any(view.quoted[max(0, begin - 8) : begin]) and not view.quoted[begin]
    ahead = any(view.quoted[last : last + 3]) and not view.quoted[last - 1]
    prefix = unit.reading.prefix if unit.reading else ""
    ending = unit.reading.ending if unit.reading else ""
    line = view.line_start(begin) == begin
    return [
        f"s={before}|{key}",
        f"s={before}|n={after}|{unit.shape}",
        f"s={before}|{ending}|{prefix}",
        f"s={further}/{before}|{unit.shape}",
        f"s={form}|{unit.shape}",
        f"s={before}|l={unit.lemma}",
        f"pre={prefix}|l={unit.lemma}",
        f"pre={prefix}|{key}|{ending}",
        f"pre={prefix}|o={opened}",
        f"qb={behind}|qa={ahead}|{unit.shape}",
        f"qb={behind}|qa={ahead}|{unit.group}",
        f"in={view.quoted[begin] > 0}|s={before}|{unit.group}",
        f"in={view.quoted[begin] > 0}|s={form}",
        f"line={line}|{key}",
        f"g={unit.group}",
        f"g={unit.group}|n={after}",
        f"adv={unit.adverbs > 0}|{unit.shape}",
    ]


def _colon_features(view: View, unit: Unit) -> list[str]:
    start = view.line_start(unit.main)
    inside = view.classes[start : unit.main]
    verbs = sum(bool(readings) for readings in view.readings[start : unit.main])
    quoted = unit.last < len(view.forms) and view.quoted[unit.last] > 0
    return [
        f"c.len={min(len(inside), 7)}",
        f"c.first={inside[0]}",
        f"c.last={inside[-1]}",
        f"c.verbs={min(verbs, 2)}",
        f"c.quoted={quoted}",
        f"c.headline={view.headline[0] <= unit.main < view.headline[1]}|{quoted}",
        f"c.first={view.forms[start]}",
        *{f"c.has={name}" for name in inside},
    ]


def _opened(view: View, words: CueWords, unit: Unit) -> str:
    """What opens content after a cue, and how far away: the first complementizer, colon or quotation mark."""
    sentence = view.sentence[unit.main]
    end = min(len(view.forms), unit.last + _REACH * 2)
    for number in range(unit.last, end):
        if view.sentence[number] != sentence:
            break
        distance = min((number - unit.last) // 3, 5)
        form = view.forms[number]
        if form in words.complementizers:
            return f"that{distance}"
        if view.quoted[number] and not view.quoted[number - 1]:
            return f"quote{distance}"
        if form == _COLON:
            return f"colon{distance}"
        if number > unit.last and view.readings[number] and view.readings[number][0].shape != "noun":
            return f"cue{distance}"
    return "none"
