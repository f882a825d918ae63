"""The parts of a reading that a person corrects: the document's facts, one finding, the questions."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from suzhi.domains.plans.drafting.answering import asked_once
from suzhi.domains.plans.drafting.decisions import is_share
from suzhi.domains.plans.drafting.packing import drafts_in
from suzhi.domains.plans.drafting.target import TargetDraft
from suzhi.domains.plans.models import Draft, Indicator
from suzhi.domains.plans.pages.console.forms import written_part
from suzhi.domains.plans.pages.console.forms_drafts import FactsForm, ItemForm, QuestionsForm, grouped
from suzhi.domains.plans.services_drafts import decide
from suzhi.engines.access.api import Actor, actor_of, denial, fetch, page
from suzhi.engines.org.api import Unit
from suzhi.kernel.errors import Denied, Refusal
from suzhi.ui.api import Link


@page("plan.load")
@require_http_methods(["GET", "POST"])
def facts(request: HttpRequest, pk: int) -> HttpResponse:
    """Title, number, period, and whose plan it is."""
    actor, found = actor_of(request), _draft(request, pk)
    known = found.decisions["plan"]
    units = _roots(actor)
    initial = {**known, "root": known.get("root") or (units[0][0] if units else "")}
    form = FactsForm(units, request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid() and _keep(request, found, {"plan": form.facts()}, form):
        return redirect("plans:draft", pk)
    return _show(request, found, form, _("文件信息"), _("核对后保存"))


@page("plan.load")
@require_http_methods(["GET", "POST"])
def item(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """One finding: bind it, correct it, or leave it out; then the next one."""
    found = _draft(request, pk)
    items = drafts_in(found.decisions)
    if number >= len(items):
        raise denial("plan.load", item=number)
    plan = found.decisions["plan"]
    years = (plan["start"], plan["end"]) if plan["start"] and plan["end"] else None
    form = ItemForm(
        items[number], years, departments(found), request.POST or None, initial=_shown(items[number])
    )
    if request.method == "POST" and form.is_valid():
        items[number] = replace(items[number], **form.cleaned_data, confirmed=True)
        if _keep(request, found, {"items": [one.as_dict() for one in items]}, form):
            after = number + 1
            if request.POST.get("next") and after < len(items):
                return redirect("plans:draft_item", pk, after)
            return redirect("plans:draft", pk)
    clause = next((c for c in found.reading["clauses"] if c["id"] == items[number].clause), None)
    about = {"item": items[number], "clause": clause, "more": number + 1 < len(items)}
    title = _("第 %(number)d 项，共 %(all)d 项") % {"number": number + 1, "all": len(items)}
    return _show(request, found, form, title, _("确认这一项"), about)


@page("plan.load")
@require_http_methods(["GET", "POST"])
def questions(request: HttpRequest, pk: int) -> HttpResponse:
    """What the document leaves open; the answers are kept with the plan and printed with its reports."""
    found = _draft(request, pk)
    asked = asked_once(found.reading)
    initial = {f"q{number}": str(answer) for number, answer in found.decisions["answers"].items()}
    form = QuestionsForm(asked, request.POST or None, initial=initial)
    if (
        request.method == "POST"
        and form.is_valid()
        and _keep(request, found, {"answers": form.answers()}, form)
    ):
        return redirect("plans:draft", pk)
    return _show(request, found, form, _("疑问"), _("保存回答"))


def _draft(request: HttpRequest, pk: int) -> Draft:
    found: Draft = fetch(actor_of(request), "plan.load", Draft.objects.all(), pk=pk)
    return found


def _shown(item: TargetDraft) -> dict[str, Any]:
    """The decision as its form shows it: shares in percent, numbers with separators."""
    share = is_share(item)

    def written(target: str) -> str:
        if not target or target.startswith("setting:"):
            return target
        return written_part(Fraction(target), share=True) if share else grouped(Fraction(target))

    return {**item.as_dict(), "target": written(item.target), "most": written(item.most)}


def departments(found: Draft) -> list[str]:
    """Those that plans in force name, and those that this document was given."""
    known = Indicator.objects.exclude(department="").values_list("department", flat=True)
    own = [item.department for item in drafts_in(found.decisions) if item.department]
    return sorted({*known.distinct(), *own})


def _roots(actor: Actor) -> list[tuple[str, str]]:
    """The units whose plan this actor may load."""
    units = Unit.objects.filter(pk__in=actor.roots("plan.load")).order_by("code")
    return [(unit.code, f"{unit.code} {unit.name}") for unit in units]


def _keep(request: HttpRequest, found: Draft, decisions: dict[str, Any], form: Form) -> bool:
    try:
        decide(actor=actor_of(request), draft=found, decisions=decisions)
    except Denied:
        raise
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, _("已保存。"))
    return True


def _show(
    request: HttpRequest,
    found: Draft,
    form: Form,
    title: str,
    button: str,
    about: dict[str, Any] | None = None,
) -> HttpResponse:
    crumbs = [
        Link(label=_("规划"), href=reverse("home")),
        Link(label=found.title, href=reverse("plans:draft", args=[found.pk])),
        Link(label=title, href=request.path),
    ]
    context = {
        "draft": found,
        "form": form,
        "title": title,
        "button": button,
        "breadcrumbs": crumbs,
        **(about or {}),
    }
    return render(request, "plans/draft_part.html", context)
