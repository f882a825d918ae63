"""``suzhi bench pages`` on a hamlet: every page that exists is opened as its reader would open it."""

from __future__ import annotations

import argparse
from dataclasses import replace

import pytest

from suzhi.kernel.errors import Refusal
from suzhi.workbench.bench import pages
from suzhi.workbench.demo.load import load
from suzhi.workbench.demo.plan import load_plan
from suzhi.workbench.demo.script import read_script


def silent(label: str, done: int, total: int) -> None:
    pass


@pytest.mark.django_db(transaction=True)
def test_measures_pages_beside_the_bare_one() -> None:
    script = read_script("tiny", 1)
    small = replace(script.scale, units=70, people=600, activities=700, participations=2000)
    script = replace(script, scale=small)
    load(script, force=False, report=silent)
    load_plan(script)
    outcome = pages.measure(argparse.Namespace(rounds=2, username="office", scales=False), silent)
    names = [row.name for row in outcome.rows]
    assert names[0].startswith("空白页")
    assert {"规划", "指标看板（市）", "单位（市）", "活动列表"} <= set(names)
    assert [name for name in names if name.startswith("指标（比率")]
    assert [name for name in names if name.startswith("数值明细（计数")]
    assert not [note for note in outcome.notes if "的回答是" in note]


@pytest.mark.django_db
def test_without_the_account_it_says_what_to_do() -> None:
    with pytest.raises(Refusal) as refused:
        pages.measure(argparse.Namespace(rounds=1, username="nobody", scales=False), silent)
    assert "suzhi demo" in refused.value.remedy
