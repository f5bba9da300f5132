"""Questions in words or names: who says something, which statements hold words, what somebody said."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection

from musnad.answers.claims import claim_short, statement_told
from musnad.answers.pages import BEGINNING, Answer, Page, Pages
from musnad.answers.passages import said_by
from musnad.answers.shown import telling_of
from musnad.errors import InputError
from musnad.model import Act, Claim, Extraction, Statement
from musnad.store.query import load_extractions
from musnad.store.query_entities import matches, members, pick, portrait
from musnad.store.query_search import articles_with, stories_with
from musnad.store.query_stories import StoredStory, load_stories
from musnad.store.terms import asked, terms

LOOKED_AT_MAX = (
    2_000  # articles that hold the words of a question, added last first, in which statements are looked for
)
_AT_ONCE = 200
_NAMES_MAX, _OTHERS_MAX = 20, 5  # spellings of a name, and others who may bear it


def who_says(connection: Connection, words: str, page: Page = BEGINNING) -> Answer:
    """The claims that hold all of the words: who says so, how many independent origins that is, who denies it.

    Stories whose articles hold the words are looked through, newest first; a claim holds them if one statement behind
    it does.
    """
    wanted = _asked(words)
    looked_at = {"stories": 0}

    def found() -> Iterator[tuple[Claim, StoredStory]]:
        ids = stories_with(connection, articles_with(connection, sorted(wanted), LOOKED_AT_MAX))
        for stored in load_stories(connection, ids):
            looked_at["stories"] += 1
            for claim in stored.alignment.claims:
                if any(_holds(stored, key, wanted) for key in (*claim.support, *claim.deny)):
                    yield claim, stored

    pages = Pages(page)
    pages.add("claims", found(), lambda each: claim_short(each[0], telling_of(connection, each[1])))
    return pages.answer(looked_at=looked_at)


def statements_found(connection: Connection, words: str, page: Page = BEGINNING, act: str | None = None) -> Answer:
    """The statements that hold all of the words, in the articles added last first; of one act alone if asked for it.

    Raises ``InputError`` without a word, and for no such act.
    """
    wanted = _asked(words)
    if act is not None and act not in set(Act):
        raise InputError(f"{act}: no such act. There are: {', '.join(Act)}")
    looked_at = {"articles": 0}

    def found() -> Iterator[tuple[Statement, Extraction, str]]:
        ids = articles_with(connection, sorted(wanted), LOOKED_AT_MAX)
        for start in range(0, len(ids), _AT_ONCE):
            piece = ids[start : start + _AT_ONCE]
            texts = load_extractions(connection, piece)
            for key in piece:
                looked_at["articles"] += 1
                for said in texts[key].statements:
                    if (act is None or said.act.value == act) and wanted <= _words_of(said, texts[key].article.text):
                        yield said, texts[key], key

    pages = Pages(page)
    pages.add("statements", found(), lambda each: statement_told(*each))
    return pages.answer(looked_at=looked_at)


def source_told(connection: Connection, name: str, page: Page = BEGINNING) -> Answer:
    """What somebody is reported to have said, newest first, under any spelling of the name.

    Raises ``InputError`` if nobody, or several, may be meant.
    """
    entity_id = pick(connection, name).entity_id
    found = portrait(connection, entity_id, page.offset + page.limit + 1)
    texts = load_extractions(connection, [each.article_id for each in found.said])
    told = [said_by(texts, f"{each.article_id}/{each.statement_id}") for each in found.said]
    keys = [each.article_id for each in found.said]
    pages = Pages(page)
    pages.add(
        "statements",
        [(*each, key) for each, key in zip(told, keys, strict=True) if each],
        lambda each: statement_told(*each),
        found.statement_count,
    )
    others = [match.entity_id for match in matches(connection, name)[1:] if members(connection, match.entity_id)]
    return pages.answer(
        entity=entity_id,
        type=found.type.value,
        name=found.name,
        names=[
            {"name": spelling, "language": language, "count": count}
            for spelling, language, count in found.names[:_NAMES_MAX]
        ],
        article_count=found.article_count,
        others=others[:_OTHERS_MAX],
    )


def _asked(words: str) -> frozenset[str]:
    """The words of a question. Raises ``InputError`` if there is none."""
    found = frozenset(asked(words))
    if not found:
        raise InputError("a question needs a word, in Arabic or English")
    return found


def _words_of(said: Statement, text: str) -> frozenset[str]:
    return frozenset(terms(" ".join((*(span.of(text) for span in (*said.source, *said.content)), said.name or ""))))


def _holds(stored: StoredStory, key: str, wanted: frozenset[str]) -> bool:
    found = said_by(stored.extractions, key)
    return found is not None and wanted <= _words_of(found[0], found[1].article.text)
