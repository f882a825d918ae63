"""Seeing sealed numbers whole: a right of its own, with a reason, in the audit."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from suzhi.engines.access.api import Actor, allow, note, scope, service
from suzhi.engines.people.models import Person
from suzhi.engines.people.sealing import unseal_id_number, unseal_phone
from suzhi.kernel.errors import Refusal

READERS = {"phone": unseal_phone, "id_number": unseal_id_number}
COLUMNS = {"phone": "phone_sealed", "id_number": "id_sealed"}


@service("people.reveal", "查看证件号码")
def reveal(*, actor: Actor, person: Person, field: str, reason: str) -> str:
    """One person's ``phone`` or ``id_number``, whole."""
    allow(actor, "people.sealed", person)
    note(subject=person, field=field, reason=_must_reason(reason))
    return READERS[field](getattr(person, COLUMNS[field]))


@service("people.reveal_many", "导出证件号码")
def reveal_many(*, actor: Actor, people: QuerySet[Person], reason: str) -> dict[int, tuple[str, str]]:
    """Telephone and identity number of each of these people in reach, by the person's id."""
    allow(actor, "people.sealed")
    rows = scope(actor, "people.sealed", people).values_list("pk", "phone_sealed", "id_sealed")
    numbers = {pk: (unseal_phone(phone), unseal_id_number(number)) for pk, phone, number in rows.iterator()}
    note(count=len(numbers), reason=_must_reason(reason))
    return numbers


def _must_reason(reason: str) -> str:
    reason = reason.strip()
    if len(reason) < 2:
        raise Refusal("people.reveal_reason", _("没有写查看原因。"), _("请写明用途，原因会留在审计记录中。"))
    return reason[:200]
