"""Records back into the workbook that would bring them in."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from suzhi.engines.access.api import Actor, allow, service
from suzhi.engines.access.api import note as note_act
from suzhi.engines.exchange.checking.planning import target_of
from suzhi.engines.exchange.giving.csv_output import write_csv_archive
from suzhi.engines.exchange.giving.output import write_rows, writing
from suzhi.engines.exchange.sheets.columns import Column, Kind
from suzhi.engines.exchange.sheets.declare import REGISTRY, Sheet
from suzhi.kernel.clock import today
from suzhi.kernel.errors import Refusal

Report = Callable[[str, int], None]
_BATCH = 5_000
_REASON = 4
_ENDINGS = (".xlsx", ".zip")


def write_export(
    *, actor: Actor, path: Path, sheets: Sequence[Sheet], unit_id: int | None = None
) -> dict[str, int]:
    """Write the records of the sheets that lie in the actor's reach (and below the unit, if one is given).

    Personal numbers are masked. Returns rows per sheet.
    """
    return _write(actor, path, sheets, unit_id, whole_numbers=False)


@service("exchange.export_whole", "导出完整的手机号和身份证号")
def export_whole(
    *, actor: Actor, path: Path, sheets: Sequence[Sheet], reason: str, unit_id: int | None = None
) -> dict[str, int]:
    """The same with personal numbers whole: a right of its own, with a reason, in the audit."""
    allow(actor, "people.sealed", unit_id)
    if len(reason.strip()) < _REASON:
        raise Refusal("exchange.reason", _("导出完整号码须写明理由。"), _("请用一句话写明用途。"))
    counts = _write(actor, path, sheets, unit_id, whole_numbers=True)
    note_act(reason=reason.strip()[:300], rows=sum(counts.values()))
    return counts


def _write(
    actor: Actor, path: Path, sheets: Sequence[Sheet], unit_id: int | None, whole_numbers: bool
) -> dict[str, int]:
    allow(actor, "export.run", unit_id)
    if path.suffix.lower() not in _ENDINGS:
        raise Refusal(
            "exchange.ending",
            _("不能导出为“%s”。") % path.name,
            _("文件名以 .xlsx 或 .zip（内为 CSV）结尾。"),
        )
    units = _units(actor, unit_id)
    parts = [(sheet, _rows(sheet, units, whole_numbers)) for sheet in sheets]
    if path.suffix.lower() == ".zip":
        return write_csv_archive(path, parts)
    counts = {}
    try:
        with writing(path) as book:
            for sheet, rows in parts:
                out = book.sheet(sheet.name, sheet.columns)
                counts[sheet.name] = write_rows(book, out, sheet.columns, rows)
    except OverflowError as error:
        raise Refusal(
            "exchange.too_long",
            _("“%s”超过一张工作表能放的行数。") % error,
            _("请按单位分别导出，或导出为 .zip。"),
        ) from error
    return counts


def export_rows_sql(actor: Actor, sheet: Sheet, unit_id: int | None = None) -> str:
    """The SELECT behind one sheet of such an export, for counting beforehand."""
    return export_sql(sheet, _units(actor, unit_id))


def _units(actor: Actor, unit_id: int | None) -> str | None:
    """Ids of the units whose records are wanted, as SQL; None for all."""
    if unit_id is None and actor.everywhere("export.run"):
        return None
    roots = {unit_id} if unit_id is not None else actor.roots("export.run")
    listed = ", ".join(str(int(root)) for root in roots) or "NULL"
    day = today().isoformat()
    return (
        f"SELECT unit_id FROM org_closure WHERE ancestor_id IN ({listed})"
        f" AND DATE '{day}' BETWEEN valid_from AND valid_to"
    )


def export_sql(sheet: Sheet, units: str | None = None) -> str:
    """One SELECT that gives the sheet's columns in order."""
    target = target_of(sheet)
    joins, given = target.companion.exports()
    fields = []
    for place, column in enumerate(sheet.columns):
        joined, expression = _field(sheet, column, place, given)
        joins += joined
        fields.append(expression)
    where = ""
    if units is not None:
        where = f" WHERE {_within(sheet, units)}"
    order = ", ".join(f"t.{name.strip()}" for name in target.order.split(","))
    return f"SELECT {', '.join(fields)} FROM {target.table} t{joins}{where} ORDER BY {order}"


def _field(sheet: Sheet, column: Column, place: int, given: dict[str, str]) -> tuple[str, str]:
    """A join, where the column refers to another sheet, and the SQL of its value."""
    if column.field in given:
        return "", given[column.field]
    if column.personal:
        return "", f"t.{column.sealed}"
    if column.references and column.kind is not Kind.REFERENCES:
        other = REGISTRY.get(column.references)
        assert other is not None
        target = target_of(other)
        alias = f"e{place}"
        return f" LEFT JOIN {target.table} {alias} ON {alias}.id = t.{column.stored}", f"{alias}.{target.key}"
    return "", f"t.{column.stored}"


def _within(sheet: Sheet, units: str) -> str:
    """The rows that belong to the units."""
    target = target_of(sheet)
    if target.unit == "_id":
        return f"t.id IN ({units})"
    if target.unit_of:
        name, field, through = target.unit_of
        other = REGISTRY.get(name)
        assert other is not None
        return f"t.{field} IN (SELECT o.id FROM {target_of(other).table} o WHERE o.{through} IN ({units}))"
    if target.companion.tells_unit:
        return f"m.unit_id IN ({units})"
    return f"t.unit_id IN ({units})"


def _rows(sheet: Sheet, units: str | None, whole: bool) -> Iterator[Sequence[Any]]:
    """The records, a few thousand at a time."""
    sealed = [(place, column) for place, column in enumerate(sheet.columns) if column.personal]
    with transaction.atomic(), connection.chunked_cursor() as cursor:
        cursor.execute(export_sql(sheet, units))
        while batch := cursor.fetchmany(_BATCH):
            for row in batch:
                yield _opened(row, sealed, whole) if sealed else row


def _opened(row: Sequence[Any], sealed: list[tuple[int, Column]], whole: bool) -> list[Any]:
    """Personal numbers as the reader may see them."""
    values = list(row)
    for place, column in sealed:
        assert column.personal is not None
        number = column.personal.unseal(values[place]) if values[place] else ""
        values[place] = number if whole else column.personal.mask(number)
    return values
