"""Typed extra fields of a kind: declared in its YAML entry, checked here for forms, imports and services alike."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from suzhi.engines.kinds.registry import Kind
from suzhi.kernel.dates import parse_day
from suzhi.kernel.errors import Refusal

LONGEST_TEXT = 500


def check_extra(kind: Kind, given: dict[str, Any] | None) -> dict[str, Any]:
    """The extra values as they are stored: unknown ones are refused, empty ones left out."""
    values = dict(given or {})
    kept: dict[str, Any] = {}
    for field in kind.fields:
        value = read_value(field, values.pop(field["code"], None))
        if value not in (None, ""):
            kept[field["code"]] = value
        elif field.get("required"):
            raise Refusal("kinds.field_missing", _("“%s”必填。") % field["name"], _("请填写后再保存。"))
    if values:
        raise Refusal(
            "kinds.field_unknown",
            _("“%(kind)s”没有这些项目：%(fields)s。")
            % {"kind": kind.label, "fields": _("、").join(map(str, values))},
            _("请按类别的项目填写。"),
        )
    return kept


def read_value(field: dict[str, Any], value: Any) -> Any:
    """One value in the form in which JSON keeps it; a number stays exact as text of digits."""
    if value is None or value == "":
        return None
    try:
        return _READERS[field["type"]](field, value)
    except (KeyError, ValueError, InvalidOperation):
        raise Refusal(
            "kinds.field_value",
            _("“%(name)s”的值“%(value)s”不对。") % {"name": field["name"], "value": value},
            _expected(field),
        ) from None


def _text(field: dict[str, Any], value: Any) -> str:
    text = str(value).strip()
    if len(text) > LONGEST_TEXT:
        raise ValueError(text)
    return text


def _whole(field: dict[str, Any], value: Any) -> int:
    number = Decimal(str(value))
    if number != int(number) or not field.get("min", 0) <= number <= field.get("max", 10**9):
        raise ValueError(value)
    return int(number)


def _number(field: dict[str, Any], value: Any) -> str:
    number = Decimal(str(value))
    if not number.is_finite() or not field.get("min", 0) <= number <= field.get("max", 10**12):
        raise ValueError(value)
    return format(number, "f")


def _yes_no(field: dict[str, Any], value: Any) -> bool:
    if isinstance(value, bool):
        return value
    return {"是": True, "否": False, "true": True, "false": False, "True": True, "False": False}[str(value)]


def _day(field: dict[str, Any], value: Any) -> str:
    return (value if isinstance(value, date) else parse_day(str(value))).isoformat()


def _choice(field: dict[str, Any], value: Any) -> str:
    if value not in field["choices"]:
        raise ValueError(value)
    return str(value)


_READERS = {
    "text": _text,
    "integer": _whole,
    "number": _number,
    "yes_no": _yes_no,
    "date": _day,
    "choice": _choice,
}


def _expected(field: dict[str, Any]) -> str:
    if field["type"] == "choice":
        return _("可选：%s。") % _("、").join(field["choices"])
    return {
        "text": _("至多 %s 字。") % LONGEST_TEXT,
        "integer": _("应为整数。"),
        "number": _("应为数字。"),
        "yes_no": _("应为“是”或“否”。"),
        "date": _("应为日期，如 2017-06-30。"),
    }[field["type"]]
