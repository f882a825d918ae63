"""Geometry for the small drawings, in whole tenths of a pixel so that a page is the same each time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache

from suzhi.kernel.exact import to_decimal

Number = int | Decimal | Fraction
WIDTH, HEIGHT, EDGE = 96, 24, 3


@dataclass(frozen=True, slots=True)
class Line:
    """A sparkline: the runs of points (gaps split it), the last point, the height of the target."""

    runs: tuple[str, ...] = ()
    dots: tuple[tuple[str, str], ...] = ()
    end: tuple[str, str] | None = None
    target: str = ""


def text(value: Number | None) -> str | None:
    """A decimal text for drawing only; four places are finer than any pixel."""
    if value is None:
        return None
    exact = Fraction(str(value)) if isinstance(value, str | float) else Fraction(value)
    return str(to_decimal(exact, 0 if exact.denominator == 1 else 4))


def portion(value: Number | None, full: Number) -> str:
    """How much of 100 a value is, held between 0 and 100."""
    if value is None or not full:
        return "0"
    return str(to_decimal(max(Fraction(0), min(Fraction(1), Fraction(value) / Fraction(full))) * 100, 1))


def line(values: Sequence[Number | None], target: Number | None) -> Line:
    """Scale from zero (or the least value) to the greatest of values and target."""
    known = [Fraction(value) for value in values if value is not None]
    if not known:
        return Line()
    ceiling = max([*known, Fraction(target or 0), Fraction(0)])
    floor = min([*known, Fraction(0)])
    span = (ceiling - floor) or Fraction(1)
    columns = _columns(len(values))

    def height(value: Number) -> str:
        return _height(Fraction(value), floor, span)

    points = [
        None if value is None else (column, height(value))
        for column, value in zip(columns, values, strict=True)
    ]
    runs = _runs(points)
    return Line(
        runs=tuple(" ".join(f"{x},{y}" for x, y in run) for run in runs if len(run) > 1),
        dots=tuple(run[0] for run in runs if len(run) == 1),
        end=[point for point in points if point is not None][-1],
        target="" if target is None else height(target),
    )


@cache
def _columns(count: int) -> tuple[str, ...]:
    """Where the points of a line of so many values stand."""
    step = Fraction(WIDTH - 2 * EDGE, max(1, count - 1))
    return tuple(str(to_decimal(EDGE + step * at, 1)) for at in range(count))


def _height(value: Fraction, floor: Fraction, span: Fraction) -> str:
    """From the top, in tenths, rounded half-even as everywhere; in whole numbers, since a page has hundreds."""
    over = value.numerator * floor.denominator - floor.numerator * value.denominator
    whole = value.denominator * floor.denominator * span.numerator
    above = 10 * (HEIGHT - 2 * EDGE) * over * span.denominator
    tenths, rest = divmod(10 * (HEIGHT - EDGE) * whole - above, whole)
    tenths += 2 * rest > whole or (2 * rest == whole and tenths % 2 == 1)
    return f"{tenths // 10}.{tenths % 10}"


def _runs(points: Sequence[tuple[str, str] | None]) -> list[list[tuple[str, str]]]:
    runs: list[list[tuple[str, str]]] = [[]]
    for point in points:
        if point is not None:
            runs[-1].append(point)
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if run]
