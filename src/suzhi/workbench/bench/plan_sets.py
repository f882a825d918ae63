"""Invented plans with the goals that a person wrote down for them before the reader saw them: how much is right."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from suzhi.domains.reading.api import Reading, Target

ROOM = Path(__file__).parent / "plans"
# Sets by which rules were mended after they had been read once, and those that never were, with what they must keep.
TUNED = ("first", "second", "third", "fourth")
UNSEEN = {"fifth": (0.97, 0.95)}


@dataclass(frozen=True)
class Goal:
    """One line of a table: ``clause value comparison unit grain due``; ``-`` is not looked at, ``a|b`` is either."""

    clause: str
    value: str
    comparison: str
    unit: str
    grain: str
    due: str

    def met_by(self, target: Target) -> bool:
        value = "-".join(target.value) if isinstance(target.value, list) else target.value
        grain = "year" if target.grain == "year" else "total"
        seen = (target.clause, value, target.comparison, target.unit or "", grain)
        wanted = (self.clause, self.value, self.comparison, self.unit, self.grain)
        same = all(w == "-" or s in w.split("|") for s, w in zip(seen, wanted, strict=True))
        due = (target.due or "")[:4]
        return same and (self.due == "-" or due in self.due.split("|"))

    def __str__(self) -> str:
        return " ".join((self.clause, self.value, self.comparison, self.unit, self.grain, self.due))


@dataclass
class Score:
    """How the goals found in some plans stand to those written down."""

    name: str
    right: int = 0
    missed: list[Goal] = field(default_factory=list)
    false: list[Target] = field(default_factory=list)

    def add(self, other: Score) -> None:
        self.right += other.right
        self.missed += other.missed
        self.false += other.false

    @property
    def precision(self) -> float:
        return self.right / max(self.right + len(self.false), 1)

    @property
    def recall(self) -> float:
        return self.right / max(self.right + len(self.missed), 1)


def plans(name: str) -> list[Path]:
    """The files of one set."""
    return sorted((ROOM / name).glob("*.yaml"))


def load(path: Path) -> tuple[dict[str, Any], list[Goal]]:
    plan = yaml.safe_load(path.read_text(encoding="utf-8"))
    return plan, [Goal(*line.split()) for line in plan["targets"].strip().splitlines()]


def read(path: Path) -> tuple[Reading, Score]:
    from suzhi.domains.reading.api import read_document

    plan, goals = load(path)
    reading = read_document(plan["text"].encode(), path.stem + plan["suffix"])
    return reading, compare(path.stem, goals, reading.targets)


def compare(name: str, goals: list[Goal], targets: list[Target]) -> Score:
    """Each goal takes one target that meets it; what is left over is false, and what finds none is missed."""
    score = Score(name, false=list(targets))
    for goal in goals:
        hit = next((target for target in score.false if goal.met_by(target)), None)
        if hit is None:
            score.missed.append(goal)
        else:
            score.false.remove(hit)
            score.right += 1
    return score


def score_of(name: str) -> Score:
    """All the plans of a set together; a plan that is refused has all of its goals missed."""
    from suzhi.domains.reading.api import NotAPlan

    total = Score(name)
    for path in plans(name):
        try:
            total.add(read(path)[1])
        except NotAPlan:
            total.add(Score(path.stem, missed=load(path)[1]))
    return total
