"""Where the words of an answer stand: spans of articles, also for what the store keeps as words alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from musnad.answers.pages import Answer
from musnad.model import Article, Extraction, Span, Statement, ZoneKind

PASSAGE_LETTERS = 2_000
"""Code points of one passage; a longer one is cut, and says where it ends. A printed column holds as much."""
_BETWEEN = " … "  # between two spans of one claim
_TOKEN_LETTERS = 30  # a content may begin or end inside a token; what is made of it has the whole


def passage(article: Article, key: str, span: Span) -> Answer:
    """A span with its address; ``goes_on_to`` is where it ends if it is cut, else it is not there."""
    end = min(span.end, span.start + PASSAGE_LETTERS)
    told: Answer = {"article": key, "start": span.start, "end": end, "text": article.text[span.start : end]}
    return told if end == span.end else {**told, "goes_on_to": span.end}


def passages(article: Article, key: str, spans: Iterable[Span]) -> list[Answer]:
    """Spans with their addresses, in the order given."""
    return [passage(article, key, each) for each in spans]


def title_of(article: Article, key: str) -> Answer | None:
    """An article's headline as it stands in the text; a headline that was given beside it is told as a field.

    ``{"article", "field": "title", "text"}`` then; None without a headline.
    """
    if not article.title:
        return None
    zones = [zone.span for zone in article.zones if zone.kind is ZoneKind.TITLE]
    found = next(_standing(article.title, article.text, [*zones, Span(0, len(article.text) or 1)]), None)
    return passage(article, key, found) if found else {"article": key, "field": "title", "text": article.title}


def lead_of(article: Article, key: str, lead: str) -> Answer | None:
    """The beginning of an article's body, which the store keeps as words; None if they do not stand there."""
    bodies = [zone.span for zone in article.zones if zone.kind is ZoneKind.BODY]
    found = next(_standing(lead, article.text, bodies), None) if lead else None
    return passage(article, key, found) if found else None


def claim_spans(told: str, said: Statement, article: Article) -> tuple[Span, ...]:
    """Where the words of a claim stand in the content of a statement; empty if they do not.

    A claim is told in the words of one of its statements; where these are several pieces of it, three dots stand
    between them.

    >>> from musnad.model import Act, Form, SourceKind
    >>> text = "قال مراد إن الجسر أغلق"
    >>> content = (Span(9, 22),)
    >>> said = Statement("s1", (), (), content, SourceKind.PERSON, "مراد", Act.ASSERT, Form.INDIRECT)
    >>> claim_spans("الجسر أغلق", said, Article("a", "a", "ar", text))
    (Span(start=12, end=22),)
    >>> claim_spans("the bridge is shut", said, Article("a", "a", "en", text))
    ()
    """
    if not told or not said.content:
        return ()
    start = max(0, said.content[0].start - _TOKEN_LETTERS)
    end = min(len(article.text), said.content[-1].end + _TOKEN_LETTERS)
    whole = next(_standing(told, article.text, [*said.content, Span(start, end)]), None)
    if whole:
        return (whole,)
    found: list[Span] = []
    for piece in told.split(_BETWEEN):
        place = article.text.find(piece, start, end)
        if place < 0:
            return ()
        found.append(Span(place, place + len(piece)))
        start = found[-1].end
    return tuple(found)


def value_spans(value: str, said: Statement, article: Article) -> tuple[Span, ...]:
    """Where a value stands in the content of a statement, if it stands there once; else the whole content.

    A value may be worked out ("at least 12"), and then it stands nowhere.
    """
    found = [each for span in said.content for each in _standing(value, article.text, [span])] if value else []
    own = [each for each in found if _is_whole(each, article.text)]
    return (own[0],) if len(own) == 1 else said.content


def words_of_claim(told: str, keys: Sequence[str], texts: Mapping[str, Extraction]) -> list[Answer]:
    """The passages in which a claim is told, from the first of its statements that holds its words; empty if none."""
    for key in keys:
        found = said_by(texts, key)
        spans = claim_spans(told, found[0], found[1].article) if found else ()
        if found and spans:
            return passages(found[1].article, key.rpartition("/")[0], spans)
    return []


def said_by(texts: Mapping[str, Extraction], key: str) -> tuple[Statement, Extraction] | None:
    """The statement of a key ``article/statement``, with its article; None where the article is not at hand."""
    article_id, _, statement_id = key.rpartition("/")
    extraction = texts.get(article_id)
    if extraction is None:
        return None
    return next(((each, extraction) for each in extraction.statements if each.id == statement_id), None)


def _standing(words: str, text: str, within: Iterable[Span]) -> Iterator[Span]:
    """Everywhere that words stand in stretches of a text, letter by letter."""
    for span in within:
        place = text.find(words, span.start, span.end)
        while place >= 0:
            yield Span(place, place + len(words))
            place = text.find(words, place + 1, span.end)


def _is_whole(span: Span, text: str) -> bool:
    """Whether no letter or digit goes on before or behind a span: "51" does not stand in "151", nor in "51,000"."""
    before, behind = text[max(0, span.start - 2) : span.start], text[span.end : span.end + 2]
    return not (before[-1:].isalnum() or behind[:1].isalnum() or _goes_on(before[::-1]) or _goes_on(behind))


def _goes_on(beside: str) -> bool:
    return len(beside) > 1 and not beside[0].isspace() and beside[1].isdigit()


def outline(extraction: Extraction, key: str) -> dict[str, Any]:
    """What is said of an article wherever it is named."""
    article = extraction.article
    return {
        "article": key,
        "outlet": article.outlet,
        "title": title_of(article, key),
        "published": article.published,
        "language": article.language,
        "url": article.url,
    }
