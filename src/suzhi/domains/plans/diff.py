"""Two plans side by side, clause by clause: which indicators, targets and duties came, went or changed.

Works between versions of a plan, and between a plan and the one above it: indicators are paired by code.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from django.utils.translation import gettext_noop as _noop

ADDED, REMOVED, CHANGED = "added", "removed", "changed"
WORDS = {ADDED: "新增", REMOVED: "删去", CHANGED: "更改"}
# What is compared of an indicator, with the word for it.
FIELDS = {
    "name": _noop("名称"),
    "target": _noop("目标"),
    "most": _noop("上限"),
    "comparison": _noop("比较"),
    "unit": _noop("单位"),
    "due": _noop("期限"),
    "each_year": _noop("每年"),
    "level": _noop("层级"),
    "commitment": _noop("要求"),
    "department": _noop("责任部门"),
    "type": _noop("类型"),
    "awaits": _noop("待启用"),
}
MEANING = ("counts", "of", "having", "that", "mode", "per")


@dataclass(frozen=True)
class Difference:
    """One difference. ``part``: clause, indicator, setting or duty; ``changes``: (field, before, after)."""

    kind: str
    part: str
    clause: str
    code: str
    name: str
    changes: tuple[tuple[str, str, str], ...] = ()

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)

    def line(self) -> str:
        """更改 指标 2.4.g law-talks 集中普法活动场次：目标 400 → 500"""
        detail = "；".join(f"{name} {before or '–'} → {after or '–'}" for name, before, after in self.changes)
        what = {"clause": "条款", "indicator": "指标", "setting": "口径", "duty": "事项"}[self.part]
        place = f" {self.clause}" if self.clause else ""
        code = f" {self.code}" if self.code and self.code != self.clause else ""
        name = f" {self.name}" if self.name != self.code else ""
        return f"{WORDS[self.kind]} {what}{place}{code}{name}" + (f"：{detail}" if detail else "")


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Difference]:
    """Everything that differs between two packs' contents, in the order of the clauses."""
    refs = dict.fromkeys(c["ref"] for c in [*_part(before, "clauses"), *_part(after, "clauses")])
    order = {ref: at for at, ref in enumerate(refs)}
    found = [
        *_paired(
            "clause",
            _by(before, "clauses", "ref"),
            _by(after, "clauses", "ref"),
            {"title": _noop("标题"), "summary": _noop("摘要")},
        ),
        *_paired("indicator", _by(before, "indicators", "code"), _by(after, "indicators", "code"), FIELDS),
        *_paired("duty", _duties(before), _duties(after), {"owner": _noop("负责"), "due": _noop("期限")}),
        *_settings(before.get("settings") or {}, after.get("settings") or {}),
    ]
    return sorted(found, key=lambda one: order.get(one.clause, len(order)))


def _part(pack: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    return list(pack.get(name) or [])


def _by(pack: Mapping[str, Any], name: str, key: str) -> dict[str, Mapping[str, Any]]:
    return {str(entry[key]): entry for entry in _part(pack, name)}


def _duties(pack: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    return {f"{entry['clause']} {entry['title']}": entry for entry in _part(pack, "duties")}


def _paired(
    part: str,
    old: Mapping[str, Mapping[str, Any]],
    new: Mapping[str, Mapping[str, Any]],
    fields: Mapping[str, str],
) -> list[Difference]:
    found = [_one(REMOVED, part, key, entry) for key, entry in old.items() if key not in new]
    for key, entry in new.items():
        if key not in old:
            found.append(_one(ADDED, part, key, entry, _target_of(entry)))
            continue
        changes = _changes(old[key], entry, fields)
        if changes:
            found.append(_one(CHANGED, part, key, entry, changes))
    return found


def _one(
    kind: str, part: str, key: str, entry: Mapping[str, Any], changes: tuple[tuple[str, str, str], ...] = ()
) -> Difference:
    refs = entry.get("clauses") or [entry.get("ref") or entry.get("clause") or ""]
    name = str(entry.get("name") or entry.get("title") or key)
    return Difference(kind, part, str(refs[0]), "" if part == "duty" else key, name, changes)


def _target_of(entry: Mapping[str, Any]) -> tuple[tuple[str, str, str], ...]:
    return ((_noop("目标"), "", str(entry["target"])),) if entry.get("target") is not None else ()


def _changes(
    old: Mapping[str, Any], new: Mapping[str, Any], fields: Mapping[str, str]
) -> tuple[tuple[str, str, str], ...]:
    found = [
        (name, _text(old.get(field)), _text(new.get(field)))
        for field, name in fields.items()
        if _text(old.get(field)) != _text(new.get(field))
    ]
    if any(old.get(field) != new.get(field) for field in MEANING):
        found.append((_noop("定义"), _noop("原定义"), _noop("新定义")))
    if "clauses" in old and list(old["clauses"]) != list(new.get("clauses", [])):
        found.append((_noop("条款"), "、".join(old["clauses"]), "、".join(new.get("clauses", []))))
    return tuple(found)


def _settings(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Difference]:
    return [
        Difference(
            CHANGED, "setting", "", name, name, ((_noop("取值"), _text(old.get(name)), _text(new.get(name))),)
        )
        for name in dict.fromkeys([*old, *new])
        if old.get(name) != new.get(name)
    ]


def _text(value: Any) -> str:
    if value is None or value is False:
        return ""
    return "是" if value is True else str(value)
