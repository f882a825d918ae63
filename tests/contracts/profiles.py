"""The authorisation matrix as a person reads it: profiles of roles and places, and each address under one of them.

A profile says who gets in where. ``yes no no`` is inside, beside and above the unit of the asker; an address that names no
row has one answer. Roles that a profile does not name are answered ``no``, and who has not signed in is sent to the door.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

PLACES = ("inside", "beside", "above")
ANYBODY = "anonymous"
Cells = dict[str, str]


def read(path: Path, roles: list[str], several: Mapping[str, bool]) -> dict[str, Cells]:
    """address -> role -> answer, spelt out. ``several``: whether the address names a row."""
    kept = yaml.safe_load(path.read_text(encoding="utf-8"))
    profiles = kept["profiles"]
    return {
        address: spelt(profiles[profile], roles, several.get(address, False))
        for address, profile in kept["addresses"].items()
    }


def spelt(profile: Mapping[str, Any], roles: list[str], several: bool) -> Cells:
    """The profile for each role."""
    said = {role: answer for answer, named in profile.items() if answer != "says" for role in named}
    found = {}
    for role in [ANYBODY, *roles]:
        answers = said.get(role, "moved" if role == ANYBODY else "no").split()
        answers = answers * 3 if several and len(answers) == 1 else answers
        found[role] = " ".join(map(":".join, zip(PLACES, answers, strict=True))) if several else answers[0]
    return found


def write(path: Path, found: Mapping[str, Cells], several: Mapping[str, bool]) -> None:
    """Each address under the profile that fits; what fits none gets a new one, to be named by a person."""
    kept = yaml.safe_load(path.read_text(encoding="utf-8"))
    profiles: dict[str, Any] = kept["profiles"]
    addresses = {}
    for address, cells in found.items():
        roles = [role for role in cells if role != ANYBODY]
        fits = [
            name for name, one in profiles.items()
            if _same_shape(one, several[address]) and spelt(one, roles, several[address]) == cells
        ]  # fmt: skip
        before = kept["addresses"].get(address)
        if not fits:
            fits = [f"unnamed-{len(profiles)}"]
            profiles[fits[0]] = condensed(cells)
        addresses[address] = before if before in fits else fits[0]
    used = {name: one for name, one in profiles.items() if name in addresses.values()}
    head = "".join(line for line in path.read_text(encoding="utf-8").splitlines(True) if line.startswith("#"))
    # Lists of roles in one line; addresses one a line.
    parts = (({"profiles": used}, None), ({"addresses": addresses}, False))
    body = "".join(
        yaml.safe_dump(part, default_flow_style=flow, width=110, sort_keys=False) for part, flow in parts
    )
    path.write_text(head + body, encoding="utf-8")


def condensed(cells: Cells) -> dict[str, Any]:
    """A row as a profile says it."""
    found: dict[str, Any] = {"says": "to be named"}
    for role, cell in cells.items():
        answers = [part.rsplit(":", 1)[-1] for part in cell.split()]
        plain = answers[0] if len(set(answers)) == 1 else " ".join(answers)
        if plain != ("moved" if role == ANYBODY else "no"):
            found.setdefault(plain, []).append(role)
    return found


def _same_shape(profile: Mapping[str, Any], several: bool) -> bool:
    """A profile of three places is none for an address without a row."""
    return several or all(len(answer.split()) == 1 for answer in profile if answer != "says")
