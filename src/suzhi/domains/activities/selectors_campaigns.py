"""The figures of a campaign: computed from its counted records whenever somebody looks, never stored."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import connection
from django.db.models import Count, QuerySet

from suzhi.domains.activities.models import Activity, Campaign
from suzhi.domains.activities.selectors import activities
from suzhi.engines.access.api import Actor
from suzhi.engines.org.api import Closure
from suzhi.engines.workflow.api import flagged
from suzhi.kernel import clock

# Where a unit stands is decided by the activity's own day, as in every figure. ``under`` is the unit one level
# below the base (or the base itself, for its own activities). A head-count counts only where there is no roster.
_PLACED = """
WITH a (id, unit_id, starts_on, headcount) AS ({rows}), placed AS (
    SELECT a.id, a.unit_id, a.headcount, COALESCE(child.ancestor_id, base.ancestor_id) AS under
      FROM a JOIN org_closure base ON base.unit_id = a.unit_id AND base.ancestor_id = ANY(%s)
                                  AND a.starts_on BETWEEN base.valid_from AND base.valid_to
      LEFT JOIN org_closure child ON child.unit_id = a.unit_id AND child.depth = base.depth - 1
                                 AND a.starts_on BETWEEN child.valid_from AND child.valid_to
)
"""
_COUNTED = """
SELECT l.under, count(DISTINCT l.id), sum(CASE WHEN p.id IS NULL THEN l.headcount ELSE 1 END),
       NULLIF(count(DISTINCT p.person_id), 0)
  FROM placed l LEFT JOIN activities_participation p ON p.activity_id = l.id
 GROUP BY GROUPING SETS ((l.under), ())
"""
_UNITS = """
SELECT t.under, count(DISTINCT t.unit_id) FROM (
    SELECT under, unit_id FROM placed
    UNION ALL
    SELECT l.under, q.unit_id FROM placed l JOIN activities_partner q ON q.activity_id = l.id
) t GROUP BY GROUPING SETS ((t.under), ())
"""


@dataclass(frozen=True, slots=True)
class Tally:
    """Events, participations, distinct people and units; None where nothing was recorded to tell."""

    events: int = 0
    visits: int | None = None
    people: int | None = None
    units: int = 0


def bases(actor: Actor, campaign: Campaign) -> list[int]:
    """Under which units this actor looks: the campaign's own, or those of its own that lie below it."""
    if actor.covers("records.view", campaign.unit_id):
        return [campaign.unit_id]
    roots = _below([campaign.unit_id], actor.roots("records.view"))
    return sorted(roots - _below(roots, roots))


def tallies(actor: Actor, campaign: Campaign) -> tuple[Tally, dict[int, Tally]]:
    """The whole in the actor's scope, and each unit one level down with the activities that it led."""
    counted = activities(actor).filter(flagged("counted"), campaign=campaign).order_by()
    rows, given = counted.values("id", "unit_id", "starts_on", "headcount").query.sql_with_params()
    placed, parameters = _PLACED.format(rows=rows), [*given, bases(actor, campaign)]
    with connection.cursor() as cursor:
        cursor.execute(placed + _COUNTED, parameters)
        found = {under: numbers for under, *numbers in cursor.fetchall()}
        cursor.execute(placed + _UNITS, parameters)
        units = dict(cursor.fetchall())
    known = {
        under: Tally(events, None if visits is None else int(visits), people, units.get(under, 0))
        for under, (events, visits, people) in found.items()
    }
    return known.pop(None, Tally()), known  # type: ignore[call-overload]


def count_joined(rows: Sequence[Campaign], actor: Actor) -> None:
    """Give each campaign ``counted``: its counted activities in the actor's scope, in one query for all."""
    counted = activities(actor).filter(flagged("counted"), campaign__in=[row.pk for row in rows])
    events = dict(counted.order_by().values_list("campaign_id").annotate(Count("pk")))
    for row in rows:
        row.counted = events.get(row.pk, 0)  # type: ignore[attr-defined]


def uncounted(actor: Actor, campaign: Campaign) -> QuerySet[Activity]:
    """What is under the campaign and does not count yet."""
    return activities(actor).filter(campaign=campaign).exclude(flagged("counted"))


def _below(above: Iterable[int], among: Iterable[int]) -> frozenset[int]:
    """Those of ``among`` that today lie below one of ``above``."""
    today = clock.today()
    rows = Closure.objects.filter(ancestor__in=above, unit__in=among, depth__gt=0)
    return frozenset(
        rows.filter(valid_from__lte=today, valid_to__gte=today).values_list("unit_id", flat=True)
    )
