"""What must hold of a venue, and what looks doubtful."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext as _

from suzhi.domains.venues.models import Venue
from suzhi.engines.kinds.api import Kind, kind
from suzhi.engines.workflow.api import Doubt
from suzhi.kernel import clock
from suzhi.kernel.dates import write_day
from suzhi.kernel.errors import Refusal

MOST_AREA = Decimal(1_000_000)
MOST_VOLUMES = 10_000_000


def check_kind(code: str) -> Kind:
    """A venue is of a venue kind."""
    found = kind(code)
    if found.family != "venue":
        raise Refusal("venues.kind", _("“%s”不是阵地类别。") % found.label, _("请从阵地类别中选择。"))
    return found


def check(venue: Venue) -> None:
    """Name, dates, sizes and place."""
    venue.name = " ".join(venue.name.split())
    if not venue.name or len(venue.name) > 120:
        raise Refusal("venues.name", _("阵地名称须为 1 至 120 字。"), _("请填写阵地名称。"))
    if venue.closed_on and venue.closed_on < venue.opened_on:
        raise Refusal("venues.dates", _("停用日期早于启用日期。"), _("请核对两个日期。"))
    if venue.area is not None and not 0 < venue.area <= MOST_AREA:
        raise Refusal("venues.area", _("面积 %s 平方米不合理。") % venue.area, _("请核对面积。"))
    if venue.volumes is not None and not 0 <= venue.volumes <= MOST_VOLUMES:
        raise Refusal("venues.volumes", _("册数 %s 不合理。") % venue.volumes, _("请核对册数。"))
    if (venue.longitude is None) != (venue.latitude is None):
        raise Refusal("venues.place", _("经度和纬度须同时填写。"), _("请补上另一项，或都留空。"))
    if venue.longitude is not None and not (
        73 <= venue.longitude <= 136 and 3 <= (venue.latitude or 0) <= 54
    ):
        raise Refusal("venues.place", _("经纬度不在国内。"), _("请核对：经度 73 至 136，纬度 3 至 54。"))


def check_opened(venue: Venue) -> None:
    """What counts must have opened."""
    if venue.opened_on > clock.today():
        raise Refusal(
            "venues.future_date",
            _("启用日期 %s 在今天之后，不能确认。") % write_day(venue.opened_on),
            _("请核对日期；尚未启用的可先存为草稿。"),
        )


def twin_doubts(venue: Venue) -> Iterator[Doubt]:
    """The unit already has an open venue of this kind under this name."""
    same = Venue.objects.filter(
        unit_id=venue.unit_id, kind=venue.kind, name=venue.name, closed_on__isnull=True
    )
    other = same.exclude(pk=venue.pk).first()
    if other:
        yield Doubt(
            "venues.twin",
            _("可能重复：已有“%(name)s”（%(key)s）。") % {"name": other.name, "key": other.key},
            _("如是另一处，请勾选“仍然保存”。"),
        )
