"""Creating, correcting, moving, merging, splitting and closing units."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from suzhi.engines.access.api import actor_of, fetch, page
from suzhi.engines.org import services
from suzhi.engines.org.models import Unit
from suzhi.engines.org.pages.console import unit as shown
from suzhi.engines.org.pages.console.forms import CloseForm, MergeForm, MoveForm, SplitForm, UnitForm
from suzhi.engines.search.api import Action
from suzhi.engines.workflow.api import ServiceForm


@page("units.manage")
def create(request: HttpRequest, pk: int) -> HttpResponse:
    """A new unit under this one."""
    actor, parent = actor_of(request), manageable(request, pk)
    form = UnitForm(request.POST or None, actor=actor, initial={"area_code": parent.area_code})
    return answer(
        request,
        parent,
        form,
        _("新建“%s”的下级") % parent.name,
        _("新建单位"),
        lambda: services.create_unit(actor=actor, parent=parent, **form.cleaned_data),
    )


@page("units.manage")
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct what is known of the unit."""
    actor, unit = actor_of(request), manageable(request, pk)
    fields = ("name", "type", "area_code", "uscc", "founded_on")
    initial = {field: getattr(unit, field) for field in fields}
    form = UnitForm(request.POST or None, actor=actor, unit=unit, initial=initial, guard=shown.watched(unit))
    return answer(
        request,
        unit,
        form,
        _("更正“%s”") % unit.name,
        _("保存更正"),
        lambda: services.change_unit(actor=actor, unit=unit, **form.cleaned_data),
    )


@page("units.manage")
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """To another parent from a day."""
    actor, unit = actor_of(request), manageable(request, pk)
    form = MoveForm(request.POST or None, actor=actor, guard=shown.watched(unit))
    return answer(
        request,
        unit,
        form,
        _("调整“%s”的上级") % unit.name,
        _("调整上级"),
        lambda: services.move_unit(actor=actor, unit=unit, **form.cleaned_data),
    )


@page("units.manage")
def merge(request: HttpRequest, pk: int) -> HttpResponse:
    """Into another unit from a day."""
    actor, unit = actor_of(request), manageable(request, pk)
    form = MergeForm(request.POST or None, actor=actor, guard=shown.watched(unit))
    return answer(
        request,
        unit,
        form,
        _("把“%s”并入其他单位") % unit.name,
        _("办理合并"),
        lambda: services.merge_units(actor=actor, unit=unit, **form.cleaned_data),
    )


@page("units.manage")
def split(request: HttpRequest, pk: int) -> HttpResponse:
    """A new unit out of this one."""
    actor, unit = actor_of(request), manageable(request, pk)
    form = SplitForm(
        request.POST or None,
        actor=actor,
        unit=unit,
        initial={"type": unit.type},
        guard=shown.watched(unit),
    )
    return answer(
        request,
        unit,
        form,
        _("由“%s”分设") % unit.name,
        _("办理分设"),
        lambda: services.split_unit(actor=actor, unit=unit, **form.cleaned_data),
    )


@page("units.manage")
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """The end of a unit."""
    actor, unit = actor_of(request), manageable(request, pk)
    form = CloseForm(request.POST or None, actor=actor, guard=shown.watched(unit))
    return answer(
        request,
        unit,
        form,
        _("撤销“%s”") % unit.name,
        _("办理撤销"),
        lambda: services.close_unit(actor=actor, unit=unit, **form.cleaned_data),
    )


def manageable(request: HttpRequest, pk: int) -> Unit:
    """The unit, if the actor manages it."""
    unit: Unit = fetch(actor_of(request), "units.manage", Unit.objects.all(), pk=pk)
    return unit


def answer(
    request: HttpRequest, unit: Unit, form: ServiceForm, title: str, label: str, act: Callable[[], Any]
) -> HttpResponse:
    """Show the form, or do what it says and open what came of it."""
    if request.method == "POST" and form.is_valid():
        result = form.carry_out(act)
        if result is not None:
            messages.success(request, _("已办理。"))
            return redirect("org:unit", pk=result.pk if isinstance(result, Unit) else unit.pk)
    context = {
        "form": form,
        "title": title,
        "submits": [Action(label, kind="primary", value="save")],
        "cancel_href": reverse("org:unit", args=[unit.pk]),
    }
    return render(request, "workflow/form_page.html", context)
