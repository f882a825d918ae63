"""What a field of a family says about itself, once, for every face."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.db import models
from django.utils import translation
from django.utils.text import format_lazy

from suzhi.engines.exchange.api import Column, Kind
from suzhi.engines.workflow.api import write
from suzhi.kernel.privacy import PUBLIC

Bound = int | Decimal | date | None


@dataclass(frozen=True)
class Type:
    """A type of field: how it is asked for, which column it makes, what figures see, how it is written."""

    name: str
    kind: Kind
    figures: str = ""

    def form(self, fact: Fact, **common: Any) -> forms.Field:
        """The form field."""
        raise NotImplementedError

    def initial(self, value: Any) -> Any:
        """A stored value as the form shows it first."""
        return value

    def write(self, fact: Fact, value: Any) -> str:
        """A value as people read it."""
        return write(value)

    def plain(self, fact: Fact, value: Any) -> Any:
        """A value as a machine reads it."""
        return value

    def figure(self, column: str) -> str:
        """The SQL by which figures see the column."""
        return column

    def columns(self, fact: Fact) -> dict[str, Any]:
        """What its column of the workbook has beside name, field and kind."""
        return {}


@dataclass(frozen=True)
class Said:
    """label, bounds and all that the constructors of ``fields`` take; see docs/how-to/family.md."""

    label: Any
    type: Type
    asked: Any = ""  # the label in the form, where it says more
    column: str = ""  # its name in the workbook; by default the label; "-": none
    unit: Any = ""  # 平方米, 册
    least: Bound = None
    above: Bound = None
    most: Bound = None
    places: int = 0
    trait: str = ""  # asked for only where the kind has this trait
    privacy: str = PUBLIC
    help: Any = ""
    width: int = 16
    counts: str = ""  # "opened" or "opened=SQL": the column of the source; "": figures do not see it
    figures: Any = ""  # its meaning, where definitions may filter on it
    code: str = ""  # the last part of the code of its refusals; by default its name
    empty: Any = ""  # what stands on the page when there is nothing: 在用
    beside: str = ""  # the field that is written together with it on the page, under the label ``pair``
    pair: Any = ""
    own: bool = False  # a person: the record is shown to that person as one's own
    at: str = ""  # a person: the field with the day on which the seat decides whose the record is
    choices: Mapping[str, Any] | None = None  # stored value -> label, for a choice
    to: str = ""  # the sheet of the workbook whose key a reference names


@dataclass(frozen=True)
class Fact:
    """A field of a family's model, with what it says."""

    name: str
    field: Any
    said: Said

    @property
    def optional(self) -> bool:
        """Whether it may be left empty."""
        return bool(self.field.null or self.field.blank)

    @property
    def stored(self) -> str:
        """The database column."""
        return str(self.field.column)

    @property
    def nothing(self) -> Any:
        """What stands for an empty value."""
        return None if self.field.null else ""

    @property
    def label(self) -> Any:
        return self.said.label

    @property
    def minimum(self) -> Bound:
        """The least value that is taken."""
        if self.said.above is None:
            return self.said.least
        step = Decimal(1).scaleb(-self.said.places)
        above = self.said.above
        return Decimal(above) + step if isinstance(above, int | Decimal) else above

    def write(self, value: Any) -> str:
        """The value as people read it."""
        return self.said.type.write(self, value)

    def measured(self, value: Any) -> str:
        """The same with its unit word."""
        text = self.write(value)
        return f"{text} {self.said.unit}" if self.said.unit and value is not None else text

    def form_field(self) -> forms.Field:
        """As the entry form asks for it."""
        unit = f"（{self.said.unit}）" if self.said.unit else ""
        label = self.said.asked or self.said.label
        label = format_lazy("{}{}", label, unit) if unit else label
        return self.said.type.form(self, label=label, required=not self.optional, help_text=self.said.help)

    def column(self, key: bool, not_future: bool) -> Column | None:
        """Its column of the workbook."""
        if self.said.column == "-":
            return None
        common: dict[str, Any] = {
            "required": not self.optional,
            "key": key,
            "width": self.said.width,
            "minimum": self.minimum,
            "maximum": self.said.most,
            "not_future": not_future,
            "no_null": self.optional and not self.field.null,
        }
        if self.field.max_length:
            common["max_length"] = self.field.max_length
        if self.said.type.kind is Kind.DATE:
            common |= {"minimum": None, "maximum": None}
        common |= self.said.type.columns(self)
        return Column(self.column_name, self.name, self.said.type.kind, **common)

    @property
    def column_name(self) -> str:
        """The public name in the workbook, which no language changes."""
        return self.said.column or message_id(self.said.label)


def message_id(words: Any) -> str:
    """The Chinese text of a lazy message, whatever language is active."""
    with translation.override(None):
        return str(words)


def say(made: models.Field[Any, Any], said: Said) -> Any:
    """Hang what is said on the Django field, which is the declaration."""
    made.said = said  # type: ignore[attr-defined]
    return made
