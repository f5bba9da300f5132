"""The tables of what stands across articles: stories, copies, claims, conflicts, and what they are made from.

::

    articles ── waiting                      its story is to be looked at (again)
        ├────── profiles                     what it is compared by
        ├─────< story_keys                   by which likely fellows are looked up
        ├─────< neighbours                   likelihoods from ``STORY_EDGE_MIN`` on, kept from both sides
        └────── story_articles >── stories ──< copies
                                      ├──────< claims ──< claim_statements
                                      ├──────< conflicts
                                      ├──────< groupings     why statements are in one claim
                                      └──────< past          what stood there before

Every article is in one story at most; one that waits may be in none yet. Rows of a story hold what stands now,
``since_at`` tells since when; what no longer stands goes to ``past`` as JSON, so that nothing is lost and what
changed since a time can be told. Copies, claims, conflicts and groupings are parts of their story and bear its
versions. Statements are named as in ``statements.id``; they are no foreign keys, since an article that is read
anew loses its statements for a moment.

``stories`` holds all that a list of stories shows, so that a list reads one index and no other table. ``last_at``
is when its latest article was published, or was added where none says so. ``origin_min_count`` and
``origin_max_count`` are those of ``main_claim_id``, the claim that most articles tell. ``conflict_count`` counts
pairs of values, however many statements give them; ``denied_count`` claims that somebody denies.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Float, Index, Integer, LargeBinary, Table, Text

from musnad.store.schema import UtcDateTime, made_by, metadata, part_of

# What waits: the entities that it names have other ids; it is to be compared with others; its story is to be told.
waiting = Table(
    "waiting",
    metadata,
    Column("article_id", Text, part_of("articles.id"), primary_key=True),
    Column("renames", Boolean, nullable=False),
    Column("compares", Boolean, nullable=False),
    Column("tells", Boolean, nullable=False),
    sqlite_with_rowid=False,
)

# ``terms`` packs the vectors of ``stories.profile``, ``names`` the numbers of its entities; see ``stories.packed``.
profiles = Table(
    "profiles",
    metadata,
    Column("article_id", Text, part_of("articles.id"), primary_key=True),
    Column("language", Text, nullable=False, index=True),
    Column("outlet", Text),
    Column("day", Float),
    Column("terms", LargeBinary, nullable=False),
    Column("names", LargeBinary, nullable=False),
    *made_by(),
)

# ``sort`` is "term" or "shared" (meanings, sounds of names and numbers, by which two languages meet). An article
# without a date has ``UNDATED``.
UNDATED = 1e9
story_keys = Table(
    "story_keys",
    metadata,
    Column("language", Text, primary_key=True),
    Column("sort", Text, primary_key=True),
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    Column("day", Float, primary_key=True),
    Column("article_id", Text, primary_key=True),
    sqlite_with_rowid=False,
)

neighbours = Table(
    "neighbours",
    metadata,
    Column("article_id", Text, part_of("articles.id"), primary_key=True),
    Column("other_id", Text, primary_key=True),
    Column("likelihood", Integer, nullable=False),
    sqlite_with_rowid=False,
)

stories = Table(
    "stories",
    metadata,
    Column("id", Text, primary_key=True),
    Column("title", Text, nullable=False),
    Column("lead", Text, nullable=False),
    Column("languages", Text, nullable=False),
    Column("article_count", Integer, nullable=False),
    Column("outlet_count", Integer, nullable=False),
    Column("statement_count", Integer, nullable=False),
    Column("claim_count", Integer, nullable=False),
    Column("denied_count", Integer, nullable=False),
    Column("conflict_count", Integer, nullable=False),
    Column("main_claim_id", Text),
    Column("main_claim", Text),
    Column("origin_min_count", Integer, nullable=False),
    Column("origin_max_count", Integer, nullable=False),
    Column("first_published", Text),
    Column("last_published", Text),
    Column("last_at", UtcDateTime, nullable=False),
    Column("since_at", UtcDateTime, nullable=False),
    Column("changed_at", UtcDateTime, nullable=False),
    *made_by(),
)
Index("ix_stories_last_at", stories.c.last_at, stories.c.id)
Index("ix_stories_several", stories.c.last_at, stories.c.id, sqlite_where=stories.c.article_count > 1,
      postgresql_where=stories.c.article_count > 1)  # fmt: skip

# ``position`` counts from 0, earliest first. ``founding_id`` is the id of the story that this article would found: an
# id that was given before leads to the story that holds its founder now.
story_articles = Table(
    "story_articles",
    metadata,
    Column("article_id", Text, part_of("articles.id"), primary_key=True),
    Column("story_id", Text, part_of("stories.id"), nullable=False, index=True),
    Column("position", Integer, nullable=False),
    Column("founding_id", Text, nullable=False, index=True),
    Column("since_at", UtcDateTime, nullable=False),
    sqlite_with_rowid=False,
)

# ``passages`` is JSON: quadruples of offsets, start and end in the copy, then in the original.
copies = Table(
    "copies",
    metadata,
    Column("copy_id", Text, primary_key=True),
    Column("original_id", Text, primary_key=True),
    Column("story_id", Text, part_of("stories.id"), nullable=False, index=True),
    Column("score", Float, nullable=False),
    Column("reason", Text, nullable=False),
    Column("passages", Text, nullable=False),
    Column("since_at", UtcDateTime, nullable=False),
    sqlite_with_rowid=False,
)

# ``reasons`` is a JSON list. ``origins_since_at`` is since when the interval is what it is.
claims = Table(
    "claims",
    metadata,
    Column("id", Text, primary_key=True),
    Column("story_id", Text, part_of("stories.id"), nullable=False, index=True),
    Column("position", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("article_count", Integer, nullable=False),
    Column("outlet_count", Integer, nullable=False),
    Column("origin_min_count", Integer, nullable=False),
    Column("origin_max_count", Integer, nullable=False),
    Column("reasons", Text, nullable=False),
    Column("since_at", UtcDateTime, nullable=False),
    Column("origins_since_at", UtcDateTime, nullable=False),
    sqlite_with_rowid=False,
)

# ``relation`` is "support", "deny" or "comment".
claim_statements = Table(
    "claim_statements",
    metadata,
    Column("claim_id", Text, part_of("claims.id"), primary_key=True),
    Column("relation", Text, primary_key=True),
    Column("statement_id", Text, primary_key=True),
    Column("since_at", UtcDateTime, nullable=False),
    sqlite_with_rowid=False,
)
Index(None, claim_statements.c.statement_id)

conflicts = Table(
    "conflicts",
    metadata,
    Column("story_id", Text, part_of("stories.id"), primary_key=True),
    Column("left_id", Text, primary_key=True),
    Column("right_id", Text, primary_key=True),
    Column("about", Text, primary_key=True),
    Column("left_value", Text, nullable=False),
    Column("right_value", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("since_at", UtcDateTime, nullable=False),
    sqlite_with_rowid=False,
)

groupings = Table(
    "groupings",
    metadata,
    Column("story_id", Text, part_of("stories.id"), primary_key=True),
    Column("left_id", Text, primary_key=True),
    Column("right_id", Text, primary_key=True),
    Column("reason", Text, primary_key=True),
    Column("score", Float, nullable=False),
    sqlite_with_rowid=False,
)

# ``kind`` is "article", "copy", "claim", "support", "deny", "comment", "conflict" or "origins"; ``subject`` the id
# of what it was, ``detail`` its row as JSON. A story that is no more keeps its past: no foreign key.
past = Table(
    "past",
    metadata,
    Column("story_id", Text, primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("subject", Text, primary_key=True),
    Column("until_at", UtcDateTime, primary_key=True),
    Column("since_at", UtcDateTime, nullable=False),
    Column("detail", Text, nullable=False),
    sqlite_with_rowid=False,
)
