"""Lays gathered figures out as a document's material: by clause, by unit, by year, with the rules."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from suzhi.domains.plans.api import (
    Indicator,
    Plan,
    choice_name,
    indicators_of,
    sentences,
    setting_name,
    settings_used,
)
from suzhi.domains.reports.document.content import Definition, Figure, Setting
from suzhi.domains.reports.gathering import Gathering
from suzhi.domains.reports.models import title_of
from suzhi.kernel import clock
from suzhi.kernel.asked import whole_number
from suzhi.kernel.dates import write_day

if TYPE_CHECKING:
    # Loads a document writer, which a web process does not want at its start.
    from suzhi.domains.reports.document.api import Material, Words


def material_of(
    found: Gathering,
    *,
    number: str = "",
    addressees: Sequence[str] = (),
    copies_to: Sequence[str] = (),
    words: Words | None = None,
) -> Material:
    """All that the writer of the annual report needs."""
    from suzhi.domains.reports.document.api import Material, Words

    name = found.unit.name
    return Material(
        issuer=name,
        unit_name=name,
        plan_title=found.plan.title,
        year=found.year,
        cutoff=found.day,
        dated=clock.today(),
        as_of=written_moment(),
        tasks=_tasks(found),
        units=_units(found),
        history=_history(found),
        title=title_of(name, found.year),
        document_number=number,
        addressees=tuple(addressees),
        settings=settings_of(found.plan.catalogue.settings),
        definitions=definitions_of_plan(found.plan, found.plan.catalogue.settings),
        copies_to=tuple(copies_to),
        printed_by=name if number else "",
        printed_on=clock.today() if number else None,
        words=words or Words(),
    )


def written_moment() -> str:
    """2018年1月12日9时05分"""
    now = clock.now().astimezone(clock.BEIJING)
    return f"{write_day(now.date())}{now.hour}时{now.minute:02d}分"


def settings_of(settings: Mapping[str, Any]) -> tuple[Setting, ...]:
    """The plan's settings in words."""
    return tuple(Setting(name, setting_name(name), choice_name(value)) for name, value in settings.items())


def definitions_of_plan(plan: Plan, settings: Mapping[str, Any]) -> tuple[Definition, ...]:
    """What each figure counts, generated from the definition that computes it."""
    numbers = dict(plan.clauses.values_list("ref", "number"))
    live = [one for one in indicators_of(plan) if not one.definition.awaits]
    return tuple(_definition(one, plan, settings, numbers) for one in live)


def _definition(
    indicator: Indicator, plan: Plan, settings: Mapping[str, Any], numbers: Mapping[str, str]
) -> Definition:
    row, ref = indicator.definition, next(iter(indicator.clauses), "")
    words = "；".join(f"{term}：{meaning.rstrip('。')}" for term, meaning in sentences(row.spec, settings))
    used = settings_of({name: settings[name] for name in settings_used(row.spec, settings)})
    clause, version = numbers.get(ref, ref), str(plan.version)
    return Definition(indicator.code, indicator.name, clause, f"{words}。", version, row.digest, used)


def _tasks(found: Gathering) -> tuple[Any, ...]:
    """Figures under the second level of the plan's clauses, in the plan's order."""
    from suzhi.domains.reports.document.api import Task

    groups: dict[str, list[Figure]] = defaultdict(list)
    for one in found.own:
        ref = next(iter(one.reading.indicator.clauses), "")
        groups[".".join(ref.split(".")[:2])].append(one.figure)
    return tuple(Task(_heading(found, ref), tuple(groups[ref])) for ref in sorted(groups, key=_order))


def _order(ref: str) -> tuple[tuple[int, str], ...]:
    return tuple((whole_number(part) or 0, part) for part in ref.split("."))


def _heading(found: Gathering, ref: str) -> str:
    number, title = found.clauses.get(ref, (ref, ""))
    return f"{title}〔规划{number}〕" if title else f"规划{number}"


def _units(found: Gathering) -> tuple[Any, ...]:
    from suzhi.domains.reports.document.api import UnitFigures

    by_unit: dict[int, dict[str, Figure]] = defaultdict(dict)
    for one in found.below:
        by_unit[one.reading.unit.pk][one.figure.code] = one.figure
    return tuple(UnitFigures(unit.name, by_unit[unit.pk]) for unit in found.children if unit.pk in by_unit)


def _history(found: Gathering) -> dict[str, tuple[tuple[int, Figure], ...]]:
    by_code: dict[str, list[tuple[int, Figure]]] = defaultdict(list)
    for one in (*found.past, *found.own):
        by_code[one.figure.code].append((one.reading.year, one.figure))
    return {code: tuple(sorted(rows, key=lambda row: row[0])) for code, rows in by_code.items()}
