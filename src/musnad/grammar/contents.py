"""Where the content of a statement may begin and end, and what speaks for each place."""

from __future__ import annotations

from musnad.grammar.frame import Frame, Place
from musnad.grammar.fronted import before_features, behind_features, places_before, turns
from musnad.grammar.view import NEWLINE, PAUSES, View

_NEAR = 8  # tokens after a cue that are all candidates
_FORWARD = frozenset(("past", "present", "participle", "light", "passive", "colon", "handed"))
_FAR = 60  # tokens after a cue beyond which content does not begin
_LOW = 400  # tokens before a cue beyond which content begins with its sentence or not at all
_ENDS, _HELD = 64, 32  # ends of content at most, and cues in it that are looked at; four times what news ever has
_BACK = 16  # tokens before a cue at which a noun phrase taken up by it may begin


def find_starts(frame: Frame) -> list[Place]:
    """Every place at which the content of a cue may begin, nearest after the cue first.

    Content begins at the first complementizer at the latest. It stands before a verb only if the verb takes
    it up with a pronoun or a quotation has just ended.
    """
    return _starts_after(frame) + (places_before(frame) if frame.words.source_first else _starts_before(frame))


def _starts_after(frame: Frame) -> list[Place]:
    view, unit = frame.view, frame.unit
    begin = unit.last + (1 if unit.particle else 0)
    limit = min(frame.sentence[1], begin + _FAR)
    if limit < len(view.forms) and view.forms[limit - 1] == NEWLINE and view.forms[limit - 2] == ":":
        limit = min(limit + 3, len(view.forms))  # the content stands on the next line
    that = next((number for number in range(begin, limit) if view.forms[number] in frame.words.complementizers), limit)
    places = [
        Place(number)
        for number in range(begin, min(limit, that + 1))
        if view.is_word(number) and (number < begin + _NEAR or _opens(frame, number))
    ]
    following = frame.sentence[1]
    if following < len(view.forms) and view.quoted[following : following + 2].count(0) < 2:
        first = following if view.is_word(following) else following + 1
        if first < len(view.forms) and all(place.start != first for place in places):
            places.append(Place(first))
    return places


def _opens(frame: Frame, number: int) -> bool:
    """Whether a token is of those that content begins with, or stands behind a mark that opens it."""
    view, words = frame.view, frame.words
    form, before = view.forms[number], view.forms[number - 1]
    return (
        form in words.complementizers
        or form in words.openers
        or frame.quote_opens(number)
        or before == ":"
        or before in PAUSES
        or view.classes[number][:2] in words.opening_marks
    )


def _starts_before(frame: Frame) -> list[Place]:
    view, low = frame.view, frame.sentence[0]
    end = frame.unit.first
    while end > low and (not view.is_word(end - 1) or view.classes[end - 1] in ("relative", "what", "manner")):
        if view.forms[end - 1] == NEWLINE:
            return []
        end -= 1
    quoted = any(view.quoted[max(0, frame.unit.first - 3) : frame.unit.first])
    if (end <= low and not quoted) or (frame.unit.shape in _FORWARD and not quoted and not frame.object):
        return []
    end = max(end, low)
    places: dict[int, None] = {}
    quotation = view.quoted[end - 1] if end else 0
    if quotation:
        places[view.quotations[quotation - 1][0]] = None
        low = min(low, view.quotations[quotation - 1][0])
    attached = end < frame.unit.first or frame.object
    for number in (low, *range(max(low + 1, end - _LOW), end)):
        near = attached and number >= end - _BACK
        if view.is_word(number) and (near or number == low or _pauses(frame, number)):
            places[number] = None
    return [Place(start, end) for start in places if start < end]


def _pauses(frame: Frame, number: int) -> bool:
    view = frame.view
    return not view.is_word(number - 1) or view.forms[number] in frame.words.complementizers


def start_features(frame: Frame, place: Place) -> list[str]:
    """What speaks for content beginning at one place."""
    unit, key = frame.unit, frame.key
    form, kind = frame.word(place.start)
    before, before_kind = frame.word(place.start - 1)
    side = "b" if place.before else "a"
    return [
        f"{side}|{key}",
        f"{side}|f={form}",
        f"{side}|c={kind}",
        f"{side}|p={before}",
        f"{side}|pc={before_kind}|c={kind}",
        f"{side}|{unit.shape}|c={kind}",
        f"{side}|{unit.shape}|p={before_kind}",
        f"{side}|x={form[:2]}|y={form[-1:]}|c={kind}",
        *(_before_features(frame, place) if place.before else _after_features(frame, place.start)),
    ]


def _before_features(frame: Frame, place: Place) -> list[str]:
    if frame.words.source_first:
        return before_features(frame, place)
    view, unit, start = frame.view, frame.unit, place.start
    relative = view.count("turn", place.end, unit.first) > 0
    far = unit.first - start
    distance = far if far < 8 else 8 + min(far // 4, 8)
    quoted = view.quoted[start] > 0 and view.quoted[start] == view.quoted[place.end - 1]
    cues = min(frame.cues_in(start, place.end), 2)
    return [
        f"b|gap={' '.join(view.forms[place.end : unit.first][:3])}|{unit.shape}",
        f"b|low={start == frame.sentence[0]}|{unit.shape}",
        f"b|obj={frame.object}|{unit.shape}|rel={relative}",
        f"b|d={distance}|rel={relative}",
        f"b|d={min(far // 4, 8)}",
        f"b|quoted={quoted}|{unit.shape}",
        f"b|l={unit.lemma}",
        f"b|cues={cues}|{unit.shape}",
        f"b|o={frame.opener(start)}|{unit.shape}|low={start == frame.sentence[0]}",
    ]


def _after_features(frame: Frame, start: int) -> list[str]:
    view, words, unit, key = frame.view, frame.words, frame.unit, frame.key
    form, kind = frame.word(start)
    before, before_kind = frame.word(start - 1)
    thats = min(view.count("that", unit.last, start), 2)
    colons = min(view.count("colon", unit.last, start), 2)
    quotes = min(view.count("quote", unit.last, start), 2)
    pauses = min(view.count("pause", unit.last, start), 3)
    cues = min(frame.cues_in(unit.last, start), 2)
    far = start - unit.last
    distance = far if far < 6 else min(6 + far // 6, 12)
    opener, quoted = frame.opener(start), frame.quote_opens(start)
    that = form in words.complementizers
    return [
        f"a|d={distance}",
        f"a|thats={thats}|o={opener}",
        f"a|colons={colons}|{kind}",
        f"a|quotes={quotes}|{quoted}",
        f"a|pauses={pauses}|{opener}",
        f"a|cues={cues}",
        f"a|quoted={quoted}|p={before}",
        f"a|quoted={quoted}|{key}",
        f"a|thats={thats}|colons={colons}|quotes={quotes}|quoted={quoted}|that={that}|colon={before == ':'}",
        f"a|second={unit.second >= 0 and start > unit.second}",
        f"a|l={unit.lemma}|o={opener}",
        f"a|l={unit.lemma}|c={kind}",
        f"a|l={unit.lemma}|d={distance}",
        f"a|{key}|o={opener}",
        f"a|{key}|p={before_kind}",
        f"a|{key}|d={distance}",
        f"a|obj={frame.object}|d={distance}",
        f"a|prefix={unit.reading.prefix if unit.reading else ''}|{unit.shape}|d={distance}",
        f"a|d={distance}|c={kind}|pc={before_kind}",
        f"a|quoted={quoted}|q={_quotation_length(view, start) if quoted else 0}",
    ]


def _quotation_length(view: View, start: int) -> int:
    """The length class of the quotation that begins at a token: a name is short, speech is not."""
    first, last = view.quotations[view.quoted[start] - 1]
    return min(last - first, 6)


def find_ends(frame: Frame, start: int) -> list[int]:
    """Every token before which content that begins at ``start`` after its cue may end; at least one."""
    view = frame.view
    limit = view.ranges[view.sentence[start]][1]
    quotation = view.quoted[start]
    if quotation:
        limit = max(limit, min(view.quotations[quotation - 1][1], view.line_end(start)))
    elif frame.words.source_first and frame.unit.shape == "colon":
        limit = max(limit, view.line_end(start))  # the talk of one speaker
    ends = []
    source_first = frame.words.source_first
    for number in range(start + 1, limit + 1):
        if (
            number == limit
            or not view.is_word(number)
            or (turns(frame, number) if source_first else _turns(view, number))
        ):
            if view.is_word(number - 1):
                ends.append(number)
            if len(ends) == _ENDS or (number < limit and view.forms[number] == NEWLINE):
                break
    return ends or [min(start + 1, len(view.forms))]


def _turns(view: View, number: int) -> bool:
    """Whether a word may open something that is no longer content: another cue, or a clause of its own."""
    kind = view.classes[number]
    if view.readings[number]:
        return view.readings[number][0].shape in ("past", "participle")
    return kind.rpartition("+")[2] == "conjunction"


def end_features(frame: Frame, start: int, end: int) -> list[str]:
    """What speaks for content that begins at ``start`` ending before the token ``end``."""
    view, unit = frame.view, frame.unit
    after, after_kind = frame.word(end)
    later, later_kind = frame.word(end + 1)
    sentence = view.ranges[view.sentence[start]]
    final = end >= sentence[1] - 1
    quotation = view.quoted[start]
    quote = f"{frame.quote_opens(start)}{quotation > 0 and end >= view.quotations[quotation - 1][1]}"
    splits = end < len(view.forms) and view.quoted[end] > 0 and view.quoted[end] == view.quoted[end - 1] != quotation
    pauses = min(view.count("pause", start, end), 4)
    opener = frame.opener(start)
    length = (end - start).bit_length()
    return [
        f"final={final}|q={quote}|{unit.shape}",
        f"final={final}|q={quote}",
        f"after={after}",
        f"after={after}|later={later}",
        f"after={after}|lc={later_kind}",
        f"ac={after_kind}|prev={view.classes[end - 1]}",
        f"ac={after_kind}|o={opener}",
        f"q={quote}|after={after}",
        f"splits={splits}",
        f"len={length}|{unit.shape}",
        f"len={length}|{unit.group}",
        f"rest={max(0, sentence[1] - end).bit_length()}|after={after_kind}",
        f"pauses={pauses}|after={after_kind}",
        f"pauses={pauses}|final={final}|{unit.shape}",
        f"{unit.shape}|after={after}|lc={later_kind}",
        f"prev={view.forms[end - 1]}",
        f"headline={view.headline[0] <= start < view.headline[1]}|final={final}",
        f"o={opener}|final={final}|{unit.shape}",
        *_cue_features(frame, start, end),
        *(behind_features(frame, start, end) if frame.words.source_first else ()),
    ]


def _joint(frame: Frame, number: int) -> str:
    """What joins the cue at a token to what stands before it: a mark, a conjunction written onto it, or a word."""
    reading = frame.view.readings[number]
    conjunction = reading[0].conjunction if reading else ""
    before, kind = frame.word(number - 1)
    return f"{before if not before[:1].isalnum() else kind}{conjunction}"


def _cue_features(frame: Frame, start: int, end: int) -> list[str]:
    """Which cues of other statements the content would hold, and which begin right after it."""
    view = frame.view
    later = next((number for number in range(end, min(end + 4, len(view.forms))) if number in frame.cues), -1)
    following = f"{frame.cues[later]}{later - end}" if later >= 0 else "none"
    inside = frame.cues.between(start + 1, end)[-_HELD:]
    held = [frame.cues[number] for number in inside]
    last = held[-1] if held else "none"
    joins = [f"{shape}|p={_joint(frame, number)}" for shape, number in zip(held, inside, strict=True)]
    after, after_kind = frame.word(end)
    possible = next((number for number in range(end, min(end + 3, len(view.forms))) if view.readings[number]), -1)
    reading = view.readings[possible][0] if possible >= 0 else None
    return [
        f"next={following}|after={after}",
        f"next={following}",
        f"held={last}",
        f"held={last}|{frame.unit.shape}",
        f"held={last}|o={frame.opener(start)}",
        f"held={min(len(held), 3)}",
        f"joined={joins[-1] if joins else 'none'}",
        *{f"holds={join}" for join in joins},
        *{f"holds={join}|{frame.unit.shape}" for join in joins},
        f"cue={reading.group}/{reading.shape}/{possible - end}{reading.conjunction}|after={after_kind}"
        if reading
        else f"cue=none|after={after_kind}",
    ]
