"""Statements that say nothing but "this": they say, deny or confirm what stands before them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from musnad.claims.content import Said
from musnad.model import Act

COMMENTS = frozenset({Act.NONCOMMITTAL, Act.DECLINE, Act.SILENT})


def is_comment(said: Said) -> bool:
    """Whether the statement neither asserts nor denies: a refusal to confirm, to comment, or to answer."""
    return said.statement.act in COMMENTS


def resolved(story: Sequence[Said]) -> tuple[Said, ...]:
    """The statements in the order given, those that point back with the contents that they point to.

    One with nothing before it keeps its own words.
    """
    found = []
    for said in story:
        earlier = before(said, story) if said.points_back and not is_comment(said) else None
        found.append(replace(said, contents=earlier.contents, follows=(), target=earlier.key) if earlier else said)
    return tuple(found)


def before(answer: Said, story: Sequence[Said]) -> Said | None:
    """The nearest statement before an answer in its article that has contents of its own; None if there is none.

    Who rejects or denies answers somebody else.
    """
    denies = answer.rejects or answer.statement.act is Act.DENY
    found = [
        said
        for said in story
        if said.article_id == answer.article_id
        and said.order < answer.order
        and said.contents
        and not said.points_back
        and not is_comment(said)
        and not (denies and said.speaker and said.speaker == answer.speaker)
    ]
    return max(found, key=lambda said: said.order, default=None)
