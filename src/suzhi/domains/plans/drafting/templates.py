"""Definitions that other plans have used, by code: what a goal of a new plan can be bound to."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from suzhi.domains.plans.packs import pack_codes, read_pack

# What is taken over from a template; target, due and the like are the document's own.
MEANING = (
    "type",
    "grain",
    "unit",
    "counts",
    "of",
    "having",
    "that",
    "mode",
    "per",
    "awaits",
    "level",
    "department",
)


@dataclass(frozen=True)
class Template:
    """One known definition and the plan it comes from."""

    code: str
    name: str
    spec: dict[str, Any]
    plan: str

    @property
    def live(self) -> bool:
        """Whether its records can be kept today."""
        return not self.spec.get("awaits")


@cache
def templates() -> dict[str, Template]:
    """Every definition of the shipped packs and of the installation's own; the first of a code wins."""
    found: dict[str, Template] = {}
    for code in pack_codes():
        for spec in read_pack(code).part("indicators"):
            found.setdefault(spec["code"], Template(spec["code"], spec["name"], spec, code))
    return found


@cache
def usual_settings() -> dict[str, Any]:
    """Every setting that the known packs have, with their value."""
    found: dict[str, Any] = {}
    for code in pack_codes():
        for name, value in (read_pack(code).plain.get("settings") or {}).items():
            found.setdefault(name, value)
    return found


def meaning_of(template: Template) -> dict[str, Any]:
    """The parts of its definition that say what is counted."""
    return {key: template.spec[key] for key in MEANING if key in template.spec}
