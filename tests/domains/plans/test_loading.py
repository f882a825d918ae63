"""Packs into plans: idempotent, versioned, and nothing in the code knows a city or a year."""

from __future__ import annotations

from typing import Any

import pytest

from domains.plans.conftest import PACK


def changed_pack(**changes: Any) -> Any:
    from suzhi.domains.plans.api import pack_of, read_pack

    return pack_of({**read_pack(PACK).plain, **changes})


def load(pack: Any) -> Any:
    from suzhi.domains.plans.api import load_pack
    from suzhi.engines.access.api import system_actor

    return load_pack(actor=system_actor("测试"), pack=pack)


def test_the_second_city_stands_under_its_own_root_and_years(plan: Any, cast: Any) -> None:
    from suzhi.domains.plans.api import plan_years

    assert (plan.root, plan_years(plan)) == (cast.units["C"], [2021, 2022, 2023, 2024, 2025])
    assert plan.indicators.count() == 7 and plan.clauses.count() == 6 and plan.duties.count() == 2
    regimes = plan.indicators.get(code="regimes")
    assert (regimes.target, str(regimes.due)) == ("9/10", "2023-12-31")


def test_loading_twice_changes_nothing(plan: Any) -> None:
    from suzhi.domains.plans.api import Plan, read_pack

    assert load(read_pack(PACK)).pk == plan.pk
    assert Plan.objects.count() == 1


def test_a_changed_pack_is_the_next_version_and_keeps_what_was_decided(plan: Any, cast: Any) -> None:
    from suzhi.domains.plans.api import Allocation, apply_settings
    from suzhi.engines.access.api import system_actor

    apply_settings(
        actor=system_actor("测试"), plan=plan, settings={**plan.catalogue.settings, "basic_threshold": "1"}
    )
    talks = plan.indicators.get(code="law-talks")
    Allocation.objects.create(indicator=talks, unit=cast.units["A"], year=None, value="100")
    plan.clauses.filter(ref="2.4").update(text="原文")
    fresh = load(changed_pack(duties=[]))
    assert (fresh.version, fresh.current) == (2, True)
    plan.refresh_from_db()
    assert not plan.current and not plan.catalogue.active
    assert fresh.indicators.get(code="law-talks").allocations.get().value == "100"
    assert fresh.clauses.get(ref="2.4").text == "原文"
    assert fresh.catalogue.settings["basic_threshold"] == "1"
    assert fresh.indicators.get(code="regimes").target == "1"


def test_a_faulty_pack_is_refused_whole(plan: Any) -> None:
    from suzhi.domains.plans.api import Plan
    from suzhi.kernel.errors import Refusal

    with pytest.raises(Refusal, match="规划包有 1 处错误"):
        load(changed_pack(period={"start": 2025, "end": 2021}, indicators=[]))
    assert Plan.objects.count() == 1


def test_a_year_part_of_a_running_total_comes_on_top(plan: Any, cast: Any) -> None:
    from suzhi.domains.plans.api import Allocation, targets_of

    talks = plan.indicators.get(code="law-talks")
    for year, part in ((2021, 20), (2022, 30), (2023, 40)):
        Allocation.objects.create(indicator=talks, unit=cast.units["C"], year=year, value=str(part))
    goal = targets_of(plan, [cast.units["C"].pk]).goal(talks, cast.units["C"].pk, "city", 2023)
    assert goal is not None and (goal.base, goal.value) == (50, 90)


def test_a_plan_is_loaded_and_replaced_by_who_reaches_its_root(plan: Any, cast: Any) -> None:
    from suzhi.domains.plans.api import Plan, load_pack
    from suzhi.kernel.errors import Denied

    pack = changed_pack(root="C", duties=[])
    own = changed_pack(root="A", duties=[])
    for taken in (pack, own):
        with pytest.raises(Denied):
            load_pack(actor=cast.actor("city_office", "A"), pack=taken)
    assert Plan.objects.get(current=True) == plan
    load_pack(actor=cast.actor("city_office", "C"), pack=pack)
    assert Plan.objects.get(current=True).version == 2
