"""An article → its times: where each stands, its value and grain, and what it was resolved against.

The work is done in ``musnad.calendar``: ``scan`` (words → signs), ``rules`` (patterns over them), ``reading`` (what a
pattern means), ``find`` (all of it over a text).
"""

from __future__ import annotations

from musnad.calendar.anchor import Anchor
from musnad.calendar.find import Time, find_times
from musnad.model import Article, Mention, MentionType, Span
from musnad.pack import Pack


def date(article: Article, pack: Pack) -> tuple[Mention, ...]:
    """The times of an article in text order, none overlapping another; empty where the pack has no words for them.

    A time that cannot be resolved has no ``grain`` and says why in ``reason``; its ``value`` is None, or one of
    TIMEX3's ``PAST_REF``, ``PRESENT_REF`` and ``FUTURE_REF``.

    >>> from musnad.pack import packs
    >>> article = Article("a", "-", "ar", "وصل الوفد أمس", published="2024-11-16")
    >>> [(each.name, each.value, each.grain) for each in date(article, packs()["ar"])]
    [('أمس', '2024-11-15', 'day')]
    >>> article = Article("b", "-", "en", "They arrived on Monday.")
    >>> date(article, packs()["en"])[0].reason
    "the article's date is not known"
    """
    if pack.dates is None:
        return ()
    anchor = Anchor.of(article.published, article.published_from)
    return tuple(_mention(article.text, time, anchor) for time in find_times(article.text, pack.dates, anchor))


def _mention(text: str, time: Time, anchor: Anchor) -> Mention:
    """The time as a mention, named by its words in the article."""
    value = time.value
    against = (anchor.label if value.is_relative else None, value.calendar)
    return Mention(
        span=Span(time.start, time.end),
        type=MentionType.TIME,
        name=text[time.start : time.end],
        value=value.value,
        grain=value.grain,
        against="; ".join(part for part in against if part) or None,
        reason=value.reason,
    )
