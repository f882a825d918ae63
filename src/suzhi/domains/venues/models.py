"""Places of the programme: book houses, stations, training bases, palaces, studios, ..."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from suzhi.engines.audit.api import feed, history
from suzhi.engines.records.api import (
    Record,
    day,
    decimal,
    flag,
    key,
    kind,
    latitude,
    longitude,
    number,
    text,
    unit,
)
from suzhi.engines.search.api import grams_index


@history()
class Venue(Record):
    """One place in operation from ``opened_on`` to ``closed_on``, both days included."""

    key = key(_("阵地编号"))
    kind = kind(figures=gettext_noop("阵地类别"))
    name = text(_("名称"), asked=_("阵地名称"), width=36)
    unit = unit()
    opened_on = day(_("启用日期"), counts="opened")
    closed_on = day(_("停用日期"), optional=True, help=_("在用的不填。"), empty=_("在用"), counts="closed")
    self_built = flag(_("自建"), trait="self_built", counts="self_built", figures=gettext_noop("自建"))
    area = decimal(
        _("面积"), digits=10, above=0, most=1_000_000, optional=True, unit=_("平方米"), trait="area"
    )
    volumes = number(_("册数"), most=10_000_000, optional=True, unit=_("册"), trait="volumes")
    longitude = longitude()
    latitude = latitude()

    class Meta:
        triggers = feed()
        indexes = [
            models.Index(fields=["unit", "-opened_on"]),
            models.Index(fields=["kind"]),
            grams_index("name", "venue_search"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(closed_on__isnull=True) | models.Q(closed_on__gte=models.F("opened_on")),
                name="venue_dates",
            )
        ]
