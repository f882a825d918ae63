"""The settings that definitions may name, as data: declared in packs/settings, with the values that each may take."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings as conf
from django.utils.translation import gettext as _

from suzhi.kernel.errors import Refusal
from suzhi.kernel.exact import parse_fraction

SHIPPED = Path(__file__).resolve().parents[2] / "packs" / "settings"
TYPES = ("choice", "share", "yes_no", "year")


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting. ``choices``: value -> its name, where it is one of several."""

    code: str
    name: str
    type: str
    choices: Mapping[str, str] = field(default_factory=dict)

    def fault(self, value: Any) -> tuple[str, str] | None:
        """What is wrong with a value, and how to mend it."""
        words = {"name": self.code, "value": value}
        if self.type == "choice" and value not in self.choices:
            names = _("、").join(self.choices)
            return _("设置“%(name)s”不能是“%(value)s”。") % words, _("应为 %(names)s 之一。") % {
                "names": names
            }
        if self.type == "yes_no" and not isinstance(value, bool):
            names = _("、").join(("True", "False"))
            return _("设置“%(name)s”不能是“%(value)s”。") % words, _("应为 %(names)s 之一。") % {
                "names": names
            }
        if self.type == "share" and not _is_share(value):
            return _("设置“%(name)s”应为 0 与 1 之间的分数。") % words, _("例：19/20。")
        if self.type == "year" and not isinstance(value, int):
            return _("设置“%(name)s”应为年份。") % words, _("例：2016。")
        return None


@cache
def declared_settings() -> dict[str, Setting]:
    """Every declared setting by its code; the product's own first, then the installation's."""
    own = Path(conf.SUZHI_HOME) / "packs" / "settings"
    files = [*sorted(SHIPPED.glob("*.yaml")), *sorted(own.glob("*.yaml"))]
    return {one.code: one for file in files for one in _read(file)}


def _read(file: Path) -> list[Setting]:
    try:
        rows = yaml.safe_load(file.read_text(encoding="utf-8"))["settings"]
        found = [_setting(row) for row in rows]
    except (yaml.YAMLError, KeyError, TypeError, AttributeError) as error:
        raise _faulty(file, str(error)) from error
    for one in found:
        if one.type not in TYPES or bool(one.choices) != (one.type == "choice"):
            raise _faulty(file, one.code)
    return found


def _setting(row: Mapping[str, Any]) -> Setting:
    choices = {str(one["value"]): str(one["name"]) for one in row.get("choices", ())}
    return Setting(str(row["code"]), str(row["name"]), str(row["type"]), choices)


def _faulty(file: Path, place: str) -> Refusal:
    return Refusal(
        "metrics.settings",
        _("%(file)s 中的设置写得不对：%(place)s") % {"file": file.name, "place": place},
        _("每项写 code、name、type；type 为 choice 时写 choices。"),
    )


def _is_share(value: Any) -> bool:
    try:
        return 0 <= parse_fraction(value) <= 1
    except ValueError:
        return False
