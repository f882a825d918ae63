"""Whatever is done to the acts, verification names it."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import InternalError, connection, transaction
from django.db.utils import DatabaseError, IntegrityError

from suzhi.engines.audit import anchor
from suzhi.engines.audit.acts import GENESIS, append_act, digest_of
from suzhi.engines.audit.chain import verify_chain
from suzhi.engines.audit.models import Act
from suzhi.engines.audit.protection import TRIGGER, check_triggers, protect

Tamper = Callable[..., None]


@pytest.fixture
def acts(db: None) -> list[Act]:
    written = [
        append_act(verb="test.act", actor_name="甲", detail={"n": n, "text": "带“引号”的"}) for n in range(6)
    ]
    anchor.advance(written[-1].pk, written[-1].digest)
    return written


def kinds() -> set[str]:
    return {problem.kind for problem in verify_chain().problems}


def rows() -> set[int | None]:
    return {problem.row for problem in verify_chain().problems}


def test_a_sound_chain_verifies(acts: list[Act]) -> None:
    verdict = verify_chain()
    assert verdict.sound
    assert not verdict.warnings
    assert (verdict.acts, verdict.head) == (6, acts[-1].digest)
    assert acts[0].previous == GENESIS


@pytest.mark.parametrize(
    "change",
    [
        "actor_name = '乙'",
        "verb = 'other'",
        "at = at - interval '1 day'",
        "detail = '{\"n\": 99}'",
        "unit_id = 7",
        "subject_label = '别的'",
        "subject_id = 3",
    ],
)
def test_an_altered_act_is_named(acts: list[Act], tamper: Tamper, change: str) -> None:
    tamper(f"UPDATE audit_act SET {change} WHERE id = %s", acts[2].pk)
    assert ("act.altered", acts[2].pk) in {(p.kind, p.row) for p in verify_chain().problems}


def test_an_act_altered_with_its_own_digest_breaks_the_next(acts: list[Act], tamper: Tamper) -> None:
    forged = Act.objects.get(pk=acts[2].pk)
    forged.actor_name = "乙"
    tamper("UPDATE audit_act SET actor_name = '乙', digest = %s WHERE id = %s", digest_of(forged), forged.pk)
    assert kinds() == {"act.removed", "act.unmarked"}
    assert rows() == {acts[3].pk, forged.pk}


def test_a_removed_act_is_missed(acts: list[Act], tamper: Tamper) -> None:
    tamper("DELETE FROM audit_act WHERE id = %s", acts[2].pk)
    assert kinds() == {"act.removed"}


def test_two_acts_that_changed_places_are_found(acts: list[Act], tamper: Tamper) -> None:
    tamper("UPDATE audit_act SET id = -1 WHERE id = %s", acts[1].pk)
    tamper("UPDATE audit_act SET id = %s WHERE id = %s", acts[1].pk, acts[2].pk)
    tamper("UPDATE audit_act SET id = %s WHERE id = -1", acts[2].pk)
    assert {acts[1].pk, acts[2].pk} <= rows()


def test_an_inserted_act_is_found(acts: list[Act], tamper: Tamper) -> None:
    forged = Act(
        id=acts[2].pk, at=acts[2].at, actor_name="乙", verb="test.act", detail={}, previous=acts[1].digest
    )
    tamper("UPDATE audit_act SET id = id + 1000 WHERE id > %s", acts[1].pk)
    forged.digest = digest_of(forged)
    forged.save(force_insert=True)
    assert "act.inserted" in kinds()
    assert forged.pk in rows()


def test_a_tail_that_was_cut_off_is_missed(acts: list[Act], tamper: Tamper) -> None:
    tamper("DELETE FROM audit_act WHERE id > %s", acts[3].pk)
    assert kinds() == {"act.truncated"}


def test_a_chain_computed_anew_does_not_fit_its_head(acts: list[Act], tamper: Tamper) -> None:
    tamper("UPDATE audit_act SET actor_name = '乙' WHERE id = %s", acts[0].pk)
    previous = GENESIS
    for act in Act.objects.order_by("id"):
        act.previous = previous
        act.digest = previous = digest_of(act)
        tamper(
            "UPDATE audit_act SET previous = %s, digest = %s WHERE id = %s", act.previous, act.digest, act.pk
        )
    assert kinds() == {"act.rechained", "act.unmarked"}


def test_a_forged_head_is_known(acts: list[Act], own_head: Path) -> None:
    own_head.write_text(own_head.read_text().replace(f'"act": {acts[-1].pk}', f'"act": {acts[0].pk}'))
    assert kinds() == {"anchor.forged"}


def test_a_head_that_is_gone_is_missed_and_its_copy_still_tells(
    acts: list[Act], own_head: Path, tamper: Tamper
) -> None:
    own_head.unlink()
    assert kinds() == {"anchor.missing"}
    tamper("DELETE FROM audit_act WHERE id > %s", acts[3].pk)
    assert kinds() == {"anchor.missing", "act.truncated"}


def test_an_act_added_without_the_key_is_named(acts: list[Act]) -> None:
    forged = Act(at=acts[-1].at, actor_name="乙", verb="test.act", previous=acts[-1].digest)
    forged.id = acts[-1].pk + 1
    forged.digest = digest_of(forged)
    forged.mark = "0" * 64
    forged.save(force_insert=True)
    assert kinds() == {"act.unmarked"}
    assert rows() == {forged.pk}


def test_the_head_never_goes_back(acts: list[Act]) -> None:
    anchor.advance(acts[0].pk, acts[0].digest)
    head = anchor.read_head()
    assert head is not None
    assert head.act_id == acts[-1].pk


def test_a_hundred_random_tamperings_are_all_found(acts: list[Act], tamper: Tamper) -> None:
    chance = random.Random(20160101)
    columns = {
        "actor_name": "actor_name || 'x'",
        "verb": "verb || 'x'",
        "at": "at + interval '1 microsecond'",
        "previous": "reverse(previous)",
        "digest": "reverse(digest)",
        "detail": "detail || '{\"n\": -1}'",
        "subject_type": "subject_type || 'x'",
    }
    for _ in range(100):
        mark = transaction.savepoint()
        target = chance.choice(acts)
        if chance.random() < 0.2:
            tamper("DELETE FROM audit_act WHERE id = %s", target.pk)
        else:
            column = chance.choice(list(columns))
            tamper(f"UPDATE audit_act SET {column} = {columns[column]} WHERE id = %s", target.pk)
        found = kinds()
        transaction.savepoint_rollback(mark)
        assert found or (target.previous == GENESIS == target.previous[::-1] and verify_chain().sound)


@pytest.mark.parametrize(
    "statement", ["UPDATE audit_act SET verb = 'x'", "DELETE FROM audit_act", "TRUNCATE audit_act"]
)
def test_the_database_refuses_to_change_acts(acts: list[Act], statement: str) -> None:
    connection.check_constraints()
    protect(allow_truncate=False)
    with (
        pytest.raises((InternalError, IntegrityError, DatabaseError), match="audit_act"),
        transaction.atomic(),
    ):
        connection.cursor().execute(statement)
    assert Act.objects.count() == 6


def test_every_history_table_is_frozen(db: None) -> None:
    with pytest.raises(DatabaseError, match="refused"), transaction.atomic():
        connection.cursor().execute("DELETE FROM org_unitevent")


def test_a_trigger_that_is_off_is_named(db: None) -> None:
    assert check_triggers() == []
    connection.cursor().execute(f"ALTER TABLE org_unitevent DISABLE TRIGGER {TRIGGER}")
    connection.cursor().execute("ALTER TABLE org_unit DISABLE TRIGGER USER")
    found = check_triggers()
    assert {problem.table for problem in found} == {"org_unit", "org_unitevent"}
