"""Workflows from packs/workflows.yaml: states with flags, and the steps between them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml
from django.utils.translation import gettext as _

from suzhi.kernel.errors import Refusal

SHIPPED = Path(__file__).resolve().parents[2] / "packs" / "workflows.yaml"


@dataclass(frozen=True, slots=True)
class State:
    """A state of a record: how far it has come, and its flags."""

    code: str
    name: str
    rank: int
    flags: frozenset[str]

    @property
    def label(self) -> str:
        """The name as the page's language has it."""
        return _(self.name)


@dataclass(frozen=True, slots=True)
class Transition:
    """A step that somebody with the permission may take.

    unless: whoever holds this one is not offered the step. back: it takes back what was done before.
    """

    code: str
    name: str
    sources: frozenset[str]
    target: str
    permission: str
    reason: bool
    unless: str = ""
    back: bool = False

    @property
    def label(self) -> str:
        """The name as the page's language has it."""
        return _(self.name)


@dataclass(frozen=True, slots=True)
class Workflow:
    """One process, as its pack entry says."""

    code: str
    name: str
    states: dict[str, State]
    transitions: dict[str, Transition]

    def state(self, code: str) -> State:
        return self.states[code]

    def steps_from(self, state: str) -> list[Transition]:
        return [step for step in self.transitions.values() if state in step.sources]

    def step(self, code: str, state: str) -> Transition:
        """The step of that code, if it starts at the state; else a refusal that says which do."""
        step = self.transitions.get(code)
        if step is None or state not in step.sources:
            possible = _("、").join(s.label for s in self.steps_from(state)) or _("无")
            raise Refusal(
                "workflow.step",
                _("“%(label)s”状态下不能做这一步。") % {"label": self.states[state].label},
                _("现在可以：%(possible)s。") % {"possible": possible},
            )
        return step


@cache
def all_workflows() -> dict[str, Workflow]:
    """Every workflow by code."""
    pack = yaml.safe_load(SHIPPED.read_text(encoding="utf-8"))
    return {entry["code"]: _workflow(entry) for entry in pack["workflows"]}


def workflow(code: str) -> Workflow:
    """The workflow of that code."""
    return all_workflows()[code]


def rank_sql(code: str, column: str) -> str:
    """SQL for how far a record has come, so that figures can ask "at least confirmed" of any state."""
    cases = " ".join(f"WHEN '{s.code}' THEN {s.rank}" for s in workflow(code).states.values())
    return f"CASE {column} {cases} ELSE 0 END"


def rank_of(code: str, state: str) -> int:
    """The rank of a state."""
    return workflow(code).states[state].rank


def _workflow(entry: dict) -> Workflow:
    states = {
        s["code"]: State(s["code"], s["name"], s["rank"], frozenset(s["flags"])) for s in entry["states"]
    }
    steps = {
        t["code"]: Transition(
            t["code"],
            t["name"],
            frozenset(t["from"]),
            t["to"],
            t["permission"],
            t.get("reason", False),
            t.get("unless", ""),
            t.get("back", False),
        )
        for t in entry["transitions"]
    }
    return Workflow(entry["code"], entry["name"], states, steps)
