"""Content and sources of a language whose source stands before its verb: "…, the minister said", "said the minister".

Here content may stand before both source and verb, so that a beginning before the verb comes with its end, and a noun
phrase may begin and end wherever no word ties it to its neighbour.
"""

from __future__ import annotations

from musnad.grammar.frame import Frame, Place
from musnad.grammar.view import NEWLINE, PAUSES, View
from musnad.model import Span

_GAP = 28  # tokens that may stand between content and the verb behind it
_ENDS, _STARTS = 4, 6  # ends of content before a verb that are followed, and beginnings for each
_TIED = frozenset(("determiner", "possessive", "honorific"))  # words that a phrase does not begin behind
_OPENERS = frozenset(("preposition", "conjunction", "auxiliary", "relative", "manner"))  # words that begin no source
_CLOSERS = frozenset(
    ("preposition", "conjunction", "auxiliary", "relative", "what", "manner", "time", "pronoun", "determiner", "past")
)  # words that may follow a source
_PASSIVE = frozenset(("passive", "prep", "past", "noun"))
_TURNS = frozenset(("preposition", "conjunction", "relative", "time", "what", "doing"))


def places_before(frame: Frame) -> list[Place]:
    """Every place before a verb at which its content may begin, with the end of that content."""
    places: dict[tuple[int, int], None] = {}
    for end in _ends_before(frame):
        for start in _starts_of(frame, end):
            places[start, end] = None
    return [Place(start, end) for start, end in places]


def _ends_before(frame: Frame) -> list[int]:
    """Tokens before which content that stands before its verb may end, nearest to the verb first."""
    view, unit = frame.view, frame.unit
    low = max(frame.sentence[0], unit.begin - _GAP)
    ends = []
    if unit.begin > low and view.is_word(unit.begin - 1):
        if unit.shape in _PASSIVE:
            ends.append(unit.begin)
        relative = next((n for n in range(unit.begin - 1, max(low, unit.begin - 8), -1) if _relates(frame, n)), -1)
        if relative > low:
            ends.append(relative)
    for number in range(unit.begin - 1, low - 1, -1):
        if view.forms[number] == NEWLINE:
            break
        word = number > 0 and view.is_word(number - 1)
        if word and view.parts(number) and (number > low or view.quoted[number - 1]):
            ends.append(number)
        if len(ends) >= _ENDS:
            break
    if not ends and low > 0 and unit.begin == frame.sentence[0]:
        ends += [low - 1] if view.quoted[low - 2] and not view.is_word(low - 1) else []
    before = low - 1  # a sentence that ends with a quotation right before the one of the verb
    while before > 0 and not view.is_word(before) and view.forms[before] != NEWLINE:
        before -= 1
    if low == frame.sentence[0] and before > 0 and view.quoted[before] and low - before <= 3:
        ends.append(before + 1)
    return ends


def _relates(frame: Frame, number: int) -> bool:
    return frame.view.classes[number] == "relative"


def _starts_of(frame: Frame, end: int) -> list[int]:
    """Tokens at which content that ends before a token may begin, likeliest kinds first."""
    view = frame.view
    quotation = view.quoted[end - 1]
    low = view.ranges[view.sentence[end - 1]][0]
    while low < end and not view.is_word(low):
        low += 1
    starts = {low: None} if low < end else {}
    if quotation:
        starts[view.quotations[quotation - 1][0]] = None
    number = end - 1
    while number > low and len(starts) < _STARTS:
        if view.is_word(number) and (
            not view.is_word(number - 1)
            or view.forms[number] in frame.words.complementizers
            or view.classes[number - 1] in ("conjunction", "relative")
            or (end - number < 6 and view.classes[number] in ("determiner", "possessive"))
        ):
            starts[number] = None
        number -= 1
    return [start for start in starts if start < end and view.is_word(start)]


def before_features(frame: Frame, place: Place) -> list[str]:
    """What speaks for content before its verb beginning and ending at one place."""
    view, unit, (start, end) = frame.view, frame.unit, (place.start, place.end)
    first = end
    while first < unit.begin and not view.is_word(first):
        first += 1
    quoted = view.quoted[start] > 0 and view.quoted[start] == view.quoted[end - 1]
    whole = quoted and frame.quote_opens(start)
    closes = view.quoted[end - 1] > 0 and (end >= len(view.forms) or view.quoted[end] != view.quoted[end - 1])
    gap = unit.begin - first
    mark = " ".join(view.forms[end : min(end + 2, first)])
    low = start == view.ranges[view.sentence[end - 1]][0]
    inside = [view.classes[n] for n in range(first, min(first + 3, unit.begin))]
    cues = min(frame.cues_in(first, unit.begin), 2)
    held = min(frame.cues_in(start, end), 2)
    pauses = min(view.count("pause", first, unit.begin), 3)
    after, after_kind = frame.word(unit.last)
    closing = after in PAUSES or not view.is_word(unit.last) if unit.last < len(view.forms) else True
    line = view.line_start(start) == start or not view.is_word(start - 1)
    return [
        f"b|mark={mark}|{unit.shape}",
        f"b|mark={mark}|g={min(gap, 6)}",
        f"b|mark={mark}|l={unit.lemma}",
        f"b|q={quoted}{whole}{closes}|{unit.shape}",
        f"b|q={quoted}{whole}{closes}|low={low}",
        f"b|q={quoted}{whole}{closes}|g={min(gap, 6)}",
        f"b|low={low}|{unit.shape}",
        f"b|low={low}|line={line}|len={(end - start).bit_length()}",
        f"b|g={min(gap, 9)}|p={pauses}",
        f"b|in={' '.join(inside)}",
        f"b|in={' '.join(inside[:1])}|mark={mark}",
        f"b|cues={cues}|{unit.shape}",
        f"b|held={held}|low={low}",
        f"b|closing={closing}|mark={mark}",
        f"b|closing={closing}|{unit.shape}|{cues}",
        f"b|n={after}|{unit.shape}",
        f"b|nk={after_kind}|{unit.shape}",
        f"b|len={(end - start).bit_length()}|{unit.shape}",
        f"b|l={unit.lemma}|{unit.shape}",
        f"b|o={frame.opener(start)}|low={low}",
        f"b|last={view.classes[end - 1]}|mark={mark}",
        f"b|rel={end < len(view.forms) and view.classes[end] == 'relative'}|{gap > 0}|{unit.shape}",
    ]


def may_begin(frame: Frame, number: int, low: int) -> bool:
    """Whether a source before its verb may begin at a token."""
    view = frame.view
    kind = view.classes[number]
    if kind in _OPENERS or view.forms[number] in frame.words.complementizers:
        return False
    if number == low or not view.is_word(number - 1):
        return True
    before = view.classes[number - 1]
    return before not in _TIED and "+" not in before


def may_end(frame: Frame, start: int, end: int) -> bool:
    """Whether a source that begins at a token may end before another one."""
    view = frame.view
    if end >= len(view.forms) or not view.is_word(end) or end == frame.unit.begin:
        return True
    kind = view.classes[end]
    return kind in _CLOSERS or "+" in view.classes[end - 1] or bool(view.readings[end])


def inserted_features(frame: Frame, start: int, side: str) -> list[str]:
    """What a mark right before the verb says of where its source begins: something was inserted between the two."""
    view, begin = frame.view, frame.unit.begin
    before, kind = frame.word(begin - 1)
    mark = before if begin and not view.is_word(begin - 1) else "-"
    pauses = min(view.count("pause", start, begin), 3) if 0 <= start < begin else -1
    low = start == frame.sentence[0]
    return [
        f"{side}|mark={mark}|p={pauses}|low={low}",
        f"{side}|mark={mark}|p={pauses}|{frame.unit.shape}",
        f"{side}|mark={mark}|{frame.key}",
        f"{side}|bk={kind}|p={pauses}|low={low}",
    ]


def turns(frame: Frame, number: int) -> bool:
    """Whether a word may open something that is no longer content."""
    view = frame.view
    return view.classes[number] in _TURNS or bool(view.readings[number] and number in frame.cues)


def without_possessive(view: View, span: Span) -> Span:
    """The span of a source without the ending that makes it a possessor."""
    last = view.tokens.first_after(span.end - 1) - 1
    form = view.forms[last]
    for ending in view.possessives:
        if form.endswith(ending) and len(form) > len(ending):
            return Span(span.start, span.end - len(ending))
    return span


def going_on(frame: Frame, content: tuple[Span, ...], behind: int) -> tuple[Span, ...]:
    """The content with what of it stands further on; ``behind`` is the first token behind cue and source.

    That is the quotation with which the next sentence of its line begins, unless that sentence has a cue of its own,
    and the paragraphs in which a quotation goes on.
    """
    view = frame.view
    after = view.tokens.first_from(content[-1].end)
    number = max(after, behind)
    limit = view.ranges[view.sentence[max(number - 1, 0)]][1]
    own = any(cue in frame.cues for cue in range(behind, limit) if not view.quoted[cue])
    following = next((n for n in range(limit, min(limit + 2, len(view.forms))) if view.is_word(n)), -1)
    if not own and following > 0 and frame.quote_opens(following) and NEWLINE not in view.forms[number - 1 : following]:
        first, last = view.quotations[view.quoted[following] - 1]
        end = view.ranges[view.sentence[min(last, len(view.forms) - 1)]][1]
        if not view.quoted[frame.unit.main] and not frame.cues_in(last, end):
            content = (*content, *view.lines(first, last))
    return (*content, *_paragraphs(frame, content[-1]))


def _paragraphs(frame: Frame, content: Span) -> tuple[Span, ...]:
    """The paragraphs in which a quotation goes on that its paragraph does not close and the next ones open again."""
    view = frame.view
    number = view.tokens.first_after(content.end - 1) - 1
    quotation = view.quoted[number]
    spans: list[Span] = []
    while quotation and quotation < len(view.quotations):
        end, (first, last) = view.quotations[quotation - 1][1], view.quotations[quotation]
        if end < len(view.forms) and view.forms[end] != NEWLINE:
            break  # a mark closes it
        between = view.forms[end:first]
        if NEWLINE not in between or any(view.is_word(n) for n in range(end, first)):
            break
        spans += view.lines(first, last)
        quotation += 1
    return tuple(spans)


def behind_features(frame: Frame, start: int, end: int) -> list[str]:
    """What speaks for content behind its verb ending before a token: a clause goes on where a noun phrase stops."""
    view, unit = frame.view, frame.unit
    after, after_kind = frame.word(end)
    later, later_kind = frame.word(end + 1)
    if not view.is_word(end) if end < len(view.forms) else False:
        after, after_kind, (later, later_kind) = later, later_kind, frame.word(end + 2)
    clause = view.count("verb", start, end) > 0
    first = frame.word(start)[1]
    that = view.forms[start] in frame.words.complementizers
    return [
        f"cl={clause}|that={that}|x={after}",
        f"cl={clause}|that={that}|xk={after_kind}|yk={later_kind}",
        f"cl={clause}|{frame.key}|xk={after_kind}",
        f"x={after}|y={later}",
        f"x={after}|yk={later_kind}|{unit.group}",
        f"l={unit.lemma}|x={after}",
        f"g={unit.group}|xk={after_kind}",
        f"first={first}|xk={after_kind}|cl={clause}",
        f"pre={unit.reading.prefix if unit.reading else ''}|{unit.shape}|xk={after_kind}",
    ]
