"""What a check found: counts per sheet, problems with their remedy, warnings."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

from django.utils.translation import gettext as _

LISTED_PROBLEMS = 2_000


@dataclass(frozen=True, slots=True)
class Problem:
    """A refused cell, row or sheet: where, what, and how to mend it. Row 1 is the sheet itself."""

    sheet: str
    row: int
    column: str
    value: str
    problem: str
    expected: str = ""
    nearest: str = ""

    def as_dict(self) -> dict[str, Any]:
        """The public form."""
        return asdict(self)

    def sentence(self) -> str:
        """The problem as one line of the 错误 column."""
        text = self.problem
        if self.column:
            text = _("%(name)s：%(value)s") % {"name": self.column, "value": text}
        text += _("（%s）") % self.value if self.value else ""
        text += _("；应为%(expected)s") % {"expected": self.expected} if self.expected else ""
        return text + (_("；是否为“%(nearest)s”？") % {"nearest": self.nearest} if self.nearest else "")


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that refuses nothing but should be known."""

    sheet: str
    column: str
    problem: str
    nearest: str = ""
    row: int | None = None

    def as_dict(self) -> dict[str, Any]:
        """The public form."""
        return asdict(self)


@dataclass(slots=True)
class SheetCount:
    """What would become, or became, of the rows of one sheet."""

    sheet: str
    add: int = 0
    change: int = 0
    same: int = 0
    refused: int = 0

    @property
    def rows(self) -> int:
        """All rows that were read."""
        return self.add + self.change + self.same + self.refused

    def as_dict(self) -> dict[str, Any]:
        """The public form."""
        return asdict(self)


@dataclass(slots=True)
class Result:
    """The outcome of a check, or of a confirmed import."""

    sheets: list[SheetCount] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    problem_count: int = 0
    warnings: list[Notice] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)
    written: bool = False
    import_id: int | None = None

    @property
    def refused(self) -> int:
        """How many rows were refused."""
        return sum(count.refused for count in self.sheets)

    @property
    def changes(self) -> int:
        """How many rows would be written."""
        return sum(count.add + count.change for count in self.sheets)

    @property
    def status(self) -> str:
        """``refused`` as soon as anything was."""
        return "refused" if self.refused or self.problem_count else "ok"

    def as_dict(self) -> dict[str, Any]:
        """The public form, as ``suzhi import --json`` prints it."""
        return {
            "status": self.status,
            "written": self.written,
            "import": self.import_id,
            "sheets": [count.as_dict() for count in self.sheets],
            "problems": [problem.as_dict() for problem in self.problems],
            "problem_count": self.problem_count,
            "warnings": [warning.as_dict() for warning in self.warnings],
            "ignored_sheets": self.ignored,
        }
