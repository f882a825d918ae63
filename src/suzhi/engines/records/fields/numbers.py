"""Fields of numbers, all exact: whole ones, decimals, money, places on the map."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from suzhi.engines.exchange.api import Kind
from suzhi.engines.records.fields.said import Bound, Fact, Said, Type, say


@dataclass(frozen=True)
class Whole(Type):
    """A whole number."""

    def form(self, fact: Fact, **common: Any) -> forms.Field:
        return forms.IntegerField(min_value=fact.said.least, **common)  # type: ignore[arg-type]


@dataclass(frozen=True)
class Exact(Type):
    """A decimal number with so many places."""

    def form(self, fact: Fact, **common: Any) -> forms.Field:
        places, digits = fact.field.decimal_places, fact.field.max_digits
        return forms.DecimalField(max_digits=digits, decimal_places=places, **common)

    def plain(self, fact: Fact, value: Any) -> Any:
        return None if value is None else format(value, "f")

    def columns(self, fact: Fact) -> dict[str, Any]:
        return {"places": fact.said.places}


@dataclass(frozen=True)
class Money(Exact):
    """Yuan with two places; figures see whole fen, so that no sum is rounded."""

    def figure(self, column: str) -> str:
        return f"CAST({column} * 100 AS bigint)"


NUMBER, DECIMAL = Whole("number", Kind.INTEGER, "int"), Exact("decimal", Kind.DECIMAL)
MONEY = Money("money", Kind.DECIMAL, "int")


def number(label: Any, *, most: int, least: int = 0, optional: bool = False, **said: Any) -> Any:
    """A whole number from ``least`` to ``most``."""
    wide = models.BigIntegerField if most > 2**31 - 1 else models.IntegerField
    return say(wide(null=optional, blank=optional), Said(label, NUMBER, least=least, most=most, **said))


def decimal(
    label: Any, *, digits: int, places: int = 2, least: Bound = None, optional: bool = False, **said: Any
) -> Any:
    """A decimal of so many digits in all, so many of them behind the point."""
    made: Any = models.DecimalField(max_digits=digits, decimal_places=places, null=optional, blank=optional)
    if "above" not in said:
        said["least"] = 0 if least is None else least
    return say(made, Said(label, DECIMAL, places=places, **said))


def money(label: Any, *, most: int, optional: bool = False, **said: Any) -> Any:
    """An amount in yuan, exact to the fen."""
    made: Any = models.DecimalField(max_digits=16, decimal_places=2, null=optional, blank=optional)
    given: Any = {"unit": _("元"), "least": 0} | said
    return say(made, Said(label, MONEY, places=2, most=most, **given))


def longitude() -> Any:
    """The bounds of the country keep the two from being put in each other's place."""
    more: Any = {"beside": "latitude", "pair": _("位置")}
    return decimal(_("经度"), digits=9, places=6, least=73, most=136, optional=True, code="place", **more)


def latitude() -> Any:
    """Stands beside a longitude."""
    return decimal(_("纬度"), digits=9, places=6, least=3, most=54, optional=True, code="place")
