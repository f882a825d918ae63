"""The pack linter: each fault with its file, line, meaning and remedy."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from domains.plans.conftest import PACK


def spoiled(folder: Path, file: str, before: str, after: str) -> list[Any]:
    """The faults of the invented pack with one thing changed."""
    from suzhi.domains.plans.api import lint_pack, read_pack

    shutil.copytree(PACK, folder / "pack")
    path = folder / "pack" / file
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")
    return lint_pack(read_pack(folder / "pack"))


@pytest.mark.parametrize(
    ("file", "before", "after", "told"),
    [
        (
            "indicators.yaml",
            "source: activities",
            "source: activites",
            "没有名为“activites”的数据来源。是否为“activities”",
        ),
        ("indicators.yaml", "counts_as: volunteer", "count_as: volunteer", "没有可筛选的“count_as”"),
        (
            "indicators.yaml",
            "setting:people_or_visits",
            "setting:people_or_visit",
            "没有名为“people_or_visit”的设置",
        ),
        ("indicators.yaml", 'clauses: ["2.2"]', 'clauses: ["2.9"]', "没有条款“2.9”"),
        ("indicators.yaml", "level: county", "level: parish", "没有“parish”这一级单位"),
        ("indicators.yaml", "due: 2025", "due: 2035", "不在规划期 2021-2025 内"),
        ("indicators.yaml", "code: brands", "code: volunteer-events", "用了两次"),
        ("indicators.yaml", "target: 4/5", "target: many", "不是数"),
        ("indicators.yaml", "commitment: strive", "commitment: maybe", "commitment"),
        ("pack.yaml", "people_or_visits: visits", "people_or_visits: heads", "不能是“heads”"),
        ("pack.yaml", "root: C", "roots: C", "不认识的项“roots”。是否为“root”"),
        ("pack.yaml", "start: 2021,", "", "缺少“start”"),
        ("clauses.yaml", "title: 学习阵地, ", "", "缺少“title”"),
        ("clauses.yaml", 'ref: "2.4"', "ref: 2.4", "类型不对。应为文字。文字请加引号。"),
        ("duties.yaml", 'clause: "2.4"', 'clause: "9"', "没有条款“9”"),
        ("duties.yaml", "due: 2021-06-30", "due: June", "写法不对"),
    ],
)
def test_each_fault_is_named_with_its_place(
    tmp_path: Path, file: str, before: str, after: str, told: str
) -> None:
    found = spoiled(tmp_path, file, before, after)
    lines = [fault.line() for fault in found]
    assert any(told in line for line in lines), lines
    assert all(fault.row for fault in found), lines
    assert any(fault.file == file for fault in found), lines


def test_the_row_is_the_row(tmp_path: Path) -> None:
    (fault,) = spoiled(tmp_path, "indicators.yaml", "counts_as: law-education", "counts: law-education")
    rows = (tmp_path / "pack" / "indicators.yaml").read_text(encoding="utf-8").splitlines()
    assert "law-talks" in rows[fault.row - 1]


def test_shipped_packs_have_no_fault() -> None:
    from suzhi.domains.plans.api import lint_pack, read_pack
    from suzhi.domains.plans.packs import pack_codes

    assert pack_codes()
    for code in pack_codes():
        assert lint_pack(read_pack(code)) == []


def test_broken_yaml_says_where(tmp_path: Path) -> None:
    from suzhi.domains.plans.api import read_pack
    from suzhi.kernel.errors import Refusal

    (tmp_path / "pack.yaml").write_text("code: a\n  b: [", encoding="utf-8")
    with pytest.raises(Refusal, match="第 2 行"):
        read_pack(tmp_path)
