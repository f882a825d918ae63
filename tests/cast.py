"""The standing cast: one small tree and the same persons in every test that needs somebody.

江城市总工会 (C)
  东县总工会 (A)   东县机床厂工会 (A1)
  西县总工会 (B)   西县纺织厂工会 (B1)
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from suzhi.engines.access.api import Actor, Grant, actor_for, all_roles
from suzhi.engines.accounts.models import Account
from suzhi.engines.org.closure import rebuild_closure
from suzhi.engines.org.models import Line, Unit

PASSWORD = "kept-only-for-tests-7"
LONG_AGO = date(2015, 1, 1)

_TREE = [
    ("C", "江城市总工会", "city", None),
    ("A", "东县总工会", "county", "C"),
    ("B", "西县总工会", "county", "C"),
    ("A1", "东县机床厂工会", "grassroots", "A"),
    ("B1", "西县纺织厂工会", "grassroots", "B"),
]


@dataclass
class Cast:
    """Units by code; accounts as they are asked for."""

    units: dict[str, Unit]
    accounts: dict[str, Account] = field(default_factory=dict)

    def account(self, role: str, unit: str) -> Account:
        """The account that holds one role on one unit, e.g. ("recorder", "A1")."""
        name = f"{role}.{unit}".lower()
        if name not in self.accounts:
            account = Account(username=name, display_name=f"{all_roles()[role].name}{unit}", demo=True)
            # A real hash takes a tenth of a second; these sign in by force_login.
            account.password = "!"
            account.save()
            Grant.objects.create(account=account, role=role, unit=self.units[unit], valid_from=LONG_AGO)
            self.accounts[name] = account
        return self.accounts[name]

    def actor(self, role: str, unit: str) -> Actor:
        """That account as an actor."""
        return actor_for(self.account(role, unit))


def make_cast(**more: Any) -> Cast:
    """Enter the tree."""
    units = {code: Unit.objects.create(code=code, name=name, type=kind) for code, name, kind, _ in _TREE}
    for code, _name, _kind, parent in _TREE:
        Line.objects.create(unit=units[code], parent=units[parent] if parent else None)
    rebuild_closure()
    return Cast(units)
