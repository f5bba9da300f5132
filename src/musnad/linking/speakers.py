"""Statements → the locals of the same article who made them."""

from __future__ import annotations

from collections.abc import Sequence

from musnad.linking.parts import Local
from musnad.linking.short import fits
from musnad.linking.within import folded
from musnad.model import Mention, MentionType, SourceKind, Statement

_TYPES = {
    SourceKind.PERSON: (MentionType.PERSON,),
    SourceKind.OFFICE: (MentionType.ORGANISATION, MentionType.PLACE),
    SourceKind.ORGANISATION: (MentionType.ORGANISATION, MentionType.OUTLET, MentionType.PLACE),
    SourceKind.OUTLET: (MentionType.OUTLET, MentionType.ORGANISATION),
    SourceKind.DOCUMENT: (MentionType.DOCUMENT,),
}


def speaker_of(statement: Statement, mentions: Sequence[Mention], locals_: Sequence[Local]) -> int | None:
    """The number of the local who makes a statement; None if nobody is named, or nobody whom a mention names.

    The statement's ``name`` has to hold a spelling of the local in whole words; among several the longest counts, then
    one that is mentioned in the statement's source. For an office or a body the whole name has to agree: "the
    spokesman of the army" is not the army.
    """
    types = _TYPES.get(statement.kind)
    if types is None or not statement.name:
        return None
    name = f" {folded(statement.name)} "
    best: tuple[int, bool, int] | None = None
    for local in locals_:
        if local.node.type not in types:
            continue
        for spelling, _ in local.spellings:
            form = f" {folded(spelling)} "
            if form in name and (statement.kind is SourceKind.PERSON or _is_whole(form, name)):
                inside = any(span.covers(mentions[each].span) for each in local.mentions for span in statement.source)
                best = max(best or (0, False, 0), (len(form), inside, -local.number))
    if best is None and statement.kind is SourceKind.PERSON:
        return _by_surname(statement.name, locals_)
    return None if best is None else -best[2]


def _by_surname(name: str, locals_: Sequence[Local]) -> int | None:
    """The one person of the article whose full name a short form stands for."""
    people = [local for local in locals_ if local.node.type is MentionType.PERSON and not local.node.alone]
    found = fits(name, [local.node.name for local in people])
    return people[found[0]].number if len(found) == 1 else None


def _is_whole(form: str, name: str) -> bool:
    """Whether a body's spelling is all of a source's name, but for a word that says what it is ("the newspaper X")."""
    return name.endswith(form) and len(name.split()) <= len(form.split()) + 1
