"""A list as a file: exactly what is shown, text as text, never a formula made from data."""

from __future__ import annotations

import csv
import io
import re
import tempfile
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import IO, Any

from django.http import FileResponse, HttpResponse
from django.utils.translation import gettext as _

from suzhi.engines.access.api import Actor, allow, note, service
from suzhi.engines.search.listing import Listed, export_rows
from suzhi.kernel.clock import today
from suzhi.kernel.errors import Refusal
from suzhi.kernel.formulas import defused

MOST_ROWS = 100_000


def export(actor: Actor, result: Listed, form: str) -> HttpResponse | FileResponse:
    """The list as .xlsx or .csv; who exported how many rows of what is in the audit."""
    if form not in ("xlsx", "csv"):
        raise Refusal("search.export_form", _("不能导出为“%s”。") % form, _("可选 xlsx 或 csv。"))
    heads = [str(column.label) for column in result.listing.columns]
    rows = list(export_rows(result, MOST_ROWS))
    note_export(actor=actor, listing=result.listing.name, rows=len(rows), asked=result.asked)
    name = f"{result.listing.title}-{today():%Y%m%d}.{form}"
    body = _as_csv(heads, rows) if form == "csv" else _as_xlsx(heads, rows, str(result.listing.title))
    return FileResponse(body, as_attachment=True, filename=name)


@service("search.export", "导出列表")
def note_export(*, actor: Actor, listing: str, rows: int, asked: dict[str, str]) -> None:
    """The act of exporting: refused without the right, remembered with it."""
    allow(actor, "export.run")
    note(listing=listing, rows=rows, filters=asked)


def _as_csv(heads: list[str], rows: Iterable[list[Any]]) -> IO[bytes]:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([defused(head) for head in heads])
    for row in rows:
        writer.writerow(["" if one is None else _plain(one) for one in row])
    # The mark at the start makes Excel read UTF-8.
    return io.BytesIO(b"\xef\xbb\xbf" + out.getvalue().encode("utf-8"))


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, int | Decimal) else defused(str(value))


def _as_xlsx(heads: list[str], rows: Iterable[list[Any]], title: str) -> IO[bytes]:
    import xlsxwriter

    out = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    book = xlsxwriter.Workbook(
        out, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    text, day = book.add_format({"num_format": "@"}), book.add_format({"num_format": "yyyy-mm-dd"})
    sheet = book.add_worksheet(re.sub(r"[\[\]:*?/\\]", "", title)[:31])
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, len(heads), 18)
    for at, head in enumerate(heads):
        sheet.write_string(0, at, defused(head), text)
    for number, row in enumerate(rows, start=1):
        for at, value in enumerate(row):
            if value is None or value == "":
                continue
            if isinstance(value, date):
                sheet.write_datetime(number, at, value, day)
            elif isinstance(value, int | Decimal) and not isinstance(value, bool):
                sheet.write_number(number, at, value)
            else:
                sheet.write_string(number, at, _plain(value), text)
    book.close()
    out.seek(0)
    return out
