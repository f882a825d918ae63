"""How sealed numbers are shown to those who may not see them whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from suzhi.engines.people.sealing import unseal_id_number, unseal_phone

if TYPE_CHECKING:
    from suzhi.engines.people.models import Person


def mask_phone(number: str) -> str:
    """138****1234"""
    if len(number) < 8:
        return "*" * len(number)
    return number[:3] + "*" * (len(number) - 7) + number[-4:]


def mask_id_number(number: str) -> str:
    """511***********0017"""
    if len(number) < 8:
        return "*" * len(number)
    return number[:3] + "*" * (len(number) - 7) + number[-4:]


def masked_phone(person: Person) -> str:
    """The person's telephone number as pages show it."""
    return mask_phone(unseal_phone(person.phone_sealed))


def masked_id_number(person: Person) -> str:
    """The person's identity number as pages show it."""
    return mask_id_number(unseal_id_number(person.id_sealed))
