"""Reading the tree. What leaves here is within the actor's scope."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from suzhi.engines.access.api import Actor, scope
from suzhi.engines.org.models import Closure, Line, Unit, UnitTag, UnitYear
from suzhi.engines.search.api import containing
from suzhi.kernel import clock
from suzhi.kernel.dates import FOREVER

PICKED = 12


def units(actor: Actor, permission: str = "units.view") -> QuerySet[Unit]:
    """The units that the actor may see (or act on, by another permission)."""
    return scope(actor, permission, Unit.objects.all())


def open_units(actor: Actor, permission: str = "units.view") -> QuerySet[Unit]:
    """Those of them that have not been closed by today."""
    return units(actor, permission).filter(Q(closed_on__isnull=True) | Q(closed_on__gte=clock.today()))


def unit(actor: Actor, code: str) -> Unit:
    """The unit of that code; ``Unit.DoesNotExist`` when it is out of scope."""
    return units(actor).get(code=code)


def beneath(unit_ids: Iterable[int], on: date | None = None) -> QuerySet[Any]:
    """Ids of the units in these subtrees on a day (today), for use in a filter."""
    day = on or clock.today()
    return (
        Closure.objects.filter(ancestor_id__in=list(unit_ids), valid_from__lte=day, valid_to__gte=day)
        .order_by()
        .values("unit_id")
    )


def path_to(unit: Unit, on: date | None = None) -> list[Unit]:
    """From the root down to the unit, as the tree stands on that day."""
    day = on or clock.today()
    above = Closure.objects.filter(unit=unit, valid_from__lte=day, valid_to__gte=day)
    return [row.ancestor for row in above.select_related("ancestor").order_by("-depth")]


def parent_names(unit_ids: Iterable[int]) -> dict[int, str]:
    """The present parent's name of each unit, in one query."""
    lines = Line.objects.filter(unit_id__in=list(unit_ids), valid_to=FOREVER, parent__isnull=False)
    return dict(lines.values_list("unit_id", "parent__name"))


def children(actor: Actor, parent: Unit) -> QuerySet[Unit]:
    """The units that report to it now."""
    return units(actor).filter(lines__parent=parent, lines__valid_to=FOREVER).order_by("code")


def child_counts(unit_ids: Iterable[int]) -> dict[int, int]:
    """How many units report to each now, in one query; units without any are left out."""
    lines = Line.objects.filter(parent_id__in=list(unit_ids), valid_to=FOREVER)
    return dict(lines.values_list("parent_id").annotate(Count("pk")))


def reporting_history(unit: Unit) -> list[Line]:
    """Every parent the unit has had, the latest first."""
    return list(unit.lines.select_related("parent").order_by("-valid_from"))


def profiles(unit: Unit) -> list[UnitYear]:
    """The unit's yearly profiles, the latest first."""
    return list(unit.years.order_by("-year"))


def marks(unit: Unit) -> list[UnitTag]:
    """The marks on the unit, those in force first."""
    return sorted(unit.tags.all(), key=lambda mark: (mark.valid_to or FOREVER, mark.valid_from), reverse=True)


def pick_units(actor: Actor, text: str, permission: str = "units.view") -> list[Unit]:
    """The first few open units whose code begins with the text or whose name contains it."""
    rows = open_units(actor, permission)
    text = text.strip()
    if text:
        by_code = rows.filter(code__startswith=text).order_by("code")[:PICKED]
        found = {one.pk: one for one in by_code}
        for one in containing(rows, "name", text).order_by("code")[:PICKED]:
            found.setdefault(one.pk, one)
        return list(found.values())[:PICKED]
    return list(rows.order_by("code")[:PICKED])


def only_unit(actor: Actor, permission: str, code: str = "") -> Unit | None:
    """The unit to fill in: the one that was asked for, else the actor's own when there is just one."""
    rows = open_units(actor, permission)
    if code:
        return rows.filter(code=code).first()
    roots = actor.roots(permission)
    return rows.filter(pk__in=roots).first() if len(roots) == 1 else None


def find_unit(actor: Actor, text: str, permission: str = "units.view") -> Unit | None:
    """The unit whose code begins what was written (``code name``), or that is called so; None if unclear."""
    text = text.strip()
    if not text:
        return None
    rows = open_units(actor, permission)
    return rows.filter(code=text.split()[0]).first() or rows.filter(name=text).first()
