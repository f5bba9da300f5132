"""Run by Alembic around a migration; ``store.open`` hands over the connection, in its transaction."""

from __future__ import annotations

from alembic import context

from musnad.store import schema_incoming, schema_links
from musnad.store.schema import REVISION_TABLE

_TABLES = (schema_links.nodes, schema_incoming.raw)  # importing them has put their rooms into the one metadata

if hasattr(context, "config"):  # it is not where the file is merely imported, as by a collector of tests
    context.configure(
        connection=context.config.attributes["connection"],
        target_metadata=_TABLES[0].metadata,
        version_table=REVISION_TABLE,
    )
    with context.begin_transaction():
        context.run_migrations()
