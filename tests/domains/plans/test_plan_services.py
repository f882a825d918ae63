"""Settings, duties and the breaking down of targets."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from suzhi.kernel.errors import Denied, Refusal


def parts_of(indicator: Any) -> dict[Any, str]:
    return {(a.unit.code, a.year): a.value for a in indicator.allocations.select_related("unit")}


def test_a_setting_that_is_a_target_moves_the_target(plan: Any, cast: Any) -> None:
    from suzhi.domains.plans.api import apply_settings

    office = cast.actor("city_office", "C")
    settings = {**plan.catalogue.settings, "basic_threshold": "19/20"}
    apply_settings(actor=office, plan=plan, settings=settings)
    plan.catalogue.refresh_from_db()
    assert plan.indicators.get(code="regimes").target == "19/20"
    assert plan.catalogue.computed_at is None
    with pytest.raises(Refusal, match="没有变化"):
        apply_settings(actor=office, plan=plan, settings=settings)


def test_settings_are_refused_to_others_and_when_wrong(plan: Any, cast: Any) -> None:
    from suzhi.domains.plans.api import apply_settings, ask_preview

    settings = {**plan.catalogue.settings, "start_year": 2022}
    for role, unit in (("county_reviewer", "A"), ("leader", "C")):
        with pytest.raises(Denied):
            apply_settings(actor=cast.actor(role, unit), plan=plan, settings=settings)
    with pytest.raises(Refusal, match="不在规划期内"):
        ask_preview(
            actor=cast.actor("city_office", "C"), plan=plan, settings={**settings, "start_year": 2030}
        )


def test_breaking_down_by_rule_adds_up(plan: Any, cast: Any) -> None:
    from suzhi.domains.plans.api import break_down
    from suzhi.engines.org.api import UnitYear

    for code, workers in (("A1", 300), ("B1", 100)):
        UnitYear.objects.create(
            unit=cast.units[code], year=2023, ownership="public", nature="enterprise", above_scale=code == "A1",
            disease_contract_due=False, unionised=True,
            workers=workers,
        )  # fmt: skip
    talks, city = plan.indicators.get(code="law-talks"), cast.units["C"]
    office = cast.actor("city_office", "C")
    break_down(actor=office, indicator=talks, unit=city, rule="workers")
    assert parts_of(talks) == {("A", None): "113", ("B", None): "37"}
    break_down(actor=office, indicator=talks, unit=city, rule="above_scale")
    assert parts_of(talks) == {("A", None): "150", ("B", None): "0"}
    break_down(actor=office, indicator=talks, unit=city, rule="even")
    break_down(actor=office, indicator=talks, unit=city, rule="even", by_year=True)
    assert sum(Fraction(v) for (unit, _y), v in parts_of(talks).items() if unit == "C") == 150


def test_a_county_divides_its_own_part_and_no_other(plan: Any, cast: Any) -> None:
    from suzhi.domains.plans.api import set_parts

    talks, units = plan.indicators.get(code="law-talks"), cast.units
    reviewer = cast.actor("county_reviewer", "A")
    with pytest.raises(Refusal, match="没有这个指标的目标数"):
        set_parts(actor=reviewer, indicator=talks, unit=units["A"], parts={units["A1"].pk: Fraction(3)})
    set_parts(
        actor=cast.actor("city_office", "C"),
        indicator=talks,
        unit=units["C"],
        parts={units["A"].pk: Fraction(70)},
    )
    set_parts(actor=reviewer, indicator=talks, unit=units["A"], parts={units["A1"].pk: Fraction(70)})
    assert parts_of(talks) == {("A", None): "70", ("A1", None): "70"}
    with pytest.raises(Denied):
        set_parts(actor=reviewer, indicator=talks, unit=units["C"], parts={units["B"].pk: Fraction(1)})
    with pytest.raises(Refusal, match="直接下级"):
        set_parts(actor=reviewer, indicator=talks, unit=units["A"], parts={units["B1"].pk: Fraction(1)})


def test_a_target_for_each_is_not_divided(plan: Any, cast: Any) -> None:
    from suzhi.domains.plans.api import break_down

    houses = plan.indicators.get(code="book-houses")
    with pytest.raises(Refusal, match="不需要分解"):
        break_down(actor=cast.actor("city_office", "C"), indicator=houses, unit=cast.units["C"], rule="even")


def test_a_share_goes_down_as_the_same_share(plan: Any, cast: Any) -> None:
    from suzhi.domains.plans.api import break_down, set_parts

    share, city, office = (
        plan.indicators.get(code="participation"),
        cast.units["C"],
        cast.actor("city_office", "C"),
    )
    with pytest.raises(Refusal, match="不能按这条规则"):
        break_down(actor=office, indicator=share, unit=city, rule="even")
    break_down(actor=office, indicator=share, unit=city, rule="same")
    assert set(parts_of(share).values()) == {"4/5"}
    with pytest.raises(Refusal, match="超出范围"):
        set_parts(actor=office, indicator=share, unit=city, parts={cast.units["A"].pk: Fraction(5, 4)})


def test_a_duty_done_is_not_done_tomorrow(plan: Any, cast: Any) -> None:
    from suzhi.domains.plans.api import settle_duty

    duty, office = plan.duties.get(title="制定年度计划"), cast.actor("city_office", "C")
    assert settle_duty(actor=office, duty=duty, done_on=date(2021, 6, 1), remark="已印发").done_on == date(
        2021, 6, 1
    )
    with pytest.raises(Refusal, match="晚于今天"):
        settle_duty(actor=office, duty=duty, done_on=date(2023, 7, 2))
    with pytest.raises(Denied):
        settle_duty(actor=cast.actor("leader", "C"), duty=duty, done_on=None)


def test_every_write_is_a_service() -> None:
    import inspect

    from suzhi.domains.plans import services, services_division, services_drafts

    for module in (services, services_division, services_drafts):
        for name, function in inspect.getmembers(module, inspect.isfunction):
            if function.__module__ == module.__name__ and not name.startswith("_"):
                assert hasattr(function, "service_verb"), name
