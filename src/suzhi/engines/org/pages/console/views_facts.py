"""Yearly profiles and marks of a unit."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from suzhi.engines.access.api import actor_of, page
from suzhi.engines.org import services_facts as services
from suzhi.engines.org.models import UnitTag
from suzhi.engines.org.pages.console.forms import TagForm, UntagForm, YearForm
from suzhi.engines.org.pages.console.views_events import answer, manageable
from suzhi.engines.org.rules import blank_year
from suzhi.engines.workflow.api import Guard, ServiceForm, write
from suzhi.kernel import clock
from suzhi.kernel.asked import parse_year


@page("units.manage")
def year(request: HttpRequest, pk: int) -> HttpResponse:
    """Write a year's profile; the year before is filled in."""
    actor, unit = actor_of(request), manageable(request, pk)
    wanted = parse_year(request.POST.get("year") or request.GET.get("year")) or clock.today().year
    row = unit.years.filter(year=wanted).first() or blank_year(unit, wanted)
    initial = {name: getattr(row, name) for name in YearForm.base_fields}
    guard = Guard(row, _names(YearForm), [(_lazy("这一年已另有登记"), lambda row: str(row.pk))])
    form = YearForm(
        request.POST or None, actor=actor, initial=initial, guard=guard if row.pk is not None else None
    )
    return answer(
        request,
        unit,
        form,
        _("“%s”年度情况") % unit.name,
        _("保存"),
        lambda: services.record_unit_year(actor=actor, unit=unit, **form.cleaned_data),
    )


@page("units.manage")
def tag(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a mark on the unit."""
    actor, unit = actor_of(request), manageable(request, pk)
    form = TagForm(request.POST or None, actor=actor)
    return answer(
        request,
        unit,
        form,
        _("给“%s”加标签") % unit.name,
        _("加标签"),
        lambda: services.tag_unit(actor=actor, unit=unit, **form.cleaned_data),
    )


@page("units.manage")
def untag(request: HttpRequest, pk: int, mark: int) -> HttpResponse:
    """End a mark."""
    actor, unit = actor_of(request), manageable(request, pk)
    row = get_object_or_404(UnitTag, pk=mark, unit=unit)
    form = UntagForm(
        request.POST or None,
        actor=actor,
        initial={"on": clock.today()},
        guard=Guard(row, {"valid_to": (_lazy("止日"), write)}),
    )
    return answer(
        request,
        unit,
        form,
        _("结束标签“%s”") % row.tag,
        _("结束标签"),
        lambda: services.untag_unit(actor=actor, mark=row, **form.cleaned_data),
    )


def _names(form: type[ServiceForm]) -> dict[str, tuple[Any, Any]]:
    """The fields of a form by the words that stand over them."""
    return {name: (field.label, write) for name, field in form.base_fields.items()}
