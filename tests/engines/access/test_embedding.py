"""The SQL of a scope gives the rows of the scope: for every policy, every role, and an actor of several grants."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection

from cast import LONG_AGO, Cast
from suzhi.domains.activities.models import Activity, Participation, Partner
from suzhi.engines.access.api import (
    NOBODY,
    Actor,
    Grant,
    actor_for,
    all_permissions,
    all_policies,
    all_roles,
    scope,
    scope_sql,
    system_actor,
    units_sql,
)
from suzhi.engines.people.models import Membership, Person
from suzhi.engines.people.seats import reseat
from suzhi.kernel import clock


def ids(embedded: tuple[str, tuple[Any, ...]]) -> set[int]:
    """What the text gives when it stands inside another statement, beside parameters of its own."""
    sql, params = embedded
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT x FROM (SELECT %s AS y) q, ({sql}) s(x) WHERE y = 7", [7, *params])
        return {row[0] for row in cursor.fetchall()}


@pytest.fixture
def peopled(cast: Cast) -> Cast:
    """Persons who stay, leave next month and left last month; activities with partners."""
    soon, before = clock.today() + timedelta(30), clock.today() - timedelta(30)
    for number, stays in enumerate(
        (
            [("A1", None, None)],
            [("A1", None, None), ("B1", soon, None)],
            [("B1", None, before), ("A1", before, None)],
        )
    ):
        person = Person.objects.create(key=f"R{number}", name=f"R{number}")
        for code, first, last in stays:
            Membership.objects.create(person=person, unit=cast.units[code], joined_on=first, left_on=last)
        held = Activity.objects.create(
            key=f"H{number}", kind="lecture", name="讲座", unit=cast.units["B1"], starts_on=date(2017, 5, 4)
        )
        Partner.objects.create(activity=held, unit=cast.units["A"])
        Participation.objects.create(activity=held, person=person)
    reseat()
    return cast


def several(cast: Cast) -> Actor:
    """Reviews one county and records for an enterprise of the other."""
    account = cast.account("county_reviewer", "A")
    Grant.objects.create(account=account, role="recorder", unit=cast.units["B1"], valid_from=LONG_AGO)
    return actor_for(account)


def actors(cast: Cast) -> list[Actor]:
    single = [cast.actor(role, unit) for role in all_roles() for unit in ("C", "A", "B1")]
    return [*single, several(cast), system_actor(), NOBODY]


def test_the_sql_of_every_policy_gives_the_rows_of_its_scope(peopled: Cast) -> None:
    for actor in actors(peopled):
        for model, policy in all_policies().items():
            rows = scope(actor, policy.view, model._base_manager.all())
            assert ids(scope_sql(actor, policy.view, model)) == set(rows.values_list("pk", flat=True)), (
                actor.name,
                model,
            )


def test_the_units_for_new_rows_are_those_that_the_permission_covers(peopled: Cast) -> None:
    for actor in actors(peopled):
        for permission in all_permissions():
            inside = {unit.pk for unit in peopled.units.values() if actor.covers(permission, unit.pk)}
            assert ids(units_sql(actor, permission)) == inside, (actor.name, permission)
