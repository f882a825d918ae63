"""A seal: the state of all facts and histories at one moment, its digests in the chain of acts.

Between seals the history answers for every change. A row that differs from its sealed state without a history
event, or whose first event after the seal remembers another row than the sealed one, was changed past it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.db import connection, models, transaction
from django.utils.translation import gettext as _

from suzhi.engines.audit import chunks
from suzhi.engines.audit.acts import append_act
from suzhi.engines.audit.binding import Bound, last_note
from suzhi.engines.audit.chunks import Relation, fetch_rows
from suzhi.engines.audit.code import code_to_seal, migrated_since
from suzhi.engines.audit.models import Act
from suzhi.engines.audit.packages import integrity_modules
from suzhi.engines.audit.protection import history_models
from suzhi.engines.audit.verdict import Problem

VERB = "audit.sealed"
Report = Callable[[str, int, int], None]


def sealed_models() -> list[tuple[type[models.Model], type[models.Model] | None]]:
    """(table, its history) for every fact table, and (history, None) for every history."""
    found: list[tuple[type[models.Model], type[models.Model] | None]] = []
    for event in history_models():
        found += [(event.pgh_tracked_model, event), (event, None)]  # type: ignore[attr-defined]
    return found


def last_seal() -> Act | None:
    """The act of the last seal."""
    return Act.objects.filter(verb=VERB).order_by("-id").first()


def write_seal(report: Report | None = None) -> Act:
    """Seal what is sound. A table with a problem keeps its old seal, so that the problem stays in sight."""
    before = last_seal()
    kept: dict[str, Any] = before.detail["tables"] if before else {}
    tables: dict[str, Any] = {}
    with transaction.atomic():
        chunks.plain_writing()
        pairs = sealed_models()
        bound = Bound(kept, migrated_since(before))
        notes = last_note()
        for at, (model, history) in enumerate(pairs):
            if report:
                report(_("封存"), at, len(pairs))
            table = model._meta.db_table
            if table in kept and any(True for _ in check_table(model, history, kept[table], bound)):
                tables[table] = kept[table]
            else:
                tables[table] = _seal_table(model, history) | {"notes": notes}
        detail = {"tables": tables, "kept": _keep(before), "code": code_to_seal(before)}
        return append_act(verb=VERB, actor_name="系统", detail=detail)


def kept_by_seal(label: str) -> dict[str, str] | None:
    """What a package gave to the last seal; None when it had nothing to give yet."""
    seal = last_seal()
    return seal.detail.get("kept", {}).get(label) if seal is not None else None


def _keep(before: Act | None) -> dict[str, dict[str, str]]:
    """What packages give: small digests by name. What was given once stays, so that it cannot be whitened."""
    old = before.detail.get("kept", {}) if before is not None else {}
    new: dict[str, dict[str, str]] = {}
    for module in integrity_modules():
        if hasattr(module, "sealed"):
            new[module.LABEL] = old[module.LABEL] if module.LABEL in old else module.sealed()
    return new


def check_seal(report: Report | None = None) -> tuple[Act | None, list[Problem]]:
    """Compare every table with the last seal."""
    seal = last_seal()
    if seal is None:
        return None, []
    problems: list[Problem] = []
    with transaction.atomic():
        chunks.plain_writing()
        pairs = sealed_models()
        bound = Bound(seal.detail["tables"], migrated_since(seal))
        problems += bound.problems()
        for at, (model, history) in enumerate(pairs):
            if report:
                report(_("核对封存"), at, len(pairs))
            known = seal.detail["tables"].get(model._meta.db_table)
            if known is not None:
                problems += check_table(model, history, known, bound)
    return seal, problems


def check_table(
    model: type[models.Model], history: type[models.Model] | None, known: dict[str, Any], bound: Bound
) -> Iterator[Problem]:
    """What differs from the seal without history and acts accounting for it."""
    table = model._meta.db_table
    if chunks.stored_digest(table)[1] != known["digest"]:
        yield Problem(
            "seal.altered", "audit_sealedchunk", None, _("%(table)s 的封存摘要被改动。") % {"table": table}
        )
        return
    columns = tuple(known["columns"])
    if set(columns) - set(_columns(model)):
        return  # a migration took columns away: what they held cannot be compared any more
    relation = Relation(table, known["key"], columns)
    if history is not None:
        yield from bound.prints(table)
    for chunk, now, sealed in _differing(relation):
        there, then = chunks.unpack(chunk, now), chunks.unpack(chunk, sealed)
        yield from _compare(relation, history, known, there, then)
        fresh = sorted(set(there) - set(then))
        yield from bound.rows(relation.table, fresh) if history is not None else bound.events(model, fresh)


def _differing(relation: Relation) -> list[tuple[int, bytes, bytes]]:
    return fetch_rows(
        f"SELECT coalesce(cut.chunk, s.chunk), coalesce(cut.hashes, ''::bytea), coalesce(s.hashes, ''::bytea)"
        f" FROM ({relation.chunked}) AS cut"
        f" FULL JOIN (SELECT * FROM audit_sealedchunk WHERE relation = %s) AS s ON s.chunk = cut.chunk"
        f" WHERE cut.digest IS DISTINCT FROM s.digest ORDER BY 1",
        [relation.table],
    )


def _compare(
    relation: Relation,
    history: type[models.Model] | None,
    known: dict[str, Any],
    now: dict[int, bytes],
    sealed: dict[int, bytes],
) -> Iterator[Problem]:
    touched = [row for row, digest in sealed.items() if now.get(row) != digest]
    events = _first_events(relation, history, known, touched) if history is not None else {}
    for row in touched:
        gone = row not in now
        if row not in events:
            what = _("被删除") if gone else _("被改动")
            kind = "row.removed" if gone else "row.altered"
            yield Problem(
                kind,
                relation.table,
                row,
                _("%(table)s 第 %(row)s 行%(what)s，没有留下历史。")
                % {"table": relation.table, "row": row, "what": what},
            )
        elif events[row][0] != sealed[row]:
            text = _("%(table)s 第 %(row)s 行在有历史的那次改动之前，还被改动过一次，没有留下历史。") % {
                "table": relation.table,
                "row": row,
            }
            yield Problem("row.altered", relation.table, row, text)
        elif gone and not events[row][1]:
            yield Problem(
                "row.removed",
                relation.table,
                row,
                _("%(table)s 第 %(row)s 行被删除，没有留下历史。") % {"table": relation.table, "row": row},
            )


def _first_events(
    relation: Relation, history: type[models.Model], known: dict[str, Any], rows: list[int]
) -> dict[int, tuple[bytes, bool]]:
    """For each row its state before the first change recorded since the seal, and whether it was deleted."""
    found = fetch_rows(
        f"SELECT DISTINCT ON (id) id, {relation.row_hash},"
        f" bool_or(pgh_label = 'delete') OVER (PARTITION BY id)"
        f" FROM {connection.ops.quote_name(history._meta.db_table)}"
        f" WHERE pgh_id > %s AND id = ANY(%s) ORDER BY id, pgh_id",
        [known["events"], rows],
    )
    return {row: (bytes(digest), deleted) for row, digest, deleted in found}


def _seal_table(model: type[models.Model], history: type[models.Model] | None) -> dict[str, Any]:
    key = str(model._meta.pk.column)  # type: ignore[union-attr]
    columns = _columns(model)
    if history is not None:
        # Only what the history remembers too can be compared with it.
        columns = [column for column in columns if column in set(_columns(history))]
    relation = Relation(model._meta.db_table, key, tuple(columns))
    count, digest = chunks.store(relation)
    events = 0
    if history is not None:
        [(events,)] = fetch_rows(
            f"SELECT coalesce(max(pgh_id), 0) FROM {connection.ops.quote_name(history._meta.db_table)}"
        )
    return {"key": key, "columns": columns, "chunks": count, "digest": digest, "events": events}


def _columns(model: type[models.Model]) -> list[str]:
    return sorted(str(field.column) for field in model._meta.concrete_fields)
