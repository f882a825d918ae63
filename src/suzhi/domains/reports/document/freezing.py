"""A figure as plain data and back, exactly: what is stored at issue is what is checked later."""

from __future__ import annotations

import hashlib
import json
from dataclasses import fields
from datetime import date
from fractions import Fraction
from typing import Any

from suzhi.domains.reports.document.content import Figure
from suzhi.kernel.errors import Refusal
from suzhi.kernel.exact import fraction_text

_FRACTIONS, _DATES = ("value", "target", "least", "most"), ("due", "reached_on")


def freeze(figure: Figure) -> dict[str, Any]:
    """JSON-ready; fractions and dates as text, nothing rounded."""
    body: dict[str, Any] = {item.name: getattr(figure, item.name) for item in fields(figure)}
    for name in _FRACTIONS:
        body[name] = None if body[name] is None else fraction_text(body[name])
    for name in _DATES:
        body[name] = None if body[name] is None else body[name].isoformat()
    return body


def thaw(body: dict[str, Any]) -> Figure:
    """The figure again; a body that was damaged in storage is refused."""
    try:
        facts = dict(body)
        for name in _FRACTIONS:
            facts[name] = None if facts.get(name) is None else Fraction(facts[name])
        for name in _DATES:
            facts[name] = None if facts.get(name) is None else date.fromisoformat(facts[name])
        return Figure(**facts)
    except (TypeError, ValueError, ZeroDivisionError) as error:
        raise Refusal(
            "reports.bad_value", "存档的数值已损坏，无法还原。", "请用备份恢复数据库后再核验。"
        ) from error


def digest(body: dict[str, Any]) -> str:
    """SHA-256 of the frozen figure, independent of the order of its keys."""
    text = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
