"""Declared props are a contract: undeclared, missing and mistyped ones are refused."""

from __future__ import annotations

import pytest
from django.template import Context, Template
from django.utils.translation import gettext_lazy

from suzhi.kernel.errors import Refusal
from suzhi.ui.components import registry


def draw(source: str, **names: object) -> str:
    return Template("{% load ui %}" + source).render(Context(names))


def test_an_unknown_component_is_refused_with_the_names_there_are() -> None:
    with pytest.raises(Refusal) as refused:
        draw('{% c "carousel" %}')
    assert refused.value.code == "ui.unknown_component"
    assert "figure" in refused.value.remedy


@pytest.mark.parametrize(
    ("source", "word"),
    [
        ('{% c "tag" label="甲" colour="red" %}', "colour"),
        ('{% c "tag" kind="draft" %}', "label"),
        ('{% c "tag" label=7 %}', "label"),
        ('{% c "steps" steps=steps now="first" %}', "now"),
    ],
)
def test_bad_props_are_refused_by_name(source: str, word: str) -> None:
    with pytest.raises(Refusal) as refused:
        draw(source, steps=("甲", "乙"))
    assert refused.value.code == "ui.bad_props"
    assert word in refused.value.message


def test_in_service_an_undeclared_prop_is_left_out(settings: object) -> None:
    settings.UI_STRICT = False  # type: ignore[attr-defined]
    assert "甲" in draw('{% c "tag" label="甲" colour="red" %}')


def test_a_name_the_page_does_not_know_counts_as_not_given() -> None:
    assert "3" in draw('{% c "figure" label="甲" value=3 numerator=nothing %}')


def test_lazy_translations_are_text() -> None:
    assert registry.fits(gettext_lazy("达成"), str)
    assert not registry.fits(3, str)


def test_wrap_hands_its_content_over_and_escapes_what_is_not_markup() -> None:
    page = draw('{% wrap "section" title=title %}<p>{{ title }}</p>{% endwrap %}', title="<b>")
    assert "<p>&lt;b&gt;</p>" in page
    assert "<h2>&lt;b&gt;</h2>" in page


def test_capture_fills_a_slot() -> None:
    page = draw('{% capture as acts %}<i>动作</i>{% endcapture %}{% c "heading" title="甲" actions=acts %}')
    assert "<i>动作</i>" in page
