"""The columns of a sheet, declared: a closed list of types."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import Enum

from django.utils.functional import Promise

Value = str | bool | date | int | Decimal | tuple[str, ...] | None


class Kind(Enum):
    """The types of column, and the PostgreSQL type that a staged value has."""

    TEXT = "text"
    CODE = "code"
    CHOICE = "choice"
    FLAG = "flag"
    DATE = "date"
    INTEGER = "integer"
    DECIMAL = "decimal"
    REFERENCES = "references"


SQL_TYPES = {
    Kind.TEXT: "text",
    Kind.CODE: "text",
    Kind.CHOICE: "text",
    Kind.FLAG: "boolean",
    Kind.DATE: "date",
    Kind.INTEGER: "bigint",
    Kind.DECIMAL: "numeric",
    Kind.REFERENCES: "text[]",
}


@dataclass(frozen=True, slots=True)
class Personal:
    """How a personal number is kept: sealed bytes to read back, a keyed hash to match, a mask to show.

    derived: further staged fields that only the whole number tells: name -> (SQL type, value or None). A name
    that starts with an underscore is for rules only and not kept.
    """

    seal: Callable[[str], tuple[bytes | None, str]]
    unseal: Callable[[bytes], str]
    mask: Callable[[str], str]
    derived: Mapping[str, tuple[str, Callable[[str], str | None]]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its public name, the field it is staged under, and what a cell may hold.

    required: the column must be there and every cell filled, unless ``blank`` allows empty cells.
    choices: public value -> stored value, asked for at each check because kinds are data.
    references: the sheet whose key the cell names.
    db: the database column; by default the field (``<field>_id`` for a reference), "" if kept elsewhere.
    no_null: the database column keeps an empty text instead of nothing.
    """

    name: str
    field: str
    kind: Kind = Kind.TEXT
    required: bool = False
    key: bool = False
    blank: bool = False
    choices: Callable[[], Mapping[str, str]] | None = None
    references: str = ""
    max_length: int = 200
    minimum: Decimal | int | None = None
    maximum: Decimal | int | None = None
    places: int = 2
    not_future: bool = False
    personal: Personal | None = None
    db: str | None = None
    no_null: bool = False
    check: Callable[[str], str] | None = None
    help: str | Promise = ""
    width: int = 16

    @property
    def stored(self) -> str:
        """The database column that keeps it, or nothing."""
        if self.db is not None:
            return self.db
        return f"{self.field}_id" if self.references else self.field

    @property
    def sealed(self) -> str:
        """The database column of a personal number's sealed bytes: beside ``phone_hash``, ``phone_sealed``."""
        return self.stored.removesuffix("_hash") + "_sealed"

    @property
    def must_fill(self) -> bool:
        """Whether an empty cell is refused."""
        return (self.required or self.key) and not self.blank
