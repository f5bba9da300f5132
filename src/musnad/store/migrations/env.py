"""Run by Alembic around a migration; ``store.open`` hands over the connection, in its transaction."""

from __future__ import annotations

from alembic import context

from musnad.store import (  # noqa: F401 they declare their tables
    schema_incoming,
    schema_links,
    schema_search,
    schema_stories,
)
from musnad.store.schema import REVISION_TABLE, metadata

if hasattr(context, "config"):  # it is not where the file is merely imported, as by a collector of tests
    context.configure(
        connection=context.config.attributes["connection"],
        target_metadata=metadata,
        version_table=REVISION_TABLE,
    )
    with context.begin_transaction():
        context.run_migrations()
