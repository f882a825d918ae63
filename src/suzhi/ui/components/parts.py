"""The small records that components are fed with: a link, a column, a cell, a chip, an event."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from suzhi.ui.components.writing import BLANK


class Part:
    """What all of them share: a template looks a name up as a key first, and a miss there costs an exception."""

    __slots__ = ()

    def __getitem__(self, name: str) -> Any:
        return getattr(self, name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Link(Part):
    """Somewhere to go. ``current`` marks where one is."""

    label: str
    href: str
    current: bool = False
    count: int | None = None
    level: int = 1
    state: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column(Part):
    """A column of a table; ``sort`` is the key put into ``?sort=`` (empty: not sortable).

    ``named``: a value that says nothing without the column's name, as yes or no; numbers are so by themselves.
    """

    label: str
    sort: str = ""
    align: str = "start"
    hint: str = ""
    named: bool = False

    @property
    def name_beside(self) -> str:
        """What stands beside a value that is not under its heading."""
        return self.label if self.named or self.align == "end" else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell(Part):
    """A cell of a table; ``state`` draws a state mark, ``note`` a quiet second line."""

    text: Any = ""
    href: str = ""
    state: str = ""
    note: str = ""

    @property
    def blank(self) -> bool:
        """Nothing, or the dash that stands for it."""
        return self.text in ("", BLANK) and not self.state and not self.note


@dataclass(frozen=True, slots=True, kw_only=True)
class Row(Part):
    """A row of a table; ``key`` is the value of its check box, ``current`` marks it."""

    cells: Sequence[Any]
    key: str = ""
    current: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Option(Part):
    """A choice of a select, radio group or filter."""

    value: str
    label: str
    selected: bool = False
    help: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chip(Part):
    """A filter in force; ``href`` takes it away."""

    label: str
    href: str
    active: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening(Part):
    """An entry of a history: who did what when, and what changed."""

    when: Any
    who: str
    what: str
    detail: str = ""
    changes: Sequence[tuple[str, str, str]] = ()
    href: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair(Part):
    """A label and its value in a key-value list."""

    label: str
    value: Any
    note: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile(Part):
    """A place on the tile map: row and column from 1, as the pack places it."""

    name: str
    row: int
    col: int
    state: str = "none"
    value: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Series(Part):
    """A line or a set of bars: one number (or None) for each category; ``role`` is actual, target or pace."""

    name: str
    values: Sequence[int | Fraction | Any | None]
    role: str = "actual"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shell(Part):
    """What the console's header shows; the console's context processor gives it as ``shell``."""

    plan_title: str = ""
    plan_href: str = "/"
    unit_name: str = ""
    units: Sequence[Link] = field(default_factory=tuple)
    units_href: str = ""
    search_href: str = ""
    menu: Sequence[Link] = field(default_factory=tuple)
    account_name: str = ""
    account_role: str = ""
    account_menu: Sequence[Link] = field(default_factory=tuple)
    sign_out_href: str = ""
    notice: str = ""
