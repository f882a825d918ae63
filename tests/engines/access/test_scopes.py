"""One policy gives the check and the filter; both say the same of every row."""

from __future__ import annotations

from datetime import date

import pytest

from cast import Cast
from suzhi.domains.activities.models import Activity, Participation, Partner
from suzhi.engines.access.api import Actor, allow, can, fetch, scope
from suzhi.engines.audit.models import Act
from suzhi.engines.org.models import Unit
from suzhi.engines.people.models import Membership, Person
from suzhi.engines.people.seats import reseat
from suzhi.kernel.errors import Denied


def activity(unit: Unit, key: str, *partners: Unit) -> Activity:
    made = Activity.objects.create(key=key, kind="lecture", name=key, unit=unit, starts_on=date(2017, 5, 4))
    for partner in partners:
        Partner.objects.create(activity=made, unit=partner)
    return made


def person(key: str, *stays: tuple[Unit, date | None, date | None]) -> Person:
    made = Person.objects.create(key=key, name=key)
    for unit, first, last in stays:
        Membership.objects.create(person=made, unit=unit, joined_on=first, left_on=last)
    reseat([made.pk])
    return made


def keys(actor: Actor, permission: str, rows: object) -> list[str]:
    return sorted(row.key for row in scope(actor, permission, rows))  # type: ignore[arg-type]


def test_a_partner_sees_the_activity_and_changes_nothing(cast: Cast) -> None:
    shared = activity(cast.units["A1"], "H1", cast.units["B1"], cast.units["B"])
    activity(cast.units["A1"], "H2")
    partner = cast.actor("unit_chair", "B1")
    assert keys(partner, "records.view", Activity.objects.all()) == ["H1"]
    assert not can(partner, "records.record", shared)
    assert can(cast.actor("unit_chair", "A1"), "records.record", shared)
    assert keys(cast.actor("county_reviewer", "B"), "records.view", Activity.objects.all()) == ["H1"]


def test_people_are_seen_where_they_sit_today(cast: Cast) -> None:
    moved = person(
        "R1",
        (cast.units["A1"], date(2015, 1, 1), date(2017, 12, 31)),
        (cast.units["B1"], date(2018, 1, 1), None),
    )
    retired = person("R2", (cast.units["A1"], date(2015, 1, 1), date(2016, 1, 1)))
    assert keys(cast.actor("recorder", "A1"), "people.view", Person.objects.all()) == [retired.key]
    assert keys(cast.actor("recorder", "B1"), "people.view", Person.objects.all()) == [moved.key]
    assert keys(cast.actor("city_office", "C"), "people.view", Person.objects.all()) == ["R1", "R2"]


def test_a_participation_is_seen_by_the_organiser_and_by_the_seat_then_and_now(cast: Cast) -> None:
    moved = person(
        "R1",
        (cast.units["A1"], date(2015, 1, 1), date(2017, 12, 31)),
        (cast.units["B1"], date(2018, 1, 1), None),
    )
    held = activity(cast.units["C"], "H1", cast.units["A"])
    Participation.objects.create(activity=held, person=moved)
    seen = {
        code: scope(cast.actor("leader", code), "records.view", Participation.objects.all()).count()
        for code in ("C", "A", "A1", "B", "B1")
    }
    assert seen == {"C": 1, "A": 1, "A1": 1, "B": 1, "B1": 1}
    outsider = person("R2", (cast.units["B1"], date(2015, 1, 1), None))
    Participation.objects.create(activity=held, person=outsider)
    assert scope(cast.actor("leader", "A1"), "records.view", Participation.objects.all()).count() == 1


def test_own_view_reaches_ones_own_rows_and_no_others(cast: Cast) -> None:
    account = cast.account("worker", "A1")
    mine = person("R1", (cast.units["A1"], None, None))
    person("R2", (cast.units["A1"], None, None))
    account.person = mine
    account.save()
    actor = cast.actor("worker", "A1")
    assert keys(actor, "own.view", Person.objects.all()) == ["R1"]
    held = activity(cast.units["A1"], "H1")
    Participation.objects.create(activity=held, person=mine)
    assert keys(actor, "own.view", Activity.objects.all()) == ["H1"]
    assert keys(actor, "people.view", Person.objects.all()) == []


def test_check_and_filter_agree_on_every_row(cast: Cast) -> None:
    for code, unit in cast.units.items():
        activity(unit, f"H{code}", cast.units["B1"])
    for role in (
        "city_office",
        "department",
        "county_reviewer",
        "unit_chair",
        "recorder",
        "auditor",
        "worker",
    ):
        for code in cast.units:
            actor = cast.actor(role, code)
            for permission in ("records.view", "records.record", "records.review"):
                seen = set(scope(actor, permission, Activity.objects.all()))
                assert seen == {row for row in Activity.objects.all() if can(actor, permission, row)}


def test_outside_is_denied_with_the_same_words_as_nothing_there(cast: Cast) -> None:
    other = activity(cast.units["B1"], "H1")
    actor = cast.actor("unit_chair", "A1")
    with pytest.raises(Denied) as outside:
        fetch(actor, "records.view", Activity.objects.all(), pk=other.pk)
    with pytest.raises(Denied) as missing:
        fetch(actor, "records.view", Activity.objects.all(), pk=other.pk + 1000)
    assert str(outside.value) == str(missing.value)
    with pytest.raises(Denied):
        allow(actor, "records.record", other)
    with pytest.raises(Denied):
        allow(actor, "records.record", cast.units["B1"].pk)
    assert not Act.objects.exists()
