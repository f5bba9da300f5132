"""Stories with their articles, copies, claims, conflicts; what they are made from; which articles wait for a story.

All articles of an older store wait: the next command that writes puts them into stories.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    _compared()
    _stories()
    _members()
    _claims()
    _conflicts()
    op.execute("INSERT INTO waiting (article_id, renames, compares, tells) SELECT id, false, true, false FROM articles")


def _compared() -> None:
    flags = [sa.Column(name, sa.Boolean, nullable=False) for name in ("renames", "compares", "tells")]
    _table("waiting", [_text("article_id"), *flags], ["article_id"])
    op.create_table(
        "profiles",
        _text("article_id"),
        _text("language"),
        sa.Column("outlet", sa.Text),
        sa.Column("day", sa.Float),
        sa.Column("terms", sa.LargeBinary, nullable=False),
        sa.Column("names", sa.LargeBinary, nullable=False),
        *_made_by(),
        sa.PrimaryKeyConstraint("article_id", name="pk_profiles"),
        _part_of("profiles", "article_id"),
    )
    op.create_index("ix_profiles_language", "profiles", ["language"])
    key: list[sa.Column[Any]] = [_text("language"), _text("sort"), sa.Column("key", sa.BigInteger, nullable=False)]
    key += [sa.Column("day", sa.Float, nullable=False), _text("article_id")]
    _table("story_keys", key, [column.name for column in key], parts={})
    likely = [_text("article_id"), _text("other_id"), _count("likelihood")]
    _table("neighbours", likely, ["article_id", "other_id"])


def _stories() -> None:
    counts = ("article_count", "outlet_count", "statement_count", "claim_count", "denied_count", "conflict_count")
    op.create_table(
        "stories",
        *map(_text, ("id", "title", "lead", "languages")),
        *map(_count, counts),
        sa.Column("main_claim_id", sa.Text),
        sa.Column("main_claim", sa.Text),
        *map(_count, ("origin_min_count", "origin_max_count")),
        sa.Column("first_published", sa.Text),
        sa.Column("last_published", sa.Text),
        *map(_time, ("last_at", "since_at", "changed_at")),
        *_made_by(),
        sa.PrimaryKeyConstraint("id", name="pk_stories"),
    )
    op.create_index("ix_stories_last_at", "stories", ["last_at", "id"])
    several = sa.text("article_count > 1")
    op.create_index("ix_stories_several", "stories", ["last_at", "id"], sqlite_where=several, postgresql_where=several)


def _members() -> None:
    columns = [_text("article_id"), _text("story_id"), _count("position"), _text("founding_id"), _time("since_at")]
    _table("story_articles", columns, ["article_id"], {"article_id": "articles", "story_id": "stories"})
    op.create_index("ix_story_articles_story_id", "story_articles", ["story_id"])
    op.create_index("ix_story_articles_founding_id", "story_articles", ["founding_id"])
    columns = [_text("copy_id"), _text("original_id"), _text("story_id"), sa.Column("score", sa.Float, nullable=False)]
    columns += [_text("reason"), _text("passages"), _time("since_at")]
    _table("copies", columns, ["copy_id", "original_id"], {"story_id": "stories"})
    op.create_index("ix_copies_story_id", "copies", ["story_id"])


def _claims() -> None:
    columns = [_text("id"), _text("story_id"), _count("position"), _text("text")]
    columns += map(_count, ("article_count", "outlet_count", "origin_min_count", "origin_max_count"))
    columns += [_text("reasons"), _time("since_at"), _time("origins_since_at")]
    _table("claims", columns, ["id"], {"story_id": "stories"})
    op.create_index("ix_claims_story_id", "claims", ["story_id"])
    key = ["claim_id", "relation", "statement_id"]
    _table("claim_statements", [*map(_text, key), _time("since_at")], key, {"claim_id": "claims"})
    op.create_index("ix_claim_statements_statement_id", "claim_statements", ["statement_id"])


def _conflicts() -> None:
    key = ["story_id", "left_id", "right_id", "about"]
    columns = [*map(_text, (*key, "left_value", "right_value", "reason")), _time("since_at")]
    _table("conflicts", columns, key, {"story_id": "stories"})
    key = ["story_id", "left_id", "right_id", "reason"]
    _table("groupings", [*map(_text, key), sa.Column("score", sa.Float, nullable=False)], key, {"story_id": "stories"})
    key = ["story_id", "kind", "subject"]
    columns = [*map(_text, key), _time("until_at"), _time("since_at"), _text("detail")]
    _table("past", columns, [*key, "until_at"], parts={})


def _table(name: str, columns: list[Any], key: list[str], parts: dict[str, str] | None = None) -> None:
    """Makes a table without row ids; ``parts`` are its references, by default that of ``article_id``."""
    references = {"article_id": "articles"} if parts is None else parts
    op.create_table(
        name,
        *columns,
        sa.PrimaryKeyConstraint(*key, name=f"pk_{name}"),
        *(_part_of(name, column, whole) for column, whole in references.items()),
        sqlite_with_rowid=False,
    )


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False)


def _count(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, nullable=False)


def _time(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=False)


def _made_by() -> list[sa.Column[Any]]:
    return [_text("pipeline_version"), sa.Column("pack_version", sa.Text)]


def _part_of(table: str, column: str, whole: str = "articles") -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{whole}.id"], name=f"fk_{table}_{column}", ondelete="CASCADE")
