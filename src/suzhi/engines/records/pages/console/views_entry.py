"""Entering, correcting and ending a record of a family."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from suzhi.engines.access.api import Actor, actor_of, fetch, page, refusal_for
from suzhi.engines.kinds.api import Kind, all_kinds, of_family
from suzhi.engines.org.api import only_unit
from suzhi.engines.records import services
from suzhi.engines.records.entering.forms import CloseForm, FamilyForm, initial_of
from suzhi.engines.records.family import Family, Span
from suzhi.engines.records.selectors import records
from suzhi.engines.records.showing.masks import shown
from suzhi.engines.records.showing.words import names_of
from suzhi.engines.search.api import Action
from suzhi.engines.workflow.api import Guard


def _kind_asked(request: HttpRequest, family: Family, otherwise: str = "") -> Kind | None:
    code = request.POST.get("kind") or request.GET.get("kind") or otherwise
    kinds = of_family(family.kinds) if family.kinds else []
    return next((kind for kind in kinds if kind.code == code), None)


@page("records.record")
def enter(request: HttpRequest, family: Family) -> HttpResponse:
    """A new record; saved as a draft, or confirmed at once by who may."""
    actor, kind = actor_of(request), _kind_asked(request, family)
    given: dict[str, Any] = {"actor": actor, "family": family, "kind": kind}
    if request.method != "POST":
        return _form_page(request, FamilyForm(initial=_first(request, actor, family, kind), **given))
    if "again" in request.GET:
        return _form_page(request, FamilyForm(initial=request.POST.dict(), **given))
    form = FamilyForm(request.POST, **given)
    if form.is_valid():
        row = form.carry_out(lambda: _record(request, actor, form))
        if row is not None:
            return redirect(f"{family.code}:record", pk=row.pk)
    return _form_page(request, form)


def _first(request: HttpRequest, actor: Actor, family: Family, kind: Kind | None) -> dict[str, Any]:
    """What a new form starts with: what the address names, and the only unit there is."""
    initial: dict[str, Any] = {name: request.GET[name] for name in family.facts if name in request.GET}
    if family.has_unit:
        initial["unit"] = only_unit(actor, "records.record", request.GET.get("unit", ""))
    return initial | ({"kind": kind.code} if kind else {})


def _record(request: HttpRequest, actor: Actor, form: FamilyForm) -> Any:
    row = services.record(
        actor=actor,
        family=form.family,
        confirm=request.POST.get("do") == "confirm",
        acknowledged=form.acknowledged,
        **form.taken(),
    )
    given = {"name": shown(actor, row, form.family.titled), "key": getattr(row, "key", row.pk)}
    messages.success(request, _("已登记“%(name)s”，编号 %(key)s。") % given)
    return row


@page("records.record")
def edit(request: HttpRequest, family: Family, pk: int) -> HttpResponse:
    """Correct a record; what it was stays in its history."""
    actor = actor_of(request)
    row = fetch(actor, "records.record", records(actor, family), pk=pk)
    stored = getattr(row, "kind", "")
    kind = _kind_asked(request, family, stored)
    guard = Guard(row, names_of(family, actor, row))
    given: dict[str, Any] = {"actor": actor, "family": family, "kind": kind, "row": row, "guard": guard}
    if request.method != "POST":
        first = initial_of(family, row, all_kinds().get(stored, kind) if kind else None)
        return _form_page(request, FamilyForm(initial=first, **given))
    if "again" in request.GET:
        return _form_page(request, FamilyForm(initial=request.POST.dict(), **given))
    form = FamilyForm(request.POST, **given)
    if form.is_valid():
        changed = form.carry_out(
            lambda: services.change(
                actor=actor, family=family, row=row, acknowledged=form.acknowledged, **form.taken()
            )
        )
        if changed is not None:
            messages.success(request, _("已更正，原来的内容在沿革里。"))
            return redirect(f"{family.code}:record", pk=pk)
    return _form_page(request, form)


@page("records.confirm")
def close(request: HttpRequest, family: Family, pk: int) -> HttpResponse:
    """The last day in force."""
    actor = actor_of(request)
    row = fetch(actor, "records.confirm", records(actor, family), pk=pk)
    guard = Guard(row, names_of(family, actor, row))
    form = CloseForm(request.POST or None, actor=actor, family=family, guard=guard)
    if request.method == "POST" and form.is_valid():
        done = form.carry_out(
            lambda: services.close(actor=actor, family=family, row=row, on=form.cleaned_data["on"])
        )
        if done is not None:
            messages.success(request, _("已办理。"))
            return redirect(f"{family.code}:record", pk=pk)
    assert isinstance(family.time, Span)
    context = {
        "form": form,
        "title": f"{family.time.end}“{shown(actor, row, family.titled)}”",
        "submits": [Action(family.acts["close"], kind="primary", value="save")],
        "cancel_href": reverse(f"{family.code}:record", args=[pk]),
    }
    return render(request, "workflow/form_page.html", context)


def _form_page(request: HttpRequest, form: FamilyForm) -> HttpResponse:
    family, row, actor = form.family, form.row, form.actor
    if row:
        title = _("更正“%s”") % shown(actor, row, family.titled)
        cancel = reverse(f"{family.code}:record", args=[row.pk])
        submits = [Action(_("保存更正"), kind="primary", value="save")]
    else:
        title, cancel = _("登记%(name)s") % {"name": family.name}, reverse(f"{family.code}:list")
        refusal = refusal_for(actor, "records.confirm")
        submits = [
            Action(
                _("确认登记"), kind="primary", value="confirm", refused=refusal.message if refusal else ""
            ),
            Action(_("存为草稿"), value="draft"),
        ]
    context = {
        "form": form,
        "form_id": form.form_id,
        "title": title,
        "submits": submits,
        "cancel_href": cancel,
    }
    return render(request, "workflow/form_page.html", context)
