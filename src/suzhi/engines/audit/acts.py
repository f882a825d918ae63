"""The chain of acts: each row's digest covers the digest before it."""

from __future__ import annotations

import json
from datetime import UTC
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Model

from suzhi.engines.audit import anchor
from suzhi.engines.audit.models import Act
from suzhi.kernel import clock

# The first act follows this.
GENESIS = "0" * 64
# Over the notes of one call, in the order in which they were written.
NOTES_DIGEST = (
    "coalesce(encode(sha256(convert_to(string_agg(n.id || '|' || n.relation || '|' || n.op || '|' || n.keys || '|' || n.prints,"
    " E'\\n' ORDER BY n.id), 'UTF8')), 'hex'), '')"
)
_LOCK = 0x5A_2111  # any fixed number: every writer of the chain waits for it


def append_act(
    *,
    verb: str,
    actor_id: int | None = None,
    actor_name: str = "",
    subject: Model | None = None,
    unit_id: int | None = None,
    detail: dict[str, Any] | None = None,
    context: UUID | None = None,
) -> Act:
    """Write one act at the end of the chain, in the running transaction.

    ``context``: of the call that it ends; what the call wrote into tables of facts is bound to the act.
    """
    act = Act(
        at=clock.now(),
        actor_id=actor_id,
        actor_name=actor_name[:80],
        verb=verb,
        subject_type=subject._meta.label_lower if subject is not None else "",
        subject_id=subject.pk if subject is not None and isinstance(subject.pk, int) else None,
        subject_label=str(subject)[:200] if subject is not None else "",
        unit_id=unit_id,
        detail=plain(detail or {}),
        context=context,
    )
    with transaction.atomic(), connection.cursor() as cursor:
        # Held until the commit: two acts at once would both follow the same one.
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence('audit_act', 'id')),"
            f" (SELECT digest FROM audit_act ORDER BY id DESC LIMIT 1), max(n.id), {NOTES_DIGEST}"
            " FROM audit_note n WHERE n.context = %s",
            [context],
        )
        act.id, last, act.notes_to, act.notes = cursor.fetchone()
        act.previous = last or GENESIS
        act.digest = digest_of(act)
        act.mark = anchor.mark_of(act.digest)
        act.save(force_insert=True)
    # robust: the act is committed by then, and a full disk must not turn a done thing into an error page
    transaction.on_commit(lambda: anchor.advance(act.id, act.digest), robust=True)
    return act


def digest_of(act: Act) -> str:
    """sha256 over the previous digest and the act in canonical JSON."""
    body = {
        "id": act.id,
        "at": act.at.astimezone(UTC).isoformat(),
        "actor": act.actor_id,
        "name": act.actor_name,
        "verb": act.verb,
        "type": act.subject_type,
        "subject": act.subject_id,
        "label": act.subject_label,
        "unit": act.unit_id,
        "detail": act.detail,
    }
    if act.context is not None:
        body |= {"context": str(act.context), "notes_to": act.notes_to, "notes": act.notes}
    text = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256((act.previous + text).encode()).hexdigest()


def plain(value: Any) -> Any:
    """The value as JSON keeps it without loss: no floats, no objects, no characters that jsonb refuses."""
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, dict):
        return {plain(str(key)): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        items = sorted(value, key=str) if isinstance(value, set | frozenset) else value
        return [plain(item) for item in items]
    return str(value).replace("\x00", "").encode("utf-8", "replace").decode()
