"""What a worker does with one article; all that a worker process loads."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial
from typing import TypeVar

from musnad import __version__
from musnad.linking.usual import UsualNames, usual_names
from musnad.linking.within import Context, within
from musnad.model import Article, Extraction, Rejected, Scope
from musnad.pack import packs
from musnad.pipeline import OWN, Mode, encoder_for, extract
from musnad.store.rows import ArticleRows, Outcome, Versions, article_id, rows_of

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Added:
    """What became of one article that was to be added; ``source`` is where it was read from."""

    source: str
    outcome: Outcome


def extracted(
    item: Article | Rejected,
    form: Callable[[Extraction], R],
    mode: Mode,
    scope: Scope = Scope.COMMUNICATION,
    tagger: str = OWN,
) -> R | Rejected:
    """What ``form`` makes of the article's extraction; a refusal goes through.

    What goes wrong in the steps is a fault of ours, but of this article only: it comes back ``Rejected``.
    """
    if isinstance(item, Rejected):
        return item
    try:
        return form(extract(item, mode, scope, tagger))
    except Exception as error:  # noqa: BLE001 whatever it is, it is shown, counted, and stops no other article
        return Rejected(item.source, "extract", f"a fault of Musnad: {type(error).__name__}: {error}")


def made(item: Article | Added | Rejected, mode: Mode, *, is_searched: bool = True) -> ArticleRows | Added | Rejected:
    """The article as rows of a store; what is no article goes through. ``is_searched``: with the words of a search."""
    if not isinstance(item, Article):
        return item
    form = partial(linked_rows, versions=versions_for(item.language, mode), is_searched=is_searched)
    return extracted(item, form, mode)


def linked_rows(extraction: Extraction, versions: Versions, *, is_searched: bool = True) -> ArticleRows:
    """The rows of an extraction, its mentions gathered into locals: all that linking needs of this one article."""
    article = extraction.article
    context = Context(article_id(article), packs().get(article.language), _usual())
    locals_ = within(article, extraction.mentions, context)
    return rows_of(extraction, versions, locals_, is_searched=is_searched)


@cache
def _usual() -> UsualNames:
    return usual_names(packs().values())


def versions_for(language: str, mode: Mode) -> Versions:
    """The versions of the pipeline, its encoder included, and the pack that read a language now; None for no pack."""
    pack, encoder = packs().get(language), encoder_for(mode)
    advised = encoder is not None and language in encoder.languages
    pipeline = f"{__version__}+{encoder.version}" if encoder and advised else __version__
    return pipeline, None if pack is None else pack.version
