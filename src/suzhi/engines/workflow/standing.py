"""Keeps the standings in step with the packs, and every stated table bound to them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pghistory
from django.apps import apps
from django.db import connection, transaction
from django.db.models import Model, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from suzhi.engines.access.api import verbs
from suzhi.engines.audit.api import append_act
from suzhi.engines.workflow.mixins import Recorded
from suzhi.engines.workflow.models import Standing
from suzhi.engines.workflow.registry import ORDINARY, all_workflows, workflow
from suzhi.engines.workflow.timeline import Names

VERB = "workflow.moved"
verbs[VERB] = gettext_noop("按流程包更新状态位次")


def stated_models() -> list[type[Model]]:
    """The models whose rows have a state."""
    return [model for model in apps.get_models() if issubclass(model, Recorded)]


def sync_standings(**_given: Any) -> None:
    """After every migrate. A new rank reaches the records of its state through their foreign key."""
    before = {(one.process, one.state): one for one in Standing.objects.all()}
    new, moved = [], []
    for process in all_workflows().values():
        for state in process.states.values():
            one = before.get((process.code, state.code))
            if one is None:
                new.append(Standing(process=process.code, state=state.code, rank=state.rank))
            elif one.rank != state.rank:
                one.rank = state.rank
                moved.append(one)
    # Those of a process that left the packs stay, because records may still stand in it.
    Standing.objects.bulk_create(new)
    if moved:
        _move(moved)
    for table in unbound():
        with connection.cursor() as cursor:
            cursor.execute(
                f'ALTER TABLE "{table}" ADD CONSTRAINT "{table}_standing" FOREIGN KEY (process, state, rank)'
                " REFERENCES workflow_standing (process, state, rank) ON UPDATE CASCADE"
            )


def _move(moved: list[Standing]) -> None:
    """In one act, so that the records that go along are accounted for."""
    name = "系统"
    with transaction.atomic(), pghistory.context(actor=None, name=name, verb=VERB) as call:
        Standing.objects.bulk_update(moved, ["rank"])
        told = {f"{one.process}.{one.state}": one.rank for one in moved}
        append_act(verb=VERB, actor_name=name, detail=told, context=call.id)


def unbound() -> list[str]:
    """Stated tables that the foreign key does not hold (yet, or any more)."""
    with connection.cursor() as cursor:
        there = set(connection.introspection.table_names(cursor))
        tables = [model._meta.db_table for model in stated_models() if model._meta.db_table in there]
        cursor.execute(
            "SELECT attrelid::regclass::text FROM pg_attribute a"
            " WHERE attname = 'rank' AND attrelid = ANY(%s::regclass[]) AND NOT EXISTS ("
            "SELECT 1 FROM pg_constraint c WHERE c.conrelid = a.attrelid AND c.contype = 'f'"
            " AND c.convalidated AND c.confrelid = 'workflow_standing'::regclass)",
            [tables],
        )
        return [table for (table,) in cursor.fetchall()]


def flagged(flag: str) -> Q:
    """Records whose state has the flag, each in its own process."""
    found = Q(pk__in=[])
    for code, process in all_workflows().items():
        states = [state.code for state in process.states.values() if flag in state.flags]
        found |= Q(process=code, state__in=states)
    return found


def state_label(record: Any, code: str = "") -> str:
    """The record's state, or another of its process, as people say it."""
    code = code or record.state
    found = record.own_process.states.get(code)
    return found.label if found else code


def stated(record: Any, names: Names) -> Names:
    """The names of a record's fields for its history, with its states as its own process calls them."""
    return {"state": (_("状态"), lambda code: state_label(record, code)), **names}


def state_choices(processes: Iterable[str]) -> list[tuple[str, str]]:
    """The states of these processes for a filter; one code with two names bears both."""
    names: dict[str, list[str]] = {}
    for code in processes:
        for state in workflow(code).states.values():
            words = names.setdefault(state.code, [])
            if state.label not in words:
                words.append(state.label)
    return [(code, "／".join(words)) for code, words in names.items()]


def entered_sql(by_kind: Mapping[str, str], kind: str, *, confirmed: bool) -> dict[str, str]:
    """SQL for process, state and rank of new records by the column of their kind."""
    usual = _entered(ORDINARY, confirmed)
    others = {code: _entered(process, confirmed) for code, process in by_kind.items() if process != ORDINARY}
    if not others:
        return usual
    return {
        name: f"CASE {kind} "
        + " ".join(f"WHEN {_quoted(code)} THEN {values[name]}" for code, values in others.items())
        + f" ELSE {value} END"
        for name, value in usual.items()
    }


def _entered(code: str, confirmed: bool) -> dict[str, str]:
    state = workflow(code).entered(confirmed)
    return {"process": _quoted(code), "state": _quoted(state.code), "rank": str(state.rank)}


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
