"""Every component is shown in the gallery, draws in every state, and is in the page author's guide."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.template import Context
from django.template.loader import get_template
from django.utils.safestring import mark_safe
from django.utils.translation import override

from suzhi.kernel.errors import Refusal
from suzhi.ui.api import Cell, Column, Row
from suzhi.ui.components import registry
from suzhi.ui.components.states import STATES
from suzhi.ui.gallery.samples import SAMPLES
from suzhi.ui.gallery.samples.sample import Sample
from suzhi.ui.templatetags.ui import draw

GUIDE = Path(__file__).parents[2] / "docs" / "how-to" / "page.md"
NAMES = sorted(registry.catalogue())


def show(called: str, /, **props: object) -> str:
    return draw(Context(), called, props)


@pytest.mark.parametrize("name", NAMES)
def test_has_template_doc_samples_and_a_line_in_the_guide(name: str) -> None:
    found = registry.find(name)
    assert found.code is not None or get_template(found.template)
    assert found.doc.endswith(".")
    assert name in {sample.component for sample in SAMPLES}
    line = next(line for line in GUIDE.read_text().splitlines() if line.startswith(f"| `{name}`"))
    missing = [field.name for field in found.fields if field.name != "body" and f"`{field.name}" not in line]
    assert [name for name in missing if name != "id" and f"{name}" not in line] == []


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda one: f"{one.component}-{one.title}")
def test_draws_in_each_state_and_refuses_an_undeclared_prop(sample: Sample) -> None:
    drawn = show(sample.component, **sample.props)
    assert "style=" not in drawn
    assert "onclick" not in drawn
    with pytest.raises(Refusal):
        show(sample.component, **sample.props, undeclared=1)


def test_every_state_has_a_shape_of_its_own_and_a_word() -> None:
    assert len({state.mark for state in STATES.values()}) == len(STATES)
    for code, state in STATES.items():
        drawn = show("state", state=code)
        assert state.mark in drawn
        assert str(state.word) in drawn


def test_no_records_is_never_a_nought() -> None:
    drawn = show("figure", label="甲", state="no records", target=5)
    assert "暂无记录" in drawn
    assert ">0" not in drawn


def test_a_share_shows_its_parts() -> None:
    drawn = show("figure", label="甲", value="92.00%", numerator=230, denominator=250)
    assert "230/250" in drawn


def test_the_chart_is_drawn_without_script_and_brings_its_table() -> None:
    sample = next(one for one in SAMPLES if one.component == "chart")
    drawn = show("chart", **sample.props)
    assert "<table" in drawn
    assert "<script" not in drawn
    assert ">221<" in drawn
    assert "<title>2018 实际 221 场次</title>" in drawn
    assert 'role="img" aria-label="志愿服务活动，累计：实际最近为 221 场次；' in drawn
    assert drawn.count('class="chart-place"') == 5


def test_a_refused_button_stays_and_gives_its_reason() -> None:
    drawn = show("button", label="确认", refused="日期在今天之后。")
    assert 'aria-disabled="true"' in drawn
    assert "日期在今天之后。" in drawn
    assert 'type="button"' in drawn


def test_a_sorted_column_asks_for_the_other_way_next() -> None:
    sample = next(one for one in SAMPLES if one.component == "table")
    drawn = show("table", **sample.props)
    assert 'aria-sort="ascending"' in drawn
    assert "sort=-count" in drawn
    assert "共 1,284 条" in drawn


def test_a_table_escapes_everything_that_is_not_markup() -> None:
    bad = '<i>"&'
    cell = Cell(text=bad, href="/x?a=1&b=2", state="met", note=bad)
    drawn = show(
        "table", caption="甲", columns=[Column(label="乙")], rows=[Row(cells=[cell], key=bad)], select="row"
    )
    assert "<i>" not in drawn
    assert drawn.count("&lt;i&gt;&quot;&amp;") == 4  # text, note, the tick's value and name
    assert 'href="/x?a=1&amp;b=2"' in drawn
    assert 'data-state="met"' in drawn
    kept = show(
        "table", caption="甲", columns=[Column(label="乙")], rows=[Row(cells=[mark_safe("<b>1</b>")])]
    )
    assert '<td class="start"><b>1</b></td>' in kept


def test_a_kept_drawing_tells_markup_from_text_and_one_language_from_another() -> None:
    props = {"id": "c1", "number": "一", "title": "甲"}
    assert "<b>丙</b>" in show("clause", **props, body=mark_safe("<b>丙</b>"))
    assert "&lt;b&gt;丙&lt;/b&gt;" in show("clause", **props, body="<b>丙</b>")
    assert "达成" in show("state", state="met")
    with override("en"):
        assert "达成" not in show("state", state="met")


def test_the_errors_link_to_their_fields() -> None:
    sample = next(one for one in SAMPLES if one.component == "errors")
    drawn = show("errors", **sample.props)
    assert 'href="#wrong_title"' in drawn
    field = next(one for one in SAMPLES if one.component == "field" and one.title == "有错")
    assert 'id="wrong_title_error"' in show("field", **field.props)
    assert "wrong_title_error" in show("field", **field.props).split("<input")[1].split(">")[0]
