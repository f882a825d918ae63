"""Keeps the standings in step with the packs, and every stated table bound to them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.models import Model, Q
from django.utils.translation import gettext as _

from suzhi.engines.workflow.mixins import Recorded
from suzhi.engines.workflow.models import Standing
from suzhi.engines.workflow.registry import ORDINARY, all_workflows, workflow
from suzhi.engines.workflow.timeline import Names


def stated_models() -> list[type[Model]]:
    """The models whose rows have a state."""
    return [model for model in apps.get_models() if issubclass(model, Recorded)]


def sync_standings(**_given: Any) -> None:
    """After every migrate. A new rank reaches the records of its state through their foreign key."""
    known = {
        (code, state.code): state.rank
        for code, process in all_workflows().items()
        for state in process.states.values()
    }
    # Those of a process that left the packs stay, because records may still stand in it.
    Standing.objects.bulk_create(
        [Standing(process=process, state=state, rank=rank) for (process, state), rank in known.items()],
        update_conflicts=True,
        unique_fields=["process", "state"],
        update_fields=["rank"],
    )
    for table in unbound():
        with connection.cursor() as cursor:
            cursor.execute(
                f'ALTER TABLE "{table}" ADD CONSTRAINT "{table}_standing" FOREIGN KEY (process, state, rank)'
                " REFERENCES workflow_standing (process, state, rank) ON UPDATE CASCADE"
            )


def unbound() -> list[str]:
    """Stated tables that the foreign key does not hold (yet, or any more)."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT attrelid::regclass::text FROM pg_attribute a WHERE attname = 'rank' AND attrelid = ANY(%s::regclass[])"
            " AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conrelid = a.attrelid AND c.contype = 'f'"
            " AND c.convalidated AND c.confrelid = 'workflow_standing'::regclass)",
            [
                [
                    table
                    for table in map(_table, stated_models())
                    if table in connection.introspection.table_names(cursor)
                ]
            ],
        )
        return [table for (table,) in cursor.fetchall()]


def _table(model: type[Model]) -> str:
    return str(model._meta.db_table)


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
