"""Records back into the workbook that would bring them in."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from suzhi.engines.access.api import Actor, Embedded, allow, policy_of, scope_sql, service, stand_in
from suzhi.engines.access.api import note as note_act
from suzhi.engines.exchange.checking.planning import target_of
from suzhi.engines.exchange.checking.scoping import model_of
from suzhi.engines.exchange.giving.csv_output import write_csv_archive
from suzhi.engines.exchange.giving.output import write_rows, writing
from suzhi.engines.exchange.sheets.columns import Column, Kind
from suzhi.engines.exchange.sheets.declare import REGISTRY, Sheet
from suzhi.kernel.errors import Refusal

Report = Callable[[str, int], None]
_BATCH = 5_000
_REASON = 4
RUN = "export.run"
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
    allow(actor, RUN, unit_id)
    if path.suffix.lower() not in _ENDINGS:
        raise Refusal(
            "exchange.ending",
            _("不能导出为“%s”。") % path.name,
            _("文件名以 .xlsx 或 .zip（内为 CSV）结尾。"),
        )
    parts = [(sheet, _rows(actor, sheet, unit_id, whole_numbers)) for sheet in sheets]
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


def export_sql(actor: Actor, sheet: Sheet, unit_id: int | None = None) -> Embedded:
    """One SELECT that gives the sheet's columns in order: rows that the policy shows and lets this actor export.

    What only a partner sees is in the export of whose it is.
    With a unit, of these the rows that whoever may export there would have.
    """
    target = target_of(sheet)
    joins, given = target.companion.exports()
    fields = []
    for place, column in enumerate(sheet.columns):
        joined, expression = _field(sheet, column, place, given)
        joins += joined
        fields.append(expression)
    order = ", ".join(f"t.{name.strip()}" for name in target.order.split(","))
    reach = _reach(actor, target.table, unit_id)
    where = " AND ".join(f"t.id IN ({sql})" for sql, _params in reach) or "TRUE"
    fixed = f"SELECT {', '.join(fields)} FROM {target.table} t{joins} WHERE ".replace("%", "%%")
    return f"{fixed}{where} ORDER BY {order}", tuple(param for _sql, params in reach for param in params)


def _reach(actor: Actor, table: str, unit_id: int | None) -> list[Embedded]:
    model = model_of(table)
    permissions = (policy_of(model).view, RUN)
    found = [scope_sql(actor, one, model, shown=False) for one in permissions if not actor.everywhere(one)]
    if unit_id is not None:
        found.append(scope_sql(stand_in(RUN, unit_id), RUN, model, shown=False))
    return found


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


def _rows(actor: Actor, sheet: Sheet, unit_id: int | None, whole: bool) -> Iterator[Sequence[Any]]:
    """The records, a few thousand at a time."""
    sealed = [(place, column) for place, column in enumerate(sheet.columns) if column.personal]
    with transaction.atomic(), connection.chunked_cursor() as cursor:
        cursor.execute(*export_sql(actor, sheet, unit_id))
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
