"""A definition as data, read into plain dataclasses. The vocabulary is closed; lint.py says what is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from suzhi.engines.metrics.types import FIGURE_TYPES

GRAINS = ("year", "plan", "date")
TIMES = ("in_year", "in_plan", "in_whole_plan", "on_date")
MEASURES = ("rows", "visits", "people")
SUM = "sum"
SETTING = "setting:"
# From which year and which state on records count, in every figure.
COMMON_SETTINGS = ("start_year", "counted_from")


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of a source: which, and when they count."""

    source: str
    where: Mapping[str, Any]
    time: str


@dataclass(frozen=True, slots=True)
class Counted(Rows):
    """What is added up."""

    measure: str
    beside: str = ""
    # The column that is added up, where the measure is a sum.
    column: str = ""


@dataclass(frozen=True, slots=True)
class Population(Rows):
    """Of whom: units or persons. ``default`` selects units when no row of the source applies anywhere."""

    entity: str = "unit"
    default: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Having(Rows):
    """What a member of the population must have. at: subtree (default) or itself."""

    at: str = "subtree"


@dataclass(frozen=True, slots=True)
class Per:
    """The denominator of a density or a ratio: a column summed over rows, per so many."""

    rows: Rows
    column: str
    each: int


@dataclass(frozen=True, slots=True)
class Definition:
    """One figure, ready to be compiled."""

    code: str
    type: str
    grain: str
    level: str
    target: Fraction | None
    counts: Counted | None = None
    of: Population | None = None
    having: tuple[Having, ...] = ()
    that: Mapping[str, Any] | None = None
    mode: str = "all"
    per: Per | None = None

    def parts(self) -> list[Rows]:
        """Every selection of rows that the figure depends on."""
        found: list[Rows] = [part for part in (self.counts, self.of) if part is not None]
        found.extend(self.having)
        if self.per is not None:
            found.append(self.per.rows)
        return found

    @property
    def reads_units(self) -> bool:
        """Whether it looks at units beside its sources: those that a default or an "each" is about."""
        return FIGURE_TYPES[self.type].for_each or (self.of is not None and self.of.default is not None)


def settings_named(spec: Any) -> list[str]:
    """The settings that a definition depends on; those on which every one does come first."""
    return list(dict.fromkeys((*COMMON_SETTINGS, *_named(spec))))


def _named(part: Any) -> list[str]:
    if isinstance(part, str):
        return [part.removeprefix(SETTING)] if part.startswith(SETTING) else []
    inner = part.values() if isinstance(part, Mapping) else part if isinstance(part, list) else ()
    return [name for value in inner for name in _named(value)]


def resolve(value: Any, settings: Mapping[str, Any]) -> Any:
    """A value, or the plan's setting that it names."""
    if isinstance(value, str) and value.startswith(SETTING):
        return settings[value.removeprefix(SETTING)]
    return value


def parse(spec: Mapping[str, Any], settings: Mapping[str, Any]) -> Definition:
    """Read a linted spec under these settings. Raises KeyError or ValueError only on a spec never linted."""
    counts = spec.get("counts")
    population = spec.get("of")
    target = resolve(spec.get("target"), settings)
    return Definition(
        code=spec["code"],
        type=spec["type"],
        grain=spec["grain"],
        level=spec.get("level", ""),
        target=None if target is None else Fraction(str(target)),
        counts=_counted(counts, spec["type"], settings) if counts else None,
        of=_population(population, settings) if population else None,
        having=_having(spec, settings),
        that=_where(spec["that"], settings) if "that" in spec else None,
        mode="any" if _mode(spec, settings) in ("any", "either") else "all",
        per=_per(spec["per"], settings) if "per" in spec else None,
    )


def _where(where: Mapping[str, Any], settings: Mapping[str, Any]) -> dict[str, Any]:
    """Filters with settings filled in; a yes/no setting that is off lifts its filter."""
    found = {}
    for name, value in where.items():
        known = resolve(value, settings)
        if isinstance(value, str) and value.startswith(SETTING) and known is False:
            continue
        found[name] = known
    return found


def _counted(counts: Mapping[str, Any], type_: str, settings: Mapping[str, Any]) -> Counted:
    return Counted(
        counts["source"],
        _where(counts.get("where", {}), settings),
        counts.get("time", FIGURE_TYPES[type_].time),
        SUM if "sum" in counts else resolve(counts["measure"], settings),
        counts.get("beside", ""),
        counts.get("sum", ""),
    )


def _population(of: Mapping[str, Any], settings: Mapping[str, Any]) -> Population:
    return Population(
        of["source"], _where(of.get("where", {}), settings), of["time"], of["entity"], of.get("default")
    )


def _mode(spec: Mapping[str, Any], settings: Mapping[str, Any]) -> str:
    return str(resolve(spec.get("mode", "all"), settings))


def _having(spec: Mapping[str, Any], settings: Mapping[str, Any]) -> tuple[Having, ...]:
    """The conditions that the chosen reading takes; both and either take all of them."""
    mode = _mode(spec, settings)
    chosen = [
        part
        for part in spec.get("having", ())
        if "reading" not in part or mode in ("both", "either", "all", "any", part["reading"])
    ]
    return tuple(
        Having(
            part["source"], _where(part.get("where", {}), settings), part["time"], part.get("at", "subtree")
        )
        for part in chosen
    )


def _per(per: Mapping[str, Any], settings: Mapping[str, Any]) -> Per:
    rows = Rows(per["source"], _where(per.get("where", {}), settings), per["time"])
    return Per(rows, per["sum"], int(per.get("each", 1)))
