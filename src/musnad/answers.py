"""What an assistant may ask a store, answered in plain dictionaries: every passage with its article and offsets.

An answer never holds a sentence of ours about what happened: passages are slices of articles, counts and reasons are
those of the store. A span is ``{"article", "start", "end", "text"}``; offsets count code points of the article's text,
which ``show_article`` gives whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection

from musnad.contract import to_json
from musnad.dossiers.listing import story_json
from musnad.errors import InputError
from musnad.model import Claim, Extraction, Span, Statement
from musnad.store.query import find_article, load_extraction, load_extractions
from musnad.store.query_entities import matches, members, pick, portrait
from musnad.store.query_search import articles_with, stories_with
from musnad.store.query_stories import (
    StoredStory,
    StoryFilter,
    find_story,
    list_stories,
    load_stories,
    load_story,
    story_of,
)
from musnad.store.terms import asked, terms

Answer = dict[str, Any]
LOOKED_AT_MAX = 2_000  # articles that hold the words of a question, newest first, in which statements are looked for
_AT_ONCE = 200
_PARTS = ("source", "cue", "content", "said_at", "venue", "addressee", "anonymity")


def stories_listed(connection: Connection, chosen: StoryFilter, limit: int) -> Answer:
    """The stories with the latest report first: counts, and the claim that most articles tell."""
    return {"stories": [story_json(each) for each in list_stories(connection, chosen, limit)]}


def article_shown(connection: Connection, name: str) -> Answer:
    """One article with its whole text and everything found in it. Raises ``InputError`` if there is none."""
    article_id = find_article(connection, name)
    found = load_extraction(connection, article_id)
    return {**to_json(found), "id": article_id, "label": found.article.id, "story": story_of(connection, article_id)}


def story_shown(connection: Connection, name: str) -> Answer:
    """One story with its claims, each with the statements behind it. Raises ``InputError`` if there is none."""
    story_id = find_story(connection, name)
    if story_id is None:
        raise InputError(f"{name}: no such story in the store")
    stored = load_story(connection, story_id)
    return {
        **story_json(stored.summary),
        "articles": [_article(each, key) for key, each in stored.extractions.items()],
        "copies": [
            {
                "copy": copy.copy_id,
                "original": copy.original_id,
                "reason": copy.reason,
                "passages": [
                    [_span(stored.extractions[copy.copy_id], copy.copy_id, one),
                     _span(stored.extractions[copy.original_id], copy.original_id, other)]
                    for one, other in copy.passages
                ],
            }
            for copy in stored.copies
        ],
        "claims": [_claim(claim, stored) for claim in stored.alignment.claims],
    }  # fmt: skip


def who_says(connection: Connection, words: str, limit: int) -> Answer:
    """The claims that hold all of the words: who says so, how many independent origins that is, who denies it.

    Stories whose articles hold the words are looked through, newest first; a claim holds them if one statement behind
    it does.
    """
    wanted = _asked(words)
    found: list[Answer] = []
    looked_at = 0
    ids = stories_with(connection, articles_with(connection, sorted(wanted), LOOKED_AT_MAX))
    for stored in load_stories(connection, ids):
        looked_at += 1
        for claim in stored.alignment.claims:
            if any(_holds(stored.extractions, key, wanted) for key in (*claim.support, *claim.deny)):
                found.append({"story": stored.summary.id, **_claim(claim, stored)})
        if len(found) >= limit:
            break
    return {"claims": found[:limit], "looked_at": {"stories": looked_at}}


def statements_found(connection: Connection, words: str, limit: int, act: str | None = None) -> Answer:
    """The statements that hold all of the words, in the newest articles first; of one act alone if asked for it."""
    wanted = _asked(words)
    found: list[Answer] = []
    looked_at = 0
    ids = articles_with(connection, sorted(wanted), LOOKED_AT_MAX)
    for start in range(0, len(ids), _AT_ONCE):
        piece = ids[start : start + _AT_ONCE]
        texts = load_extractions(connection, piece)
        for key in piece:
            looked_at += 1
            for said in texts[key].statements:
                if (act is None or said.act.value == act) and wanted <= _words_of(said, texts[key].article.text):
                    found.append(_statement(said, texts[key], key))
        if len(found) >= limit:
            break
    return {"statements": found[:limit], "looked_at": {"articles": looked_at}}


def source_told(connection: Connection, name: str, limit: int) -> Answer:
    """What somebody is reported to have said, newest first, under any spelling of the name.

    Raises ``InputError`` if nobody, or several, may be meant.
    """
    entity_id = pick(connection, name).entity_id
    found = portrait(connection, entity_id, limit)
    texts = load_extractions(connection, [each.article_id for each in found.said])
    told = []
    for each in found.said:
        extraction = texts[each.article_id]
        said = next(one for one in extraction.statements if one.id == each.statement_id)
        told.append(_statement(said, extraction, each.article_id))
    return {
        "entity": entity_id,
        "type": found.type.value,
        "name": found.name,
        "names": [
            {"name": spelling, "language": language, "count": count} for spelling, language, count in found.names
        ],
        "article_count": found.article_count,
        "statement_count": found.statement_count,
        "statements": told,
        "others": [match.entity_id for match in matches(connection, name)[1:6] if members(connection, match.entity_id)],
    }


def _asked(words: str) -> frozenset[str]:
    """The words of a question. Raises ``InputError`` if there is none."""
    found = frozenset(asked(words))
    if not found:
        raise InputError("a question needs a word, in Arabic or English")
    return found


def _words_of(said: Statement, text: str) -> frozenset[str]:
    return frozenset(terms(" ".join((*(span.of(text) for span in (*said.source, *said.content)), said.name or ""))))


def _holds(texts: Mapping[str, Extraction], key: str, wanted: frozenset[str]) -> bool:
    found = _said(texts, key)
    return found is not None and wanted <= _words_of(found[0], found[1].article.text)


def _said(texts: Mapping[str, Extraction], key: str) -> tuple[Statement, Extraction] | None:
    """The statement of a key ``article/statement``, with its article; None where the article is not at hand."""
    article_id, _, statement_id = key.rpartition("/")
    extraction = texts.get(article_id)
    if extraction is None:
        return None
    return next(((each, extraction) for each in extraction.statements if each.id == statement_id), None)


def _claim(claim: Claim, stored: StoredStory) -> Answer:
    return {
        "claim": claim.id,
        "text": claim.text,
        "origins": {"min": claim.origin_min_count, "max": claim.origin_max_count, "reasons": list(claim.reasons)},
        "support": _told(claim.support, stored),
        "deny": _told(claim.deny, stored),
        "comment": _told(claim.comment, stored),
        "conflicts": [
            {"between": [each.left_key, each.right_key], "about": each.about, "values": list(each.values)}
            for each in stored.alignment.conflicts
            if each.left_key in claim.support or each.right_key in claim.support
        ],
    }


def _told(keys: Iterable[str], stored: StoredStory) -> list[Answer]:
    found = ((key, _said(stored.extractions, key)) for key in keys)
    return [_statement(each[0], each[1], key.rpartition("/")[0]) for key, each in found if each]


def _statement(said: Statement, extraction: Extraction, key: str) -> Answer:
    """One statement with its address, its parts as spans, and its chain, outlet first."""
    chain = next((each.carriers for each in extraction.chains if each.statement_id == said.id), ())
    return {
        "statement": f"{key}/{said.id}",
        **_article(extraction, key),
        "kind": said.kind.value,
        "name": said.name,
        "act": said.act.value,
        "form": said.form.value,
        **{part: _spans(getattr(said, part), extraction, key) for part in _PARTS},
        "chain": [{"kind": each.kind.value, "name": each.name} for each in chain],
    }


def _article(extraction: Extraction, key: str) -> Answer:
    article = extraction.article
    return {
        "article": key,
        "outlet": article.outlet,
        "title": article.title,
        "published": article.published,
        "language": article.language,
        "url": article.url,
    }


def _spans(spans: Sequence[Span], extraction: Extraction, key: str) -> list[Answer]:
    return [_span(extraction, key, each) for each in spans]


def _span(extraction: Extraction, key: str, span: Span) -> Answer:
    return {"article": key, "start": span.start, "end": span.end, "text": span.of(extraction.article.text)}
