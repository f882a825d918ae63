"""What a check found, in words that name the place and the figure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

Kind = Literal["changed", "removed", "added", "duplicated", "moved", "unknown", "prose", "free"]
_WORDS: dict[str, str] = {
    "changed": "数值被改",
    "removed": "数值被删",
    "added": "数值系外加",
    "duplicated": "数值重复出现",
    "moved": "数值被移动",
    "unknown": "找不到对应的存档数值",
    "prose": "正文文字有改动",
    "free": "由人填写的文字有改动",
}


@dataclass(frozen=True, slots=True)
class FoundFigure:
    """A figure as it stands in a document."""

    tag: str
    value_id: str
    form: str
    text: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One difference between the document and what was issued."""

    kind: Kind
    place: str
    expected: str = ""
    found: str = ""
    tag: str = ""
    value_id: str = ""
    name: str = ""

    @property
    def message(self) -> str:
        what = f"“{self.name}”" if self.name else ""
        number = f"（值编号 {self.value_id}）" if self.value_id else ""
        return f"{self.place}：{what}{_WORDS[self.kind]}{number}{self._difference()}"

    def _difference(self) -> str:
        if self.expected and self.found:
            return f"，应为“{_short(self.expected)}”，现为“{_short(self.found)}”"
        if self.expected:
            return f"，应为“{_short(self.expected)}”"
        return f"，现为“{_short(self.found)}”" if self.found else ""

    def as_dict(self) -> dict[str, str]:
        names = ("kind", "place", "expected", "found", "tag", "value_id", "name")
        return {name: getattr(self, name) for name in names} | {"message": self.message}


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59]}…"


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome; ``notes`` are remarks that do not make a document untrue, nor does changed ``free`` text."""

    checked: int
    findings: tuple[Finding, ...]
    notes: tuple[str, ...] = ()
    free: tuple[Finding, ...] = ()

    @property
    def ok(self) -> bool:
        return not self.findings

    @property
    def summary(self) -> str:
        if self.ok and self.free:
            places = len(self.free)
            return f"核对 {self.checked} 处数值，全部相符；由人填写的文字有 {places} 处改动，其余文字未改动。"
        if self.ok:
            return f"核对 {self.checked} 处数值，全部相符，正文文字未改动。"
        return f"核对 {self.checked} 处数值，发现 {len(self.findings)} 处不符。"

    def as_dict(self) -> dict[str, Any]:
        return {
            "ok": self.ok,
            "checked": self.checked,
            "summary": self.summary,
            "findings": [finding.as_dict() for finding in self.findings],
            "free": [finding.as_dict() for finding in self.free],
            "notes": list(self.notes),
        }
