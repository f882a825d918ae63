"""Fields of time and of yes and no."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from suzhi.engines.exchange.api import Kind
from suzhi.engines.records.fields.said import Fact, Said, Type, say
from suzhi.engines.workflow.api import yes_no_unknown, yes_no_value
from suzhi.kernel.dates import FIRST_DAY, LAST_DAY
from suzhi.ui.api import DayField


@dataclass(frozen=True)
class Day(Type):
    """A day of the calendar."""

    def form(self, fact: Fact, **common: Any) -> forms.Field:
        return DayField(**common)

    def plain(self, fact: Fact, value: Any) -> Any:
        return None if value is None else value.isoformat()


@dataclass(frozen=True)
class Year(Type):
    """A calendar year."""

    def form(self, fact: Fact, **common: Any) -> forms.Field:
        return forms.IntegerField(min_value=FIRST_DAY.year, max_value=LAST_DAY.year, **common)


@dataclass(frozen=True)
class Flag(Type):
    """是, 否, or not known where it is optional."""

    def form(self, fact: Fact, **common: Any) -> forms.Field:
        return yes_no_unknown(common["label"], common["help_text"])

    def initial(self, value: Any) -> Any:
        return yes_no_value(value)


DAY, YEAR, FLAG = (
    Day("day", Kind.DATE, "date"),
    Year("year", Kind.INTEGER, "int"),
    Flag("flag", Kind.FLAG, "bool"),
)


def day(label: Any, *, optional: bool = False, **said: Any) -> Any:
    """A day."""
    made: Any = models.DateField(null=optional, blank=optional)
    return say(made, Said(label, DAY, least=FIRST_DAY, most=LAST_DAY, **said))


def year(label: Any = _("年份"), **said: Any) -> Any:
    """A year."""
    made: Any = models.IntegerField()
    return say(made, Said(label, YEAR, least=FIRST_DAY.year, most=LAST_DAY.year, **said))


def flag(label: Any, **said: Any) -> Any:
    """Yes, no or not known."""
    return say(models.BooleanField(null=True), Said(label, FLAG, **said))
