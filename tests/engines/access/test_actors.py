"""Who may do what where: dated grants on subtrees."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cast import LONG_AGO, Cast
from suzhi.engines.access.api import NOBODY, Grant, actor_for, scope, system_actor
from suzhi.engines.org.closure import rebuild_closure
from suzhi.engines.org.models import Line, Unit
from suzhi.kernel import clock


def codes(actor: object, permission: str = "units.view") -> str:
    return " ".join(sorted(scope(actor, permission, Unit.objects.all()).values_list("code", flat=True)))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("role", "unit", "seen"),
    [
        ("city_office", "C", "A A1 B B1 C"),
        ("county_reviewer", "A", "A A1"),
        ("unit_chair", "B1", "B1"),
        ("worker", "A1", ""),
        ("security_admin", "C", ""),
    ],
)
def test_a_grant_reaches_its_unit_and_what_is_below(cast: Cast, role: str, unit: str, seen: str) -> None:
    assert codes(cast.actor(role, unit)) == seen


def test_a_grant_holds_on_its_days_only(cast: Cast) -> None:
    account = cast.account("county_reviewer", "A")
    today = clock.today()
    grant = Grant.objects.get(account=account)
    for first, last, seen in [
        (LONG_AGO, today, "A A1"),
        (today, None, "A A1"),
        (LONG_AGO, today - timedelta(days=1), ""),
        (today + timedelta(days=1), None, ""),
    ]:
        grant.valid_from, grant.valid_to = first, last
        grant.save()
        assert codes(actor_for(account)) == seen


def test_a_unit_that_moved_is_seen_where_it_reports_today(cast: Cast) -> None:
    moved = Line.objects.get(unit=cast.units["A1"])
    moved.valid_to = date(2017, 12, 31)
    moved.save()
    Line.objects.create(unit=cast.units["A1"], parent=cast.units["B"], valid_from=date(2018, 1, 1))
    rebuild_closure()
    assert codes(cast.actor("county_reviewer", "A")) == "A"
    assert codes(cast.actor("county_reviewer", "B")) == "A1 B B1"


def test_two_roles_do_not_lend_each_other_their_units(cast: Cast) -> None:
    account = cast.account("county_reviewer", "A")
    Grant.objects.create(account=account, role="leader", unit=cast.units["B"], valid_from=LONG_AGO)
    actor = actor_for(account)
    assert codes(actor, "records.view") == "A A1 B B1"
    assert codes(actor, "units.manage") == "A A1"
    assert not actor.covers("units.manage", cast.units["B1"].pk)


def test_a_grant_on_the_root_filters_nothing(cast: Cast) -> None:
    actor = cast.actor("city_office", "C")
    actor.everywhere("units.view")
    with CaptureQueriesContext(
        connection,
    ) as queries:
        list(scope(actor, "units.view", Unit.objects.all()))
    assert len(queries) == 1
    assert "org_closure" not in queries[0]["sql"]


def test_with_two_cities_the_root_of_one_is_not_everywhere(cast: Cast) -> None:
    other = Unit.objects.create(code="D", name="河城市总工会", type="city")
    Line.objects.create(unit=other, parent=None)
    rebuild_closure()
    assert codes(cast.actor("city_office", "C")) == "A A1 B B1 C"


def test_nobody_and_the_system(cast: Cast) -> None:
    assert codes(NOBODY) == ""
    assert codes(system_actor()) == "A A1 B B1 C"
    assert system_actor().roots("units.view") == {cast.units["C"].pk}


def test_a_suspended_account_is_nobody(cast: Cast) -> None:
    account = cast.account("city_office", "C")
    account.is_active = False
    assert actor_for(account) is NOBODY


def test_an_unknown_permission_is_a_fault_and_not_a_no(cast: Cast) -> None:
    with pytest.raises(KeyError):
        cast.actor("city_office", "C").has("records.veiw")
