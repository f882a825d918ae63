"""Each way of altering the database past the product, one by one: verification names it. Untouched data is sound.

Whoever tampers here has the database (as its owner, triggers and all) and the files beside it, but not the key.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from cast import Cast
from domains.town import Town, keep_head, make_town
from suzhi.engines.audit import anchor
from suzhi.engines.audit.acts import GENESIS, digest_of
from suzhi.engines.audit.models import Act
from suzhi.engines.audit.seals import write_seal
from suzhi.engines.audit.verification import verify

pytestmark = pytest.mark.django_db


@pytest.fixture
def town(cast: Cast, settings: Any, tmp_path: Path) -> Town:
    return make_town(cast, settings, tmp_path)


def _rehash(town: Town) -> None:
    previous = GENESIS
    for act in Act.objects.order_by("id"):
        act.previous = previous
        act.digest = previous = digest_of(act)
        town.off(
            "UPDATE audit_act SET previous = %s, digest = %s WHERE id = %s", act.previous, act.digest, act.pk
        )


def _participation(town: Town, run: Callable[..., None]) -> None:
    run(
        _copied("activities_participation", person_id="%s"),
        town.other.pk,
    )


def _copied(table: str, **changes: str) -> str:
    """SQL that puts a second row beside the first one of a table."""
    with connection.cursor() as cursor:
        described = connection.introspection.get_table_description(cursor, table)
    key = "pgh_id" if table.endswith("event") else "id"
    names = [column.name for column in described if column.name != key]
    columns = ", ".join(names)
    values = ", ".join(changes.get(name, name) for name in names)
    return f"INSERT INTO {table} ({columns}) SELECT {values} FROM {table} ORDER BY {key} LIMIT 1"


def _last_acts(town: Town, count: int) -> None:
    town.off("DELETE FROM audit_act WHERE id IN (SELECT id FROM audit_act ORDER BY id DESC LIMIT %s)", count)


def _forge_act(town: Town) -> None:
    last = Act.objects.order_by("-id").first()
    assert last is not None
    act = Act(id=last.pk + 1, at=last.at, actor_name="主席", verb="activities.change", previous=last.digest)
    act.digest = digest_of(act)
    act.mark = act.digest
    act.save(force_insert=True)


def _reuse_call(town: Town) -> None:
    act = Act.objects.filter(verb="activities.change").latest("id")
    town.forged(_copied("activities_activity", key="'HD9'"), context=str(act.context))


def _note_for(town: Town, run: str) -> None:
    """A row put in with triggers off, and a note written for it under a true call."""
    act = Act.objects.filter(verb="activities.record").latest("id")
    town.off(run)
    town.off(
        "INSERT INTO audit_note (relation, op, keys, context) SELECT 'activities_activity', 'I',"
        " '{[' || max(id) || ',' || max(id) + 1 || ')}', %s FROM activities_activity",
        act.context,
    )


def _swap_factor(town: Town) -> None:
    town.off(
        'UPDATE mfa_authenticator SET data = \'{"secret": "another"}\' WHERE user_id = %s', town.account.pk
    )


def _issued_with_digest(town: Town) -> None:
    from suzhi.engines.metrics.integrity import body_digest

    body = {"code": "x", "numerator": 99}
    town.off(
        'UPDATE metrics_issuedvalue SET body = \'{"code": "x", "numerator": 99}\', digest = %s WHERE key = \'V1\'',
        body_digest(body),
    )


def _whole_issue(town: Town) -> None:
    for sql in (
        "DELETE FROM metrics_issuedvalue WHERE issue_id = %s",
        "DELETE FROM reports_report WHERE issue_id = %s",
        "DELETE FROM metrics_issue WHERE id = %s",
    ):
        town.off(sql, town.issue.pk)


NOTHING = "BEGIN RETURN NULL; END"


def _replaced(name: str, body: str = NOTHING) -> str:
    return f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $${body}$$"


def _history_function() -> str:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT p.proname FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid"
            " WHERE t.tgrelid = 'activities_activity'::regclass AND p.proname LIKE 'pgtrigger_update_%%'"
        )
        return str(cursor.fetchone()[0])


def _run(sql: str) -> None:
    with connection.cursor() as cursor:
        # What foreign keys have put off would keep a table from being altered.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(sql)


def _file(town: Town) -> Path:
    digest = str(town.evidence.sha256)
    return town.home / "files" / digest[:2] / digest


def _move(town: Town, change: Callable[[Path], object], *paths: Path) -> None:
    for path in paths:
        change(path)


ACTIVITY = "UPDATE activities_activity SET name = '没有的事'"
WAYS: dict[str, Callable[[Town], object]] = {
    # facts
    "a fact altered with triggers off": lambda t: t.off(ACTIVITY),
    "a fact altered by plain SQL, without an actor": lambda t: t.plain(ACTIVITY),
    "a fact altered with a forged actor": lambda t: t.forged(ACTIVITY),
    "a fact altered under a call that was": lambda t: t.forged(
        ACTIVITY, context=str(Act.objects.filter(verb="activities.change").latest("id").context)
    ),
    "a fact altered and put into the history by hand": lambda t: (
        t.off(_copied("activities_activityevent", name="'没有的事'")),
        t.off(ACTIVITY),
    ),
    "a fact removed with triggers off": lambda t: t.off("DELETE FROM activities_participation"),
    "a fact removed by plain SQL": lambda t: t.plain("DELETE FROM activities_participation"),
    "a participation put in by plain SQL": lambda t: _participation(t, t.plain),
    "a participation put in with triggers off": lambda t: _participation(t, t.off),
    "a participation put in with a forged actor": lambda t: _participation(t, t.forged),
    "a backdated activity put in by plain SQL": lambda t: t.plain(
        _copied("activities_activity", key="'HD9'", starts_on="'2016-01-05'", created_at="'2016-01-05'")
    ),
    "a row put in under a call that was": _reuse_call,
    "a row put in with a note under a call that was": lambda t: _note_for(
        t, _copied("activities_activity", key="'HD9'")
    ),
    "a person put in by plain SQL": lambda t: t.plain(_copied("people_person", key="'R9'")),
    "a person's name altered after the seal": lambda t: t.plain(
        "UPDATE people_person SET name = '某' WHERE id = %s", t.person.pk
    ),
    "a unit renamed with triggers off": lambda t: t.off("UPDATE org_unit SET name = '改名' WHERE code = 'A1'"),
    # rights and credentials
    "a grant to oneself": lambda t: t.plain(
        _copied("access_grant", role="'city_office'", valid_from="'2016-01-01'")
    ),
    "a grant widened": lambda t: t.off("UPDATE access_grant SET role = 'city_office'"),
    "a grant's end taken away": lambda t: t.plain("UPDATE access_grant SET valid_from = '2015-01-01'"),
    "a password hash replaced": lambda t: t.plain(
        "UPDATE accounts_account SET password = 'md5$x$y' WHERE id = %s", t.account.pk
    ),
    "a second factor removed": lambda t: t.plain("DELETE FROM mfa_authenticator"),
    "a second factor exchanged": _swap_factor,
    "an account put in": lambda t: t.plain(_copied("accounts_account", username="'intruder'", person_id="NULL")),
    "an account made superuser": lambda t: t.plain("UPDATE accounts_account SET is_superuser = true"),
    # history
    "a history row altered": lambda t: t.off("UPDATE activities_activityevent SET name = '别的'"),
    "a history row removed": lambda t: t.off("DELETE FROM activities_activityevent"),
    "the one who did it exchanged in the history": lambda t: t.plain(
        "UPDATE pghistory_context SET metadata = metadata || '{\"name\": \"别人\"}'"
    ),
    "a note of an act altered": lambda t: t.off("UPDATE audit_note SET keys = '{[1,9999)}'"),
    "a note of an act removed": lambda t: t.off("DELETE FROM audit_note"),
    # the chain
    "an act altered": lambda t: t.off("UPDATE audit_act SET actor_name = '别人' WHERE verb = 'activities.record'"),
    "an act removed": lambda t: t.off("DELETE FROM audit_act WHERE verb = 'activities.record'"),
    "an act put in at the end": _forge_act,
    "the last acts removed": lambda t: _last_acts(t, 2),
    "the whole chain computed anew": lambda t: (
        t.off("UPDATE audit_act SET actor_name = '别人' WHERE verb = 'activities.record'"),
        _rehash(t),
    ),
    "the head file removed": lambda t: anchor.anchor_path().unlink(),
    "the head file forged": lambda t: anchor.anchor_path().write_text('{"act": 1, "digest": "x", "seal": "y"}'),
    "the head and the last five acts removed": lambda t: (anchor.anchor_path().unlink(), _last_acts(t, 5)),
    "the stored seal altered": lambda t: t.off("DELETE FROM audit_sealedchunk WHERE relation = 'org_unit'"),
    # what was given out
    "an issued value altered": lambda t: t.off("UPDATE metrics_issuedvalue SET body = '{}' WHERE key = 'V1'"),
    "an issued value altered with its digest": _issued_with_digest,
    "an issued value removed": lambda t: t.off("DELETE FROM metrics_issuedvalue WHERE key = 'V1'"),
    "a whole issue removed": _whole_issue,
    "an issue put in": lambda t: t.plain(_copied("metrics_issue", title="'另一份'")),
    "the manifest altered": lambda t: t.off("UPDATE metrics_issue SET manifest = '{}'"),
    "the report's checksum altered": lambda t: t.off("UPDATE reports_report SET sha256 = repeat('0', 64)"),
    "the report's file altered": lambda t: [
        path.write_bytes(b"another") for path in (t.home / "files" / "reports").glob("*.docx")
    ],
    "a computed value altered": lambda t: t.plain("UPDATE metrics_value SET numerator = 4 WHERE year = 2017"),
    "a computed value removed": lambda t: t.plain(
        "DELETE FROM metrics_value WHERE id = (SELECT max(id) FROM metrics_value)"
    ),
    "an evidence file altered": lambda t: (_file(t).chmod(0o600), _file(t).write_bytes(b"another")),
    "an evidence file removed": lambda t: _file(t).unlink(),
    # the code in the database
    "the freezing function replaced": lambda t: _run(_replaced("audit_frozen")),
    "a history function replaced": lambda t: _run(_replaced(_history_function())),
    "the noting function replaced": lambda t: _run(_replaced("audit_note_new")),
    "the function that tells who replaced": lambda t: _run(
        "CREATE OR REPLACE FUNCTION _pgh_attach_context() RETURNS uuid LANGUAGE sql AS 'SELECT NULL::uuid'"
    ),
    "triggers of a table disabled": lambda t: _run("ALTER TABLE activities_activity DISABLE TRIGGER USER"),
    "a trigger dropped": lambda t: _run("DROP TRIGGER audit_note_insert ON access_grant"),
    "a trigger that never fires": lambda t: _run(
        "CREATE OR REPLACE TRIGGER audit_note_insert AFTER INSERT ON access_grant REFERENCING NEW TABLE AS new_rows"
        " FOR EACH STATEMENT WHEN (false) EXECUTE FUNCTION audit_note_new()"
    ),
    "a rule that swallows changes": lambda t: _run(
        "CREATE RULE quiet AS ON DELETE TO venues_venue DO INSTEAD NOTHING"
    ),
}  # fmt: skip


def test_untouched_data_is_sound(town: Town) -> None:
    verdict = verify()
    assert verdict.problems == []
    write_seal()
    keep_head()
    assert verify().problems == []


@pytest.mark.parametrize("way", WAYS)
def test_tampering_is_named(town: Town, way: str) -> None:
    WAYS[way](town)
    found = verify().problems
    assert found, way
    assert all(problem.message for problem in found)


@pytest.mark.parametrize(
    "way",
    [
        "a participation put in by plain SQL",
        "a grant to oneself",
        "a password hash replaced",
        "an account put in",
        "a computed value altered",
        "a trigger that never fires",
        "an issued value removed",
    ],
)
def test_a_new_seal_does_not_whiten_it(town: Town, way: str) -> None:
    WAYS[way](town)
    before = {(problem.kind, problem.table, problem.row) for problem in verify().problems}
    write_seal()
    keep_head()
    assert {(problem.kind, problem.table, problem.row) for problem in verify().problems} == before
