"""The field for a day in every form: what lies outside the years that a record may bear is refused there."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from suzhi.kernel.dates import FIRST_DAY, FIRST_YEAR, LAST_DAY, LAST_YEAR


class DayInput(forms.DateInput):
    """The browser's own date field. It knows ISO days alone and drops any other: the save would erase the day."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs=attrs, format="%Y-%m-%d")


class DayField(forms.DateField):
    """A day from 1900 to 2100; with days nearer the calendar's ends no sum of days could be trusted."""

    widget = DayInput

    def to_python(self, value: Any) -> Any:
        day = super().to_python(value)
        if day is not None and not FIRST_DAY <= day <= LAST_DAY:
            text = _("日期须在 %(first)s 年到 %(last)s 年之间。")
            raise ValidationError(text, code="day", params={"first": FIRST_YEAR, "last": LAST_YEAR})
        return day
