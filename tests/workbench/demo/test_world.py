"""The demo's world before it is written: the same by seed, whole, and believable."""

from __future__ import annotations

from collections import Counter
from datetime import date
from functools import cache
from itertools import pairwise

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest

from suzhi.engines.kinds.api import of_family
from suzhi.kernel.errors import Refusal
from suzhi.workbench.demo.numbers import AREA, id_numbers, uscc
from suzhi.workbench.demo.script import read_script, scale_names
from suzhi.workbench.demo.world import digest_of, tables


@cache
def tiny(seed: int = 1) -> dict[str, pa.Table]:
    """Every table of the tiny city, with row numbers as ids."""
    found: dict[str, list[pa.Table]] = {}
    for table in tables(read_script("tiny", seed)):
        found.setdefault(table.name, []).append(table.arrow(lambda _, rows: rows))
    return {name: pa.concat_tables(parts) for name, parts in found.items()}


def column(table: str, name: str) -> list:
    return tiny()[table][name].to_pylist()


def test_same_seed_same_city_and_another_seed_another() -> None:
    first = digest_of(read_script("tiny", 7))
    assert first == digest_of(read_script("tiny", 7))
    assert first != digest_of(read_script("tiny", 8))


def test_counts_are_those_of_the_scale() -> None:
    rows = {name: table.num_rows for name, table in tiny().items()}
    assert (rows["org_unit"], rows["people_person"]) == (120, 3000)
    assert (rows["activities_activity"], rows["activities_participation"]) == (1500, 25000)
    assert scale_names() == ["tiny", "county", "city"]


def test_unknown_scale_is_refused() -> None:
    with pytest.raises(Refusal) as refused:
        read_script("galaxy", 1)
    assert refused.value.code == "demo.scale"


def test_places_are_real_and_everything_else_is_marked() -> None:
    types = dict(zip(column("org_unit", "code"), column("org_unit", "type"), strict=True))
    names = dict(zip(column("org_unit", "code"), column("org_unit", "name"), strict=True))
    real = [code for code, kind in types.items() if kind in {"city", "county", "zone"}]
    assert len(real) == 1 + 11 + 3
    assert all("（示例）" not in names[code] for code in real)
    assert all(names[code].endswith("（示例）") for code in names if code not in real)
    assert all(key.startswith("示例") for key in column("people_person", "key"))
    # An invented activity or venue of a real federation says so.
    led = zip(column("activities_activity", "unit_id"), column("activities_activity", "name"), strict=True)
    codes = list(names)
    assert all("（示例）" in name for unit, name in led if codes[unit] in real)
    assert all("（示例）" in name for name in column("venues_venue", "name"))


def test_references_and_keys_hold() -> None:
    tables_with_keys = ("people_person", "activities_activity", "venues_venue")
    for table, key in (("org_unit", "code"), *((table, "key") for table in tables_with_keys)):
        values = column(table, key)
        assert len(set(values)) == len(values)
        assert max(map(len, values)) <= 32
    rosters = tiny()["activities_participation"]
    pairs = list(zip(rosters["activity_id"].to_pylist(), rosters["person_id"].to_pylist(), strict=True))
    assert len(set(pairs)) == len(pairs)
    years = list(zip(column("org_unityear", "unit_id"), column("org_unityear", "year"), strict=True))
    assert len(set(years)) == len(years)


def test_nobody_takes_part_before_birth_or_outside_their_time() -> None:
    joined = np.array(column("people_membership", "joined_on")[:3000], "datetime64[D]")
    born = np.array(column("people_person", "born_on"), "datetime64[D]")
    starts = np.array(column("activities_activity", "starts_on"), "datetime64[D]")
    person = np.array(column("activities_participation", "person_id"))
    day = starts[np.array(column("activities_participation", "activity_id"))]
    assert not (joined[person] > day).any()
    assert not (born[person] + 18 * 365 > day).any()


def test_seats_cover_all_time_once() -> None:
    seats: dict[int, list[tuple[date, date]]] = {}
    for person, first, last in zip(
        column("people_membership", "person_id"), column("people_membership", "seat_from"),
        column("people_membership", "seat_to"), strict=True,
    ):  # fmt: skip
        seats.setdefault(person, []).append((first, last))
    assert any(len(held) == 2 for held in seats.values())
    for held in seats.values():
        held.sort()
        assert held[0][0] == date(1, 1, 1)
        assert held[-1][1] == date(9999, 12, 31)
        assert all((b[0] - a[1]).days == 1 for a, b in pairwise(held))


def test_every_kind_occurs() -> None:
    assert set(column("activities_activity", "kind")) == {kind.code for kind in of_family("activity")}
    assert set(column("people_post", "kind")) == {kind.code for kind in of_family("post")}
    states = {"draft", "returned", "confirmed", "reviewed", "verified"}
    assert set(column("activities_activity", "state")) == states


def test_seasons_show() -> None:
    kinds, starts = column("activities_activity", "kind"), column("activities_activity", "starts_on")
    months = Counter(day.month for day in starts)
    assert months[5] > 2 * months[2]

    def favourite(kind: str) -> int:
        counts = Counter(day.month for k, day in zip(kinds, starts, strict=True) if k == kind)
        return counts.most_common(1)[0][0]

    assert favourite("safety-education") == 6
    assert favourite("law-education") == 12
    assert favourite("volunteer-service") == 3
    lull = [day for day in starts if date(2020, 2, 1) <= day <= date(2020, 4, 10)]
    before = [day for day in starts if date(2019, 2, 1) <= day <= date(2019, 4, 10)]
    assert len(lull) * 2 < len(before)


def test_some_are_written_down_late_and_none_before_they_happened() -> None:
    made, starts = column("activities_activity", "created_at"), column("activities_activity", "starts_on")
    lags = [(moment.date() - day).days for moment, day in zip(made, starts, strict=True)]
    assert min(lags) >= 0
    assert 0.05 < sum(lag > 30 for lag in lags) / len(lags) < 0.25


def test_counties_are_uneven_and_some_data_is_dirty() -> None:
    venues = tiny()["venues_venue"]
    houses = venues.filter(pc.equal(venues["kind"], "book-house"))
    assert 600 < houses.num_rows < 1200
    assert any("  " in name for name in column("activities_activity", "name"))
    assert None in column("people_person", "born_on")
    assert "" in column("people_person", "sex")
    names, units = column("activities_activity", "name"), column("activities_activity", "unit_id")
    same = Counter(zip(names, units, strict=True))
    assert max(same.values()) > 1


def test_numbers_pass_their_checks_and_are_nobodys() -> None:
    born = np.array(["1970-01-01"] * 3 + ["1999-01-01"], "datetime64[D]")
    cards = id_numbers(born, np.array([True, False, True, False]))
    assert len(set(cards)) == 4
    weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    for card in cards:
        assert card.startswith(AREA)
        assert card[17] == "10X98765432"[sum(int(d) * w for d, w in zip(card, weights, strict=False)) % 11]
    assert [int(card[16]) % 2 for card in cards] == [0, 1, 0, 1]
    assert len(uscc(12, "91")) == 18


def test_credit_code_check_character() -> None:
    # A code published as an example of the standard, its check character taken off and computed anew.
    from suzhi.workbench.demo import numbers

    stem, check = "91350100M000100Y4", "3"
    total = sum(numbers._USCC.index(c) * w for c, w in zip(stem, numbers._USCC_WEIGHTS, strict=True))
    assert numbers._USCC[(31 - total % 31) % 31] == check
