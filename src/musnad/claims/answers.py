"""Statements that answer without a content of their own: denials of "this", refusals to comment, silence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from musnad.claims.content import Part, Said
from musnad.claims.likeness import shared
from musnad.config import SAME_MATTER_SCORE
from musnad.model import Act

COMMENTS = frozenset({Act.NONCOMMITTAL, Act.DECLINE, Act.SILENT})


def is_comment(said: Said) -> bool:
    """Whether the statement neither asserts nor denies: a refusal to confirm, to comment, or to answer."""
    return said.statement.act in COMMENTS


def is_pointing(said: Said) -> bool:
    """Whether the statement rejects or denies what was said before it, without saying it again."""
    denies = said.statement.act is Act.DENY or (said.rejects and said.statement.act not in COMMENTS)
    return denies and said.points_back


def before(answer: Said, story: Iterable[Said]) -> Said | None:
    """The nearest statement before an answer in its article that asserts something and is another's."""
    found = [
        said
        for said in story
        if said.article_id == answer.article_id
        and said.order < answer.order
        and said.contents
        and not is_comment(said)
        and not is_pointing(said)
        and (not said.speaker or said.speaker != answer.speaker)
    ]
    return max(found, key=lambda said: said.order, default=None)


def likest(answer: Said, parts: Sequence[Part], group_of: Mapping[int, int]) -> int | None:
    """The group whose content is most like that of a comment; None if none is about the same matter."""
    best: tuple[float, int] | None = None
    for content in answer.contents:
        for number, part in enumerate(parts):
            score = shared(content, part.content).holding
            if score >= SAME_MATTER_SCORE and (best is None or (score, -number) > best):
                best = (score, -number)
    return None if best is None else group_of[-best[1]]
