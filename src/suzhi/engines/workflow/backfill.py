"""For migrations: the column of ranks, filled from the states that rows and their histories already have."""

from __future__ import annotations

from django.db.migrations.operations import AddField, RunSQL, SeparateDatabaseAndState

# Until there was the column there was one process. A generated column is filled without a trigger, so that neither
# history nor feed are told of changes that nobody made; then it becomes a plain one.
_ADD = """
ALTER TABLE "{table}" ADD COLUMN rank smallint GENERATED ALWAYS AS (
    CASE state WHEN 'confirmed' THEN 1 WHEN 'reviewed' THEN 2 WHEN 'verified' THEN 3 ELSE 0 END) STORED;
ALTER TABLE "{table}" ALTER COLUMN rank DROP EXPRESSION;
ALTER TABLE "{table}" ALTER COLUMN rank SET DEFAULT 0;
ALTER TABLE "{table}" ALTER COLUMN rank SET NOT NULL;
"""


def filled(field: AddField, table: str) -> SeparateDatabaseAndState:
    """In the place of an ``AddField`` of the rank."""
    sql = RunSQL(_ADD.format(table=table), f'ALTER TABLE "{table}" DROP COLUMN rank')
    return SeparateDatabaseAndState([sql], [field])
