"""Made-up articles for tests of linking: a line each, names with roles, as an outlet of a day tells them."""

from __future__ import annotations

from typing import Any

from musnad.linking.usual import usual_names
from musnad.linking.within import Context, within
from musnad.model import Article, Extraction, Mention, MentionType, Span
from musnad.pack import packs
from musnad.per_article import linked_rows
from musnad.steps.link import Named
from musnad.store.rows import ArticleRows, article_id

USUAL = usual_names(packs().values())


def extraction_of(told: dict[str, Any], number: int = 0) -> Extraction:
    """The extraction of an article: ``{lang, outlet, day, people: [name or {name, role}], outlets: […], places: […]}``.

    The text is made of the roles and names in order, one a line.
    """
    pieces: list[str] = [f"({number})\n"]
    mentions = []
    for sort, field in (("person", "people"), ("outlet", "outlets"), ("organisation", "bodies"), ("place", "places")):
        for item in told.get(field, ()):
            name, role = (item, None) if isinstance(item, str) else (item["name"], item.get("role"))
            place = sum(map(len, pieces))
            before = f"{role} " if role else ""
            pieces.append(f"{before}{name}\n")
            mentions.append(
                Mention(
                    Span(place + len(before), place + len(before) + len(name)),
                    MentionType(sort),
                    name,
                    role=Span(place, place + len(before) - 1) if role else None,
                )
            )
    article = Article(
        id=f"a{number}",
        source=f"a{number}.txt",
        language=told.get("lang", "ar"),
        text="".join(pieces),
        outlet=told.get("outlet"),
        published=told.get("day"),
    )
    return Extraction(article, (), (), tuple(mentions))


def named_of(extraction: Extraction) -> Named:
    """The locals of an extraction, for linking all at once."""
    article = extraction.article
    key = article_id(article)
    context = Context(key, packs().get(article.language), USUAL)
    return Named(key, article.published or "", within(article, extraction.mentions, context))


def rows_for(extraction: Extraction, version: str = "1") -> ArticleRows:
    """The rows of an extraction, as ``musnad add`` makes them."""
    return linked_rows(extraction, (version, None))
