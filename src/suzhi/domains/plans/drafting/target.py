"""One finding of a document on its way to a figure: what the document says, and what is decided about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any


@dataclass
class TargetDraft:
    """A goal (target), a goal without a number (open), or a number that is none unless a person says so (doubtful).

    The first part is the document's; from `bind` on it is decided, at first by likeness, then by a person."""

    kind: str
    clause: str
    quote: str
    start: int
    line: int
    value: str | list[str] | None = None
    unit: str | None = None
    grain: str = ""
    scope: str | None = None
    rate: bool = False
    each: bool = False
    measure: str = ""
    word: str = ""
    rule: str = ""
    reason: str = ""
    explanation: str = ""
    context: str = ""
    comparison: str = ">="
    most: str = ""
    due: str = ""
    commitment: str = "hard"
    bind: str = ""
    name: str = ""
    target: str = ""
    measure_unit: str = ""
    each_year: bool = False
    level: str = ""
    department: str = ""
    confirmed: bool = False

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> TargetDraft:
        """From what a draft keeps; what it does not know is left aside."""
        known = {name: data[name] for name in _NAMES if name in data}
        return cls(**{**known, "due": known.get("due") or ""})

    def as_dict(self) -> dict[str, Any]:
        """As a draft keeps it."""
        return asdict(self)

    @property
    def yearly(self) -> bool:
        """Whether the document counts it by the year."""
        return self.grain == "year"


_NAMES = frozenset(one.name for one in fields(TargetDraft))
