"""What articles of two languages are compared by is new: profiles are made anew, and all articles wait for their story.

No table changes. Stories, claims and ids stand as they are until the next command that writes.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    connection = op.get_bind()
    for table in ("story_keys", "profiles"):
        connection.execute(sa.text(f"DELETE FROM {table}"))
    connection.execute(sa.text("UPDATE waiting SET compares = true"))
    connection.execute(
        sa.text(
            "INSERT INTO waiting (article_id, renames, compares, tells) "
            "SELECT id, false, true, false FROM articles WHERE id NOT IN (SELECT article_id FROM waiting)"
        )
    )
