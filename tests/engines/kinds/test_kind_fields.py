"""Typed extra fields, and the mistakes that a kind's entry can hold."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from suzhi.engines.kinds.api import Kind, all_kinds, check_extra
from suzhi.kernel.errors import Refusal

FIELDS: tuple[dict[str, Any], ...] = (
    {"code": "books", "name": "图书册数", "type": "integer", "required": True, "max": 1000},
    {"code": "cost", "name": "经费", "type": "number"},
    {"code": "level", "name": "层次", "type": "choice", "choices": ["初级", "高级"]},
    {"code": "outdoors", "name": "户外", "type": "yes_no"},
    {"code": "announced", "name": "公告日期", "type": "date"},
)
KIND = Kind("k", "activity", "某类", "k", "", frozenset(), FIELDS, "record", "")


def test_values_are_kept_exactly_and_empty_ones_left_out() -> None:
    given = {"books": "12", "cost": "10.10", "level": "高级", "outdoors": "否", "announced": "2017年6月30日"}
    kept = {"books": 12, "cost": "10.10", "level": "高级", "outdoors": False, "announced": "2017-06-30"}
    assert check_extra(KIND, given) == kept
    assert check_extra(KIND, kept) == kept
    assert check_extra(KIND, {"books": 1, "cost": ""}) == {"books": 1}


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({}, "kinds.field_missing"),
        ({"books": "many"}, "kinds.field_value"),
        ({"books": 1001}, "kinds.field_value"),
        ({"books": 1.5}, "kinds.field_value"),
        ({"books": 1, "cost": "NaN"}, "kinds.field_value"),
        ({"books": 1, "level": "中级"}, "kinds.field_value"),
        ({"books": 1, "outdoors": "maybe"}, "kinds.field_value"),
        ({"books": 1, "announced": "明天"}, "kinds.field_value"),
        ({"books": 1, "colour": "red"}, "kinds.field_unknown"),
    ],
)
def test_a_wrong_value_is_refused_with_a_remedy(given: dict[str, Any], code: str) -> None:
    with pytest.raises(Refusal) as refused:
        check_extra(KIND, given)
    assert refused.value.code == code and refused.value.remedy


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        ("{code: Bad Code, name: 甲}", "kinds.code"),
        ("{code: a}", "kinds.entry"),
        ("{code: a, name: 甲, colour: red}", "kinds.entry"),
        ("{code: a, name: 甲, traits: [flying]}", "kinds.trait"),
        ("{code: a, name: 甲, fields: [{code: x, name: 乙, type: picture}]}", "kinds.field_type"),
        ("{code: a, name: 甲, fields: [{code: x, name: 乙, type: choice}]}", "kinds.field_choices"),
        ("{code: a, name: 甲, fields: [{code: X, name: 乙, type: text}]}", "kinds.field"),
        ("{code: reading, name: 甲}", "kinds.twice"),
    ],
)
def test_a_mistake_in_an_entry_names_file_and_remedy(
    tmp_path: Path, settings: Any, entry: str, code: str
) -> None:
    folder = tmp_path / "packs" / "kinds"
    folder.mkdir(parents=True)
    (folder / "own.yaml").write_text(f"family: activity\nkinds:\n  - {entry}\n", encoding="utf-8")
    settings.SUZHI_HOME = tmp_path
    all_kinds.cache_clear()
    try:
        with pytest.raises(Refusal) as refused:
            all_kinds()
        assert refused.value.code == code and "own.yaml" in refused.value.message
    finally:
        settings.SUZHI_HOME = tmp_path / "none"
        all_kinds.cache_clear()
