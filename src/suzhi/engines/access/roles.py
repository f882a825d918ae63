"""Roles and permissions, read once from packs/roles.yaml."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml
from django.utils.translation import gettext as _

from suzhi.kernel.errors import Refusal

SHIPPED = Path(__file__).resolve().parents[2] / "packs" / "roles.yaml"


@dataclass(frozen=True, slots=True)
class Permission:
    """One thing that may be done. ``reads``: it only shows."""

    code: str
    name: str
    reads: bool

    @property
    def label(self) -> str:
        """The name as the page's language has it."""
        return _(self.name)


@dataclass(frozen=True, slots=True)
class Role:
    """A set of permissions under one name."""

    code: str
    name: str
    cadre: bool
    permissions: frozenset[str]

    @property
    def label(self) -> str:
        """The name as the page's language has it."""
        return _(self.name)


@cache
def all_permissions() -> dict[str, Permission]:
    """Every permission by code."""
    return {
        e["code"]: Permission(e["code"], e["name"], e.get("reads", False)) for e in _pack()["permissions"]
    }


@cache
def all_roles() -> dict[str, Role]:
    """Every role by code; a role that names an unknown permission stops the start."""
    roles = {
        e["code"]: Role(e["code"], e["name"], e["cadre"], frozenset(e["permissions"]))
        for e in _pack()["roles"]
    }
    for role in roles.values():
        if unknown := role.permissions - all_permissions().keys():
            raise ValueError(f"packs/roles.yaml: {role.code} names unknown permissions {sorted(unknown)}")
    return roles


@cache
def exclusive_roles() -> frozenset[str]:
    """Roles of which nobody may hold two."""
    return frozenset(_pack()["exclusive"])


def permission(code: str) -> Permission:
    """The permission of that code; a typing mistake must not pass as "nobody may"."""
    return all_permissions()[code]


def role(code: str) -> Role:
    """The role of that code."""
    try:
        return all_roles()[code]
    except KeyError:
        names = _("、").join(r.label for r in all_roles().values())
        raise Refusal(
            "access.unknown_role",
            _("没有“%(code)s”这个角色。") % {"code": code},
            _("可选：%(names)s。") % {"names": names},
        ) from None


@cache
def roles_with(permission_code: str) -> frozenset[str]:
    """Codes of the roles that hold the permission."""
    permission(permission_code)
    return frozenset(r.code for r in all_roles().values() if permission_code in r.permissions)


@cache
def _pack() -> dict:
    return yaml.safe_load(SHIPPED.read_text(encoding="utf-8"))
