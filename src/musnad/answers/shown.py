"""What is named by its id, shown: a list of stories, a story, a claim, an article."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from sqlalchemy import Connection

from musnad.answers.claims import CLAIM_PARTS, Telling, claim_short, claim_whole, statement_told
from musnad.answers.pages import BEGINNING, Answer, Page, Pages
from musnad.answers.passages import lead_of, outline, passage, title_of, words_of_claim
from musnad.errors import InputError
from musnad.model import Copy, Extraction, Mention, Span
from musnad.pipeline import ends_in
from musnad.store.query import find_article, load_extraction, load_extractions
from musnad.store.query_claims import find_claim, statements_behind, tellers
from musnad.store.query_stories import (
    EVERYTHING,
    StoredStory,
    StoryFilter,
    StorySummary,
    find_story,
    list_stories,
    load_story,
    story_of,
)
from musnad.store.settle import speakers_of

TEXT_LETTERS = 8_000
"""Code points of an article's text in one answer: with all that is found in them, an answer of the usual size."""
_PASSAGES_MAX = 3  # of one copy
_CLAIM_ARTICLES_MAX = 20  # articles in which the words of a story's main claim are looked for
STORY_PARTS = ("articles", "copies", "claims")


def stories_listed(connection: Connection, chosen: StoryFilter = EVERYTHING, page: Page = BEGINNING) -> Answer:
    """The stories with the latest report first: counts, headline, and the claim that most articles tell."""
    found = list(list_stories(connection, chosen, page.offset + page.limit + 1))
    pages = Pages(page)
    pages.add("stories", found, lambda each: _summary(connection, each))
    return pages.answer()


def story_shown(connection: Connection, name: str, page: Page = BEGINNING) -> Answer:
    """One story with its articles, copies and claims. Raises ``InputError`` if there is none, or no such part."""
    _check(page, STORY_PARTS)
    story_id = find_story(connection, name)
    if story_id is None:
        raise InputError(f"{name}: no such story in the store", "List them with: musnad stories")
    stored = load_story(connection, story_id)
    telling = telling_of(connection, stored)
    texts = list(stored.extractions.items())
    claims = stored.alignment.claims
    pages = Pages(page, len(STORY_PARTS))
    pages.add("articles", texts, lambda each: outline(each[1], each[0]), len(texts))
    pages.add("copies", stored.copies, lambda each: _copy(each, stored.extractions), len(stored.copies))
    pages.add("claims", claims, lambda each: claim_short(each, telling), len(claims))
    return pages.answer(**_summary(connection, stored.summary))


def claim_shown(connection: Connection, name: str, page: Page = BEGINNING) -> Answer:
    """One claim with all statements behind it. Raises ``InputError`` if there is none, or no such part."""
    _check(page, CLAIM_PARTS)
    story_id = find_claim(connection, name)
    if story_id is None:
        raise InputError(f"{name}: no such claim in the store", "List them with: musnad show STORY")
    stored = load_story(connection, story_id)
    claim = next(each for each in stored.alignment.claims if each.id == name)
    return claim_whole(claim, telling_of(connection, stored), page)


def article_shown(connection: Connection, name: str, start: int = 0) -> Answer:
    """One article's text from an offset on, as a passage, and what was found in that stretch of it.

    Raises ``InputError`` if there is none, or if its text ends before.
    """
    article_id = find_article(connection, name)
    found = load_extraction(connection, article_id)
    article = found.article
    if not 0 <= start < max(1, len(article.text)):
        raise InputError(f"{name}: its text has {len(article.text):,} letters, none at {start:,}")
    end = min(len(article.text), start + TEXT_LETTERS)
    told = f"the text goes on: ask again with start {end}"
    return {
        **outline(found, article_id),
        "start": start,
        "end": end,
        "text": article.text[start:end],
        "text_length": len(article.text),
        "more": [] if end == len(article.text) else [{"list": "text", "next_start": end, "told": told}],
        "label": article.id,
        "source": article.source,
        "story": story_of(connection, article_id),
        "zones": [
            {"article": article_id, "start": each.span.start, "end": each.span.end, "zone": each.kind.value}
            for each in article.zones
            if start <= each.span.start < end
        ],
        "statements": [
            statement_told(each, found, article_id, in_list=False)
            for each in found.statements
            if start <= min(span.start for span in (*each.source, *each.cue, *each.content)) < end
        ],
        "mentions": [_mention(each, found, article_id) for each in _between(found.mentions, start, end)],
        "times": [_time(each, found, article_id) for each in _between(found.times, start, end)],
    }


def telling_of(connection: Connection, stored: StoredStory) -> Telling:
    """A story with the ends of its chains, under the names that the store has now."""
    speakers = speakers_of(connection, stored.extractions)
    ends = ends_in(stored.extractions.values(), lambda article, said: speakers.get(f"{article}/{said}"))
    return Telling(stored, ends)


def _check(page: Page, parts: tuple[str, ...]) -> None:
    if page.part is not None and page.part not in parts:
        raise InputError(f"{page.part}: no such part. There are: {', '.join(parts)}")
    if page.part is None and page.offset:
        raise InputError(f"an offset needs the part that it counts in: {', '.join(parts)}")


def _summary(connection: Connection, story: StorySummary) -> Answer:
    earliest, titled = tellers(connection, story.id, story.title)
    keys = statements_behind(connection, story.main_claim_id) if story.main_claim_id else []
    near = list(dict.fromkeys(key.rpartition("/")[0] for key in keys))[:_CLAIM_ARTICLES_MAX]
    texts = load_extractions(connection, {each for each in (earliest, titled, *near) if each})
    return {
        "story": story.id,
        "title": title_of(texts[titled].article, titled) if titled in texts else None,
        "lead": lead_of(texts[earliest].article, earliest, story.lead) if earliest in texts else None,
        "languages": list(story.languages),
        "articles_count": story.article_count,
        "outlets_count": story.outlet_count,
        "statements_count": story.statement_count,
        "claims_count": story.claim_count,
        "denied_count": story.denied_count,
        "conflicts_count": story.conflict_count,
        "main_claim": _main_claim(story, keys, texts),
        "first_published": story.first_published,
        "last_published": story.last_published,
        "last_at": story.last_at.isoformat(),
        "changed_at": story.changed_at.isoformat(),
    }


def _main_claim(story: StorySummary, keys: list[str], texts: Mapping[str, Extraction]) -> Answer | None:
    if story.main_claim_id is None:
        return None
    return {
        "claim": story.main_claim_id,
        "passages": words_of_claim(story.main_claim or "", keys, texts),
        "origins": {"min": story.origin_min_count, "max": story.origin_max_count},
    }


def _copy(copy: Copy, texts: Mapping[str, Extraction]) -> Answer:
    one, other = texts[copy.copy_id].article, texts[copy.original_id].article
    return {
        "copy": copy.copy_id,
        "original": copy.original_id,
        "reason": copy.reason,
        "passages": [
            [passage(one, copy.copy_id, ours), passage(other, copy.original_id, theirs)]
            for ours, theirs in copy.passages[:_PASSAGES_MAX]
        ],
        "passages_count": len(copy.passages),
    }


def _between(found: Iterable[Mention], start: int, end: int) -> Iterator[Mention]:
    return (each for each in found if start <= each.span.start < end)


def _mention(mention: Mention, extraction: Extraction, key: str) -> Answer:
    return {
        **passage(extraction.article, key, mention.span),
        "type": mention.type.value,
        "name": mention.name,
        "role": None if mention.role is None else passage(extraction.article, key, mention.role),
        "entity": mention.entity_id,
    }


def _time(mention: Mention, extraction: Extraction, key: str) -> Answer:
    span: Span = mention.span
    return {
        **passage(extraction.article, key, span),
        "value": mention.value,
        "grain": mention.grain,
        "against": mention.against,
        "reason": mention.reason,
    }
