"""Figures, their states, small lines, charts and the tile map."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from django.utils.translation import gettext as _

from suzhi.ui.components import charting, coded, drawing, states, writing
from suzhi.ui.components.parts import Series, Tile
from suzhi.ui.components.registry import component


@component("state", kept=lambda props: True, code=coded.state)
class State:
    """A state mark: shape and word. ``word=False`` keeps the word for screen readers only."""

    state: str
    word: bool = True


@component("sparkline", code=coded.sparkline)
class Sparkline:
    """A small line with the target as a hairline; drawn on the server, readable without script."""

    values: Sequence[int | Decimal | Fraction | None]
    label: str
    target: int | Decimal | Fraction | None = None
    unit: str = ""

    @property
    def line(self) -> drawing.Line:
        return drawing.line(self.values, self.target)

    @property
    def last(self) -> str:
        known = [value for value in self.values if value is not None]
        return writing.plain(known[-1]) if known else writing.BLANK

    @property
    def told(self) -> str:
        return _("最近为 %(last)s %(unit)s") % {"last": self.last, "unit": self.unit}


@component("figure", code=coded.figure)
class Figure:
    """A live figure: value, parts, unit, target, state, as-of time and the way to open it."""

    label: str
    value: str | int | Decimal | Fraction | None = None
    unit: str = ""
    target: str | int | Decimal | Fraction | None = None
    numerator: int | None = None
    denominator: int | None = None
    state: str = ""
    as_of: date | datetime | None = None
    href: str = ""
    note: str = ""
    size: str = "medium"
    trend: Sequence[int | Decimal | Fraction | None] = ()
    trend_target: int | Decimal | Fraction | None = None

    @property
    def blank(self) -> bool:
        return self.value is None or self.value == ""

    @property
    def shown(self) -> str:
        return writing.plain(self.value)

    @property
    def shown_target(self) -> str:
        return "" if self.target is None or self.target == "" else writing.plain(self.target)

    @property
    def parts(self) -> str:
        if self.numerator is None or self.denominator is None:
            return ""
        parts = f"{writing.plain(self.numerator)}/{writing.plain(self.denominator)}"
        return _("（%(parts)s）") % {"parts": parts}

    @property
    def line(self) -> Sparkline | None:
        """The small line beside the value."""
        if not self.trend:
            return None
        label = _("%(label)s的走势") % {"label": self.label}
        return Sparkline(values=self.trend, target=self.trend_target, label=label, unit=self.unit)


@component("bar")
class Bar:
    """A bar in a table cell: a part of a whole, from zero, with the target as a hairline."""

    value: int | Decimal | Fraction | None
    full: int | Decimal | Fraction
    label: str
    target: int | Decimal | Fraction | None = None

    @property
    def width(self) -> str:
        return drawing.portion(self.value, self.full)

    @property
    def mark(self) -> str:
        return "" if self.target is None else drawing.portion(self.target, self.full)


@component("chart")
class Chart:
    """A chart drawn on the server, with its table: ``kind`` line or bar."""

    title: str
    categories: Sequence[str]
    series: Sequence[Series]
    kind: str = "line"
    unit: str = ""
    places: int = 0
    deadline: str = ""
    deadline_label: str = ""
    open_table: bool = False

    @cached_property
    def plot(self) -> charting.Plot:
        return charting.plot(self.categories, self.series, self.kind == "bar", self.deadline, self.written)

    def written(self, value: Fraction) -> str:
        return f"{writing.plain(value, self.places)} {self.unit}".strip()

    @property
    def told(self) -> str:
        """The drawing in a sentence, for those who do not see it; the table says the rest."""
        lines = [(one.name, one.last) for one in self.plot.curves if one.last]
        return _("；").join(_("%(name)s最近为 %(last)s") % {"name": n, "last": last} for n, last in lines)

    @property
    def rows(self) -> list[tuple[str, list[str]]]:
        return [
            (name, [writing.plain(one.values[at], self.places) for one in self.series])
            for at, name in enumerate(self.categories)
        ]


@component("tilemap")
class TileMap:
    """The counties as tiles in rough geography; each says its state by shape and word."""

    tiles: Sequence[Tile]
    label: str

    @property
    def marked(self) -> list[tuple[Tile, states.State]]:
        ordered = sorted(self.tiles, key=lambda tile: (tile.row, tile.col))
        return [(tile, states.state(tile.state)) for tile in ordered]


@component("note", code=coded.note)
class Note:
    """A margin note: one or more figures beside a clause, or a word about it."""

    body: str
    kind: str = "figure"
