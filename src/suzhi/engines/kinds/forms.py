"""Form fields for the typed extra fields of a kind: the entry is the form."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from suzhi.engines.kinds.fields import LONGEST_TEXT
from suzhi.engines.kinds.registry import Kind
from suzhi.ui.api import DayField

PREFIX = "x_"


def extra_fields(kind: Kind) -> dict[str, forms.Field]:
    """Field name -> form field, in the order of the entry."""
    return {PREFIX + field["code"]: _form_field(field) for field in kind.fields}


def extra_values(kind: Kind, cleaned: dict[str, Any]) -> dict[str, Any]:
    """The extra values out of a cleaned form, for ``check_extra``."""
    return {field["code"]: cleaned.get(PREFIX + field["code"]) for field in kind.fields}


def extra_initial(kind: Kind, stored: dict[str, Any]) -> dict[str, Any]:
    """Stored values as the form shows them first."""
    return {
        PREFIX + field["code"]: _shown(stored[field["code"]])
        for field in kind.fields
        if field["code"] in stored
    }


def extra_pairs(kind: Kind, stored: dict[str, Any]) -> list[tuple[str, str]]:
    """Label and written value of what is stored, for a record page."""
    written = {True: _("是"), False: _("否")}
    return [
        (_(field["name"]), str(written.get(stored[field["code"]], stored[field["code"]])))
        for field in kind.fields
        if field["code"] in stored
    ]


def _shown(value: Any) -> Any:
    return {True: "是", False: "否"}[value] if isinstance(value, bool) else value


def _form_field(field: dict[str, Any]) -> forms.Field:
    common = {
        "label": _(field["name"]),
        "required": bool(field.get("required")),
        "help_text": _(field.get("help", "")),
    }
    return _MAKERS[field["type"]](field, common)


def _text(field: dict[str, Any], common: dict[str, Any]) -> forms.Field:
    return forms.CharField(max_length=LONGEST_TEXT, **common)


def _whole(field: dict[str, Any], common: dict[str, Any]) -> forms.Field:
    return forms.IntegerField(min_value=field.get("min", 0), max_value=field.get("max"), **common)


def _number(field: dict[str, Any], common: dict[str, Any]) -> forms.Field:
    return forms.DecimalField(min_value=field.get("min", 0), max_value=field.get("max"), **common)


def _day(field: dict[str, Any], common: dict[str, Any]) -> forms.Field:
    return DayField(**common)


def _choice(field: dict[str, Any], common: dict[str, Any]) -> forms.Field:
    return forms.ChoiceField(choices=[("", "—"), *((one, _(one)) for one in field["choices"])], **common)


def _yes_no(field: dict[str, Any], common: dict[str, Any]) -> forms.Field:
    return forms.ChoiceField(choices=[("", "—"), ("是", _("是")), ("否", _("否"))], **common)


_MAKERS: dict[str, Callable[[dict[str, Any], dict[str, Any]], forms.Field]] = {
    "text": _text,
    "integer": _whole,
    "number": _number,
    "date": _day,
    "choice": _choice,
    "yes_no": _yes_no,
}
