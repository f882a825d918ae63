"""What the plan obliges somebody to do: owner, due day, whether it was done."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from suzhi.domains.plans.models import Duty
from suzhi.domains.plans.pages.console.forms import DutyForm
from suzhi.domains.plans.pages.console.place import place_of
from suzhi.domains.plans.selectors import clauses_of, duties_of
from suzhi.domains.plans.services import settle_duty
from suzhi.engines.access.api import can, denial, page
from suzhi.kernel import clock
from suzhi.kernel.errors import Denied, Refusal
from suzhi.ui.api import Cell, Column, Link, Row, day


@page("plan.view")
@require_GET
def duties(request: HttpRequest, code: str) -> HttpResponse:
    """All duties by due day, what is overdue marked."""
    place = place_of(request, code, permission="plan.view")
    settles = can(place.actor, "plan.settings", place.plan)
    titles = {clause.ref: f"{clause.number} {clause.label}" for clause in clauses_of(place.plan)}
    rows = [
        Row(
            key=str(duty.pk),
            cells=[
                Cell(
                    text=duty.label,
                    href=reverse("plans:duty", args=[code, duty.pk]) if settles else "",
                    note=duty.note,
                ),
                Cell(text=titles.get(duty.clause, duty.clause), href=f"{place.living()}#c{duty.clause}"),
                duty.owner_label or "–",
                day(duty.due) if duty.due else _("没有期限"),
                standing(duty),
            ],
        )
        for duty in duties_of(place.plan)
    ]
    columns = [_("事项"), _("条款"), _("负责"), _("期限"), _("情况")]
    return render(
        request,
        "plans/duties.html",
        {
            "place": place,
            "plan": place.plan,
            "breadcrumbs": place.crumbs(Link(label=_("事项"), href=request.path)),
            "columns": [Column(label=name) for name in columns],
            "rows": rows,
        },
    )


@page("plan.settings")
@require_http_methods(["GET", "POST"])
def duty(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Say that one was done."""
    place = place_of(request, code, permission="plan.settings")
    found = Duty.objects.filter(plan=place.plan, pk=pk).select_related("plan__root").first()
    if found is None:
        raise denial("plan.settings", subject="plans.duty", pk=pk)
    # Not today where there is no day: who saves a remark has not said that it was done.
    form = DutyForm(request.POST or None, initial={"done_on": found.done_on, "remark": found.note})
    if request.method == "POST" and form.is_valid():
        try:
            known = form.cleaned_data
            settle_duty(actor=place.actor, duty=found, done_on=known["done_on"], remark=known["remark"])
            messages.success(request, _("已登记。"))
            return redirect("plans:duties", code)
        except Denied:
            raise
        except Refusal as refusal:
            form.add_error("done_on", str(refusal))
    crumbs = place.crumbs(
        Link(label=_("事项"), href=reverse("plans:duties", args=[code])),
        Link(label=found.label, href=request.path),
    )
    return render(
        request,
        "plans/duty.html",
        {"place": place, "duty": found, "form": form, "breadcrumbs": crumbs, "lead": _lead(found)},
    )


def standing(duty: Duty) -> str:
    """Done on a day, overdue, or open."""
    if duty.done_on:
        return _("%s完成") % day(duty.done_on)
    if duty.due and duty.due < clock.today():
        return _("已过期限，未登记完成")
    return _("未完成")


def _lead(duty: Duty) -> str:
    due = day(duty.due) if duty.due else _("没有期限")
    return _("%(owner)s负责，期限：%(due)s。") % {"owner": duty.owner_label or _("（未定）"), "due": due}
