"""The plan's settings: changed on trial first, so that everybody sees what a change does before it holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from suzhi.domains.plans.judging import judge
from suzhi.domains.plans.models import Indicator, Plan
from suzhi.domains.plans.pages.console.forms import SettingsForm
from suzhi.domains.plans.pages.console.place import Place, place_of
from suzhi.domains.plans.services import apply_settings, ask_preview
from suzhi.domains.plans.settling import changed, setting_target
from suzhi.domains.plans.values import indicators_of, readings
from suzhi.domains.plans.wording import choice_name, setting_name, short_percent
from suzhi.engines.access.api import can, denial, page, refusal_for
from suzhi.engines.metrics.api import Preview, declared_settings
from suzhi.kernel import clock
from suzhi.kernel.asked import parse_id
from suzhi.kernel.errors import Denied, Refusal
from suzhi.ui.api import Cell, Column, Link, Pair, Row, percent, plain

# A question that nobody has answered after so many seconds: the computing process is not running.
PATIENCE = 20


@page("plan.view")
@require_http_methods(["GET", "POST"])
def settings(request: HttpRequest, code: str) -> HttpResponse:
    """All settings; a POST asks what they would do."""
    place = place_of(request, code, permission="plan.view")
    refusal = refusal_for(place.actor, "plan.settings", place.plan.root_id)
    question = _question(request, place)
    form = SettingsForm(place.plan, request.POST or None, initial=_initial(place.plan, question))
    if request.method == "POST" and form.is_valid():
        try:
            asked = ask_preview(actor=place.actor, plan=place.plan, settings=form.settings())
            return redirect(f"{reverse('plans:settings', args=[code])}?preview={asked.pk}")
        except Denied:
            raise
        except Refusal as error:
            form.add_error(None, str(error))
    return render(
        request,
        "plans/settings.html",
        {
            "place": place,
            "plan": place.plan,
            "breadcrumbs": place.crumbs(Link(label=_("口径"), href=request.path)),
            "form": form,
            "refused": refusal.message if refusal else "",
            "pairs": _pairs(place.plan, place.plan.catalogue.settings) if refusal else [],
            **(_effect(place, question) if question else {}),
        },
    )


@page("plan.settings")
@require_GET
def preview(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The answer when it is there; asked for again and again by the page until then."""
    place = place_of(request, code, permission="plan.settings")
    question = _by_id(place, pk)
    return render(
        request, "plans/parts/effect.html", {"place": place, "plan": place.plan, **_effect(place, question)}
    )


@page("plan.settings")
@require_POST
def apply(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Put the settings that were tried in force."""
    place = place_of(request, code, permission="plan.settings")
    question = _by_id(place, pk)
    try:
        apply_settings(actor=place.actor, plan=place.plan, settings=question.settings)
        messages.success(request, _("口径已生效，指标正在重新计算。"))
    except Denied:
        raise
    except Refusal as error:
        messages.error(request, str(error))
    return redirect("plans:settings", code)


def _by_id(place: Place, pk: int) -> Preview:
    found = Preview.objects.filter(pk=pk, catalogue=place.plan.catalogue).first()
    if found is None:
        raise denial("plan.settings", subject="metrics.preview", pk=pk)
    return found


def _question(request: HttpRequest, place: Place) -> Preview | None:
    asked = parse_id(request.GET.get("preview"))
    return _by_id(place, asked) if asked and can(place.actor, "plan.settings", place.plan.root_id) else None


def _initial(plan: Plan, question: Preview | None) -> dict[str, Any]:
    if question is None:
        return {}
    found = {name: str(question.settings[name]) for name in changed(plan, question.settings)}
    known = declared_settings()
    shares = {name for name in found if name in known and known[name].type == "share"}
    return {name: choice_name(value) if name in shares else value for name, value in found.items()}


def _pairs(plan: Plan, known: Mapping[str, Any]) -> list[Pair]:
    return [Pair(label=setting_name(name), value=choice_name(value)) for name, value in known.items()]


def _effect(place: Place, question: Preview) -> dict[str, Any]:
    """What the page shows of a question: waiting, nothing, or which figures change and by how much."""
    names = changed(place.plan, question.settings)
    waited = (clock.now() - question.created_at).total_seconds()
    return {
        "question": question,
        "changes": [_change(place.plan, question, name) for name in names],
        "waiting": question.answer is None and waited < PATIENCE,
        "unanswered": question.answer is None and waited >= PATIENCE,
        "values": _values(place.plan, question.answer or []),
        "targets": _targets(place, question.settings),
        "poll": reverse("plans:preview", args=[place.plan.code, question.pk]),
        "apply": reverse("plans:apply", args=[place.plan.code, question.pk]),
    }


def _change(plan: Plan, question: Preview, name: str) -> str:
    before, after = plan.catalogue.settings.get(name), question.settings[name]
    return _("%(name)s：由“%(before)s”改为“%(after)s”") % {
        "name": setting_name(name), "before": choice_name(before), "after": choice_name(after)
    }  # fmt: skip


def _values(plan: Plan, answer: list[dict[str, Any]]) -> dict[str, Any]:
    names = {indicator.code: indicator for indicator in indicators_of(plan)}
    columns = [
        Column(label=_("指标")),
        Column(label=_("年份"), align="end"),
        Column(label=_("现在"), align="end"),
    ]
    columns += [Column(label=_("改后"), align="end"), Column(label=_("涉及单位"), align="end")]
    rows = []
    for item in answer:
        indicator = names.get(item["code"])
        if indicator is None:
            continue
        lines = item["root"] or [{"year": "–", "before": [None, None], "after": [None, None]}]
        for number, line in enumerate(lines):
            first = number == 0
            rows.append(
                Row(cells=[
                    Cell(text=indicator.label if first else ""),
                    str(line["year"]),
                    _written(indicator, line["before"]),
                    _written(indicator, line["after"]),
                    plain(item["units"]) if first else "",
                ])
            )  # fmt: skip
    return {"columns": columns, "rows": rows, "count": len(answer)}


def _written(indicator: Indicator, pair: list[int | None]) -> str:
    """Numerator and denominator as the figure is written; nothing where there are no records."""
    numerator, denominator = pair
    if numerator is None:
        return "–"
    if denominator is None:
        return plain(numerator)
    if not denominator:
        return "–"
    each = indicator.definition.spec.get("per", {}).get("each")
    share = (
        plain(Fraction(numerator * each, denominator), 2)
        if each
        else percent(Fraction(numerator, denominator))
    )
    return share + _("（%s）") % f"{plain(numerator)}/{plain(denominator)}"


def _targets(place: Place, proposed: Mapping[str, Any]) -> list[str]:
    """Targets that are settings: the values stay, the line moves, and with it perhaps the state."""
    found = []
    for indicator in indicators_of(place.plan):
        target = setting_target(indicator, proposed)
        if target is None or target == indicator.target:
            continue
        words = {
            "name": indicator.label,
            "before": short_percent(Fraction(indicator.target)),
            "after": short_percent(Fraction(target)),
        }
        text = _("%(name)s：目标由 %(before)s 改为 %(after)s") % words
        now = readings(place.plan, [place.plan.root], [place.year], [indicator])[0]
        goal = replace(now.goal, value=Fraction(target)) if now.goal else None
        if goal and now.value is not None and judge(now.value, goal, now.day) != now.state:
            text += _("，达成情况随之改变")
        found.append(text)
    return found
