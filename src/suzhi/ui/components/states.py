"""The states of a figure: each has a shape and a word besides its colour."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class State:
    """One state: its code (also the CSS hook), its shape and its word."""

    code: str
    mark: str
    word: Any


STATES = {
    state.code: state
    for state in (
        State("met", "●", _("达成")),
        State("pace", "◐", _("按进度")),
        State("behind", "◔", _("滞后")),
        State("missed", "○", _("未达成")),
        State("open", "◇", _("不设指标")),
        State("none", "–", _("暂无记录")),
        State("computing", "…", _("计算中")),
    )
}
# The figures engine speaks in words; templates and CSS in one-word codes.
_ALIASES = {"on pace": "pace", "on_pace": "pace", "no records": "none", "no_records": "none", "": "none"}


def state(code: str) -> State:
    """The state of that code or of the engine's word for it."""
    return STATES[_ALIASES.get(str(code), str(code))]
