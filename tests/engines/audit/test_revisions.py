"""A table's mark is another one after every committed change, and never the same again."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest
from django.db import connection, transaction

from suzhi.engines.accounts.models import Account
from suzhi.engines.audit.revisions import TRIGGER, is_marked, known_relations, relations_of, revisions

UNIT = "org_unit"


def mark(table: str = "accounts_account") -> tuple[int, ...]:
    return revisions().get(table, ())


@pytest.mark.django_db
def test_every_table_of_facts_has_the_trigger() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = %s", [TRIGGER])
        worn = {row[0] for row in cursor.fetchall()}
        tables = {one.name for one in connection.introspection.get_table_list(cursor) if one.type == "t"}
    assert worn == {table for table in tables if is_marked(table)}
    assert {"org_unit", "metrics_value", "access_grant", "plans_clause", "kinds_kind"} <= worn


@pytest.mark.django_db
@pytest.mark.parametrize("how", ["insert", "update", "delete", "none"])
def test_every_kind_of_change_gives_another_mark(how: str) -> None:
    Account.objects.create(username="甲")
    before, others = mark(), {k: v for k, v in revisions().items() if k == UNIT}
    if how == "insert":
        Account.objects.create(username="乙")
    elif how == "update":
        Account.objects.filter(username="甲").update(first_name="丙")
    elif how == "delete":
        Account.objects.filter(username="甲").delete()
    assert (mark() != before) == (how != "none")
    assert {k: v for k, v in revisions().items() if k == UNIT} == others


@pytest.mark.django_db
def test_a_mark_that_was_taken_back_never_comes_again() -> None:
    Account.objects.create(username="甲")
    before, taken_back = mark(), set()
    for _ in range(3):
        with transaction.atomic():
            Account.objects.filter(username="甲").update(first_name="丙")
            taken_back.add(mark())
            transaction.set_rollback(True)
        assert mark() == before
    Account.objects.filter(username="甲").update(first_name="丁")
    assert len(taken_back) == 3
    assert mark() not in taken_back | {before}


@pytest.fixture
def two(transactional_db: None) -> Iterator[tuple[psycopg.Connection, psycopg.Connection]]:
    """Two other connections, as other processes have them."""
    connection.ensure_connection()
    where = connection.get_connection_params()
    given = {name: where[name] for name in ("dbname", "user", "host", "port", "password") if where.get(name)}
    with psycopg.connect(**given) as one, psycopg.connect(**given) as other:
        yield one, other
        one.rollback()
        other.rollback()


def test_writers_do_not_wait_and_commits_count_in_their_own_order(
    two: tuple[psycopg.Connection, psycopg.Connection],
) -> None:
    """The one that began first commits last; both commits are seen, neither before it happens."""
    first, second = two
    write = "INSERT INTO auth_group (name) VALUES (%s)"
    second.execute("SET lock_timeout = '2s'")
    seen = [mark("auth_group")]
    first.execute(write, ["一"])
    second.execute(write, ["二"])
    seen.append(mark("auth_group"))
    second.commit()
    seen.append(mark("auth_group"))
    first.commit()
    seen.append(mark("auth_group"))
    assert seen[0] == seen[1]
    assert len(set(seen)) == 3


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("sql", "found"),
    [
        ('SELECT "org_unit"."name" FROM "org_unit" JOIN org_line l ON true', {"org_unit", "org_line"}),
        ('SELECT * FROM "org_unitevent" e LEFT JOIN "pghistory_context" c ON true', {"org_unit"}),
        ("WITH a AS (SELECT 1 FROM src_venues) SELECT * FROM a", {"venues_venue", "org_closure"}),
        ("SELECT 1", set()),
    ],
)
def test_what_a_statement_reads_is_seen(sql: str, found: set[str]) -> None:
    known = relations_of(sql)
    assert known is not None
    assert found - {"org_closure"} <= known
    assert known <= set(known_relations())


@pytest.mark.django_db
@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE org_unit SET name = ''",
        "WITH a AS (DELETE FROM org_unit RETURNING id) SELECT * FROM a",
        'SELECT * FROM "org_unit" FOR UPDATE',
        "SELECT now()",
        "SELECT pg_try_advisory_lock(1)",
        'SELECT * FROM "accounts_signin"',
        "SELECT nextval('activities_key_seq')",
    ],
)
def test_what_writes_or_hangs_on_more_than_tables_is_told(sql: str) -> None:
    assert relations_of(sql) is None
