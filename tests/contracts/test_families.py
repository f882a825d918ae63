"""One battery for every family that is declared: what is said once holds on every face."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
from django.db import connection

from cast import make_cast
from contracts.families import random_row
from suzhi.engines.people.models import Person
from suzhi.engines.records.api import Family, Frame, all_families

FAMILIES = list(all_families().values())
ROWS = 400
each = pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.code)


def _world() -> tuple[list[int], list[int]]:
    cast = make_cast()
    people = [Person.objects.create(key=f"R{n}", name=f"周{n}") for n in range(2)]
    return [cast.units["A1"].pk, cast.units["B1"].pk], [one.pk for one in people]


@each
@pytest.mark.django_db
def test_a_rule_says_the_same_of_a_row_and_of_a_set(family: Family) -> None:
    units, people = _world()
    dice = Random(7)
    rows = [random_row(family, dice, units, people) for _ in range(ROWS)]
    table = family.model._meta.db_table
    stored = {fact.stored: fact for fact in family.facts.values()}
    with connection.cursor() as cursor:
        columns = ", ".join(f"q.{name}" for name in stored)
        cursor.execute(
            f"CREATE TEMP TABLE p AS SELECT 0 AS _row, 0::bigint AS _id, {columns} FROM {table} q LIMIT 0"
        )
        for name, fact in stored.items():
            # As wide as what a workbook can bring.
            wide = {"decimal": "numeric", "money": "numeric", "number": "bigint", "year": "bigint"}
            text = "text" if fact.field.max_length else wide.get(fact.said.type.name)
            if text:
                cursor.execute(f"ALTER TABLE p ALTER COLUMN {name} TYPE {text}")
        marks = ", ".join(["%s"] * (len(stored) + 2))
        for at, row in enumerate(rows):
            values = [getattr(row, fact.field.attname) for fact in stored.values()]
            cursor.execute(f"INSERT INTO p VALUES ({marks})", [at, -1, *values])
        others = [row for row in rows if not any(r.broken(row) for r in family.all_rules if not r.doubt)][:5]
        for row in others:
            row.save()
        frame = Frame(lambda name: f"p.{family.facts[name].stored}", table)
        for rule in family.all_rules:
            cursor.execute(f"SELECT _row FROM p WHERE {rule.sql(frame)}")
            by_set = {number for (number,) in cursor.fetchall()}
            by_row = {at for at, row in enumerate(rows) if _alone(row, rule)}
            assert by_set == by_row, f"{family.code}.{rule.code}"


def _alone(row: Any, rule: Any) -> bool:
    """The rule asked of a copy that is not saved, as the set of new rows stands."""
    copy = type(row)()
    for field in row._meta.concrete_fields:
        if not field.primary_key:
            setattr(copy, field.attname, getattr(row, field.attname))
    return bool(rule.broken(copy))
