"""Statements that say nothing but "this": they say, deny or confirm what stands before them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from musnad.claims.content import Said
from musnad.model import Act, Claim, Statement

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


def is_only_denied(claim: Claim, statements: Mapping[str, Statement]) -> bool:
    """Whether all who support a claim deny what its text says, but for those who only hand on that somebody denies it.

    ``statements`` by key (``article/statement``); keys that are missing do not count.

    >>> from musnad.model import Act, Claim, Form, SourceKind, Span, Statement
    >>> def said(act): return Statement("s1", (), (Span(0, 1),), (), SourceKind.PERSON, "سلمى", act, Form.INDIRECT)
    >>> claim = Claim("c1", "أغلق الجسر", ("a/s1", "b/s1"), (), (), 1, 2, ())
    >>> is_only_denied(claim, {"a/s1": said(Act.DENY), "b/s1": said(Act.DENY)})
    True
    >>> is_only_denied(claim, {"a/s1": said(Act.DENY), "b/s1": said(Act.ASSERT)})
    False
    """
    found = {key: statements[key] for key in claim.support if key in statements}
    carriers = {f"{key.rpartition('/')[0]}/{said.within}" for key, said in found.items()}
    saying = [said for key, said in found.items() if key not in carriers]
    return bool(saying) and all(said.act is Act.DENY for said in saying)
