"""Random rows of any family, from what its fields say: right ones, wrong ones, and those just at a bound."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from suzhi.engines.kinds.api import of_family
from suzhi.engines.records.family import Family
from suzhi.engines.records.fields.said import Fact
from suzhi.kernel import clock

DAY = date(2017, 6, 30)


def random_row(family: Family, dice: Random, units: list[int], people: list[int]) -> Any:
    """A row that no service has looked at."""
    row = family.model()
    for name, fact in family.facts.items():
        setattr(row, fact.field.attname, _value(family, name, fact, dice, units, people))
    return row


def _value(family: Family, name: str, fact: Fact, dice: Random, units: list[int], people: list[int]) -> Any:
    empty = [fact.nothing] if fact.field.null or not fact.field.is_relation else []
    kind = fact.said.type.name
    if kind == "unit":
        return dice.choice(units)
    if kind == "person":
        return dice.choice(people)
    if name == "key":
        return f"T{dice.randrange(10**9)}"
    if name == "kind":
        return dice.choice([*(one.code for one in of_family(family.kinds)), "reading-of-stars"])
    if fact.said.choices:
        return dice.choice([*fact.said.choices, "none of them", *empty])
    if kind in ("text", "code"):
        most = fact.field.max_length
        return dice.choice(["书屋", "书屋", "书" * most, "", *empty])
    if kind == "day":
        near = [DAY + timedelta(dice.randrange(-40, 40)), clock.today() + timedelta(dice.randrange(-1, 2))]
        return dice.choice([*near, near[0], *([None] if fact.optional else [])])
    if kind == "flag":
        return dice.choice([True, False, None])
    return dice.choice(_numbers(fact, dice))


def _numbers(fact: Fact, dice: Random) -> list[Any]:
    low, high = fact.minimum, fact.said.most
    step = Decimal(1).scaleb(-fact.said.places) if hasattr(fact.field, "decimal_places") else 1
    between = [low, high, low + step, high - step, low + step * dice.randrange(1, 500)]  # type: ignore[operator]
    beyond = [low - step, high + step]  # type: ignore[operator]
    return [*between, *beyond, *([None] if fact.optional else [])]
