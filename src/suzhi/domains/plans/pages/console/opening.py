"""From a record behind a figure to the page that shows it. Addresses are looked up by name, so that plans
knows no package above it; where a package has no page the record stands without a link."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from django.apps import apps
from django.utils.translation import gettext as _

from suzhi.engines.access.api import Actor, address, place_of_record
from suzhi.engines.metrics.api import Record
from suzhi.engines.org.api import Unit

PERSONAL = frozenset({"participation", "post", "person"})


def discreet(actor: Actor, records: Sequence[Record]) -> list[Record]:
    """The records, without names where the actor may not see people; their keys stay."""
    if actor.has("people.view"):
        return list(records)
    return [replace(one, label=_("姓名不显示")) if one.type in PERSONAL else one for one in records]


def links_of(records: Sequence[Record]) -> list[str]:
    """The address of each record's page, or nothing; one query for each type that needs one."""
    owners = _owners(records)
    return [_link(record, owners) for record in records]


def type_name(record: str) -> str:
    """What people call this sort of record."""
    place = place_of_record(record)
    return str(place.label) if place else ""


def unit_names(records: Iterable[Record]) -> dict[int, str]:
    """The units that the records stand at."""
    ids = {record.unit_id for record in records if record.unit_id}
    return dict(Unit.objects.filter(pk__in=ids).values_list("pk", "name"))


def _owners(records: Sequence[Record]) -> dict[tuple[str, int | str], int]:
    """What has to be looked up: a participation's activity, and a unit by its code."""
    found: dict[tuple[str, int | str], int] = {}
    for type_ in {record.type for record in records}:
        place = place_of_record(type_)
        if place and place.within:
            ids = [record.id for record in records if record.type == type_]
            rows = (
                apps.get_model(place.model)._base_manager.filter(pk__in=ids).values_list("pk", place.within)
            )
            found.update({(type_, pk): owner for pk, owner in rows})
    codes = [record.key for record in records if record.type == "unit"]
    if codes:
        # A profile or a tag of a unit has an id of its own; what leads to the page is the unit's code.
        found.update(
            {("unit", code): pk for pk, code in Unit.objects.filter(code__in=codes).values_list("pk", "code")}
        )
    return found


def _link(record: Record, owners: dict[tuple[str, int | str], int]) -> str:
    place = place_of_record(record.type)
    if place is None:
        return ""
    by: int | str = record.key if record.type == "unit" else record.id
    pk = owners.get((record.type, by)) if record.type == "unit" or place.within else record.id
    return address(place.page, pk) if pk is not None else ""
