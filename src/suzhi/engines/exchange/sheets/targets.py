"""Where the rows of a sheet are kept, declared so that one set of SQL statements serves every sheet."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, Protocol

from django.utils.functional import Promise

if TYPE_CHECKING:
    from suzhi.engines.exchange.sheets.declare import Sheet, SheetRegistry


@dataclass(slots=True)
class Context:
    """One check, and perhaps the writing after it: the cursor, what has been staged, on whose behalf.

    state: "confirmed" where new records count at once. locked: (process, state) of records that are closed.
    actor: whose policy limits what may be written; None: nothing does.
    """

    cursor: Any
    registry: SheetRegistry
    today: date
    state: str = "confirmed"
    locked: tuple[tuple[str, str], ...] = ()
    actor_id: int | None = None
    actor: Any | None = None
    import_id: int | None = None
    present: dict[str, frozenset[str]] = field(default_factory=dict)

    def run(self, sql: str, params: Sequence[Any] | None = None) -> int:
        """Execute; returns the rows concerned."""
        self.cursor.execute(sql, params)
        return int(self.cursor.rowcount)

    def rows(self, sql: str, params: Sequence[Any] | None = None) -> list[tuple[Any, ...]]:
        """Execute and fetch."""
        self.cursor.execute(sql, params)
        return list(self.cursor.fetchall())

    def staged(self, sheet_name: str) -> bool:
        """Whether the workbook brought that sheet, and it could be read."""
        return sheet_name in self.present

    def locked_sql(self, alias: str) -> str:
        """Whether that stated row is closed to the actor."""
        pairs = ", ".join(f"('{process}', '{state}')" for process, state in self.locked)
        return f"({alias}.process, {alias}.state) IN ({pairs})" if pairs else "FALSE"

    def has(self, sheet: Sheet, column_field: str) -> bool:
        """Whether the sheet brought that column."""
        return column_field in self.present.get(sheet.name, frozenset())

    def known(self, sheet_name: str, id_sql: str, alias: str) -> str:
        """Joins that reach a record of that sheet by its id: as staged, else as it is in the database."""
        sheet = self.registry.get(sheet_name)
        assert sheet is not None and sheet.target is not None
        join = f" LEFT JOIN {sheet.target.table} {alias}_d ON {alias}_d.id = {id_sql}"
        if self.staged(sheet_name):
            join += (
                f" LEFT JOIN plan_{sheet.code} {alias}_s ON {alias}_s._id = {id_sql} AND NOT {alias}_s._bad"
            )
        return join

    def value(self, sheet_name: str, alias: str, column_field: str, db: str = "") -> str:
        """A field of a record reached by ``known``, as it will be after the import."""
        sheet = self.registry.get(sheet_name)
        stored = f"{alias}_d.{db or column_field}"
        staged = sheet is not None and self.staged(sheet_name) and self.has(sheet, column_field)
        return f"COALESCE({alias}_s.{column_field}, {stored})" if staged else stored


class RuleSql(Protocol):
    """Builds the joins and the condition of a rule for one check; the planned row is ``p``."""

    def __call__(self, context: Context) -> tuple[str, str]: ...


@dataclass(frozen=True, slots=True)
class Rule:
    """A condition over planned rows that refuses them, or only warns.

    needs: fields that must have been brought (any sheet's own); otherwise the rule is passed over.
    where: a condition on ``p``, or a function that gives joins and a condition.
    value: SQL for the value shown; nearest: SQL for what may have been meant.
    """

    column: str
    problem: str | Promise
    expected: str | Promise = ""
    where: str | RuleSql = ""
    value: str = "''"
    nearest: str = "''"
    needs: tuple[str, ...] = ()
    warning: bool = False

    def parts(self, context: Context) -> tuple[str, str]:
        """Joins and condition."""
        return self.where(context) if callable(self.where) else ("", self.where)


class Companion:
    """Side tables of a sheet: reporting lines of a unit, memberships of a person, partners of an activity.

    Every hook has a default, so that a sheet overrides only what it needs. ``t`` is the row in the database
    (all null for a new one), ``r`` the staged row, ``p`` the planned row.
    """

    def prepare(self, context: Context) -> None:
        """After staging, before planning: ``stage_<code>`` may still be completed."""

    def joins(self, context: Context) -> str:
        """Joins on ``t`` for ``selects`` and ``differs``."""
        return ""

    def selects(self, context: Context) -> str:
        """Further columns of the plan, each with a leading comma."""
        return ""

    def differs(self, context: Context) -> list[str]:
        """Conditions under which an existing record changes."""
        return []

    def settle(self, context: Context) -> None:
        """After the plan was made: what one statement cannot know, such as cycles."""

    def write(self, context: Context) -> None:
        """After the records themselves were written."""

    def finish(self, context: Context) -> None:
        """After every sheet was written: derived tables."""

    def undone(self, context: Context, relations: Mapping[str, int]) -> None:
        """After an import was undone: derived tables, where the relations concern this sheet."""

    def exports(self) -> tuple[str, dict[str, str]]:
        """Joins on ``t``, and field -> SQL, for columns that the record's own table does not keep."""
        return "", {}


@dataclass(frozen=True, slots=True)
class Target:
    """The table of a sheet.

    key, name: columns by which other sheets refer to a record, and by which a mistaken reference is guessed.
    stated: the record has a state and somebody who recorded it. processes: kind -> process of new records.
    defaults: SQL for columns no sheet brings.
    permission: what the actor must hold on the unit of a row.
    unit: the planned field that says to which unit the row belongs, for the limits of the actor's subtree;
    unit_of: the sheet through which it is found (``("活动", "activity_id", "unit_id")``).
    """

    table: str
    permission: str
    key: str = ""
    name: str = ""
    stated: bool = False
    processes: Callable[[], Mapping[str, str]] = dict
    defaults: Mapping[str, str] = field(default_factory=dict)
    derived: tuple[str, ...] = ()
    rules: tuple[Rule, ...] = ()
    companion: Companion = field(default_factory=Companion)
    unit: str = "unit_id"
    unit_of: tuple[str, str, str] | None = None
    order: str = "id"
