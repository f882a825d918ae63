"""From a record behind a figure to what its reader may know of it: its name, its key, the page that shows it.

A figure counts records by the tree of their own day, and a reader reaches rows by the tree of today; so every row of a
list is asked for by itself. Addresses are looked up by name, so that plans knows no package above it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from django.apps import apps
from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from suzhi.engines.access.api import Actor, address, named, place_of_record, policy_of, scope
from suzhi.engines.metrics.api import Record
from suzhi.engines.org.api import Unit


@dataclass(frozen=True, slots=True)
class Opened:
    """A record as far as its reader may know it; without ``href`` it leads nowhere."""

    record: Record
    href: str = ""


def opened(actor: Actor, records: Sequence[Record], deleted_of: int | None = None) -> list[Opened]:
    """The records as this reader may know them, in a fixed number of queries for each type.

    In scope of the row: its key, name and page. A row that names a person and is not in reach of ``people.view`` keeps
    its key and loses the name. What lies outside keeps its day and weight, so that the list adds up to the figure.
    No policy can be asked about a deleted row: ``deleted_of`` is the unit whose figure lost it.
    """
    told = deleted_of is not None and actor.covers("records.view", deleted_of)
    types = {record.type for record in records}
    parts = {
        type_: _Reader(actor, type_, [one for one in records if one.type == type_], told) for type_ in types
    }
    return [parts[record.type].open(record) for record in records]


def unit_names(actor: Actor, records: Iterable[Record]) -> dict[int, str]:
    """The units in reach at which the records stand."""
    ids = {record.unit_id for record in records if record.unit_id}
    rows = scope(actor, "units.view", Unit.objects.filter(pk__in=ids))
    return dict(rows.values_list("pk", "name"))


class _Reader:
    """What one reader may know of the records of one type."""

    def __init__(self, actor: Actor, type_: str, records: Sequence[Record], told: bool) -> None:
        self.type = type_
        ids = [record.id for record in records]
        model = model_of(type_)
        policy = policy_of(model)
        self.pages = dict(_pages(actor, model, type_, records))
        standing = set(_of(model, ids).values_list("pk", flat=True)) if told else set(ids)
        self.gone = set(ids) - standing if type_ != "unit" else set()
        self.names_people = bool(policy.names)
        self.named = (
            set(named(actor, _of(model, ids)).values_list("pk", flat=True)) if policy.names else set()
        )

    def open(self, record: Record) -> Opened:
        known = self.pages.get(_by(record))
        if record.id in self.gone:
            return Opened(record)
        if self.names_people and record.id not in self.named:
            # The number of a person is no name: by it a figure can be checked.
            record = replace(record, label=_("姓名不显示"))
            return Opened(record, _address(self.type, known) if self.type != "person" else "")
        if known is None:
            return Opened(replace(record, key="", label=_("不在管理范围内"), unit_id=None))
        return Opened(record, _address(self.type, known))


def model_of(type_: str) -> type[Model]:
    """The model whose rows figures call so."""
    place = place_of_record(type_)
    if place is None:
        raise LookupError(f"no package says in its places.py where a {type_} is opened")
    return apps.get_model(place.model)


def type_name(type_: str) -> str:
    """What people call this sort of record."""
    place = place_of_record(type_)
    return str(place.label) if place else ""


def _pages(
    actor: Actor, model: type[Model], type_: str, records: Sequence[Record]
) -> Iterable[tuple[int | str, int]]:
    """What is in scope -> the id in the address of its page."""
    view = policy_of(model).view
    if type_ == "unit":
        # A profile or a tag of a unit has an id of its own; what leads to the page is the unit's code.
        rows = model._base_manager.filter(code__in=[record.key for record in records])
        return scope(actor, view, rows).values_list("code", "pk")
    rows = scope(actor, view, _of(model, [record.id for record in records]))
    place = place_of_record(type_)
    return rows.values_list("pk", place.within if place and place.within else "pk")


def _of(model: type[Model], ids: Collection[int]) -> QuerySet:
    return model._base_manager.filter(pk__in=ids)


def _by(record: Record) -> int | str:
    return record.key if record.type == "unit" else record.id


def _address(type_: str, pk: int | None) -> str:
    place = place_of_record(type_)
    return address(place.page, pk) if place and pk is not None else ""
