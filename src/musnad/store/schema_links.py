"""The tables that linking fills: mentions, the locals of articles, nodes with their traits, judgements, entities.

``locals.shared`` is what the local adds to its node, as JSON: it is taken off again when the article is read anew.
``traits`` count in how many locals a node shows each value of a kind: ``spelling`` (as written, by language), ``form``
(folded, to be looked up), ``role`` (as written), ``office`` (``president/US``), and ``key``, ``clue`` and
``tail`` (see ``musnad.linking.keys``). A node without an article stays only where a person's decision names it.

``judgements`` hold what the program finds of two nodes, by their ``name`` or, for a surname alone (``left_id``), by
other ``evidence``, and what a ``person`` decides: ``basis`` says which. The rows of one decision share a
``decision_id``, and keep the names of both sides as they were shown. ``entities`` holds only those that a user's
index knows.
"""

from __future__ import annotations

from sqlalchemy import Boolean, CheckConstraint, Column, Float, Index, Integer, Table, Text

from musnad.store.schema import UtcDateTime, metadata, part_of

mentions = Table(
    "mentions",
    metadata,
    Column("article_id", Text, part_of("articles.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("start_offset", Integer, nullable=False),
    Column("end_offset", Integer, nullable=False),
    Column("type", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("role_start", Integer),
    Column("role_end", Integer),
    Column("value", Text),
    Column("grain", Text),
    Column("against", Text),
    Column("reason", Text),
    Column("local_number", Integer),
    CheckConstraint("0 <= start_offset AND start_offset < end_offset", name="not_empty"),
    sqlite_with_rowid=False,
)

locals_ = Table(
    "locals",
    metadata,
    Column("article_id", Text, part_of("articles.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("node_id", Text, nullable=False, index=True),
    Column("shared", Text, nullable=False),
    sqlite_with_rowid=False,
)

nodes = Table(
    "nodes",
    metadata,
    Column("id", Text, primary_key=True),
    Column("type", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("calling", Text, nullable=False),
    Column("generation", Text, nullable=False),
    Column("alone", Boolean, nullable=False),
    Column("article_count", Integer, nullable=False),
    Column("first_at", Text, nullable=False),
    Column("entity_id", Text, nullable=False, index=True),
    sqlite_with_rowid=False,
)

traits = Table(
    "traits",
    metadata,
    Column("node_id", Text, part_of("nodes.id"), primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("value", Text, primary_key=True),
    Column("language", Text, primary_key=True),
    Column("count", Integer, nullable=False),
    sqlite_with_rowid=False,
)
Index(None, traits.c.value, traits.c.kind)

judgements = Table(
    "judgements",
    metadata,
    Column("id", Text, primary_key=True),
    Column("decision_id", Text, index=True),
    Column("basis", Text, nullable=False),
    Column("left_id", Text, nullable=False),
    Column("right_id", Text, nullable=False),
    Column("left_name", Text, nullable=False),
    Column("right_name", Text, nullable=False),
    Column("relation", Text, nullable=False),
    Column("score", Float, nullable=False),
    Column("reason", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("decided_at", UtcDateTime, nullable=False),
    Column("withdrawn_at", UtcDateTime),
    sqlite_with_rowid=False,
)
Index(None, judgements.c.left_id, judgements.c.basis)
Index(None, judgements.c.right_id, judgements.c.basis)

entities = Table(
    "entities",
    metadata,
    Column("id", Text, primary_key=True),
    Column("wikidata_id", Text, nullable=False),
    Column("reason", Text, nullable=False),
    sqlite_with_rowid=False,
)

listed_people = Table(
    "listed_people",
    metadata,
    Column("wikidata_id", Text, primary_key=True),
    Column("name", Text, primary_key=True),
    sqlite_with_rowid=False,
)

listed_keys = Table(
    "listed_keys",
    metadata,
    Column("key", Text, primary_key=True),
    Column("wikidata_id", Text, primary_key=True),
    Column("name", Text, primary_key=True),
    sqlite_with_rowid=False,
)
