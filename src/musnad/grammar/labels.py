"""Names what was found: kind of source, act, form. What speaks for each label is weighed by the pack."""

from __future__ import annotations

from musnad.grammar.frame import Frame
from musnad.grammar.scores import Scores
from musnad.grammar.view import View
from musnad.model import Act, Form, SourceKind, Span
from musnad.vocabulary.weights import Ranker

KINDS = tuple(kind for kind in SourceKind if kind is not SourceKind.IMPLICIT)
ACTS = tuple(Act)


def choose_kind(frame: Frame, source: Span, scores: Scores) -> SourceKind:
    """What sort of source a written source phrase names."""
    place = (frame.asked, *_tokens_of(frame.view, source))
    return KINDS[scores.kind(KINDS, kind_facts(frame, source), place)]


def _tokens_of(view: View, span: Span) -> tuple[int, int]:
    """The token range that a span covers."""
    return view.tokens.first_after(span.start) - 1, view.tokens.first_from(span.end)


def kind_facts(frame: Frame, source: Span) -> list[str]:
    """What there is to know about a source phrase; how far it speaks for each kind, the pack weighs."""
    if frame.words.source_first:
        return headed_facts(frame, source)
    view = frame.view
    first, last = _tokens_of(view, source)
    forms, classes = view.forms[first:last], [kind.rpartition("+")[2] for kind in view.classes[first:last]]
    pause = next((n for n, form in enumerate(forms) if not form[0].isalnum()), len(forms))
    head, head_form = classes[0], forms[0]
    tail = classes[pause - 1]
    definite = view.classes[first] == "def" or head_form.startswith(view.article)
    known = {kind for kind in classes if kind not in ("def", "w", "num")}
    length = min(pause, 7)
    return [
        "1",
        f"h={head}",
        f"hf={head_form}",
        f"hf={_bare(head_form, view.article)}",
        f"h={head}|t={tail}",
        f"h={head}|def={definite}",
        f"h={head}|len={length}",
        f"h={head}|n={classes[1] if len(classes) > 1 else '$'}",
        f"h={head}|nn={classes[1:3]}",
        f"t={tail}",
        f"tf={forms[pause - 1]}",
        f"len={length}",
        f"len={length}|def={definite}",
        f"e={frame.ending}|h={head}",
        f"e={frame.ending}|h={head}|len={min(length, 3)}|y={head_form[-1:]}",
        f"l={frame.unit.lemma}",
        f"{frame.key}|h={head}",
        f"all={' '.join(classes[:pause])}" if pause <= 4 else "all=long",
        f"hon={'honorific' in known}|role={'role' in known}|names={_names(classes)}",
        f"names={_names(classes)}|h={head}",
        f"known={min(classes.count('name'), 3)}|h={head}|len={length}",
        *{f"has={kind}" for kind in known},
        *{f"w={_bare(form, view.article)}" for form in forms[:pause]},
    ]


_DETERMINING = ("determiner", "possessive", "number")
_ENDING = ("preposition", "relative", "auxiliary", "conjunction", "what")


def headed_facts(frame: Frame, source: Span) -> list[str]:
    """The same for a language whose noun phrases end with their head: "the ministry's spokesman in Lamira"."""
    view = frame.view
    first, last = view.tokens.first_after(source.start) - 1, view.tokens.first_from(source.end)
    words = [n for n in range(first, last) if view.is_word(n)]
    classes = [view.classes[n].rpartition("+")[2] for n in words]
    stop = next((n for n, kind in enumerate(classes) if n and (kind in _ENDING or _apart(view, words[n]))), None)
    inner = classes[:stop]
    head = inner[-1]
    opening = next((kind for kind in inner if kind not in _DETERMINING), head)
    determined = inner[0] if inner[0] in _DETERMINING else "bare"
    form = view.forms[words[len(inner) - 1]]
    names, length = _names(inner), min(len(inner), 5)
    several = form.endswith("s")
    listed = " ".join(sorted({kind for kind in inner if kind not in ("lat", "past", "doing", "manner")}))
    return [
        "1",
        f"h={head}",
        f"h={head}|d={determined}",
        f"h={head}|f={form}",
        f"f={form}",
        f"first={view.forms[first]}",
        f"h={head}|o={opening}",
        f"o={opening}|d={determined}",
        f"names={names}|h={head}|d={determined}",
        f"names={names}|o={opening}",
        f"all={_names(classes)}|names={names}|h={head}",
        f"share={view.forms[words[-1] + 1] == '%' if words[-1] + 1 < len(view.forms) else False}|h={head}",
        f"len={length}|h={head}",
        f"len={length}|d={determined}|names={names}",
        f"s={several}|h={head}|d={determined}",
        f"all={listed}",
        f"k={frame.key}|h={head}",
        f"l={frame.unit.lemma}|h={head}",
        f"of={' '.join(view.forms[words[stop] : words[stop] + 2]) if stop else '-'}|h={head}",
        *{f"has={kind}" for kind in inner},
        *{f"w={view.forms[n]}" for n in words[: len(inner)]},
    ]


def _apart(view: View, number: int) -> bool:
    """Whether a mark other than a hyphen or a full stop stands before a word."""
    return not view.is_word(number - 1) and view.forms[number - 1] not in ("-", ".", "'")


def dropped_kind(frame: Frame, ranker: Ranker) -> SourceKind:
    """``implicit`` if nobody is meant where no source is written, else ``person`` until it is known who."""
    return SourceKind.IMPLICIT if ranker.score(dropped_features(frame)) > 0 else SourceKind.PERSON


def dropped_features(frame: Frame) -> list[str]:
    """What speaks for nobody being stated, against a subject that the verb carries in itself."""
    view, unit = frame.view, frame.unit
    reading = unit.reading
    before = view.classes[unit.first - 1] if unit.first else "^"
    following = view.classes[unit.last] if unit.last < len(view.classes) else "$"
    return [
        "1",
        f"{unit.shape}",
        f"l={unit.lemma}|{unit.shape}",
        f"{unit.shape}|p={before}",
        f"{unit.shape}|n={following}",
        f"aux={unit.main > unit.first}|{unit.shape}|{unit.negated}",
        f"e={reading.ending if reading else ''}|{unit.shape}",
        f"c={reading.conjunction if reading else ''}|{unit.shape}",
        f"obj={bool(reading and reading.object)}|{unit.shape}",
        f"prefix={reading.prefix if reading else ''}|{unit.shape}",
        f"{unit.group}/{unit.shape}",
    ]


def _names(classes: list[str]) -> int:
    """How many words in no class stand in a row at the most, as in a personal name; three at the most."""
    longest = run = 0
    for kind in classes:
        run = run + 1 if kind in ("w", "lat", "name", "cap") else 0
        longest = max(longest, run)
    return min(longest, 3)


def _bare(form: str, article: str) -> str:
    return form[len(article) :] if form.startswith(article) and len(form) > len(article) + 2 else form


def choose_act(frame: Frame, content: tuple[Span, ...], scores: Scores) -> Act:
    """What the source does by communicating."""
    return ACTS[scores.act(ACTS, act_facts(frame, content), frame.asked)]


def act_facts(frame: Frame, content: tuple[Span, ...]) -> list[str]:
    """What there is to know about a cue's act; how far it speaks for each act, the pack weighs."""
    view, unit = frame.view, frame.unit
    start = view.tokens.first_from(content[0].start) if content else unit.last
    form = view.forms[start] if start < len(view.forms) else "$"
    following = view.forms[start + 1] if start + 1 < len(view.forms) else "$"
    listed = str(unit.reading.act) if unit.reading else "colon"
    return [
        "1",
        f"listed={listed}",
        f"listed={listed}|neg={unit.negated}",
        f"l={unit.lemma}",
        f"l={unit.lemma}|neg={unit.negated}",
        f"neg={unit.negated}",
        f"neg={unit.negated}|{unit.group}",
        f"l={unit.lemma}|f={form}",
        f"listed={listed}|f={form}",
        f"listed={listed}|n={following}",
        f"f={form}|neg={unit.negated}",
    ]


def choose_form(frame: Frame, content: tuple[Span, ...], scores: Scores) -> Form:
    """How much of the content stands inside quotation marks that are its own: all, some, none.

    Marks around the cue belong to an outer statement; marks around a name or a gloss do not count, which
    the pack weighs.
    """
    runs, outside = quoted_runs(frame, content)
    if not runs:
        return Form.INDIRECT
    if not outside:
        return Form.DIRECT
    odds = scores.quoting(form_features(frame.view, runs, outside), frame.asked)
    return Form.MIXED if odds > 0 else Form.INDIRECT


def form_features(view: View, runs: list[tuple[int, int]], outside: int) -> list[str]:
    """What speaks for quoted words inside content being speech, against their being a name or a gloss."""
    first, last = max(runs, key=lambda run: run[1] - run[0])
    length = min(last - first, 9)
    before = first - 1
    while before > 0 and not view.is_word(before):
        before -= 1
    mark = view.text[view.tokens.starts[first] - 1]
    kind = view.classes[first]
    return [
        "1",
        f"len={length}",
        f"len={length}|f={kind}",
        f"runs={min(len(runs), 3)}",
        f"mark={mark}",
        f"p={view.classes[before]}|len={min(length, 3)}",
        f"p={view.forms[before]}",
        f"f={kind}",
        f"f={view.forms[first]}",
        f"l={view.classes[last - 1]}|len={min(length, 3)}",
        f"share={4 * length // (length + outside)}",
        f"after={view.forms[last] if last < len(view.forms) else '$'}",
    ]


def quoted_runs(frame: Frame, content: tuple[Span, ...]) -> tuple[list[tuple[int, int]], int]:
    """Token ranges of the content in marks of its own, and how many words stand outside of them."""
    view, words = frame.view, frame.words
    outer = view.quoted[frame.unit.main]
    runs: list[tuple[int, int]] = []
    outside = 0
    for span in content:
        for number in range(*_tokens_of(view, span)):
            if view.quoted[number] and view.quoted[number] != outer:
                if runs and runs[-1][1] == number and view.quoted[number] == view.quoted[number - 1]:
                    runs[-1] = (runs[-1][0], number + 1)
                else:
                    runs.append((number, number + 1))
            elif view.is_word(number):
                form = view.forms[number]
                outside += form not in words.complementizers and form not in words.openers
    return [run for run in runs if any(view.is_word(number) for number in range(*run))], outside
