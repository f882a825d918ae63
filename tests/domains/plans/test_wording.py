"""Definitions in plain words, made from what computes them."""

from __future__ import annotations

from typing import Any

import pytest

from suzhi.domains.plans import wording
from suzhi.domains.plans.packs import pack_codes, read_pack
from suzhi.engines.metrics.api import declared_settings


def told(code: str) -> dict[str, str]:
    pack = read_pack("leshan-2016-2020")
    spec = next(spec for spec in pack.part("indicators") if spec["code"] == code)
    return dict(wording.sentences(spec, pack.plain["settings"]))


def test_a_total() -> None:
    assert (
        told("law-talks")["统计什么"] == "活动（计作为普法活动/法律知识竞赛），规划开始至当年年底，按条数计"
    )


def test_a_share_names_denominator_and_numerator() -> None:
    words = told("above-scale-participation")
    assert words["分母"] == "单位（按当年的单位年度表）（规上），当年之内"
    assert words["分子"].startswith("其中有活动参加记录（计作为")


def test_a_reading_that_was_not_chosen_is_not_told() -> None:
    assert "安全教育" in told("safety-coverage")["分子"] and "，并且" not in told("safety-coverage")["分子"]


def test_a_density_and_a_setting() -> None:
    assert told("legal-workers-density")["分母"].endswith("职工数合计，每 10000 人")
    assert "按人次计" in told("trained-200k")["统计什么"]


@pytest.mark.parametrize("code", pack_codes())
def test_every_definition_of_every_pack_can_be_told(code: str) -> None:
    pack = read_pack(code)
    settings: dict[str, Any] = pack.plain["settings"]
    for spec in pack.part("indicators"):
        words = wording.sentences(spec, settings)
        assert words and all(text for _term, text in words)
        assert set(wording.settings_used(spec, settings)) <= set(settings)


def test_every_setting_has_a_name() -> None:
    for name, setting in declared_settings().items():
        assert wording.setting_name(name) != name
        assert all(wording.choice_name(value) != value for value in setting.choices)
