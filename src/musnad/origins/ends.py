"""The end of each chain: who or what a statement comes from, as far as its article says."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from musnad.model import Article, Chain, Extraction, SourceKind, Span, Statement
from musnad.names.keys import skeletons
from musnad.pack import Pack
from musnad.text import fold, forms_of

_NAME = "name"  # the class of words of names in a pack's sources
_NAME_WORDS = (2, 4)  # least and most words of a name that surely names one person

SpeakerOf = Callable[[str, str], str | None]
"""The entity that makes a statement, by the article's id and the statement's; None if nobody is known."""


class EndKind(StrEnum):
    """What stands at the end of a chain."""

    PERSON = "person"
    BODY = "body"
    DOCUMENT = "document"
    OUTLET = "outlet"
    UNNAMED = "unnamed"


_KINDS = {
    SourceKind.PERSON: EndKind.PERSON,
    SourceKind.OFFICE: EndKind.BODY,
    SourceKind.ORGANISATION: EndKind.BODY,
    SourceKind.DOCUMENT: EndKind.DOCUMENT,
    SourceKind.OUTLET: EndKind.OUTLET,
}


@dataclass(frozen=True, slots=True)
class End:
    """The last carrier of a statement.

    ``name`` is shown to readers, empty for nobody. ``words`` are the folded words of the name, ``around`` those of
    the whole source passage, which may say whose spokesman somebody is. ``entity`` is None where nobody is known.
    ``through`` is the last outlet cited on the way, folded, empty where the article's own outlet cites the end
    itself. ``handed_by`` are the keys of the statements that hand this one on. ``is_full_name`` says that a person is
    named right there by several words, none of which says anything but a name. ``language`` is that of the article,
    ``abroad`` what each word of the name has in common with words of other languages, empty for a word without any.
    """

    key: str
    article_id: str
    outlet: str
    kind: EndKind
    name: str
    words: frozenset[str]
    around: frozenset[str]
    entity: str | None
    through: str
    handed_by: frozenset[str] = frozenset()
    is_full_name: bool = False
    language: str = ""
    abroad: tuple[frozenset[str], ...] = ()


def ends_of(extraction: Extraction, speaker_of: SpeakerOf, pack: Pack | None) -> dict[str, End]:
    """The end of each statement's chain by ``article/statement``; ``pack`` is that of the article's language."""
    statements = {statement.id: statement for statement in extraction.statements}
    return {
        f"{extraction.article.id}/{chain.statement_id}": _end(extraction.article, chain, statements, speaker_of, pack)
        for chain in extraction.chains
    }


def _end(
    article: Article, chain: Chain, statements: Mapping[str, Statement], speaker_of: SpeakerOf, pack: Pack | None
) -> End:
    passing = pack.claims.passing if pack and pack.claims else frozenset[str]()
    last = chain.carriers[-1]
    kind = _KINDS.get(last.kind, EndKind.UNNAMED) if last.name else EndKind.UNNAMED
    own = fold(article.outlet or "")
    through = [
        fold(carrier.name) for carrier in chain.carriers[1:-1] if carrier.kind is SourceKind.OUTLET and carrier.name
    ]
    statement = statements.get(last.statement_id or "")
    name = last.name or ""
    passage = " ".join(map(_of(article), statement.source)) if statement else name
    if kind is EndKind.OUTLET and own and (fold(name) in own or own in fold(name)):
        kind = EndKind.UNNAMED  # an outlet that cites itself says nothing of where it has it from
    return End(
        key=f"{article.id}/{chain.statement_id}",
        article_id=article.id,
        outlet=article.outlet or article.id,
        kind=kind,
        name=name,
        words=_words(name, passing),
        around=_words(passage, passing),
        entity=speaker_of(article.id, last.statement_id) if last.statement_id and kind is not EndKind.UNNAMED else None,
        through="" if not through or through[-1] == own else through[-1],
        is_full_name=kind is EndKind.PERSON
        and _is_full_name(name, pack)
        and _words(name, passing) <= _words(passage, passing),
        language=article.language,
        abroad=_abroad(name, passing, pack) if kind is EndKind.BODY else (),
        handed_by=frozenset(f"{article.id}/{each.statement_id}" for each in chain.carriers[1:-1]),
    )


def _of(article: Article) -> Callable[[Span], str]:
    return lambda span: span.of(article.text)


def _words(name: str, passing: frozenset[str]) -> frozenset[str]:
    return frozenset(form for form in forms_of(name) if form[0].isalnum() and form not in passing)


def _abroad(name: str, passing: frozenset[str], pack: Pack | None) -> tuple[frozenset[str], ...]:
    """What each telling word of a name may mean, or sound like, in any language; empty without meanings."""
    words = pack.stories if pack else None
    if words is None or words.meanings is None:
        return ()
    found = []
    for word in sorted(_words(name, passing)):
        meant = words.meanings.of(words.weigh(word)[0])
        found.append(frozenset(str(each[0]) for each in meant) or frozenset(skeletons(words.bare(word))))
    return tuple(found)


def _is_full_name(name: str, pack: Pack | None) -> bool:
    """Whether a name has two to four words that no pack lists as anything but names: no title, no place."""
    forms = forms_of(name)
    known = pack.sources.words if pack and pack.sources else {}
    kinds = pack.entities.kinds if pack and pack.entities else {}
    plain = all(known.get(form, _NAME) == _NAME and form not in kinds for form in forms)
    return _NAME_WORDS[0] <= len(forms) <= _NAME_WORDS[1] and plain
