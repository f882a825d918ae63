"""Services guard themselves: whoever calls one past the page (an API, a command) is refused as the page would refuse.

The arguments are made from the signatures, so a new service is tried without being named here.
"""

from __future__ import annotations

import inspect
import typing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import models, transaction
from django.db.models import QuerySet

from contracts.test_services import public_functions
from contracts.world import World
from suzhi.domains.plans.api import pack_of, read_pack
from suzhi.engines.access.api import Actor, Grant, actor_for, all_policies, all_roles
from suzhi.engines.accounts.models import SignIn
from suzhi.engines.records.api import Family, all_families
from suzhi.engines.workflow.api import ORDINARY, Recorded, rank_of
from suzhi.kernel import clock
from suzhi.kernel.errors import Denied, Refusal

pytestmark = pytest.mark.django_db

OURS, THEIRS = "A1", "B1"

# Who may do these does them to nobody's rows, or to rows that are read by scope inside.
FREE = {
    "plans.read": "a draft is its maker's own",
    "accounts.open": "a new account belongs to no unit until it is given a role",
    "people.reveal_many": "reads only those of the people that are in scope",
    "exchange.check_import": "each row of the workbook is checked by scope",
    "exchange.receive_import": "each row of the workbook is checked by scope",
    "exchange.import_file": "each row of the workbook is checked by scope",
    "exchange.export": "the rows come from the scope",
}
# A record that has been verified may still do these.
ENDING = {
    "*.close": "what was verified still ends one day",
    "people.end_post": "a verified post still ends one day",
}


@dataclass(frozen=True)
class Case:
    """A service; of those that write any family, one for each."""

    function: Any
    family: Family | None = None

    @property
    def verb(self) -> str:
        return self.function.service_verb

    @property
    def hints(self) -> dict[str, Any]:
        hints = typing.get_type_hints(inspect.unwrap(self.function))
        if self.family is not None and "row" in hints:
            hints["row"] = self.family.model
        return {name: hint for name, hint in hints.items() if name != "return"}

    @property
    def record(self) -> str:
        """The argument that is a record with a state of its own, if there is one."""
        kinds = ((name, hint) for name, hint in self.hints.items() if isinstance(hint, type))
        return next((name for name, hint in kinds if issubclass(hint, Recorded)), "")

    def __str__(self) -> str:
        return f"{self.verb} {self.family.code}" if self.family else self.verb


def cases() -> list[Case]:
    found = []
    for function in public_functions():
        if hasattr(function, "service_verb"):
            plain = Case(function)
            families = list(all_families().values()) if "family" in plain.hints else []
            found += [Case(function, family) for family in families] or [plain]
    return found


@pytest.fixture(scope="module")
def stranger(world: World) -> Actor:
    """Holds every role there is, in the neighbouring unit."""
    account = world.cast.account("recorder", THEIRS)
    for role in all_roles():
        Grant.objects.get_or_create(
            account=account, role=role, unit=world.cast.units[THEIRS], valid_from=clock.today()
        )
    return actor_for(account)


def arguments(case: Case, world: World, actor: Actor) -> dict[str, Any]:
    """Of rows those of our unit, of words and days any."""
    found: dict[str, Any] = {"actor": actor}
    for name, parameter in inspect.signature(inspect.unwrap(case.function)).parameters.items():
        if name == "actor" or parameter.kind is inspect.Parameter.VAR_KEYWORD:
            continue
        value = case.family if name == "family" else _value(name, case.hints.get(name, Any), world)
        if parameter.default is inspect.Parameter.empty or isinstance(value, models.Model):
            found[name] = value
    if case.family is not None and "row" not in found:
        row = _row(case.family.model, world)
        found |= {name: getattr(row, name) for name in case.family.facts if getattr(row, name) is not None}
    return found


def _value(name: str, hint: Any, world: World) -> Any:
    kinds = [one for one in (hint, *typing.get_args(hint)) if isinstance(one, type)]
    row = next((one for one in kinds if issubclass(one, models.Model)), None)
    if row is not None and row is not models.Model:
        return _many(hint, _row(row, world))
    if name == "pack":
        return _pack()
    if hint is Any or models.Model in kinds:
        return {
            "unit": world.cast.units[OURS],
            "account": world.cast.account("recorder", OURS),
            "subject": world.row("activities.Activity", OURS),
        }.get(name)
    plain = {date: clock.today(), int: 1, bool: False, str: "x", bytes: b"x", Path: Path("none.xlsx")}
    known = next((plain[one] for one in kinds if one in plain), None)
    return known if known is not None else {}


def _pack() -> Any:
    """The plan that is in force, a little other, for the same root."""
    plain = {name: part for name, part in read_pack("leshan-2016-2020").plain.items() if name != "places"}
    return pack_of(plain | {"root": "C", "duties": []})


def _row(model: type[models.Model], world: World) -> Any:
    label = model._meta.label
    if label in world.rows[OURS]:
        return model._base_manager.get(pk=world.row(label, OURS).pk)
    if model is SignIn:
        return SignIn(account=world.cast.account("recorder", OURS))
    return model._base_manager.order_by("pk").first()


def _many(hint: Any, row: Any) -> Any:
    origin = typing.get_origin(hint)
    if origin is None or origin in (typing.Union, __import__("types").UnionType):
        return row
    return type(row)._base_manager.filter(pk=row.pk) if issubclass(origin, QuerySet) else [row]


@pytest.mark.parametrize("case", [case for case in cases() if case.verb not in FREE], ids=str)
def test_a_stranger_is_refused_by_the_service_itself(case: Case, world: World, stranger: Actor) -> None:
    given = arguments(case, world, stranger)
    # Whatever the state of the record: a stranger is not told it.
    for state in ("confirmed", "verified") if case.record else ("",):
        with transaction.atomic():
            if state:
                _put(given[case.record], state)
            with pytest.raises(Denied):
                case.function(**given)
            transaction.set_rollback(True)


def test_every_reason_names_a_service() -> None:
    assert set(FREE) | set(ENDING) <= {case.verb for case in cases()}


@pytest.mark.parametrize(
    "case", [case for case in cases() if case.record and case.verb not in FREE | ENDING], ids=str
)
def test_a_verified_record_is_locked_to_its_own_unit(case: Case, world: World) -> None:
    """Recorder and chair of the unit: it was looked at above them."""
    with transaction.atomic():
        given = arguments(case, world, actor_for(world.cast.account("unit_chair", OURS)))
        before = _put(given[case.record], "verified")
        with pytest.raises(Refusal):
            case.function(**given | ({"step": "confirm"} if "step" in given else {}))
        assert _values(given[case.record]) == before
        transaction.set_rollback(True)


def _put(record: Any, state: str) -> dict[str, Any]:
    type(record)._base_manager.filter(pk=record.pk).update(state=state, rank=rank_of(ORDINARY, state))
    return _values(record)


def _values(record: Any) -> dict[str, Any]:
    return type(record)._base_manager.filter(pk=record.pk).values().get()


def test_the_contract_tries_the_records_of_every_family() -> None:
    tried = {case.hints[case.record] for case in cases() if case.record}
    assert tried == {model for model in all_policies() if issubclass(model, Recorded)}
