"""Runs the migration steps inside the transaction the caller has opened."""

from __future__ import annotations

from alembic import context

from crmdesk.core.store.tables import SEARCH_TABLE, metadata

connection = context.config.attributes["connection"]


def _is_ours(name: str | None, type_: str, _parents: object) -> bool:
    """Leave the tables of the text index out of the comparison with the models."""
    return not (type_ == "table" and (name or "").startswith(SEARCH_TABLE))


context.configure(
    connection=connection,
    target_metadata=metadata,
    render_as_batch=True,
    include_name=_is_ours,
    # The caller's transaction spans all steps: they are kept together, or not at all.
    transactional_ddl=False,
)
context.run_migrations()
