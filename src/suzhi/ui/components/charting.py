"""Geometry of a chart, in percent of its box: letters and strokes keep their size whatever the width of the page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from suzhi.kernel.exact import to_decimal
from suzhi.ui.components.parts import Series

Number = int | Decimal | Fraction
Write = Callable[[Fraction], str]
# Where the plot lies in the box: room for the scale at the left, for a word above, for the years below.
LEFT, TOP, BOTTOM = Fraction(12), Fraction(12), Fraction(89)
STEPS = (Fraction(1), Fraction(2), Fraction(5, 2), Fraction(5), Fraction(10))
COLOURS = 5


@dataclass(frozen=True, slots=True)
class Mark:
    """A value: its place, and what it says of itself."""

    x: str
    y: str
    told: str


@dataclass(frozen=True, slots=True)
class Curve:
    """A series drawn: segments between neighbours, marks or bars, and its class."""

    name: str
    look: str
    last: str
    segments: tuple[tuple[str, str, str, str], ...] = ()
    marks: tuple[Mark, ...] = ()
    bars: tuple[tuple[str, str, str, str, Mark], ...] = ()


@dataclass(frozen=True, slots=True)
class Plot:
    """Everything that stands in the box. A level is its height and its number; a place its centre and name."""

    curves: tuple[Curve, ...]
    levels: tuple[tuple[str, Number], ...]
    places: tuple[tuple[str, str], ...]
    deadline: str = ""


class Frame:
    """Turns categories and values into percent."""

    def __init__(self, count: int, values: Sequence[Fraction]) -> None:
        self.step = (100 - LEFT) / max(1, count)
        self.unit = spacing(max([*values, Fraction(0)]) - min([*values, Fraction(0)]))
        self.low = min([*values, Fraction(0)]) // self.unit * self.unit
        self.high = max(-(-max([*values, Fraction(0)]) // self.unit) * self.unit, self.low + self.unit)

    def x(self, at: int | Fraction) -> str:
        return _percent(LEFT + self.step * (at + Fraction(1, 2)))

    def y(self, value: Number) -> str:
        return _percent(self.height(value))

    def height(self, value: Number) -> Fraction:
        return BOTTOM - (BOTTOM - TOP) * (Fraction(value) - self.low) / (self.high - self.low)

    def levels(self) -> tuple[tuple[str, Number], ...]:
        count = int((self.high - self.low) / self.unit)
        return tuple(
            (self.y(self.low + self.unit * at), self.low + self.unit * at) for at in range(count + 1)
        )


def spacing(span: Fraction) -> Fraction:
    """A round distance of which the span takes at most five."""
    if span <= 0:
        return Fraction(1)
    power = Fraction(1)
    while power * 10 * 5 < span:
        power *= 10
    while power * 5 >= span:
        power /= 10
    return next(power * step for step in STEPS if power * step * 5 >= span)


def plot(
    categories: Sequence[str], series: Sequence[Series], bars: bool, deadline: str, write: Write
) -> Plot:
    """Draw the series over the categories; ``write`` puts a number into words."""
    known = [Fraction(value) for one in series for value in one.values if value is not None]
    frame = Frame(len(categories), known)
    curves, actual = [], 0
    for one in series:
        actual += one.role == "actual"
        look = f"{one.role} chart-{(actual - 1) % COLOURS + 1}" if one.role == "actual" else one.role
        curves.append(_curve(one, frame, categories, look, bars and one.role == "actual", write))
    names = [str(name) for name in categories]
    return Plot(
        curves=tuple(curves),
        levels=frame.levels(),
        places=tuple((frame.x(at), name) for at, name in enumerate(names)),
        deadline=frame.x(names.index(deadline)) if deadline in names else "",
    )


def _curve(
    one: Series, frame: Frame, categories: Sequence[str], look: str, bars: bool, write: Write
) -> Curve:
    values = {at: Fraction(value) for at, value in enumerate(one.values) if value is not None}
    marks = {
        at: Mark(frame.x(at), frame.y(value), f"{categories[at]} {one.name} {write(value)}")
        for at, value in values.items()
    }
    last = write(values[max(values)]) if values else ""
    if bars:
        boxes = tuple(_bar(frame, at, value, marks[at]) for at, value in values.items())
        return Curve(one.name, look, last, bars=boxes)
    shown = tuple(marks.values()) if one.role == "actual" else ()
    return Curve(one.name, look, last, _segments(frame, marks, one.role), shown)


def _segments(frame: Frame, marks: dict[int, Mark], role: str) -> tuple[tuple[str, str, str, str], ...]:
    """Between neighbours. A target that stands alone is a short stroke, since it has none to be joined with."""
    if role != "actual" and len(marks) == 1:
        at, mark = next(iter(marks.items()))
        return ((frame.x(at - Fraction(1, 4)), mark.y, frame.x(at + Fraction(1, 4)), mark.y),)
    pairs = [(marks[at], marks[at + 1]) for at in marks if at + 1 in marks]
    return tuple((one.x, one.y, other.x, other.y) for one, other in pairs)


def _bar(frame: Frame, at: int, value: Fraction, mark: Mark) -> tuple[str, str, str, str, Mark]:
    top, ground = sorted((frame.height(value), frame.height(0)))
    return (
        frame.x(at - Fraction(3, 10)), _percent(top),
        _percent(frame.step * Fraction(6, 10)), _percent(ground - top), mark,
    )  # fmt: skip


def _percent(value: Fraction) -> str:
    return f"{to_decimal(value, 2)}%"
