"""Workflows from the shipped pack and the installation's own: states with flags, and steps between them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml
from django.conf import settings
from django.utils.translation import gettext as _

from suzhi.kernel.errors import Refusal

SHIPPED = Path(__file__).resolve().parents[2] / "packs" / "workflows.yaml"
# The process of records whose kind names none.
ORDINARY = "record"


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

    @property
    def at_once(self) -> Transition | None:
        """The step that who may confirm takes while entering: "confirm", else the first that needs that right."""
        first = next(iter(self.states))
        steps = [step for step in self.steps_from(first) if not step.reason and not step.back]
        mine = [step for step in steps if step.code == "confirm" or step.permission == "records.confirm"]
        return next((step for step in mine if step.code == "confirm"), mine[0] if mine else None)

    def entered(self, confirmed: bool) -> State:
        """Where a new record stands: at the first state, or confirmed at once."""
        step = self.at_once if confirmed else None
        return self.states[step.target] if step else next(iter(self.states.values()))

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
    found: dict[str, Workflow] = {}
    for path in [SHIPPED, *sorted((settings.SUZHI_HOME / "packs/workflows").glob("*.yaml"))]:
        for entry in yaml.safe_load(path.read_text(encoding="utf-8"))["workflows"]:
            if entry["code"] in found:
                raise Refusal(
                    "workflow.twice",
                    _("流程代码重复：%(code)s（%(name)s）。") % {"code": entry["code"], "name": path.name},
                    _("请改用另一个代码。"),
                )
            found[entry["code"]] = _workflow(entry)
    return found


def workflow(code: str) -> Workflow:
    """The workflow of that code."""
    return all_workflows()[code]


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
