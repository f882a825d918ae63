"""What a verification found."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

# More than this of one kind says no more than the first ones do.
SHOWN = 200


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is not as it was written down. ``row``: which, where one row can be named."""

    kind: str
    table: str
    row: int | None
    message: str


@dataclass
class Verdict:
    """The result: what was checked, what is wrong, what could not be told."""

    acts: int = 0
    head: str = ""
    sealed_at: str = ""
    rows: int = 0
    problems: list[Problem] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    @property
    def sound(self) -> bool:
        return not self.problems

    def as_dict(self) -> dict[str, Any]:
        return (
            {"ok": self.sound}
            | asdict(self)
            | {
                "problem_count": len(self.problems),
                "problems": [asdict(problem) for problem in self.problems[:SHOWN]],
            }
        )
