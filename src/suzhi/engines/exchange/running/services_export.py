"""Exports that people ask for: which sheets of which units, in which form; each is in the audit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from suzhi.engines.access.api import Actor, denial, service
from suzhi.engines.access.api import note as note_act
from suzhi.engines.exchange.checking.planning import target_of
from suzhi.engines.exchange.giving.exporting import export_sql, export_whole, write_export
from suzhi.engines.exchange.sheets.declare import REGISTRY, Sheet
from suzhi.kernel.errors import Refusal

FORMS = {"xlsx": _lazy("Excel（.xlsx）"), "zip": _lazy("CSV（.zip）")}
# What shows the rows that the other permission writes.
_SHOWS = {"people.manage": "people.view", "units.manage": "units.view", "records.record": "records.view"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody asked for; kept with the job. ``roots``: the reach that the file was made for."""

    sheets: tuple[str, ...]
    unit_id: int | None = None
    form: str = "xlsx"
    whole: bool = False
    reason: str = ""
    roots: tuple[int, ...] = ()

    @classmethod
    def of(cls, plain: dict[str, Any]) -> Wanted:
        """From what the job keeps."""
        known = {field.name for field in fields(cls)}
        facts: dict[str, Any] = {
            k: tuple(v) if isinstance(v, list) else v for k, v in plain.items() if k in known
        }
        return cls(**facts)

    def as_dict(self) -> dict[str, Any]:
        """What the job keeps."""
        return asdict(self)


def _sheets_for(actor: Actor) -> Iterator[Sheet]:
    for sheet in REGISTRY.all():
        writes = target_of(sheet).permission if sheet.target else ""
        if sheet.target and actor.has(_SHOWS.get(writes, writes)):
            yield sheet


def open_sheets(reader: Actor) -> list[Sheet]:
    """The sheets whose rows the person may see at all."""
    return list(_sheets_for(reader))


def check_wanted(reader: Actor, wanted: Wanted) -> list[Sheet]:
    """The sheets that are wanted; Denied when one of them, or what the file was made for, is not in reach."""
    found = [sheet for sheet in _sheets_for(reader) if sheet.name in wanted.sheets]
    if len(found) != len(set(wanted.sheets)):
        raise denial("export.run", sheets="、".join(wanted.sheets))
    if not all(reader.covers("export.run", root) for root in wanted.roots):
        raise denial("export.run", roots=str(wanted.roots))
    if wanted.whole and not reader.has("people.sealed"):
        raise denial("people.sealed")
    if not found:
        raise Refusal("exchange.no_sheet", _("没有选择工作表。"), _("请至少选一张工作表。"))
    return found


def more_than(reader: Actor, sheets: Sequence[Sheet], unit_id: int | None, limit: int) -> bool:
    """Whether the export would have more rows than that."""
    left = limit
    with connection.cursor() as cursor:
        for sheet in sheets:
            rows, params = export_sql(reader, sheet, unit_id)
            cursor.execute(f"SELECT count(*) FROM ({rows} LIMIT %s) rows", [*params, left + 1])
            left -= cursor.fetchone()[0]
            if left < 0:
                return True
    return False


def carry_out(reader: Actor, path: Path, wanted: Wanted) -> dict[str, int]:
    """Write the file, by the service that fits; returns rows per sheet."""
    sheets = check_wanted(reader, wanted)
    if wanted.whole:
        return export_whole(
            actor=reader, path=path, sheets=sheets, reason=wanted.reason, unit_id=wanted.unit_id
        )
    return export_records(actor=reader, path=path, sheets=sheets, unit_id=wanted.unit_id)


@service("exchange.export", "导出工作簿")
def export_records(
    *, actor: Actor, path: Path, sheets: Sequence[Sheet], unit_id: int | None = None
) -> dict[str, int]:
    """Records as a workbook, personal numbers masked; the act says how many rows of which sheets."""
    counts = write_export(actor=actor, path=path, sheets=sheets, unit_id=unit_id)
    note_act(unit_id=unit_id, sheets=[sheet.code for sheet in sheets], rows=sum(counts.values()))
    return counts
