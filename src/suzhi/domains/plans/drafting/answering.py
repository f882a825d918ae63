"""What the answers to a document's questions come to: settings of the plan, or plainly nothing that is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from suzhi.domains.plans.drafting.templates import usual_settings

# A question's rule -> the setting it decides, and what each of its readings stands for (None: no change).
DECIDES: dict[str, tuple[str, tuple[Any, ...]]] = {
    "people_or_visits": ("people_or_visits", ("visits", "people", "visits")),
    "basic_threshold": ("basic_threshold", ("19/20", "9/10", "1")),
    "assessed_denominator": ("bargaining_denominator", ("evaluated", "bargaining")),
    "changing_roster": ("union_units_only", (None, None, True)),
    "joined_activities": ("ankang_reading", ("both", "either", None)),
}
FIRST_YEAR, EACH_OR_ALL, UPPER_END = "first_year", "each_or_all", "upper_end"


@dataclass(frozen=True)
class Asked:
    """One question with every place at which the document raises it; one answer holds for all of them."""

    numbers: tuple[int, ...]
    rule: str
    question: str
    readings: tuple[str, ...]
    places: tuple[tuple[str, str], ...]

    @property
    def usual(self) -> int | None:
        """The reading that holds while nobody answers; None where nothing follows from the answer."""
        return usual_reading(self.rule)


def asked_once(reading: Mapping[str, Any]) -> list[Asked]:
    """The questions of a reading, those alike put together, in their order."""
    groups: dict[tuple[str, str, tuple[str, ...]], list[int]] = {}
    for number, question in enumerate(reading["ambiguities"]):
        key = (question["rule"], question["question"], tuple(question["readings"]))
        groups.setdefault(key, []).append(number)
    return [
        Asked(tuple(numbers), *key, tuple(_place(reading["ambiguities"][n]) for n in numbers))
        for key, numbers in groups.items()
    ]


def usual_reading(rule: str) -> int | None:
    """Which reading the usual settings amount to."""
    if rule in {FIRST_YEAR, EACH_OR_ALL, UPPER_END}:
        return 0
    name, values = DECIDES.get(rule, ("", ()))
    usual = usual_settings().get(name)
    return next((at for at, value in enumerate(values) if value is not None and value == usual), None)


def settings_of(reading: Mapping[str, Any], answers: Mapping[str, Any]) -> dict[str, Any]:
    """What was answered, as settings and nothing besides."""
    found: dict[str, Any] = {}
    for number, question in enumerate(reading["ambiguities"]):
        chosen = answers.get(str(number))
        if isinstance(chosen, int):
            found.update(_setting(reading, question["rule"], chosen))
    return found


def unused(reading: Mapping[str, Any], answers: Mapping[str, Any], known: Mapping[str, Any]) -> list[str]:
    """Questions that were answered and whose answer changes no setting of a plan that is already defined."""
    out: dict[str, None] = {}
    for number, question in enumerate(reading["ambiguities"]):
        chosen = answers.get(str(number))
        if not isinstance(chosen, int) or chosen == usual_reading(question["rule"]):
            continue
        if not any(name in known for name in _setting(reading, question["rule"], chosen)):
            out[question["question"]] = None
    return list(out)


def _setting(reading: Mapping[str, Any], rule: str, chosen: int) -> dict[str, Any]:
    start = (reading["document"]["period"] or [None])[0]
    if rule == FIRST_YEAR and start:
        return {"start_year": start + (1 if chosen == 1 else 0)}
    name, values = DECIDES.get(rule, ("", ()))
    return {name: values[chosen]} if chosen < len(values) and values[chosen] is not None else {}


def _place(question: Mapping[str, Any]) -> tuple[str, str]:
    return str(question["clause"]), str(question["quote"])
