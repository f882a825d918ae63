"""The demo in the database: whole or not at all, once, and never over somebody's records."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.db import connection

from suzhi.domains.activities.api import Activity, Participation
from suzhi.engines.access.api import Grant
from suzhi.engines.accounts.models import Account
from suzhi.engines.audit.api import Act
from suzhi.engines.org.api import Closure, Line, Unit
from suzhi.engines.people.api import Membership, Person, reseat, unseal_id_number, unseal_phone
from suzhi.kernel.errors import Refusal
from suzhi.workbench.demo import load as loading
from suzhi.workbench.demo.accounts import ACCOUNTS
from suzhi.workbench.demo.load import load
from suzhi.workbench.demo.script import Script, read_script

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def quick_hashes(settings: Any) -> None:
    """Eleven real password hashes cost more than the rest of a hamlet."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def silent(label: str, done: int, total: int) -> None:
    pass


def small(seed: int = 1) -> Script:
    """A hamlet: the tiny script with fewer of everything, so that loading takes a second."""
    script = read_script("tiny", seed)
    scale = replace(script.scale, units=70, people=600, activities=700, participations=3000)
    return replace(script, scale=scale)


def test_loads_what_it_made() -> None:
    rows = load(small(), force=False, report=silent)
    assert rows is not None
    assert (Unit.objects.count(), Person.objects.count(), Participation.objects.count()) == (70, 600, 3000)
    city = Unit.objects.get(type="city")
    assert Closure.objects.filter(ancestor=city).values("unit").distinct().count() == 70
    assert Line.objects.filter(unit=city, parent=None).count() == 1
    assert Act.objects.get(verb="demo.load").detail["rows"] == rows


def test_seats_are_those_that_reseat_would_give() -> None:
    load(small(), force=False, report=silent)
    assert Membership.objects.count() > 600
    assert reseat() == 0


def test_ids_go_on_behind_the_demo() -> None:
    load(small(), force=False, report=silent)
    made = Unit.objects.create(code="X1", name="新单位", type="grassroots")
    assert made.pk == Unit.objects.order_by("-pk")[0].pk


def test_numbers_are_sealed_and_open_again() -> None:
    load(small(), force=False, report=silent)
    person = Person.objects.exclude(id_sealed=None).exclude(phone_sealed=None)[0]
    assert unseal_id_number(person.id_sealed).startswith("511199")
    assert unseal_phone(person.phone_sealed).startswith("154")
    assert person.id_hash
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM people_person WHERE position('511199'::bytea in id_sealed) > 0")
        assert cursor.fetchone()[0] == 0


def test_one_account_for_each_role_and_all_are_marked() -> None:
    load(small(), force=False, report=silent)
    assert Account.objects.filter(demo=True).count() == len(ACCOUNTS)
    assert set(Grant.objects.values_list("role", flat=True)) == {entry.role for entry in ACCOUNTS}
    assert Account.objects.get(username="office").check_password("suzhi-demo-office")
    chair = Grant.objects.get(role="unit_chair")
    county = Grant.objects.get(role="county_reviewer")
    assert Closure.objects.filter(ancestor=county.unit, unit=chair.unit).exists()
    worker = Account.objects.get(username="worker")
    assert worker.person.memberships.filter(unit=chair.unit).exists()


def test_twice_is_once() -> None:
    load(small(), force=False, report=silent)
    assert load(small(), force=False, report=silent) is None
    assert Unit.objects.count() == 70


@pytest.mark.parametrize("force", [False, True])
def test_another_demo_in_its_place_is_refused(force: bool) -> None:
    load(small(), force=False, report=silent)
    with pytest.raises(Refusal) as refused:
        load(small(seed=2), force=force, report=silent)
    assert refused.value.code == "demo.other"


def test_a_database_in_use_is_refused_and_says_what_force_would_do() -> None:
    Unit.objects.create(code="511100", name="某市总工会", type="city")
    with pytest.raises(Refusal) as refused:
        load(small(), force=False, report=silent)
    assert refused.value.code == "demo.in_use"
    assert "--force" in refused.value.remedy
    assert Unit.objects.count() == 1


def test_force_leaves_what_is_there_as_it_is() -> None:
    county = Unit.objects.create(code="511102", name="真实的区总工会", type="county", area_code="511102")
    other = Unit.objects.create(code="REAL-1", name="真实企业工会", type="grassroots")
    load(small(), force=True, report=silent)
    assert Unit.objects.count() == 71
    county.refresh_from_db()
    assert county.name == "真实的区总工会"
    assert not Line.objects.filter(unit__in=[county, other]).exists()
    assert Line.objects.filter(parent=county).exists()
    assert Activity.objects.filter(unit=county).exists()


def test_a_load_that_fails_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def fall_over() -> int:
        raise RuntimeError("power cut")

    monkeypatch.setattr(loading, "rebuild_closure", fall_over)
    with pytest.raises(RuntimeError):
        load(small(), force=False, report=silent)
    assert not Unit.objects.exists()
    assert not Act.objects.filter(verb="demo.load").exists()
