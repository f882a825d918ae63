"""A form's own faults are said in the words of the house, in both languages."""

from __future__ import annotations

import pytest
from django import forms
from django.utils.translation import override


class Asked(forms.Form):
    name = forms.CharField(max_length=3)
    count = forms.IntegerField(min_value=0)
    hours = forms.DecimalField(max_digits=5, decimal_places=2, max_value=10)
    day = forms.DateField()
    kind = forms.ChoiceField(choices=[("a", "甲")])


@pytest.mark.parametrize(
    ("language", "sent", "said"),
    [
        ("zh-hans", {}, ["请填写。", "请填写。", "请填写。", "请填写。", "请选择。"]),
        (
            "zh-hans",
            {"name": "四个字长", "count": "-1", "hours": "1.234", "day": "昨天", "kind": "b"},
            [
                "至多 3 字，现有 4 字。",
                "不能小于 0。",
                "至多 2 位小数。",
                "请填写日期，如 2017-05-04。",
                "“b”不在可选的范围里，请重新选择。",
            ],
        ),
        (
            "en",
            {"name": "abcd", "count": "many", "hours": "11", "day": "2017-05-04", "kind": "a"},
            [
                "At most 3 characters; there are 4.",
                "Please enter a whole number, such as 120.",
                "No more than 10.",
            ],
        ),
    ],
)
def test_what_is_wrong_says_what_to_do(language: str, sent: dict[str, str], said: list[str]) -> None:
    with override(language):
        errors = Asked(sent).errors
        assert [str(one) for messages in errors.values() for one in messages] == said
