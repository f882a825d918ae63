"""Entering people, and moving them between units."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from suzhi.engines.access.api import Actor, allow, service
from suzhi.engines.org.api import Unit
from suzhi.engines.people import rules
from suzhi.engines.people.models import Membership, Person
from suzhi.engines.people.sealing import seal_id_number, seal_phone
from suzhi.engines.people.seats import reseat
from suzhi.engines.workflow.api import next_key, settle
from suzhi.kernel.dates import day_after
from suzhi.kernel.errors import Refusal

FACTS = frozenset({"name", "sex", "migrant", "front_line", "born_on"})


@service("people.register", "登记职工")
def register_person(
    *,
    actor: Actor,
    unit: Unit,
    name: str,
    key: str = "",
    sex: str = "",
    migrant: bool | None = None,
    front_line: bool | None = None,
    born_on: date | None = None,
    phone: str = "",
    id_number: str = "",
    joined_on: date | None = None,
    acknowledged: Collection[str] = (),
) -> Person:
    """Enter a worker of a unit. Without a number one is given; the identity number tells birth and sex."""
    allow(actor, "people.manage", unit)
    name = rules.check_name(name)
    person = Person(
        name=name, sex=rules.check_sex(sex), migrant=migrant, front_line=front_line, born_on=born_on
    )
    _put_id_number(person, id_number)
    _put_phone(person, phone)
    rules.check_birth(person.born_on, joined_on)
    settle(rules.name_doubts(unit, name), acknowledged)
    person.key = rules.check_key(key) if key.strip() else next_key(Person, "RY")
    person.save(force_insert=True)
    Membership.objects.create(person=person, unit=unit, joined_on=joined_on)
    reseat([person.pk])
    return person


@service("people.change", "更正职工")
def change_person(
    *, actor: Actor, person: Person, phone: str | None = None, id_number: str | None = None, **facts: Any
) -> Person:
    """Correct what is known of a person; ``phone`` and ``id_number`` left out stay as they are."""
    person = Person.objects.select_for_update().get(pk=person.pk)
    allow(actor, "people.manage", person)
    strangers = set(facts) - FACTS
    if strangers:
        raise TypeError(f"not facts of a person: {sorted(strangers)}")
    if "name" in facts:
        facts["name"] = rules.check_name(facts["name"])
    if "sex" in facts:
        facts["sex"] = rules.check_sex(facts["sex"])
    for field, value in facts.items():
        setattr(person, field, value)
    if id_number is not None:
        _put_id_number(person, id_number)
    if phone is not None:
        _put_phone(person, phone)
    first = person.memberships.order_by("joined_on").values_list("joined_on", flat=True).first()
    rules.check_birth(person.born_on, first)
    person.save()
    return person


@service("people.transfer", "调动")
def transfer_person(*, actor: Actor, person: Person, unit: Unit, on: date) -> Membership:
    """From that day the person belongs to another unit; both units' managers must be the actor's."""
    person = Person.objects.select_for_update().get(pk=person.pk)
    allow(actor, "people.manage", person)
    allow(actor, "people.manage", unit)
    last = last_membership(person)
    rules.check_membership(last, unit, on)
    if last and last.left_on is None:
        last.left_on = day_after(on, -1)
        last.save(update_fields=["left_on"])
    fresh = Membership.objects.create(person=person, unit=unit, joined_on=on)
    reseat([person.pk])
    return fresh


@service("people.leave", "离职")
def leave(*, actor: Actor, person: Person, on: date) -> Membership:
    """The person's last day in the unit."""
    person = Person.objects.select_for_update().get(pk=person.pk)
    allow(actor, "people.manage", person)
    last = last_membership(person)
    if last is None or last.left_on is not None:
        raise Refusal("people.not_member", _("“%s”已离职。") % person.name, _("如已调入新单位，请办理调动。"))
    if last.joined_on and on < last.joined_on:
        raise Refusal("people.leave_date", _("离职日期早于入职日期。"), _("请核对日期。"))
    last.left_on = on
    last.save(update_fields=["left_on"])
    return last


def last_membership(person: Person) -> Membership | None:
    """Where the person belongs, or belonged last."""
    return person.memberships.select_related("unit").order_by("-seat_to").first()


def _put_phone(person: Person, phone: str) -> None:
    person.phone_sealed, person.phone_hash = seal_phone(rules.check_phone(phone))


def _put_id_number(person: Person, number: str) -> None:
    number = rules.check_id_number(number)
    person.id_sealed, person.id_hash = seal_id_number(number)
    if not number:
        return
    person.born_on = rules.born_by_id(number)
    person.sex = rules.sex_by_id(number)
    twin = Person.objects.filter(id_hash=person.id_hash).exclude(pk=person.pk).first()
    if twin:
        # The number itself is sealed; its owner may be out of the actor's sight, so only the fact is said.
        raise Refusal(
            "people.id_taken", _("该身份证号已登记过。"), _("请查找已有人员；在其他单位的，请办理调动。")
        )
