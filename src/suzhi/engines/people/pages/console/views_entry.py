"""Entering, correcting, transferring and releasing people."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from suzhi.engines.access.api import actor_of, fetch, page
from suzhi.engines.org.api import only_unit
from suzhi.engines.people import services
from suzhi.engines.people.models import Person
from suzhi.engines.people.pages.console.forms import LeaveForm, PersonForm, TransferForm, person_initial
from suzhi.engines.people.pages.console.views import GUARDED
from suzhi.engines.search.api import Action
from suzhi.engines.workflow.api import Guard, ServiceForm
from suzhi.kernel import clock


@page("people.manage")
def enter(request: HttpRequest) -> HttpResponse:
    """A new person."""
    actor = actor_of(request)
    initial = {
        "unit": only_unit(actor, "people.manage", request.GET.get("unit", "")),
        "name": request.GET.get("name", ""),
    }
    form = PersonForm(request.POST or None, actor=actor, initial=initial)
    if request.method == "POST" and form.is_valid():
        person = form.carry_out(
            lambda: services.register_person(actor=actor, acknowledged=form.acknowledged, **form.facts())
        )
        if person:
            messages.success(
                request, _("已登记“%(name)s”，编号 %(key)s。") % {"name": person.name, "key": person.key}
            )
            return redirect("people:person", pk=person.pk)
    return form_page(request, form, _("登记职工"), _("登记"), reverse("people:list"))


@page("people.manage")
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct what is known of a person."""
    actor, person = actor_of(request), _person(request, pk)
    given = {"person": person, "initial": person_initial(person), "guard": Guard(person, GUARDED)}
    form = PersonForm(request.POST or None, actor=actor, **given)
    if request.method == "POST" and form.is_valid():
        done = form.carry_out(lambda: services.change_person(actor=actor, person=person, **form.facts()))
        if done:
            messages.success(request, _("已更正，原来的内容在沿革里。"))
            return redirect("people:person", pk=pk)
    return form_page(
        request, form, _("更正“%s”") % person.name, _("保存更正"), reverse("people:person", args=[pk])
    )


@page("people.manage")
def transfer(request: HttpRequest, pk: int) -> HttpResponse:
    """To another unit."""
    actor, person = actor_of(request), _person(request, pk)
    form = TransferForm(
        request.POST or None, actor=actor, initial={"on": clock.today()}, guard=_placed(person)
    )
    return _dated(
        request,
        person,
        form,
        _("调动“%s”") % person.name,
        _("办理调动"),
        lambda: services.transfer_person(actor=actor, person=person, **form.cleaned_data),
    )


@page("people.manage")
def leave(request: HttpRequest, pk: int) -> HttpResponse:
    """Out of the unit."""
    actor, person = actor_of(request), _person(request, pk)
    form = LeaveForm(request.POST or None, actor=actor, initial={"on": clock.today()}, guard=_placed(person))
    return _dated(
        request,
        person,
        form,
        _("“%s”离职") % person.name,
        _("办理离职"),
        lambda: services.leave(actor=actor, person=person, **form.cleaned_data),
    )


def _person(request: HttpRequest, pk: int) -> Person:
    person: Person = fetch(actor_of(request), "people.manage", Person.objects.all(), pk=pk)
    return person


def _placed(person: Person) -> Guard:
    """Over where the person belongs."""
    return Guard(person, {}, [(_("所在单位"), _memberships_said)], person.memberships.all())


def _memberships_said(person: Person) -> str:
    rows = person.memberships.order_by("seat_from").values_list("unit_id", "joined_on", "left_on")
    return str(list(rows))


def _dated(
    request: HttpRequest, person: Person, form: ServiceForm, title: str, label: str, act: Callable[[], Any]
) -> HttpResponse:
    if request.method == "POST" and form.is_valid() and form.carry_out(act):
        messages.success(request, _("已办理。"))
        return redirect("people:person", pk=person.pk)
    return form_page(request, form, title, label, reverse("people:person", args=[person.pk]))


def form_page(request: HttpRequest, form: ServiceForm, title: str, label: str, cancel: str) -> HttpResponse:
    """A form with one button that says what happens."""
    context = {
        "form": form,
        "title": title,
        "submits": [Action(label, kind="primary", value="save")],
        "cancel_href": cancel,
    }
    return render(request, "workflow/form_page.html", context)
