"""A stored value says what it follows from: the rule, the settings, the unit, how far, and which rows."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

pytestmark = pytest.mark.django_db(transaction=True)

CITY = {
    "units": [
        {"code": "C", "type": "市总", "parent": None},
        {"code": "K", "type": "县总", "parent": "C"},
        {"code": "G", "type": "基层工会", "parent": "K"},
    ],
    "people": [{"key": f"P{n}", "unit": "G"} for n in range(3)],
}


def _city(**more: Any) -> Any:
    from suzhi.engines.metrics.api import ensure_fresh
    from worlds import clear, enter, load_plan

    clear()
    enter({**CITY, **more})
    plan = load_plan()
    ensure_fresh()
    return plan


def _value(code: str, unit: str = "C", year: int = 2018) -> Any:
    from suzhi.engines.metrics.api import Value

    return Value.objects.select_related("definition").get(definition__code=code, unit__code=unit, year=year)


def _talk(pk: int) -> Any:
    from suzhi.domains.activities.api import Activity
    from suzhi.engines.org.api import Unit

    return Activity.objects.create(
        pk=pk,
        key=f"T{pk}",
        kind="law-education",
        name="普法",
        unit=Unit.objects.get(code="G"),
        starts_on=date(2018, 3, 1),
        state="confirmed",
    )


def test_two_sets_of_records_with_one_sum_of_numbers_do_not_look_alike() -> None:
    from suzhi.domains.activities.api import Activity
    from suzhi.engines.metrics.api import ensure_fresh

    _city()
    seen = []
    for numbers in ((101, 104), (102, 103)):
        Activity.objects.all().delete()
        for number in numbers:
            _talk(number)
        ensure_fresh()
        seen.append(_value("law-talks"))
    assert seen[0].numerator == seen[1].numerator == 2
    assert seen[0].checksum != seen[1].checksum


def test_the_same_records_always_look_alike() -> None:
    from suzhi.domains.activities.api import Activity
    from suzhi.engines.metrics.api import ensure_fresh

    _city()
    seen = []
    for numbers in ((101, 104, 107), (107, 101, 104)):
        Activity.objects.all().delete()
        for number in numbers:
            _talk(number)
        ensure_fresh()
        seen.append(_value("law-talks").checksum)
    assert seen[0] == seen[1]


def test_another_person_on_the_same_roster_line_is_another_input() -> None:
    from suzhi.domains.activities.api import Participation
    from suzhi.engines.metrics.api import ensure_fresh
    from suzhi.engines.people.api import Person

    training = {"kind": "技术培训", "unit": "G", "day": date(2018, 3, 1), "people": ["P0"]}
    _city(activities=[training])
    before = _value("trained-200k")
    Participation.objects.update(person=Person.objects.get(key="P1"))
    ensure_fresh()
    after = _value("trained-200k")
    assert (after.numerator, after.people) == (before.numerator, before.people) == (1, 1)
    assert after.checksum != before.checksum


def test_who_is_asked_belongs_to_the_inputs_of_a_share() -> None:
    from suzhi.engines.metrics.api import ensure_fresh
    from suzhi.engines.org.api import UnitYear

    _city(unit_years=[{"unit": "G", "year": 2018, "unionised": True}])
    before = _value("safety-coverage")
    UnitYear.objects.update(unit=_unit("K"))
    ensure_fresh()
    after = _value("safety-coverage")
    assert (after.numerator, after.denominator) == (before.numerator, before.denominator) == (0, 1)
    assert after.checksum != before.checksum


def _unit(code: str) -> Any:
    from suzhi.engines.org.api import Unit

    return Unit.objects.get(code=code)


def test_the_basis_says_rule_settings_years_and_unit() -> None:
    plan = _city()
    definition = plan.catalogue.definitions.get(code="trained-200k")
    basis = definition.basis
    assert basis["definition"] == definition.digest
    assert basis["settings"] == {
        "start_year": 2016,
        "counted_from": "confirmed",
        "people_or_visits": "visits",
    }
    assert (basis["years"], basis["unit"]) == ([2016, 2020], "人次")


def test_a_setting_leaves_no_moment_in_which_the_old_value_passes_for_the_new() -> None:
    """Between 口径生效 and the computed figures no value is shown; then it comes with its own unit."""
    from suzhi.domains.plans.values import indicators_of, readings
    from suzhi.engines.metrics.api import change_settings, ensure_fresh

    training = {"kind": "技术培训", "unit": "G", "day": date(2018, 3, 1), "people": ["P0", "P1"]}
    again = training | {"day": date(2018, 4, 1)}
    plan = _city(activities=[training, again])

    def reading() -> Any:
        plan.refresh_from_db()
        chosen = [one for one in indicators_of(plan) if one.code == "trained-200k"]
        return readings(plan, [plan.root], [2018], chosen)[0]

    seen = reading()
    assert (seen.value, seen.unit_word) == (4, "人次")
    plan.catalogue.refresh_from_db()
    change_settings(plan.catalogue, {**plan.catalogue.settings, "people_or_visits": "people"})
    seen = reading()
    assert (seen.value, seen.state, seen.unit_word) == (None, "computing", "人")
    ensure_fresh()
    seen = reading()
    assert (seen.value, seen.unit_word) == (2, "人")
    assert seen.state != "computing"


def test_a_setting_that_a_figure_does_not_use_leaves_it_standing() -> None:
    from suzhi.engines.metrics.api import change_settings, holds

    plan = _city()
    change_settings(plan.catalogue, {**plan.catalogue.settings, "people_or_visits": "people"})
    standing = {d.code: holds(d, plan.catalogue) for d in plan.catalogue.definitions.filter(awaits="")}
    assert not standing["trained-200k"]
    assert standing["law-talks"]


def test_the_cutoff_is_not_later_than_the_records_that_were_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is entered while the figures are computed is not in them, and they do not say so."""
    from suzhi.engines.metrics import mirror
    from suzhi.engines.metrics.api import Catalogue, ensure_fresh, is_stale
    from suzhi.kernel import clock

    _city()
    entered: list[Any] = []
    load = mirror.Mirror.load

    def slow_load(self: Any) -> None:
        load(self)
        if not entered:
            _talk(300)
            entered.append(clock.now())

    monkeypatch.setattr(mirror.Mirror, "load", slow_load)
    ensure_fresh(force=True)
    cutoff = Catalogue.objects.get(active=True).computed_at
    assert cutoff is not None and cutoff < entered[0]
    assert is_stale()


def test_lists_behind_figures_know_what_was_entered_after_the_year() -> None:
    from datetime import UTC, datetime

    from suzhi.domains.activities.api import Activity
    from suzhi.engines.metrics.api import ensure_fresh, explain

    plan = _city()
    for number in (400, 401):
        _talk(number)
    Activity.objects.filter(pk=400).update(created_at=datetime(2018, 6, 1, tzinfo=UTC))
    Activity.objects.filter(pk=401).update(created_at=datetime(2019, 1, 2, tzinfo=UTC))
    ensure_fresh()
    talks = plan.catalogue.definitions.get(code="law-talks")
    found = explain(talks, plan.root_id, 2018)
    assert {record.id: record.late for record in found} == {400: False, 401: True}
