"""Extractions written by hand: a text with tags (``<S1>…</S1>``) and the labels of each statement.

Tags are those of the annotation guidelines: S source, Q cue, C content, T said at, V venue, D addressee,
A anonymity, each with the number of its statement.
"""

import re
from typing import Any

from musnad.model import Act, Article, Carrier, Chain, Extraction, Form, SourceKind, Span, Statement

_TAG = re.compile(r"<(/?)([SQCTVDA])(\d+)>")
_PARTS = {
    "S": "source",
    "Q": "cue",
    "C": "content",
    "T": "said_at",
    "V": "venue",
    "D": "addressee",
    "A": "anonymity",
}


def marked(case: dict[str, Any]) -> Extraction:
    """The extraction that a case describes: ``text``, ``statements`` by number, and fields of the article."""
    text, opened, parts, done = "", {}, {}, 0
    for tag in _TAG.finditer(case["text"]):
        text += case["text"][done : tag.start()]
        done = tag.end()
        closing, letter, number = tag.groups()
        if closing:
            span = Span(opened.pop((letter, number)), len(text))
            parts.setdefault(number, {}).setdefault(_PARTS[letter], []).append(span)
        else:
            opened[letter, number] = len(text)
    text += case["text"][done:]
    statements = tuple(
        _statement(number, labels, parts.get(str(number), {})) for number, labels in case["statements"].items()
    )
    article = Article(
        id=case.get("id", "a"),
        source=case.get("source", "a.txt"),
        language=case.get("language", "ar"),
        text=text,
        outlet=case.get("outlet"),
        title=case.get("title"),
        published=case.get("published"),
    )
    return Extraction(article, statements, tuple(_chain(each, statements, article) for each in statements))


def _statement(number: int, labels: str, parts: dict[str, list[Span]]) -> Statement:
    kind, name, act, form, *within = (word.strip() for word in labels.split("|"))
    spans = {part: tuple(parts.get(part, ())) for part in _PARTS.values()}
    return Statement(
        id=f"s{number}",
        kind=SourceKind(kind),
        name=None if name == "-" else name,
        act=Act(act),
        form=Form(form),
        within=f"s{within[0].removeprefix('in=')}" if within else None,
        **spans,
    )


def _chain(statement: Statement, statements: tuple[Statement, ...], article: Article) -> Chain:
    by_id, carriers, each = {one.id: one for one in statements}, [], statement
    while each:
        carriers.insert(0, Carrier(each.kind, each.name, each.id))
        each = by_id.get(each.within)
    return Chain(statement.id, (Carrier(SourceKind.OUTLET, article.outlet, None), *carriers))
