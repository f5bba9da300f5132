"""Annotated articles → what the encoder shall say about their tokens."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from examples import Gold, article_of

from musnad.grammar.cues import find_units
from musnad.grammar.labels import ACTS, KINDS
from musnad.grammar.view import View, look
from musnad.pack import Pack
from musnad.steps.quote import quote

NONE = -1  # no such token in the article
FORMS = ("direct", "mixed", "indirect")


@dataclass(frozen=True)
class Target:
    """One statement in token numbers: its cue's main token, first and last of content and of source; its labels."""

    cue: int
    start: int
    end: int
    seat: int
    seat_end: int
    act: int
    kind: int
    form: int


@dataclass(frozen=True)
class Lesson:
    """The tokens of one article, their sentences, and its statements.

    ``spaced`` tells which tokens have white space before them, ``words`` which are words or numbers; ``unclear``
    are tokens of cues beside their main one, about which nothing is learned.
    """

    surfaces: list[str]
    spaced: list[bool]
    words: list[bool]
    sentences: list[tuple[int, int]]
    targets: list[Target]
    unclear: set[int] = field(default_factory=set)


def lesson(entry: Gold, pack: Pack) -> Lesson:
    """What is to be learned from one annotated article."""
    article = article_of(entry)
    view = look(article, quote(article, pack), pack)
    text, tokens = article.text, view.tokens
    before = [0, *tokens.ends[:-1]]
    spaced = [s > b or s == 0 or text[s - 1] == "\n" for s, b in zip(tokens.starts, before, strict=True)]
    mains = {unit.main for unit in find_units(view, pack.cues)} if pack.cues else set()
    targets, unclear = [], set()
    for statement in entry["statements"]:
        cue = _covered(view, statement["cue"], marks=True)
        content = _covered(view, statement["content"])
        if not cue:
            continue
        main = next((n for n in cue if n in mains), cue[0])
        unclear.update(cue)
        first = _covered(view, statement["content"][:1])
        source = _covered(view, statement["source"][:1])
        targets.append(
            Target(
                cue=main,
                start=content[0] if content else NONE,
                end=first[-1] if first else NONE,
                seat=source[0] if source else NONE,
                seat_end=source[-1] if source else NONE,
                act=ACTS.index(statement["act"]),
                kind=KINDS.index(statement["kind"]) if statement["kind"] in KINDS else NONE,
                form=FORMS.index(statement["form"]),
            )
        )
    unclear -= {target.cue for target in targets}
    surfaces = [text[s:e] for s, e in zip(tokens.starts, tokens.ends, strict=True)]
    words = [view.is_word(n) for n in range(len(tokens))]
    return Lesson(surfaces, spaced, words, tokens.sentences, targets, unclear)


def _covered(view: View, spans: Iterable[dict[str, int]], *, marks: bool = False) -> list[int]:
    """The numbers of the tokens that spans touch; only words unless ``marks``."""
    ranges = [(span["start"], span["end"]) for span in spans]
    return [
        n
        for n, (start, end) in enumerate(zip(view.tokens.starts, view.tokens.ends, strict=True))
        if (marks or view.is_word(n)) and any(a < end and start < b for a, b in ranges)
    ]
