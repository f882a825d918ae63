"""What the report says for given figures."""

from __future__ import annotations

from dataclasses import replace

import pytest

from domains.reports.document.city import counted, covered, material
from suzhi.domains.reports.document.compose import compose_annual
from suzhi.domains.reports.document.content import Chart, Cite, Paragraph, Section, Table
from suzhi.domains.reports.document.figures import render
from suzhi.domains.reports.document.material import Task
from suzhi.domains.reports.document.numerals import chinese_numeral
from suzhi.domains.reports.document.sentences import sentence


def _said(figure: object) -> str:
    return "".join(render(p.figure, p.shape) if isinstance(p, Cite) else p for p in sentence(figure))  # type: ignore[arg-type]


def test_sentences() -> None:
    assert (
        _said(covered()) == "规模以上企业参与面：92.00%（230/250），力争达到92%，期限2017年12月31日，达成。"
    )
    assert (
        _said(counted())
        == "集中普法活动：2,870 场次，应达到 3,000 场次，期限2020年12月31日，滞后，差 130 场次。"
    )
    assert _said(counted(value=None, target=None, due=None)) == "集中普法活动：暂无记录。"
    trained = material().tasks[1].figures[1]
    assert _said(trained).startswith("职工技术培训：83,120 人次（41,007 人），应达到 200,000 人次")


def _section(title: str) -> Section:
    return next(section for section in compose_annual(material()).sections if section.title == title)


def test_shortfalls_name_units_and_amounts() -> None:
    paragraph, table = _section("尚有差距的事项").blocks
    assert isinstance(table, Table) and isinstance(paragraph, Paragraph)
    rows = [tuple(render(p.figure, p.shape) if isinstance(p, Cite) else p for p in row) for row in table.rows]
    assert rows[0] == ("云川市", "各县每年自建职工书屋", "10/11 个单位", "每单位 20 个", "1 个单位", "未达成")
    assert ("南渡区", "各县每年自建职工书屋", "19 个", "20 个", "1 个", "滞后") in rows
    assert not any(row[1] == "职工技术培训" for row in rows)
    assert "农民工文化驿站" in "".join(str(part) for part in paragraph.parts)


def test_nothing_short_says_so_without_praise() -> None:
    happy = replace(material(), tasks=(Task("职工技能", (covered(),)),), units=())
    (block,) = compose_annual(happy).sections[-1].blocks
    assert isinstance(block, Paragraph)
    assert block.parts == ("没有滞后或未达成的指标。",)


def test_charts_by_year_and_by_unit() -> None:
    tasks = [block for block in _section("目标任务完成情况").blocks if isinstance(block, Section)]
    (by_year,) = [block for block in tasks[1].blocks if isinstance(block, Chart)]
    assert by_year.categories == ("2016年", "2017年", "2018年")
    assert [series.name for series in by_year.series] == ["实际", "目标"]
    bars = [block for block in _section("各单位情况").blocks if isinstance(block, Chart)]
    assert [len(chart.categories) for chart in bars] == [11, 11, 11]


def test_an_each_indicator_is_drawn_by_the_children_that_meet_it() -> None:
    each = material().tasks[0].figures[0]
    history = {each.code: ((2016, replace(each, value_id="E1", children_met=7)), (2017, each))}
    sections = compose_annual(replace(material(), history=history)).sections[1].blocks
    first = sections[0]
    assert isinstance(first, Section)
    (chart,) = [block for block in first.blocks if isinstance(block, Chart)]
    assert chart.title.endswith("（达到的单位数）")
    assert [[render(c.figure, c.shape) for c in s.points if c] for s in chart.series] == [
        ["7", "10"],
        ["11", "11"],
    ]


def test_many_indicators_take_several_tables() -> None:
    many = tuple(counted(f"M{n}", n, None, code=f"m{n}", name=f"指标{n}") for n in range(12))
    units = tuple(
        replace(unit, figures={f.code: replace(f, value_id=f"{f.value_id}-{place}") for f in many})
        for place, unit in enumerate(material().units)
    )
    blocks = compose_annual(replace(material(), tasks=(Task("任务", many),), units=units)).sections[2].blocks
    tables = [block for block in blocks if isinstance(block, Table)]
    assert [len(table.header) for table in tables] == [6, 6, 3]
    assert tables[1].caption == "各单位指标完成情况（二）"


@pytest.mark.parametrize(
    ("number", "text"), [(1, "一"), (10, "十"), (12, "十二"), (21, "二十一"), (99, "九十九")]
)
def test_heading_numerals(number: int, text: str) -> None:
    assert chinese_numeral(number) == text


def test_headings_end_somewhere() -> None:
    with pytest.raises(ValueError, match="100"):
        chinese_numeral(100)
