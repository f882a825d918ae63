"""Coverage: of a population, how many have what they should."""

from __future__ import annotations

from typing import Any

import ibis
from ibis import _

from suzhi.engines.metrics.columns import PARTS
from suzhi.engines.metrics.expressions.prints import digest, with_prints
from suzhi.engines.metrics.expressions.timing import timed
from suzhi.engines.metrics.expressions.world import World, at_nodes
from suzhi.engines.metrics.spec import Definition, Having, Population, Rows


def population(world: World, definition: Definition) -> Any:
    """Members by year: entity, year, unit_id, at, id, people flags, and whether each is ``met``."""
    of = definition.of
    assert of is not None
    rows = _members(world, of)
    if definition.that is not None:
        met = ibis.literal(True)
        for name, value in definition.that.items():
            met = met & (rows[name] == value)
        rows = rows.mutate(met=met)
    else:
        rows = _marked(world, rows, definition)
    keep = ["entity", "year", "unit_id", "at", "id", "met"]
    return rows.select(*keep, *(p for p in PARTS if of.entity == "person"))


def stored_population(definition: Definition, name: str) -> Any:
    """The population as a table that was computed before."""
    columns = {
        "entity": "int64",
        "year": "int64",
        "unit_id": "int64",
        "at": "date",
        "id": "int64",
        "met": "boolean",
    }
    if definition.of is not None and definition.of.entity == "person":
        columns |= dict.fromkeys(PARTS, "boolean")
    return ibis.table(columns, name=name)


def shares(world: World, definition: Definition, members: Any) -> Any:
    """node, year, denominator, numerator, checksum and, for people, their parts."""
    person = definition.of is not None and definition.of.entity == "person"
    printed = with_prints(world, members, "entity", "unit_id", "at", "met", *(PARTS if person else ()))
    rows = at_nodes(world, printed, "at")
    sums = {
        "denominator": rows.entity.nunique(),
        "numerator": rows.entity.nunique(where=rows.met),
        "checksum": digest(rows),
    }
    if person:
        for name in PARTS:
            sums[f"people_{name}"] = rows.entity.nunique(where=rows.met & rows[name])
            sums[f"of_{name}"] = rows.entity.nunique(where=rows[name])
    return rows.group_by(["node", "year"]).aggregate(**sums)


def _members(world: World, of: Population) -> Any:
    rows = timed(world, of)
    if of.default is None:
        return _entity(world, rows, of)
    # The default applies in a year only where no row of the source does.
    fallback = Rows("units", of.default, "on_date")
    others = timed(world, fallback)
    tagged = rows.select("year").distinct()
    others = others.anti_join(tagged, "year")
    columns = ["id", "unit_id", "year", "at"]
    both = rows.select(*columns).union(others.select(*columns))
    return both.mutate(entity=_.unit_id)


def _entity(world: World, rows: Any, of: Population) -> Any:
    if of.entity == "person":
        return rows.mutate(entity=rows[world.declared(of.source).person])
    return rows.mutate(entity=rows.unit_id)


def _marked(world: World, members: Any, definition: Definition) -> Any:
    """Members with ``met``: they appear in all (or any) of the conditions."""
    assert definition.of is not None
    for number, having in enumerate(definition.having):
        passed = _passing(world, having, definition.of.entity, members)
        name = f"hit_{number}"
        passed = passed.mutate(**{name: ibis.literal(1)}).rename(hit_entity="entity", hit_year="year")
        same_year = (
            passed.hit_year <= members.year if having.time == "in_plan" else passed.hit_year == members.year
        )
        members = members.left_join(passed, [members.entity == passed.hit_entity, same_year])
        members = members.drop("hit_entity", "hit_year")
    need = len(definition.having) if definition.mode == "all" else 1
    score = members.hit_0.coalesce(0)
    for number in range(1, len(definition.having)):
        score = score + members[f"hit_{number}"].coalesce(0)
    return members.mutate(met=score >= need)


def _passing(world: World, having: Having, entity: str, members: Any) -> Any:
    """entity, year: who has it; for in_plan the first year only, so that nobody is doubled."""
    rows = timed(world, having)
    if entity == "person":
        person = world.declared(having.source).person
        rows = rows.filter(rows[person].notnull()).mutate(entity=rows[person])
    elif having.at == "itself":
        rows = rows.mutate(entity=rows.unit_id)
    else:
        wanted = members.select("entity").distinct()
        rows = at_nodes(world, rows, "at").rename(entity="node").semi_join(wanted, "entity")
    if having.time == "in_plan":
        return rows.group_by("entity").aggregate(year=rows.year.min())
    return rows.select("entity", "year").distinct()
