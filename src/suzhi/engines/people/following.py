"""What people do when their unit changes: they go along with a merger, and they hold up a closing."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from suzhi.engines.org.api import Unit, closing, merged
from suzhi.engines.people.models import Membership
from suzhi.engines.people.seats import reseat
from suzhi.kernel.dates import day_after
from suzhi.kernel.errors import Refusal


def follow_merger(sender: Any, unit: Unit, into: Unit, on: date, **_rest: Any) -> None:
    """Everybody who is in the unit on the day belongs to its successor from that day."""
    there = Membership.objects.filter(unit=unit, left_on__isnull=True)
    people = list(there.exclude(joined_on__gte=on).values_list("person_id", flat=True))
    Membership.objects.bulk_create(
        [Membership(person_id=pk, unit=into, joined_on=on) for pk in people], batch_size=2000
    )
    there.filter(joined_on__gte=on).update(unit=into)
    there.filter(Q(joined_on__isnull=True) | Q(joined_on__lt=on)).update(left_on=day_after(on, -1))
    reseat(people)


def hold_closing(sender: Any, unit: Unit, on: date, **_rest: Any) -> None:
    """A unit with people in it does not close over their heads."""
    people = Membership.objects.filter(unit=unit, left_on__isnull=True).count()
    if people:
        raise Refusal(
            "people.unit_has_people",
            _("“%(unit)s”还有 %(count)s 名在册职工。") % {"unit": unit.name, "count": people},
            _("请先办理调动或离职，或改用合并。"),
        )


def listen() -> None:
    """Called once, when the programme has loaded."""
    merged.connect(follow_merger, dispatch_uid="people.follow_merger")
    closing.connect(hold_closing, dispatch_uid="people.hold_closing")
