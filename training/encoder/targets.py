"""Annotated articles → what the encoder shall say about their tokens.

Two scopes of annotation are learned from: statements, after our own guidelines, with labels; and attributions
(PolNeAR), which count beliefs and intentions too and have neither labels nor names.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from examples import Gold, article_of
from musnad.grammar.cues import find_units
from musnad.grammar.labels import ACTS, KINDS
from musnad.grammar.view import View, look
from musnad.pack import Pack
from musnad.steps.quote import quote
from musnad.text import tokenize

NONE = -1  # no such token in the article
UNKNOWN = -2  # nothing is known, so nothing is learned
STATEMENTS, ATTRIBUTIONS = 0, 1
FORMS = ("direct", "mixed", "indirect")


@dataclass(frozen=True)
class Target:
    """One statement in token numbers: its cue's main token, first and last of content and of source; its labels.

    ``same`` is the token at which the same source was named last (the cue where it was not written), ``inside``
    are the token ranges of the content.
    """

    cue: int
    start: int
    end: int
    seat: int
    seat_end: int
    act: int = NONE
    kind: int = NONE
    form: int = NONE
    same: int = UNKNOWN
    inside: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True)
class Lesson:
    """The tokens of one article, their sentences, and its statements.

    ``spaced`` tells which tokens have white space before them, ``words`` which are words or numbers; ``unclear``
    are tokens of cues beside their main one, about which nothing is learned. ``scope`` is what was annotated.
    """

    surfaces: list[str]
    spaced: list[bool]
    words: list[bool]
    sentences: list[tuple[int, int]]
    targets: list[Target]
    unclear: set[int] = field(default_factory=set)
    scope: int = STATEMENTS


def lesson(entry: Gold, pack: Pack, alone: Counter[str]) -> Lesson:
    """What is to be learned from one annotated article; ``alone`` are ``cues_alone`` of the articles of its language.

    The main token of a cue is the one that the pack knows to report; where it knows none, the word that is a
    cue by itself most often.
    """
    scope = STATEMENTS if "zones" in entry else ATTRIBUTIONS
    article = article_of({"zones": [], **entry})
    view = look(article, quote(article, pack), pack)
    text, tokens = article.text, view.tokens
    before = [0, *tokens.ends[:-1]]
    known = {unit.main for unit in find_units(view, pack.cues)} if entry["lang"] == pack.language else set()
    targets, names = [], []
    unclear = set(_covered(view, entry.get("unclear", ()), marks=True))
    for statement in entry["statements"]:
        cue = _covered(view, statement["cue"], marks=True)
        if not cue:
            continue
        main = next((n for n in cue if n in known), None)
        if main is None:
            main = max(cue, key=lambda n: alone[view.forms[n]])
        unclear.update(cue)
        targets.append(_target(view, statement, main))
        names.append(statement.get("name"))
    if scope == STATEMENTS:
        targets = _linked(targets, names)
    return Lesson(
        surfaces=[text[s:e] for s, e in zip(tokens.starts, tokens.ends, strict=True)],
        spaced=[s > b or s == 0 or text[s - 1] == "\n" for s, b in zip(tokens.starts, before, strict=True)],
        words=[view.is_word(n) for n in range(len(tokens))],
        sentences=tokens.sentences,
        targets=targets,
        unclear=unclear - {target.cue for target in targets},
        scope=scope,
    )


def cues_alone(entries: Iterable[Gold]) -> Counter[str]:
    """How often each word is a cue by itself."""
    count: Counter[str] = Counter()
    for entry in entries:
        for statement in entry["statements"]:
            cue = [form for s in statement["cue"] for form in tokenize(entry["text"][s["start"] : s["end"]]).forms]
            if len(cue) == 1:
                count[cue[0]] += 1
    return count


def _target(view: View, statement: Gold, main: int) -> Target:
    parts = [part for span in statement["content"] if (part := _covered(view, [span]))]
    source = _covered(view, statement["source"][:1])
    return Target(
        cue=main,
        start=parts[0][0] if parts else NONE,
        end=parts[0][-1] if parts else NONE,
        seat=source[0] if source else NONE,
        seat_end=source[-1] if source else NONE,
        act=ACTS.index(statement["act"]) if "act" in statement else NONE,
        kind=KINDS.index(statement["kind"]) if statement.get("kind") in KINDS else NONE,
        form=FORMS.index(statement["form"]) if "form" in statement else NONE,
        inside=tuple((part[0], part[-1] + 1) for part in parts),
    )


def _linked(targets: Sequence[Target], names: Sequence[str | None]) -> list[Target]:
    """The targets with where the same source was named, or went on speaking, before each cue."""
    anchors = [target.seat if target.seat != NONE else target.cue for target in targets]
    found = []
    for target, name, anchor in zip(targets, names, anchors, strict=True):
        earlier = [
            place
            for other, known_as, place in zip(targets, names, anchors, strict=True)
            if name is not None and known_as == name and other.cue < target.cue and place != anchor
        ]
        found.append(replace(target, same=max(earlier, default=NONE)))
    return found


def _covered(view: View, spans: Iterable[dict[str, int]], *, marks: bool = False) -> list[int]:
    """The numbers of the tokens that spans touch; only words unless ``marks``."""
    ranges = [(span["start"], span["end"]) for span in spans]
    return [
        n
        for n, (start, end) in enumerate(zip(view.tokens.starts, view.tokens.ends, strict=True))
        if (marks or view.is_word(n)) and any(a < end and start < b for a, b in ranges)
    ]
