"""Two characters inside a longer name are found; so are one, many, and words in any order."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from suzhi.engines.org.api import Unit
from suzhi.engines.search.api import Grams, containing, matching, query_grams, search

NAMES = ["江城机床厂工会", "会工联合社", "东区读书会A座", "100%棉纺厂", "李", ""]


@pytest.fixture
def units(db: None) -> None:
    Unit.objects.bulk_create(
        Unit(code=f"U{at}", name=name, type="grassroots") for at, name in enumerate(NAMES)
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("工会", ["江城机床厂工会"]),
        ("会工", ["会工联合社"]),
        ("机床厂工", ["江城机床厂工会"]),
        ("江城 工会", ["江城机床厂工会"]),
        ("会", ["江城机床厂工会", "会工联合社", "东区读书会A座"]),
        ("会a", ["东区读书会A座"]),
        ("0%", ["100%棉纺厂"]),
        ("100%棉", ["100%棉纺厂"]),
        ("李", ["李"]),
        ("床机", []),
        ("江城厂工会", []),
    ],
)
def test_any_part_of_a_name_is_found(units: None, text: str, found: list[str]) -> None:
    assert (
        list(containing(Unit.objects.order_by("code"), "name", text).values_list("name", flat=True)) == found
    )


@given(st.text(max_size=12).filter(lambda text: "\x00" not in text and "\x1f" not in text))
def test_the_index_holds_every_pair_that_a_query_asks_for(text: str) -> None:
    """The SQL function and its twin in Python cut alike, whatever the characters."""
    if not text.isprintable():
        return
    for size in (1, 2, 3):
        for at in range(len(text) - size + 1):
            assert set(query_grams(text[at : at + size])) <= _python_grams(text)


def _python_grams(text: str) -> set[str]:
    folded = text.lower()
    return set(folded) | {folded[at : at + 2] for at in range(len(folded) - 1)}


@pytest.mark.parametrize("text", [*NAMES, "ＡＢ中文", "a b", "阿卓·史伊"])
def test_the_sql_function_cuts_as_python_does(db: None, text: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT search_grams(%s)", [text])
        assert set(cursor.fetchone()[0]) >= _python_grams(text)


def test_the_index_serves_the_search(units: None) -> None:
    Unit.objects.bulk_create(Unit(code=f"X{at}", name=f"第{at}车间", type="grassroots") for at in range(3000))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE org_unit")
    assert "unit_search" in containing(Unit.objects.all(), "name", "工会").explain()


def test_no_way_of_writing_passes_the_index_by(units: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE org_unit SET name = '改名后的书屋' WHERE code = 'U4'")
    assert containing(Unit.objects.all(), "name", "书屋").get().code == "U4"
    assert Unit.objects.annotate(grams=Grams("name")).get(code="U4").grams


def test_the_search_page_finds_only_what_is_in_reach(cast: Any) -> None:
    def found(role: str, unit: str, text: str) -> set[str]:
        return {hit.title for group in search(cast.actor(role, unit), text, 10) for hit in group.hits}

    assert found("city_office", "C", "县总") == {"东县总工会", "西县总工会"}
    assert found("recorder", "A1", "县总") == set()
    assert found("recorder", "A1", "机床") == {"东县机床厂工会"}
    assert found("worker", "A1", "机床") == set()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("jcjc", ["江城机床厂工会"]),
        ("JC gh", ["江城机床厂工会"]),
        ("hgl", ["会工联合社"]),
        ("dushu", []),
        ("a座", ["东区读书会A座"]),
        ("dshaz", ["东区读书会A座"]),
        ("u1", ["会工联合社"]),
        ("U", NAMES),
        ("U9", []),
    ],
)
def test_a_number_from_its_beginning_and_the_initials_are_found(
    units: None, text: str, found: list[str]
) -> None:
    rows = matching(Unit.objects.order_by("code"), text, code="code")
    assert list(rows.values_list("name", flat=True)) == found


def test_indexes_serve_a_number_and_initials_alike(units: None) -> None:
    Unit.objects.bulk_create(Unit(code=f"X{at}", name=f"第{at}车间", type="grassroots") for at in range(3000))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE org_unit")
    plan = matching(Unit.objects.all(), "X12", code="code").explain()
    assert "Seq Scan" not in plan
    assert "unit_search" in plan
