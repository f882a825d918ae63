"""Fields that name another record: a unit, a person, a record of another family."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from suzhi.engines.exchange.api import Kind
from suzhi.engines.org.api import UnitField
from suzhi.engines.records.fields.choosing import PersonField, RecordField
from suzhi.engines.records.fields.said import Fact, Said, Type, say
from suzhi.kernel.privacy import PERSONAL


@dataclass(frozen=True)
class Reference(Type):
    """A record that another sheet of the workbook keeps."""

    def form(self, fact: Fact, **common: Any) -> forms.Field:
        return RecordField(model=fact.field.related_model, **common)

    def write(self, fact: Fact, value: Any) -> str:
        return str(value) if value is not None else "–"

    def plain(self, fact: Fact, value: Any) -> Any:
        return None if value is None else {"key": getattr(value, "key", str(value.pk)), "name": str(value)}

    def columns(self, fact: Fact) -> dict[str, Any]:
        return {"references": fact.said.to}


@dataclass(frozen=True)
class UnitOf(Reference):
    """The unit whose the record is."""

    def form(self, fact: Fact, **common: Any) -> forms.Field:
        common.pop("help_text")
        return UnitField(permission="records.record", **common)

    def write(self, fact: Fact, value: Any) -> str:
        return str(getattr(value, "name", value or "–"))

    def plain(self, fact: Fact, value: Any) -> Any:
        return None if value is None else {"code": value.code, "name": value.name}


@dataclass(frozen=True)
class Person(Reference):
    """A worker."""

    def form(self, fact: Fact, **common: Any) -> forms.Field:
        return PersonField(**common)


UNIT, PERSON = UnitOf("unit", Kind.CODE), Person("person", Kind.CODE)
REFERENCE = Reference("reference", Kind.CODE)


def unit(label: Any = _("单位"), *, column: str = "单位编码", **said: Any) -> Any:
    """The unit whose the record is."""
    made: Any = models.ForeignKey("org.Unit", models.PROTECT, related_name="+")
    return say(made, Said(label, UNIT, column=column, to="单位", width=18, **said))


def person(
    label: Any,
    *,
    at: str = "",
    own: bool = True,
    column: str = "人员编号",
    related: str = "+",
    privacy: str = PERSONAL,
    **said: Any,
) -> Any:
    """A worker. ``at``: the day on which the seat decides whose the record is, where it has no unit of its own."""
    made: Any = models.ForeignKey("people.Person", models.CASCADE, related_name=related)
    given = {"at": at, "own": own, "column": column, "privacy": privacy, **said}
    return say(made, Said(label, PERSON, to="职工", width=18, **given))


def reference(label: Any, model: str, *, sheet: str, column: str = "", **said: Any) -> Any:
    """A record of another family, by the key of its sheet."""
    made: Any = models.ForeignKey(model, models.CASCADE, related_name="+")
    return say(made, Said(label, REFERENCE, column=column, to=sheet, width=18, **said))
