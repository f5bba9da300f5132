"""What several pages show: links, passages, statements with their chains."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from musnad.config.page import PAGE_CONTENT_CHARS
from musnad.model import Article, Chain, Statement
from musnad.store.query_pages import Held

JOINT = " … "
"""What stands between the pieces of a content that the article interrupts."""
_LETTER = re.compile(r"[^\W\d_]")
_RTL = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")  # Hebrew, Arabic, Syriac and their neighbours
_REMEMBERED = 8_192  # beginnings of texts; a page asks for the same ones again and again
_LOOKED_AT = 400  # characters that decide the direction of a text
_NAME_CHARS = 120


@dataclass(frozen=True, slots=True)
class ArticleLink:
    """An article as others point to it; ``published`` is as the article says it."""

    id: str
    title: str
    outlet: str
    published: str | None
    language: str
    rtl: bool


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks: as the article names it, None for nobody; the entity's id where one is known."""

    name: str | None
    kind: str
    entity_id: str | None


@dataclass(frozen=True, slots=True)
class Hand:
    """One carrier of a chain; ``statement_id`` is that of the statement whose source it is, None for the outlet."""

    name: str | None
    kind: str
    statement_id: str | None
    entity_id: str | None


@dataclass(frozen=True, slots=True)
class Shown:
    """A statement outside its article: where it stands, who says it, what it does, its content and its chain.

    ``key`` is ``article/statement``. ``is_cut`` says that the content is longer than what is shown.
    """

    key: str
    article: ArticleLink
    statement_id: str
    speaker: Speaker
    act: str
    form: str
    content: str
    is_cut: bool
    within: str | None
    chain: tuple[Hand, ...]


def article_link(article_id: str, article: Article) -> ArticleLink:
    """The link to an article; without a title its label stands for it."""
    title = article.title or article.id
    return ArticleLink(
        article_id,
        short(title, 2 * _NAME_CHARS)[0],
        article.outlet or "",
        article.published,
        article.language,
        is_rtl(f"{title} {article.text[:_LOOKED_AT]}"),
    )


def is_rtl(text: str) -> bool:
    """Whether most letters at the beginning of a text run from right to left.

    >>> is_rtl("AFP - قال مسؤول"), is_rtl("The minister (الوزير) said"), is_rtl("12")
    (True, False, False)
    """
    return bool(direction_of(text))


def direction_of(text: str) -> bool | None:
    """The same, but None for a text that begins without a letter.

    >>> direction_of("قال"), direction_of("said"), direction_of("12")
    (True, False, None)
    """
    return _direction(text[:_LOOKED_AT])


@lru_cache(maxsize=_REMEMBERED)
def _direction(beginning: str) -> bool | None:
    count = len(_LETTER.findall(beginning))
    return len(_RTL.findall(beginning)) * 2 > count if count else None


def short(text: str, most: int = PAGE_CONTENT_CHARS) -> tuple[str, bool]:
    """The text, or its first words and an ellipsis if it is longer than ``most`` characters; and whether it was cut.

    >>> short("قال المسؤول كلاما", 8), short("said", 8)
    (('قال…', True), ('said', False))
    """
    if len(text) <= most:
        return text, False
    space = text.rfind(" ", 0, most)
    return text[: space if space > 0 else most].rstrip() + "…", True


def shown(held: Held, statement: Statement, link: ArticleLink | None = None) -> Shown:
    """A statement as pages show it; ``link`` is that of its article, if it has been made already."""
    text = JOINT.join(span.of(held.article.text).strip() for span in statement.content)
    content, is_cut = short(" ".join(text.split()))
    return Shown(
        key=f"{held.id}/{statement.id}",
        article=link or article_link(held.id, held.article),
        statement_id=statement.id,
        speaker=Speaker(statement.name, statement.kind.value, held.speakers.get(statement.id)),
        act=statement.act.value,
        form=statement.form.value,
        content=content,
        is_cut=is_cut,
        within=statement.within,
        chain=hands(held, held.chains.get(statement.id)),
    )


def hands(held: Held, chain: Chain | None) -> tuple[Hand, ...]:
    """The carriers of a chain, outlet first; empty without a chain."""
    return tuple(
        Hand(
            (carrier.name or held.article.outlet) if carrier.statement_id is None else carrier.name,
            carrier.kind.value,
            carrier.statement_id,
            held.speakers.get(carrier.statement_id or ""),
        )
        for carrier in (chain.carriers if chain else ())
    )
