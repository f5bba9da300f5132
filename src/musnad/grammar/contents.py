"""Where the content of a statement may begin and end, and what speaks for each place."""

from __future__ import annotations

from dataclasses import dataclass

from musnad.grammar.cues import Unit
from musnad.grammar.view import NEWLINE, View
from musnad.vocabulary.cues import CueWords

_NEAR = 8  # tokens after a cue that are all candidates
_FAR = 60  # tokens after a cue beyond which content does not begin
_BACK = 16  # tokens before a cue at which a noun phrase taken up by it may begin
_PAUSES = frozenset(",\u060c;\u061b")
_DASHES = frozenset("-\u2013\u2014")


@dataclass(frozen=True, slots=True)
class Place:
    """A possible beginning of content: token ``start``, before the cue (``end`` is then known) or after it."""

    start: int
    end: int = -1

    @property
    def before(self) -> bool:
        """Whether the content stands before its cue."""
        return self.end >= 0


def find_starts(view: View, words: CueWords, unit: Unit) -> list[Place]:
    """Every place at which the content of a cue may begin, nearest after the cue first."""
    return _starts_after(view, words, unit) + _starts_before(view, words, unit)


def _starts_after(view: View, words: CueWords, unit: Unit) -> list[Place]:
    begin = unit.last + (1 if unit.particle else 0)
    limit = min(view.ranges[view.sentence[unit.main]][1], begin + _FAR)
    if limit < len(view.forms) and view.forms[limit - 1] == NEWLINE and view.forms[limit - 2] == ":":
        limit = min(limit + 3, len(view.forms))  # the content stands on the next line
    places = []
    for number in range(begin, limit):
        if not view.is_word(number):
            continue
        if number < begin + _NEAR or _opens(view, words, number):
            places.append(Place(number))
    following = view.ranges[view.sentence[unit.main]][1]
    if following < len(view.forms) and view.quoted[following : following + 2].count(0) < 2:
        first = following if view.is_word(following) else following + 1
        if first < len(view.forms) and all(place.start != first for place in places):
            places.append(Place(first))
    return places


def _opens(view: View, words: CueWords, number: int) -> bool:
    """Whether a token is of those that content begins with, or stands behind a mark that opens it."""
    form, before = view.forms[number], view.forms[number - 1]
    return (
        form in words.complementizers
        or form in words.openers
        or (view.quoted[number] != view.quoted[number - 1] and view.quoted[number] > 0)
        or before == ":"
        or before in _PAUSES
        or view.classes[number][:2] in words.opening_marks
    )


def _starts_before(view: View, words: CueWords, unit: Unit) -> list[Place]:
    end = unit.first
    low = view.ranges[view.sentence[unit.main]][0]
    skipped = view.classes[end - 1 : end]
    while end > low and (
        not view.is_word(end - 1) or view.classes[end - 1] in ("relative", "what", "manner") or skipped == ["what"]
    ):
        if view.forms[end - 1] == NEWLINE:
            return []
        end -= 1
        skipped = []
    if end <= low and not _quotation_ends(view, unit):
        return []
    end = max(end, low)
    places: dict[int, None] = {}
    quotation = view.quoted[end - 1] if end else 0
    if quotation:
        places[view.quotations[quotation - 1][0]] = None
        low = min(low, view.quotations[quotation - 1][0])
    for number in range(low, end):
        if view.is_word(number) and (number >= end - _BACK or number == low or _pauses(view, words, number)):
            places[number] = None
    return [Place(start, end) for start in places if start < end]


def _quotation_ends(view: View, unit: Unit) -> bool:
    return any(view.quoted[number] for number in range(max(0, unit.first - 3), unit.first))


def _pauses(view: View, words: CueWords, number: int) -> bool:
    before = view.forms[number - 1]
    return before in _PAUSES or before in _DASHES or not view.is_word(number - 1) or view.forms[number] in words.complementizers


def start_features(view: View, words: CueWords, unit: Unit, place: Place) -> list[str]:
    """What speaks for content beginning at one place."""
    forms, classes = view.forms, view.classes
    start = place.start
    form, kind = forms[start], classes[start]
    before, before_kind = (forms[start - 1], classes[start - 1]) if start else ("^", "^")
    key = f"{unit.group}/{unit.shape}"
    side = "b" if place.before else "a"
    if place.before:
        distance = min((unit.first - start) // 4, 8)
        gap = view.forms[place.end : unit.first]
        extra = [
            f"b|gap={' '.join(gap[:3])}|{unit.shape}",
            f"b|low={start == view.ranges[view.sentence[unit.main]][0]}|{unit.shape}",
            f"b|obj={bool(unit.reading and unit.reading.object)}|{unit.shape}|rel={any(classes[i] in ('relative', 'what') for i in range(place.end, unit.first))}",
            f"b|d={unit.first - start if unit.first - start < 8 else 8 + distance}|rel={any(classes[i] in ('relative', 'what') for i in range(place.end, unit.first))}",
            f"b|quoted={view.quoted[start] > 0 and view.quoted[start] == view.quoted[place.end - 1]}|{unit.shape}",
            f"b|l={unit.lemma}",
        ]
    else:
        between = range(unit.last, start)
        thats = sum(forms[i] in words.complementizers for i in between)
        colons = sum(forms[i] == ":" for i in between)
        quotes = sum(view.quoted[i] > 0 and view.quoted[i] != view.quoted[i - 1] for i in between)
        pauses = sum(forms[i] in _PAUSES for i in between)
        cues = sum(bool(view.readings[i]) and view.readings[i][0].shape != "noun" for i in between)
        distance = min(start - unit.last, 6) if start - unit.last < 6 else min(6 + (start - unit.last) // 6, 12)
        opener = form if form in words.complementizers or form in words.openers else kind
        quoted = view.quoted[start] > 0 and (not start or view.quoted[start] != view.quoted[start - 1])
        extra = [
            f"a|thats={min(thats, 2)}|o={opener}",
            f"a|colons={min(colons, 2)}|{kind}",
            f"a|quotes={min(quotes, 2)}|{quoted}",
            f"a|pauses={min(pauses, 3)}|{opener}",
            f"a|cues={min(cues, 2)}|{opener}",
            f"a|cues={min(cues, 2)}",
            f"a|quoted={quoted}|p={before}",
            f"a|quoted={quoted}|{key}",
            f"a|thats={min(thats, 2)}|colons={min(colons, 1)}|quotes={min(quotes, 1)}|quoted={quoted}|that={form in words.complementizers}|colon={before == ':'}",
            f"a|same={view.sentence[start] == view.sentence[unit.main]}",
            f"a|second={unit.second >= 0 and start > unit.second}",
            f"a|l={unit.lemma}|o={opener}",
            f"a|l={unit.lemma}|c={kind}",
            f"a|l={unit.lemma}|d={distance}",
            f"a|{key}|o={opener}",
            f"a|{key}|p={before_kind}",
            f"a|{key}|d={distance}",
            f"a|obj={bool(unit.reading and unit.reading.object)}|d={distance}",
            f"a|prefix={unit.reading.prefix if unit.reading else ''}|{unit.shape}|d={distance}",
        ]
    return [
        f"{side}|{key}",
        f"{side}|f={form}",
        f"{side}|c={kind}",
        f"{side}|p={before}",
        f"{side}|pc={before_kind}|c={kind}",
        f"{side}|p={before}|f={form}",
        f"{side}|d={distance}",
        f"{side}|{unit.shape}|c={kind}",
        f"{side}|{unit.shape}|p={before_kind}",
        *extra,
    ]


def find_ends(view: View, words: CueWords, start: int) -> list[int]:
    """Every token before which content that begins at ``start`` after its cue may end; at least one."""
    limit = view.ranges[view.sentence[start]][1]
    quotation = view.quoted[start]
    if quotation:
        limit = max(limit, min(view.quotations[quotation - 1][1], view.line_end(start)))
    ends = []
    for number in range(start + 1, limit + 1):
        if number == limit or not view.is_word(number) or _turns(view, words, number):
            if view.is_word(number - 1):
                ends.append(number)
            if number < limit and view.forms[number] == NEWLINE:
                break
    return ends or [min(start + 1, len(view.forms))]


_TURNING = frozenset(("conjunction", "preposition", "relative", "time", "what", "auxiliary", "manner"))


def _turns(view: View, words: CueWords, number: int) -> bool:
    """Whether a word may open something that is no longer content: another cue, a new clause, a source."""
    kind = view.classes[number]
    if view.readings[number] or kind in _TURNING:
        return True
    return kind[1:2] == "+" and kind[0] in words.inflection.conjunctions


def end_features(view: View, words: CueWords, unit: Unit, start: int, end: int) -> list[str]:
    """What speaks for content that begins at ``start`` ending before the token ``end``."""
    forms, classes, count = view.forms, view.classes, len(view.forms)
    after = forms[end] if end < count else "$"
    after_kind = classes[end] if end < count else "$"
    later, later_kind = (forms[end + 1], classes[end + 1]) if end + 1 < count else ("$", "$")
    sentence = view.ranges[view.sentence[start]]
    final = end >= sentence[1] - 1
    quotation = view.quoted[start]
    opened = quotation > 0 and (not start or view.quoted[start - 1] != quotation)
    closes = quotation > 0 and end >= view.quotations[quotation - 1][1]
    splits = end < count and view.quoted[end] > 0 and view.quoted[end] == view.quoted[end - 1] and view.quoted[end] != quotation
    pauses = sum(form in _PAUSES for form in forms[start:end])
    next_cue = _cue_after(view, end)
    form = forms[start]
    opener = form if form in words.complementizers or form in words.openers else classes[start]
    quote = f"{opened}{closes}"
    length = (end - start).bit_length()
    rest = max(0, sentence[1] - end).bit_length()
    return [
        f"final={final}|q={quote}|{unit.shape}",
        f"final={final}|q={quote}",
        f"after={after}",
        f"after={after}|later={later}",
        f"after={after}|lc={later_kind}",
        f"ac={after_kind}|prev={classes[end - 1]}",
        f"ac={after_kind}|o={opener}",
        f"cue={next_cue}|after={after_kind}",
        f"cue={next_cue}|final={final}",
        f"q={quote}|after={after}",
        f"splits={splits}",
        f"len={length}|{unit.shape}",
        f"len={length}|{unit.group}",
        f"rest={rest}|after={after_kind}",
        f"pauses={min(pauses, 4)}|after={after_kind}",
        f"pauses={min(pauses, 4)}|final={final}|{unit.shape}",
        f"{unit.shape}|{unit.group}|after={after}",
        f"{unit.shape}|after={after}|lc={later_kind}",
        f"prev={forms[end - 1]}",
        f"headline={view.headline[0] <= start < view.headline[1]}|final={final}",
        f"o={opener}|final={final}|{unit.shape}",
    ]


def _cue_after(view: View, number: int) -> str:
    """What sort of cue begins within three tokens, marks skipped."""
    for later in range(number, min(number + 3, len(view.forms))):
        if view.readings[later]:
            reading = view.readings[later][0]
            return f"{reading.group}/{reading.shape}/{later - number}{reading.conjunction}"
    return "none"
