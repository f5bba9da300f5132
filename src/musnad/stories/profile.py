"""Article → profile: the weighed words by which it is compared with others, as plain numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from math import log, sqrt
from typing import Any

from musnad.config import across as config
from musnad.model import Article, ZoneKind
from musnad.stories.abroad import weights_abroad
from musnad.text import fold
from musnad.vocabulary.stories import StoryWords, number_of

_WORD = re.compile(r"\d+(?:[.,\u066b\u066c]\d+)*|[^\W\d_]+(?:'[a-z]+)?")
_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$")
_DAY_S = 86_400

Vector = dict[int, float]
"""Weights by the number of a stem; their squares add up to 1, unless there are none."""


@dataclass(frozen=True, slots=True)
class Profile:
    """What an article is compared by. It depends on the article and its language's pack alone, never on other articles.

    ``day`` is the time of publication in days since 1970, None where it is not known. ``terms`` weighs the words of
    title and body, ``head`` those of the title and the beginning, ``title`` those of the title. ``abroad`` weighs what
    other languages have as well (see ``stories.abroad``); the squares of its weights add up to the less, the less there
    is. ``names`` that were given are the same in every language.
    """

    article_id: str
    language: str
    outlet: str | None
    day: float | None
    terms: Vector
    head: Vector
    title: Vector
    abroad: Vector
    names: frozenset[int]

    @property
    def rank(self) -> tuple[float, str]:
        """The place of the article among all: earlier ones first, undated ones last, then by id."""
        return (self.day if self.day is not None else float("inf"), self.article_id)

    @property
    def keys(self) -> list[int]:
        """The weightiest terms, by which likely fellows are looked up."""
        return list(self.terms)[: config.STORY_KEYS_COUNT]

    @property
    def keys_abroad(self) -> list[int]:
        """The same for fellows in other languages."""
        return list(self.abroad)[: config.STORY_ABROAD_KEYS_COUNT]


def profile(article: Article, words: StoryWords | None, names: Iterable[str] = ()) -> Profile:
    """The profile of an article; without the words of its language it has only ``names``, and
    a digest of many stories has nothing.

    ``names`` are what stands for the same person, place or body in any language: ids of entities.
    """
    titles = _words(article.title or "")
    body = _words(_body(article))[: config.STORY_WORDS_MAX]
    beginning = body[: config.STORY_HEAD_WORDS]
    named = frozenset(map(number_of, names))
    day = day_of(article.published)
    if words is not None and words.is_digest(article.title or ""):
        named = frozenset()
        words = None
    if words is None:
        return Profile(article.id, article.language, article.outlet, day, {}, {}, {}, {}, named)
    weighed = {word: words.weigh(word) for word in {*titles, *body}}
    counts: Counter[str] = Counter(body)
    counts.update(beginning)
    for word in titles:
        counts[word] += config.STORY_TITLE_TIMES
    return Profile(
        article_id=article.id,
        language=article.language,
        outlet=article.outlet,
        day=day,
        terms=_vector(((*weighed[word], count) for word, count in counts.items()), config.STORY_TERMS_COUNT),
        head=_vector((*weighed[word], 1) for word in {*titles, *beginning}),
        title=_vector((*weighed[word], 1) for word in set(titles)),
        abroad=_measured(weights_abroad(counts, f"{article.title or ''}\n{_body(article)}", words)),
        names=named,
    )


def day_of(published: str | None) -> float | None:
    """Days since 1970 of a date in ISO 8601, the beginning of what it names; None if there is none.

    >>> day_of("1970-01-02T12:00"), day_of("1970-02"), day_of(None)
    (1.5, 31.0, None)
    """
    if not published:
        return None
    date = _DATE.match(published)
    try:
        if date:
            year, month, day = (int(part or 1) for part in date.groups())
            found = datetime(year, month, day, tzinfo=UTC)
        else:
            found = datetime.fromisoformat(published)
    except ValueError:
        return None
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).timestamp() / _DAY_S


def _body(article: Article) -> str:
    return "\n".join(zone.span.of(article.text) for zone in article.zones if zone.kind == ZoneKind.BODY)


def _words(text: str) -> list[str]:
    """The folded words and numbers of a text, single letters and digits left out."""
    return [word for word in _WORD.findall(fold(text)) if len(word) > 1]


def _vector(weighed: Iterable[tuple[int, float, int]], most: int | None = None) -> Vector:
    """The weights of stems, weightiest first, at most ``most`` of them; words of one stem count together."""
    counts: Counter[int] = Counter()
    rarities: dict[int, float] = {}
    for number, rarity, count in weighed:
        if rarity > config.STORY_RARITY_MIN:
            counts[number] += count
            rarities[number] = rarity - config.STORY_RARITY_MIN
    found = [((1 + log(count)) * rarities[number], number) for number, count in counts.items()]
    found.sort(key=lambda each: (-each[0], each[1]))
    found = found[:most]
    length = sqrt(sum(weight * weight for weight, _ in found)) or 1.0
    return {number: weight / length for weight, number in found}


def _measured(weights: Mapping[int, float]) -> Vector:
    """The weightiest of the weights, in that order, each as the root of its share in all of them and something more."""
    found = sorted(weights.items(), key=lambda each: (-each[1], each[0]))[: config.STORY_ABROAD_COUNT]
    whole = sum(weight for _, weight in found) + config.STORY_ABROAD_LEAST
    return {number: sqrt(weight / whole) for number, weight in found if weight > 0}


def row_of(profile: Profile) -> list[object]:
    """A profile as lists of numbers and words, to be stored as JSON."""
    found = (profile.terms, profile.head, profile.title, profile.abroad)
    vectors = [[list(vector), list(vector.values())] for vector in found]
    about = [profile.article_id, profile.language, profile.outlet, profile.day]
    return [*about, *vectors, sorted(profile.names)]


def profile_of(row: list[Any]) -> Profile:
    """The profile that ``row_of`` made a row of."""
    article_id, language, outlet, day, *vectors, names = row
    terms, head, title, abroad = (dict(zip(*vector, strict=True)) for vector in vectors)
    return Profile(article_id, language, outlet, day, terms, head, title, abroad, frozenset(names))
