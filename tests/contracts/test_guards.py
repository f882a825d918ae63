"""Services guard themselves: whoever calls one past the page (an API, a command) is refused as the page would refuse.

The arguments are made from the signatures, so a new service is tried without being named here.
"""

from __future__ import annotations

import inspect
import typing
from collections.abc import Callable
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
from suzhi.engines.workflow.api import Recorded
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
    "venues.close": "a verified venue still closes one day",
    "people.end_post": "a verified post still ends one day",
}


def services() -> list[Any]:
    return [function for function in public_functions() if hasattr(function, "service_verb")]


def verb(function: Any) -> str:
    return function.service_verb


@pytest.fixture(scope="module")
def stranger(world: World) -> Actor:
    """Holds every role there is, in the neighbouring unit."""
    account = world.cast.account("recorder", THEIRS)
    for role in all_roles():
        Grant.objects.get_or_create(
            account=account, role=role, unit=world.cast.units[THEIRS], valid_from=clock.today()
        )
    return actor_for(account)


def arguments(function: Any, world: World, actor: Actor) -> dict[str, Any]:
    """Of rows those of our unit, of words and days any."""
    plain = inspect.unwrap(function)
    hints = typing.get_type_hints(plain)
    found: dict[str, Any] = {"actor": actor}
    for name, parameter in inspect.signature(plain).parameters.items():
        if name == "actor" or parameter.kind is inspect.Parameter.VAR_KEYWORD:
            continue
        value = _value(name, hints.get(name, Any), world)
        if parameter.default is inspect.Parameter.empty or isinstance(value, models.Model):
            found[name] = value
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


@pytest.mark.parametrize("function", [f for f in services() if verb(f) not in FREE], ids=verb)
def test_a_stranger_is_refused_by_the_service_itself(
    function: Callable[..., Any], world: World, stranger: Actor
) -> None:
    given = arguments(function, world, stranger)
    # Whatever the state of the record: a stranger is not told it.
    for state in ("confirmed", "verified") if recorded(function) else ("",):
        with transaction.atomic():
            if state:
                record = given[recorded(function)]
                type(record)._base_manager.filter(pk=record.pk).update(state=state)
            with pytest.raises(Denied):
                function(**given)
            transaction.set_rollback(True)


def test_every_reason_names_a_service() -> None:
    assert set(FREE) | set(ENDING) <= {verb(function) for function in services()}


def recorded(function: Any) -> str:
    """The argument that is a record with a state of its own, if there is one."""
    hints = typing.get_type_hints(inspect.unwrap(function))
    given = ((name, hint) for name, hint in hints.items() if name != "return")
    return next((name for name, hint in given if isinstance(hint, type) and issubclass(hint, Recorded)), "")


@pytest.mark.parametrize(
    "function", [f for f in services() if recorded(f) and verb(f) not in FREE | ENDING], ids=verb
)
def test_a_verified_record_is_locked_to_its_own_unit(function: Callable[..., Any], world: World) -> None:
    """Recorder and chair of the unit: it was looked at above them."""
    account = world.cast.account("unit_chair", OURS)
    with transaction.atomic():
        given = arguments(function, world, actor_for(account))
        record = given[recorded(function)]
        type(record)._base_manager.filter(pk=record.pk).update(state="verified")
        before = type(record)._base_manager.filter(pk=record.pk).values().get()
        with pytest.raises(Refusal):
            function(**given | ({"step": "confirm"} if "step" in given else {}))
        assert type(record)._base_manager.filter(pk=record.pk).values().get() == before
        transaction.set_rollback(True)


def test_the_contract_tries_the_records_of_every_family() -> None:
    tried = {typing.get_type_hints(inspect.unwrap(f))[recorded(f)] for f in services() if recorded(f)}
    assert tried == {model for model in all_policies() if issubclass(model, Recorded)}
