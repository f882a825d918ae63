"""Figures count records of any process from the rank of the plan's setting on."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.django_db(transaction=True)


def test_figures_count_each_record_by_its_own_rank(settings: Any, tmp_path: Path) -> None:
    from second_process import forget, second_process
    from suzhi.domains.activities.api import Activity
    from suzhi.engines.metrics import freshness
    from suzhi.engines.metrics.api import Value
    from suzhi.engines.org.api import Unit
    from worlds import clear, enter, load_plan, random_world

    clear()
    with second_process(settings, tmp_path):
        enter(random_world(5))
        load_plan()
        mirror = freshness.compute_everything()
        city = Unit.objects.get(code="C")
        law = {"definition__code": "law-talks", "unit": city, "year": 2020}
        before = Value.objects.get(**law).numerator
        for key, state in (("B1", "proposed"), ("B2", "passed"), ("B3", "returned")):
            facts = {"kind": "ballot-talk", "name": "评议", "unit": city, "starts_on": date(2020, 1, 1)}
            Activity.objects.create(key=key, state=state, **facts)
        mirror.close()
        freshness.compute_everything().close()
        assert Value.objects.get(**law).numerator == before + 1
        clear()
        forget()
