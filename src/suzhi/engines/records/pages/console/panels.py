"""What families hang on a unit's page: its records that are in force."""

from __future__ import annotations

from django.db.models import Model
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse

from suzhi.engines.access.api import Actor, actor_of
from suzhi.engines.org.api import Unit
from suzhi.engines.records.families import all_families
from suzhi.engines.records.family import Family, Span
from suzhi.engines.records.selectors import records
from suzhi.engines.records.showing.masks import open_people, shown
from suzhi.engines.workflow.api import panel
from suzhi.ui.api import Link

SHOWN = 8


@panel(30)
def in_force(request: HttpRequest, record: Model) -> str:
    """The records of the unit itself that have not ended, of the families that say so."""
    actor = actor_of(request)
    if not isinstance(record, Unit) or not actor.has("records.view"):
        return ""
    drawn = [
        _drawn(request, actor, family, record) for family in all_families().values() if family.table.on_unit
    ]
    return "".join(drawn)


def _drawn(request: HttpRequest, actor: Actor, family: Family, unit: Unit) -> str:
    assert isinstance(family.time, Span)
    found = records(actor, family).filter(**{"unit": unit, f"{family.time.last}__isnull": True})
    rows = list(found.order_by(*family.table.order.split())[:SHOWN])
    open_people(actor, family, rows)
    lines = [
        {
            "link": Link(
                label=shown(actor, row, family.titled), href=reverse(f"{family.code}:record", args=[row.pk])
            ),
            "kind": shown(actor, row, "kind") if family.kinds else "",
        }
        for row in rows
    ]
    context = {"title": family.title, "lines": lines}
    return render_to_string("records/panel.html", context, request) if lines else ""
