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


def valid_row(family: Family, dice: Random, unit: int, person: int) -> Any:
    """A row that breaks no rule."""
    for _ in range(20_000):
        row = random_row(family, dice, [unit], [person])
        if not any(rule.broken(row) for rule in family.all_rules):
            return row
    raise AssertionError(f"{family.code}: no row without a fault was drawn")


def facts_of(family: Family, row: Any) -> dict[str, Any]:
    """What the services take."""
    return {name: getattr(row, name) for name in family.facts}


def posted(family: Family, row: Any) -> dict[str, str]:
    """The same as a browser sends it."""
    asked = family.asked(getattr(row, "kind", ""))
    return {name: _written(getattr(row, name)) for name in asked}


def _written(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(getattr(value, "code", getattr(value, "key", value)))


def cells_of(family: Family, row: Any) -> list[Any]:
    """The same as a row of the workbook."""
    return [_cell(family, name, getattr(row, name)) for name in family.order.split()]


def _cell(family: Family, name: str, value: Any) -> Any:
    if name == "kind":
        return next((one.name for one in of_family(family.kinds) if one.code == value), value)
    choices = family.facts[name].said.choices
    if choices:
        return str(choices.get(value, value)) or None
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, date | int):
        return value
    return getattr(value, "code", getattr(value, "key", value)) or None
