"""Units: the list, the tree, a unit, and suggestions for forms."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET

from suzhi.engines.access.api import Actor, actor_of, fetch, page, refusal_for
from suzhi.engines.org import selectors
from suzhi.engines.org.models import Unit
from suzhi.engines.org.pages.console import unit as shown
from suzhi.engines.org.pages.console.listing import UNITS
from suzhi.engines.search.api import Action, list_page
from suzhi.engines.workflow.api import panels_for, timeline
from suzhi.kernel.asked import parse_id
from suzhi.ui.api import Link

CHILDREN_SHOWN = 100


@page("units.view", kept=True)
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Every unit in reach."""
    return list_page(
        request,
        UNITS,
        tabs=[
            Link(label=_("列表"), href=reverse("org:list"), current=True),
            Link(label=_("上下级"), href=reverse("org:tree")),
        ],
        empty_title=_("还没有单位"),
        empty_text=_("导入规划包，或导入工作簿的“单位”表。"),
    )


@page("units.view")
@require_GET
def tree(request: HttpRequest) -> HttpResponse:
    """The tree, one level open at a time."""
    actor = actor_of(request)
    asked = parse_id(request.GET.get("open"))
    tops = list(selectors.units(actor).filter(pk__in=actor.roots("units.view")).order_by("code"))
    top = fetch(actor, "units.view", Unit.objects.all(), pk=asked) if asked else None
    if top is None and len(tops) == 1:
        # A list of one unit says nothing; what is below it does.
        top = tops[0]
    rows = list(selectors.children(actor, top)[:500]) if top else tops
    context = {
        "path": [one for one in selectors.path_to(top) if one.pk in shown.visible(actor, top)] if top else [],
        "top": top,
        "table": shown.tree_table(rows),
        "tabs": [
            Link(label=_("列表"), href=reverse("org:list")),
            Link(label=_("上下级"), href=reverse("org:tree"), current=True),
        ],
    }
    return render(request, "org/tree.html", context)


@page("units.view", "records.record", "people.manage")
@require_GET
def pick(request: HttpRequest) -> HttpResponse:
    """Suggestions while a unit is being typed: options for a datalist."""
    actor = actor_of(request)
    may = request.GET.get("may", "units.view")
    text = request.GET.get(request.GET.get("field", "q"), "") or request.GET.get("q", "")
    found = selectors.pick_units(actor, text, may) if may in _PICKABLE else []
    return render(request, "org/pick.html", {"units": found})


# The reaches by which a form may ask for suggestions.
_PICKABLE = {"units.view", "units.manage", "records.record", "people.manage"}


@page("units.view", kept=True)
@require_GET
def unit_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One unit: facts, years, marks, reporting line, children, and what others hang on it."""
    actor = actor_of(request)
    unit: Unit = fetch(actor, "units.view", Unit.objects.select_related("successor"), pk=pk)
    children = list(selectors.children(actor, unit)[: CHILDREN_SHOWN + 1])
    lines = selectors.reporting_history(unit)
    return render(
        request,
        "org/unit.html",
        {
            "unit": unit,
            "breadcrumbs": [
                Link(label=pgettext("列表", "单位"), href=reverse("org:list")),
                Link(label=unit.name, href=request.path),
            ],
            "lead": shown.lead(unit, lines),
            "pairs": shown.pairs(unit, lines),
            "years": shown.years_table(selectors.profiles(unit)),
            "marks": selectors.marks(unit),
            "lines": shown.line_words(lines),
            "children": shown.tree_table(children[:CHILDREN_SHOWN]),
            "more_children": len(children) > CHILDREN_SHOWN,
            "links": shown.links(actor, unit),
            "actions": _actions(actor, unit),
            "manage_refused": _refused(actor, unit),
            "events": timeline(unit, shown.NAMES, actor),
            "panels": panels_for(request, unit),
        },
    )


def _refused(actor: Actor, unit: Unit) -> str:
    refusal = refusal_for(actor, "units.manage", unit)
    if refusal:
        return refusal.message
    return _("已撤销的单位不能再变更。") if unit.closed_on else ""


def _actions(actor: Actor, unit: Unit) -> list[Action]:
    refused = _refused(actor, unit)
    names = (
        ("edit", _("更正")),
        ("new", _("新建下级")),
        ("move", _("调整上级")),
        ("merge", _("并入其他单位")),
        ("split", _("分设")),
        ("close", _("撤销")),
    )
    return [Action(label, reverse(f"org:{name}", args=[unit.pk]), refused=refused) for name, label in names]
