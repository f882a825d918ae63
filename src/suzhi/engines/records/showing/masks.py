"""What a reader may see of a field: decided here by the field's privacy class, and nowhere else."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from suzhi.engines.access.api import Actor, named
from suzhi.engines.records.families import family_of
from suzhi.engines.records.family import Family
from suzhi.engines.workflow.api import write
from suzhi.kernel.privacy import INTERNAL, PERSONAL, PUBLIC

HIDDEN = "＊"


def open_people(actor: Actor, family: Family, rows: Sequence[Any]) -> None:
    """Note on each row whether this reader may see its person: one query for all rows."""
    if not family.person:
        return
    seen = set(
        named(actor, family.model._base_manager.filter(pk__in=[row.pk for row in rows])).values_list(
            "pk", flat=True
        )
    )
    column = family.facts[family.person].field.attname
    mine = actor.account.person_id if actor.account is not None else None
    for row in rows:
        row.person_open = row.pk in seen or (mine is not None and getattr(row, column) == mine)


def may_see(actor: Actor, row: Any, name: str) -> bool:
    """Whether the field is open to this reader of the row.

    public and internal: to whoever may see the row. personal: to who may see the person, and to oneself. sealed:
    to nobody, but by a service of its own that asks for the reason.
    """
    family = family_of(row)
    if family is None or name not in family.facts:
        return False
    return _open(actor, family, row, family.facts[name].said.privacy)


def _open(actor: Actor, family: Family, row: Any, held: str) -> bool:
    if held == PERSONAL and family.person:
        if not hasattr(row, "person_open"):
            open_people(actor, family, [row])
        return bool(row.person_open)
    return held in (PUBLIC, INTERNAL, PERSONAL)


def shown(actor: Actor, row: Any, name: str, unit_word: bool = False) -> str:
    """The field as this reader may read it."""
    family = family_of(row)
    assert family is not None
    if not may_see(actor, row, name):
        return HIDDEN
    fact, value = family.facts[name], getattr(row, name)
    if name in family.labels:
        return family.labels[name](row)
    if name == "kind":
        return kind_name(value)
    return fact.measured(value) if unit_word else fact.write(value)


def may_see_extra(actor: Actor, row: Any, entry: dict[str, Any]) -> bool:
    """The same of a field that its kind brings; its class is in the pack (``privacy``; internal unless told)."""
    family = family_of(row)
    return family is not None and _open(actor, family, row, entry.get("privacy", INTERNAL))


def shown_extra(actor: Actor, row: Any, entry: dict[str, Any]) -> str:
    """Its value as this reader may read it."""
    value = row.extra.get(entry["code"])
    if value is None:
        return "–"
    return write(value) if may_see_extra(actor, row, entry) else HIDDEN


def kind_name(code: str) -> str:
    """A kind's name; the code itself when its pack is gone."""
    from suzhi.engines.kinds.api import all_kinds

    found = all_kinds().get(code)
    return found.label if found else code
