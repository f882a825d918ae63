"""The records behind a figure as a file."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from django.http import HttpResponse
from django.utils.translation import gettext as _

from suzhi.domains.plans.models import Indicator
from suzhi.domains.plans.pages.console.opening import opened, type_name, unit_names
from suzhi.domains.plans.pages.console.place import Place
from suzhi.domains.plans.services import note_listing_export
from suzhi.engines.metrics.api import Record
from suzhi.kernel.formulas import defused

MOST_EXPORTED = 50_000


def listing_file(place: Place, indicator: Indicator, part: str, found: Sequence[Record]) -> HttpResponse:
    """As far as the reader may know them; who took how many rows of what is in the audit."""
    rows = [one.record for one in opened(place.actor, found)]
    note_listing_export(actor=place.actor, indicator=indicator, unit=place.unit, part=part, rows=len(rows))
    names = unit_names(place.actor, rows)
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([_("类型"), _("编号"), _("名称"), _("单位"), _("日期"), _("计"), _("是否计入")])
    for record in rows:
        words = [
            type_name(record.type) or record.type,
            record.key,
            record.label,
            names.get(record.unit_id or 0, ""),
        ]
        met = _("是") if record.met else _("否")
        writer.writerow([*(defused(str(word)) for word in words), record.day or "", record.weight, met])
    name = f"{indicator.code}-{place.unit.code}-{place.year}-{part}.csv"
    # The mark at the start makes spreadsheets read UTF-8.
    body = b"\xef\xbb\xbf" + out.getvalue().encode()
    return HttpResponse(
        body, headers={"Content-Type": "text/csv", "Content-Disposition": f'attachment; filename="{name}"'}
    )
