"""What forms say of themselves, in the words of the house: what to do, and never "ensure that this value"."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core import validators
from django.utils.translation import gettext_lazy as _

_SAID: dict[type[forms.Field], dict[str, Any]] = {
    forms.Field: {"required": _("请填写。")},
    forms.IntegerField: {"invalid": _("请填写整数，如 120。")},
    forms.FloatField: {"invalid": _("请填写数字，如 12.5。")},
    forms.DecimalField: {"invalid": _("请填写数字，如 12.5。")},
    forms.DateField: {"invalid": _("请填写日期，如 2017-05-04。")},
    forms.ChoiceField: {
        "required": _("请选择。"),
        "invalid_choice": _("“%(value)s”不在可选的范围里，请重新选择。"),
    },
    forms.MultipleChoiceField: {
        "required": _("请选择。"),
        "invalid_choice": _("“%(value)s”不在可选的范围里，请重新选择。"),
    },
    forms.ModelChoiceField: {
        "required": _("请选择。"),
        "invalid_choice": _("所选的已不在可选的范围里，请重新选择。"),
    },
    forms.FileField: {
        "required": _("请选择文件。"),
        "invalid": _("没有收到文件，请重新选择。"),
        "missing": _("没有收到文件，请重新选择。"),
        "empty": _("文件是空的，请重新选择。"),
    },
}
_CHECKS: dict[type, Any] = {
    validators.MinValueValidator: _("不能小于 %(limit_value)s。"),
    validators.MaxValueValidator: _("不能大于 %(limit_value)s。"),
    validators.MaxLengthValidator: _("至多 %(limit_value)s 字，现有 %(show_value)s 字。"),
    validators.MinLengthValidator: _("至少 %(limit_value)s 字，现有 %(show_value)s 字。"),
}
_DIGITS: dict[str, Any] = {
    "invalid": _("请填写数字，如 12.5。"),
    "max_digits": _("数字太长，至多 %(max)s 位。"),
    "max_decimal_places": _("至多 %(max)s 位小数。"),
    "max_whole_digits": _("小数点前至多 %(max)s 位。"),
}


def speak() -> None:
    """Put the words in the place of Django's own; once, at start-up."""
    for field, words in _SAID.items():
        field.default_error_messages = {**field.default_error_messages, **words}
    for check, message in _CHECKS.items():
        check.message = message  # type: ignore[attr-defined]
    validators.DecimalValidator.messages = {**validators.DecimalValidator.messages, **_DIGITS}
