"""The same sheets as CSV in a zip archive, for what reads no .xlsx."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from suzhi.engines.exchange.giving.output import Out, begun, choice_names, public_value
from suzhi.engines.exchange.sheets.columns import Column
from suzhi.engines.exchange.sheets.declare import Sheet
from suzhi.kernel.formulas import defused


def write_csv_archive(path: Path, parts: Iterable[tuple[Sheet, Iterable[Sequence[Any]]]]) -> dict[str, int]:
    """One UTF-8 file per sheet, with the mark by which spreadsheets know UTF-8; returns rows per sheet."""
    counts = {}
    part = begun(path)
    try:
        with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as archive:
            for sheet, rows in parts:
                with archive.open(f"{sheet.name}.csv", "w", force_zip64=True) as raw:
                    text = io.TextIOWrapper(raw, encoding="utf-8-sig", newline="")
                    counts[sheet.name] = _write(text, sheet.columns, rows)
                    text.flush()
                    text.detach()
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    return counts


def _write(text: io.TextIOWrapper, columns: Sequence[Column], rows: Iterable[Sequence[Any]]) -> int:
    out = csv.writer(text)
    out.writerow([column.name for column in columns])
    names = [choice_names(column) for column in columns]
    count = 0
    for values in rows:
        count += 1
        triples = zip(columns, values, names, strict=True)
        out.writerow([_cell(public_value(column, value, named)) for column, value, named in triples])
    return count


def _cell(value: Out) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return defused(value)
    return value.isoformat() if isinstance(value, date) else str(value)
