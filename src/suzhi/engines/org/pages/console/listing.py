"""The list of units, declared."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from suzhi.engines.access.api import Actor, scope
from suzhi.engines.org.models import Unit, UnitTag, UnitType
from suzhi.engines.org.pages.console.filters import broad_units, subtree_of, unit_name
from suzhi.engines.org.selectors import parent_names, units
from suzhi.engines.search.api import ListColumn, ListFilter, Listing, matching
from suzhi.kernel import clock
from suzhi.ui.api import Cell

MOST_TAGS = 30


def find(rows: QuerySet[Unit], text: str, actor: Actor) -> QuerySet[Unit]:
    """By code from its beginning, by the whole credit code, or by any part of the name or of its initials."""
    if len(text) == 18 and text.isascii():
        return rows.filter(Q(uscc=text.upper()) | Q(code=text))
    return matching(rows, text, code="code")


def prepare(rows: Sequence[Any], actor: Actor) -> None:
    """Parents of the page's units, in one query."""
    names = parent_names([row.pk for row in rows])
    for row in rows:
        row.parent_name = names.get(row.pk, "")


def _open(rows: QuerySet[Unit], value: str, actor: Actor) -> QuerySet[Unit]:
    open_now = Q(closed_on__isnull=True) | Q(closed_on__gte=clock.today())
    return rows.filter(open_now if value == "open" else ~open_now)


def _tagged(rows: QuerySet[Unit], value: str, actor: Actor) -> QuerySet[Unit]:
    today = clock.today()
    held = UnitTag.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=today), tag=value, valid_from__lte=today
    )
    return rows.filter(pk__in=held.values("unit"))


def _tags(actor: Actor) -> list[tuple[str, str]]:
    names = (
        scope(actor, "units.view", UnitTag.objects.order_by("tag"))
        .values_list("tag", flat=True)
        .distinct()[:MOST_TAGS]
    )
    return [(name, name) for name in names]


def _life(row: Unit) -> str:
    return _now("已撤销") if row.closed_on and row.closed_on < clock.today() else _now("现有")


UNITS = Listing(
    name="units",
    title=pgettext_lazy("列表", "单位"),
    rows=units,
    find=find,
    prepare=prepare,
    order="code",
    unit=_("个"),
    cap=100_000,
    filters=(
        ListFilter(
            "type", _("类型"), lambda rows, v, a: rows.filter(type=v), lambda a: list(UnitType.choices)
        ),
        ListFilter(
            "under",
            _("上级"),
            lambda rows, v, a: rows.filter(pk__in=subtree_of(v, a)),
            broad_units,
            unit_name,
        ),
        ListFilter("tag", _("标签"), _tagged, _tags),
        ListFilter("life", _("存续"), _open, lambda a: [("open", _now("现有")), ("closed", _now("已撤销"))]),
    ),
    columns=(
        ListColumn(
            "name",
            _("名称"),
            lambda r: Cell(text=r.name, href=reverse("org:unit", args=[r.pk])),
            lambda r: r.name,
            sort="name",
        ),
        ListColumn("code", _("单位编码"), lambda r: r.code, lambda r: r.code, sort="code"),
        ListColumn("type", _("类型"), lambda r: r.get_type_display(), lambda r: r.get_type_display()),
        ListColumn("parent", _("上级"), lambda r: r.parent_name or "–", lambda r: r.parent_name),
        ListColumn("area", _("地区代码"), lambda r: r.area_code or "–", lambda r: r.area_code),
        ListColumn("life", _("存续"), _life, _life),
    ),
)
