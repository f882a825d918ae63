"""The authorisation matrix: every address, every role, a row inside, a row beside and a row above.

The snapshot in matrix.yaml is reviewed by a person; after a wanted change write it anew with

    SUZHI_WRITE_MATRIX=1 pytest tests/contracts/test_matrix.py
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.apps import apps
from django.db import connection, transaction
from django.test import Client

from contracts import profiles
from contracts.addresses import Address, all_addresses
from contracts.arguments import address_for, label_of, names_a_row
from contracts.world import World, role_accounts
from suzhi.engines.access.api import Actor, actor_for, all_roles, can
from suzhi.engines.audit.api import Act

pytestmark = pytest.mark.django_db

SNAPSHOT = Path(__file__).with_name("matrix.yaml")
PLACES = {"inside": "A1", "beside": "B1", "above": "C"}
PASSED = {200, 204, 302, 400, 405, 409, 422}


def mapped() -> list[Address]:
    """Our addresses; the design system's samples show no data."""
    return [address for address in all_addresses() if address.ours and not address.name.startswith("ui:")]


def ask(client: Client, where: str) -> int:
    """The status of a GET, or of an empty POST where GET is not taken; nothing stays of either."""
    with transaction.atomic():
        status = client.get(where).status_code
        if status == 405:
            status = client.post(where).status_code
        transaction.set_rollback(True)
    return status


def cells(world: World) -> dict[str, dict[str, str]]:
    """address -> role -> what each place answered."""
    connection.check_constraints()
    found: dict[str, dict[str, str]] = {}
    for role, account in {"anonymous": None, **role_accounts(world)}.items():
        client = Client(raise_request_exception=False)
        if account is not None:
            client.force_login(account)
        for address in mapped():
            found.setdefault(address.name, {})[role] = _cell(client, address, world)
    return found


def _cell(client: Client, address: Address, world: World) -> str:
    places = PLACES if names_a_row(address) else {"": "A1"}
    statuses = {place: ask(client, address_for(address, world, unit)) for place, unit in places.items()}
    return " ".join(
        f"{place}:{_word(status)}" if place else _word(status) for place, status in statuses.items()
    )


def _word(status: int) -> str:
    return {404: "no", 302: "moved"}.get(status, "yes" if status in PASSED else str(status))


@pytest.fixture(scope="module")
def matrix(world: World) -> dict[str, dict[str, str]]:
    return cells(world)


def test_the_matrix_is_as_reviewed(matrix: dict[str, dict[str, str]]) -> None:
    several = {address.name: names_a_row(address) for address in mapped()}
    if os.environ.get("SUZHI_WRITE_MATRIX"):
        profiles.write(SNAPSHOT, matrix, several)
    assert matrix == profiles.read(SNAPSHOT, list(all_roles()), several)


def test_every_profile_is_named_used_and_unlike_the_others() -> None:
    kept = yaml.safe_load(SNAPSHOT.read_text(encoding="utf-8"))
    assert set(kept["profiles"]) == set(kept["addresses"].values())
    assert not [name for name, one in kept["profiles"].items() if "named" in f"{name} {one['says']}"]
    plain = [
        str(sorted((k, sorted(v)) for k, v in one.items() if k != "says"))
        for one in kept["profiles"].values()
    ]
    assert len(set(plain)) == len(plain)


def test_no_address_breaks(matrix: dict[str, dict[str, str]]) -> None:
    broken = [
        f"{name} as {role}: {cell}"
        for name, row in matrix.items()
        for role, cell in row.items()
        if "50" in cell
    ]
    assert broken == []


def test_without_the_permission_every_address_is_shut(matrix: dict[str, dict[str, str]]) -> None:
    """Derived from the declarations, not from the snapshot."""
    wrong = []
    for address in mapped():
        rule = address.rule
        assert rule is not None
        for role in all_roles().values():
            if rule.permissions and not set(rule.permissions) & role.permissions:
                answers = set(_answers(matrix[address.name][role.code]))
                if answers != {"no"}:
                    wrong.append(f"{address.name} as {role.code}: {answers}")
        if not rule.public and set(_answers(matrix[address.name]["anonymous"])) != {"moved"}:
            wrong.append(f"{address.name} without sign-in")
    assert wrong == []


def test_rows_outside_the_scope_are_not_there(world: World, matrix: dict[str, dict[str, str]]) -> None:
    """Where a policy keeps a row from the role, the address answers 404; where it gives it, it does not."""
    wrong = []
    for address in (a for a in mapped() if names_a_row(a)):
        label = label_of(address)
        if label is None or address.rule is None or not address.rule.permissions:
            continue
        for role, account in world.cast.accounts.items():
            code = role.split(".")[0]
            if (code, account) in _standing(world):
                wrong += _mismatches(address, label, code, actor_for(account), world, matrix)
    assert wrong == []


def _standing(world: World) -> list[tuple[str, Any]]:
    return list(role_accounts(world).items())


def _mismatches(
    address: Address, label: str, role: str, actor: Actor, world: World, matrix: dict[str, dict[str, str]]
) -> list[str]:
    assert address.rule is not None
    found = []
    for (place, unit), answer in zip(PLACES.items(), _answers(matrix[address.name][role]), strict=True):
        row = apps.get_model(label)._base_manager.get(pk=world.row(label, unit).pk)
        reachable = any(can(actor, permission, row) for permission in address.rule.permissions)
        if not reachable and answer != "no":
            found.append(f"{address.name} as {role}, {place}: {answer}")
    return found


def _answers(cell: str) -> list[str]:
    return [part.rsplit(":", 1)[-1] for part in cell.split()]


def test_denials_are_written_down(world: World) -> None:
    client = Client()
    client.force_login(world.cast.account("recorder", "A1"))
    with transaction.atomic():
        before = Act.objects.filter(verb="access.denied").count()
        client.get(f"/activities/{world.row('activities.Activity', 'B1').pk}/")
        assert Act.objects.filter(verb="access.denied").count() == before + 1
        transaction.set_rollback(True)
