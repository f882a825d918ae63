"""The versions of a plan, and what changed from one to the next or against another plan."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_GET

from suzhi.domains.plans.diff import Difference, differences
from suzhi.domains.plans.models import Plan
from suzhi.domains.plans.pages.console.place import Place, place_of
from suzhi.domains.plans.selectors import plans_of, versions_of
from suzhi.domains.plans.wording import setting_name
from suzhi.engines.access.api import page
from suzhi.ui.api import Cell, Column, Link, Option, Row, moment

# A kind of difference and the part that has it, as one phrase: languages put them in their own order.
CHANGES = {
    ("added", "clause"): _lazy("新增条款"),
    ("removed", "clause"): _lazy("删去条款"),
    ("changed", "clause"): _lazy("更改条款"),
    ("added", "indicator"): _lazy("新增指标"),
    ("removed", "indicator"): _lazy("删去指标"),
    ("changed", "indicator"): _lazy("更改指标"),
    ("added", "setting"): _lazy("新增口径"),
    ("removed", "setting"): _lazy("删去口径"),
    ("changed", "setting"): _lazy("更改口径"),
    ("added", "duty"): _lazy("新增事项"),
    ("removed", "duty"): _lazy("删去事项"),
    ("changed", "duty"): _lazy("更改事项"),
}


@page("plan.view")
@require_GET
def versions(request: HttpRequest, code: str) -> HttpResponse:
    """Every version; ``?against=`` a version's number or another plan's code compares it with this one."""
    place = place_of(request, code, permission="plan.view")
    known = versions_of(place.actor, code)
    against = _against(request.GET.get("against", ""), known, place)
    found = differences(against.pack, place.plan.pack) if against else []
    return render(
        request,
        "plans/versions.html",
        {
            "place": place,
            "plan": place.plan,
            "breadcrumbs": place.crumbs(Link(label=_("版本"), href=request.path)),
            "versions": _version_rows(known, request.path),
            "columns": [Column(label=name) for name in (_("版本"), _("装入时间"), _("装入人"), _("比较"))],
            "options": _options(place, known, against),
            "against": against,
            "title": _title(place.plan, against) if against else "",
            "differences": [_row(one) for one in found],
            "heads": [Column(label=name) for name in (_("变化"), _("条款"), _("内容"), _("原来"), _("现在"))],
        },
    )


def _against(asked: str, known: list[Plan], place: Place) -> Plan | None:
    by_version = {str(plan.version): plan for plan in known if plan.pk != place.plan.pk}
    by_code = {plan.code: plan for plan in plans_of(place.actor) if plan.pk != place.plan.pk}
    return by_version.get(asked) or by_code.get(asked)


def _options(place: Place, known: list[Plan], against: Plan | None) -> list[Option]:
    older = [(str(plan.version), _("第 %d 版") % plan.version) for plan in known if plan.pk != place.plan.pk]
    other = [(plan.code, plan.title) for plan in plans_of(place.actor) if plan.pk != place.plan.pk]
    chosen = {str(against.version), against.code} if against else set()
    return [Option(value=value, label=label, selected=value in chosen) for value, label in [*older, *other]]


def _title(plan: Plan, against: Plan) -> str:
    if against.code == plan.code:
        return _("第 %(old)d 版到第 %(new)d 版") % {"old": against.version, "new": plan.version}
    return _("与“%s”相比") % against.title


def _version_rows(known: list[Plan], path: str) -> list[Row]:
    rows = []
    for plan in known:
        who = str(plan.loaded_by) if plan.loaded_by else _("系统")
        state = _("现行") if plan.current else ""
        compare = "–" if plan.current else Cell(text=_("与现行版比较"), href=f"{path}?against={plan.version}")
        rows.append(
            Row(
                cells=[
                    Cell(text=_("第 %d 版") % plan.version, note=state),
                    moment(plan.created_at),
                    who,
                    compare,
                ]
            )
        )
    return rows


def _row(one: Difference) -> Row:
    before = _("；").join(f"{_(name)} {old or '–'}" for name, old, _after in one.changes)
    after = _("；").join(f"{_(name)} {new or '–'}" for name, _before, new in one.changes)
    name = setting_name(one.code) if one.part == "setting" else one.name
    return Row(
        cells=[
            str(CHANGES[one.kind, one.part]),
            one.clause or "–",
            Cell(text=name, note=one.code),
            before,
            after,
        ]
    )
