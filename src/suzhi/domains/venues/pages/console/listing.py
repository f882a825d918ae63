"""The list of venues, declared."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from suzhi.domains.venues.models import Venue
from suzhi.domains.venues.selectors import venues
from suzhi.engines.access.api import Actor
from suzhi.engines.kinds.api import all_kinds, of_family
from suzhi.engines.org.api import UNIT_FILTER
from suzhi.engines.search.api import ListColumn, ListFilter, Listing, matching
from suzhi.engines.workflow.api import workflow
from suzhi.kernel import clock
from suzhi.ui.api import Cell, day, plain


def kind_name(code: str) -> str:
    """A kind's name; the code itself when its pack is gone."""
    found = all_kinds().get(code)
    return found.label if found else code


def state_name(code: str) -> str:
    """A state as people say it."""
    return workflow("record").state(code).label


def find(rows: QuerySet[Venue], text: str, actor: Actor) -> QuerySet[Venue]:
    """By key from its beginning, or by any part of the name or of its initials."""
    return matching(rows, text)


def _use(rows: QuerySet[Venue], value: str, actor: Actor) -> QuerySet[Venue]:
    in_use = Q(closed_on__isnull=True) | Q(closed_on__gte=clock.today())
    return rows.filter(in_use if value == "open" else ~in_use)


def _until(row: Venue) -> str:
    return _now("%s 停用") % day(row.closed_on) if row.closed_on else _now("在用")


VENUES = Listing(
    name="venues",
    title=_("阵地"),
    rows=venues,
    find=find,
    order="-opened_on -id",
    unit=_("处"),
    cap=100_000,
    filters=(
        ListFilter(
            "kind",
            _("类别"),
            lambda rows, v, a: rows.filter(kind=v),
            lambda a: [(k.code, k.label) for k in of_family("venue")],
        ),
        ListFilter(
            "state",
            _("状态"),
            lambda rows, v, a: rows.filter(state=v),
            lambda a: [(s.code, s.label) for s in workflow("record").states.values()],
        ),
        ListFilter("use", _("使用"), _use, lambda a: [("open", _now("在用")), ("closed", _now("已停用"))]),
        UNIT_FILTER,
    ),
    columns=(
        ListColumn(
            "name",
            _("名称"),
            lambda r: Cell(text=r.name, href=reverse("venues:record", args=[r.pk])),
            lambda r: r.name,
        ),
        ListColumn("kind", _("类别"), lambda r: kind_name(r.kind), lambda r: kind_name(r.kind)),
        ListColumn("unit", _("单位"), lambda r: r.unit.name, lambda r: r.unit.name),
        ListColumn("day", _("启用日期"), lambda r: day(r.opened_on), lambda r: r.opened_on, sort="opened_on"),
        ListColumn("until", _("使用"), _until, lambda r: r.closed_on),
        ListColumn("volumes", _("册数"), lambda r: plain(r.volumes), lambda r: r.volumes, align="end"),
        ListColumn("state", _("状态"), lambda r: state_name(r.state), lambda r: state_name(r.state)),
        ListColumn("key", _("编号"), lambda r: r.key, lambda r: r.key, sort="key"),
    ),
)
