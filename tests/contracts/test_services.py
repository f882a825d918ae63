"""Every write is a service: keyword arguments, an actor, one transaction, one act."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable
from typing import Any

import pytest

import suzhi
from cast import make_cast
from suzhi.engines.access.api import Actor, note, service, system_actor, verbs
from suzhi.engines.access.models import Grant
from suzhi.engines.audit.models import Act
from suzhi.engines.org.models import Unit
from suzhi.kernel.errors import Denied, Refusal

# Dry runs: they do the work in order to say what it would do, and roll all of it back.
DRY_RUNS = {
    "suzhi.engines.exchange.running.services.check_file",
    "suzhi.engines.exchange.running.services.error_workbook",
}


def public_functions() -> list[Callable[..., Any]]:
    """Functions that services modules define for others."""
    found = []
    for module in pkgutil.walk_packages(suzhi.__path__, "suzhi."):
        parts = module.name.split(".")
        if not any(part == "services" or part.startswith("services_") for part in parts):
            continue
        loaded = importlib.import_module(module.name)
        for name, function in vars(loaded).items():
            own = inspect.isfunction(function) and inspect.unwrap(function).__module__ == module.name
            if own and not name.startswith("_"):
                found.append(function)
    return found


@pytest.mark.parametrize("function", public_functions(), ids=lambda f: f"{f.__module__}.{f.__name__}")
def test_what_takes_an_actor_is_a_service(function: Callable[..., Any]) -> None:
    takes_actor = "actor" in inspect.signature(function).parameters
    if f"{function.__module__}.{function.__name__}" in DRY_RUNS:
        assert "set_rollback(True)" in inspect.getsource(function)
        return
    wears = hasattr(function, "service_verb")
    assert wears == takes_actor, "a function of a services module that acts for somebody wears @service"
    assert inspect.unwrap(function).__doc__, "a service says what it does"


def test_verbs_are_each_one_service() -> None:
    worn = [f.service_verb for f in public_functions() if hasattr(f, "service_verb")]
    assert sorted(worn) == sorted(set(worn))
    assert set(worn) <= set(verbs)


@service("test.rename", "改名")
def rename(*, actor: Actor, unit: Unit, name: str) -> Unit:
    """For the tests below."""
    unit.name = name
    unit.save()
    note(length=len(name))
    if name == "拒":
        raise Refusal("test.no", "不行。")
    if name == "越":
        raise Denied("access.denied", "不在范围内。")
    return unit


@pytest.mark.django_db
def test_a_service_leaves_one_act_and_its_name_in_the_history() -> None:
    unit = make_cast().units["A1"]
    rename(actor=system_actor("夜间任务"), unit=unit, name="新名")
    [act] = Act.objects.all()
    assert (act.verb, act.actor_name, act.subject_type, act.subject_id, act.unit_id) == (
        "test.rename",
        "夜间任务",
        "org.unit",
        unit.pk,
        unit.pk,
    )
    assert act.detail == {"length": 2, "fields": ["name"]}
    [event] = unit.events.all()
    assert event.name == "东县机床厂工会"
    assert event.pgh_context.metadata["verb"] == "test.rename"
    assert event.pgh_context.metadata["name"] == "夜间任务"


@pytest.mark.django_db
def test_a_refusal_undoes_everything_and_leaves_no_act() -> None:
    unit = make_cast().units["A1"]
    with pytest.raises(Refusal):
        rename(actor=system_actor(), unit=unit, name="拒")
    assert Unit.objects.get(pk=unit.pk).name == "东县机床厂工会"
    assert not Act.objects.exists()


@pytest.mark.django_db
def test_a_denial_undoes_everything_and_is_written_down_once() -> None:
    cast = make_cast()
    unit = cast.units["A1"]
    actor = cast.actor("recorder", "B1")
    with pytest.raises(Denied):
        rename(actor=actor, unit=unit, name="越")
    assert Unit.objects.get(pk=unit.pk).name == "东县机床厂工会"
    [act] = Act.objects.all()
    assert (act.verb, act.actor_id, act.detail["verb"]) == ("access.denied", actor.account_id, "test.rename")


def test_a_service_is_called_by_keyword_with_an_actor() -> None:
    with pytest.raises(TypeError, match="keyword"):
        rename(system_actor(), None, "x")  # type: ignore[misc]
    with pytest.raises(TypeError, match="actor"):
        rename(actor=None, unit=None, name="x")  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="keyword-only"):

        @service("test.loose")
        def loose(actor: Actor) -> None:
            """Positional."""


@pytest.mark.django_db
def test_the_grants_history_is_kept() -> None:
    cast = make_cast()
    cast.account("recorder", "A1")
    grant = Grant.objects.get()
    grant.role = "leader"
    grant.save()
    assert [event.role for event in grant.events.all()] == ["recorder"]
