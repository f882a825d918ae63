"""The tiny city under its plan: the living plan has something of everything to show."""

from __future__ import annotations

from collections import defaultdict

import pytest

from suzhi.domains.plans.api import STATES, plan_named, plan_years, values
from suzhi.engines.metrics.api import ensure_fresh
from suzhi.engines.org.api import Unit
from suzhi.workbench.demo.load import load
from suzhi.workbench.demo.plan import load_plan
from suzhi.workbench.demo.script import read_script


@pytest.mark.django_db(transaction=True)
def test_the_city_shows_every_state() -> None:
    script = read_script("tiny", 1)
    load(script, force=False, report=lambda label, done, total: None)
    assert "已装入" in load_plan(script)
    assert "已在库中" in load_plan(script)
    ensure_fresh()
    plan = plan_named(script.words["plan"])
    states: dict[str, list[str]] = defaultdict(list)
    for item in values(plan, [Unit.objects.get(type="city")], plan_years(plan)):
        states[item["state"]].append(item["code"])
    assert set(states) == set(STATES)
    live = {code for state, codes in states.items() if state != "no records" for code in codes}
    assert len(live) >= 16
