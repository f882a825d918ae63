"""What can be measured: the declaration a package makes so that figures can count its records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Base:
    """A stored table as far as figures need it.

    name: table in PostgreSQL. columns: output column -> (type, SQL over the table).
    key: the column by which the change feed names its rows; empty: always read whole.
    Types: int, text, bool, date.
    """

    name: str
    columns: Mapping[str, tuple[str, str]]
    key: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """A flat, typed view of records, the same in every engine.

    name       as definitions call it
    record     what one row is: activity, participation, venue, post, unit, ...
    sql        a SELECT over base tables in the SQL that PostgreSQL and DuckDB share
    columns    name -> type (int, text, bool, date); ``id`` and ``unit_id`` always
    span       (first day, last day) columns of a row that holds for a time; empty for an event
    day        the day column of an event
    fields     columns that a definition may filter on, with their meaning in Chinese
    person     the person column, when rows are about people
    weight     the column that says how many visits a row stands for
    refresh    base table -> column of this source by which a changed key finds its rows; others rebuild it
    keys       SQL giving (id, key, label) for a list of ids: ``... = ANY(%s)``; a fourth column, where there is one,
               is the moment at which the record was entered
    parent     the column that names the record under which a row stands, and opens: a participation under its activity
    parent_record   what that record is
    near       SQL giving the ids of all rows that can stand at one of a list of units (``... = ANY(%s)``) on any day,
               where the source's own SQL cannot be entered from the unit; only a page of a small unit asks for it
    """

    name: str
    record: str
    sql: str
    columns: Mapping[str, str]
    fields: Mapping[str, str]
    bases: tuple[Base, ...]
    keys: str
    day: str = ""
    span: tuple[str, str] | None = None
    year: str = ""
    person: str = ""
    weight: str = ""
    refresh: Mapping[str, str] = field(default_factory=dict)
    near: str = ""
    parent: str = ""
    parent_record: str = ""

    @property
    def by(self) -> str:
        """The column by which the record that a row opens is known."""
        return self.parent or "id"

    @property
    def opens(self) -> str:
        """What the record is that a row opens."""
        return self.parent_record or self.record
