"""A row against its family's rules, one after the other."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.utils.translation import gettext as _

from suzhi.engines.people.api import Membership
from suzhi.engines.records.family import Family
from suzhi.engines.records.rules.rule import COUNTED
from suzhi.engines.workflow.api import settle
from suzhi.kernel.errors import Refusal
from suzhi.kernel.letters import code_letters, visible


def clean(family: Family, facts: dict[str, Any]) -> dict[str, Any]:
    """Texts without needless blanks; an empty optional text is empty and not nothing."""
    return {name: _cleaned(family, name, value) for name, value in facts.items()}


def empty(family: Family) -> dict[str, str]:
    """What stands in optional texts that nobody has filled."""
    return {name: "" for name, fact in family.facts.items() if fact.optional and not fact.field.null}


def _cleaned(family: Family, name: str, value: Any) -> Any:
    fact = family.facts.get(name)
    if fact is None or fact.field.is_relation:
        return value
    if isinstance(value, str):
        return "\n".join(" ".join(line.split()) for line in visible(value).splitlines()).strip()
    return fact.nothing if value is None and fact.optional else value


def check(
    family: Family,
    row: Any,
    *,
    counted: bool = False,
    only_counted: bool = False,
    doubts: bool = True,
    acknowledged: Collection[str] = (),
) -> None:
    """Raise on the first broken rule, then on the first doubt that was not acknowledged."""
    for rule in family.all_rules:
        if rule.doubt or rule.at == "key" or (rule.when == COUNTED and not counted):
            continue
        if only_counted and rule.when != COUNTED:
            continue
        if rule.broken(row):
            raise rule.refusal(family, row)
    if family.check and not only_counted:
        family.check(row)
    if doubts and not only_counted:
        found = (rule.refusal(family, row) for rule in family.all_rules if rule.doubt and rule.broken(row))
        settle(found, acknowledged)  # type: ignore[arg-type]


def unit_of(family: Family, row: Any) -> int | None:
    """The id of the unit whose the record is or will be."""
    if family.has_unit:
        return row.unit_id  # type: ignore[no-any-return]
    person = family.facts[family.person]
    day = getattr(row, person.said.at, None) if person.said.at else None
    seats = Membership.objects.filter(person_id=getattr(row, person.field.attname))
    if day is not None and hasattr(day, "isoformat"):
        seats = seats.filter(seat_from__lte=day, seat_to__gte=day)
    else:
        seats = seats.order_by("-seat_to")
    return seats.values_list("unit_id", flat=True).first()


def free_key(family: Family, key: str) -> str:
    """A key that a person chose, if it may be had."""
    key = code_letters(key).strip()
    if " " in key or len(key) > 32 or family.model._base_manager.filter(key=key).exists():
        given = {"name": family.name, "key": key}
        raise Refusal(
            f"{family.code}.key",
            _("%(name)s编号“%(key)s”不能用或已有。") % given,
            _("请核对编号，或留空由系统编号。"),
        )
    return key
