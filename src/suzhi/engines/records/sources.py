"""Families, as figures see them."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_noop as _

from suzhi.engines.org.api import UNIT_BASE
from suzhi.engines.people.api import MEMBERSHIP_BASE, PERSON_BASE
from suzhi.engines.records.extras import extras_of
from suzhi.engines.records.families import all_families
from suzhi.engines.records.family import Family, In, On, Span
from suzhi.kernel.dates import FOREVER
from suzhi.kernel.sources import Base, Source

_PARTS = ("women", "migrant", "front_line")
_FOREVER = f"DATE '{FOREVER.isoformat()}'"


def base_of(family: Family) -> Base:
    """The stored table as far as figures need it: keys, and what each field says of itself."""
    columns: dict[str, tuple[str, str]] = {"id": ("int", "id")}
    for name, fact in family.facts.items():
        if fact.field.is_relation:
            columns[fact.stored] = ("int", fact.stored)
        elif name == "kind":
            columns["kind"] = ("text", "kind")
        elif fact.said.counts:
            alias, _sign, sql = fact.said.counts.partition("=")
            columns[alias] = (fact.said.type.figures, sql or _seen(family, name))
    for one in extras_of(family):
        if one.figure:
            columns[one.name] = (one.figure, one.of("extra"))
    columns["state_rank"] = ("int", "rank")
    return Base(family.model._meta.db_table, columns, key="id")


def _seen(family: Family, name: str) -> str:
    fact = family.facts[name]
    if isinstance(family.time, Span) and name == family.time.last:
        return f"COALESCE({name}, {_FOREVER})"
    if fact.said.type.name == "flag":
        return f"COALESCE({name}, FALSE)"
    return fact.said.type.figure(name)


def alias_of(family: Family, name: str) -> str:
    """The source's column for a field."""
    return family.facts[name].said.counts.partition("=")[0] or name


def source_of(family: Family) -> Source:
    """One SELECT over the record, its unit, its person and its kind."""
    base = base_of(family)
    own = [name for name in base.columns if name not in ("id", "unit_id")]
    taken = {f"r.{name}": base.columns[name][0] for name in own}
    joins, bases = "", [base]
    if family.has_unit:
        unit = "r.unit_id"
        joins += " JOIN {org_unit} u ON u.id = r.unit_id"
    else:
        person = family.facts[family.person]
        day = f"r.{alias_of(family, person.said.at)}" if person.said.at else _FOREVER
        unit = "m.unit_id"
        bases.append(MEMBERSHIP_BASE)
        joins += (
            f" JOIN {{people_membership}} m ON m.person_id = r.{person.stored}"
            f" AND {day} BETWEEN m.seat_from AND m.seat_to JOIN {{org_unit}} u ON u.id = m.unit_id"
        )
    if family.person:
        joins += f" JOIN {{people_person}} q ON q.id = r.{family.facts[family.person].stored}"
        bases.append(PERSON_BASE)
        taken |= {f"q.{name}": "bool" for name in _PARTS}
    if family.kinds:
        joins += " JOIN {kinds_kind} k ON k.code = r.kind"
        taken |= {"k.counts_as": "text", "k.function": "text"}
    selected = ["r.id", unit, "u.type AS unit_type", *taken]
    columns = {"id": "int", "unit_id": "int", "unit_type": "text"}
    columns |= {name.partition(".")[2]: kind for name, kind in taken.items()}
    if isinstance(family.time, Span):
        selected.append(f"r.{alias_of(family, family.time.first)} AS day")
        columns["day"] = "date"
    return Source(
        name=family.code,
        record=family.source_record,
        sql=f"SELECT {', '.join(selected)} FROM {{{base.name}}} r{joins}",
        columns=columns,
        fields=_fields(family),
        bases=(UNIT_BASE, *bases),
        refresh={base.name: "id"},
        keys=_keys(family),
        person=family.facts[family.person].stored if family.person else "",
        **_time(family),
    )


def _time(family: Family) -> dict[str, Any]:
    time = family.time
    if isinstance(time, Span):
        return {"day": "day", "span": (alias_of(family, time.first), alias_of(family, time.last))}
    if isinstance(time, On):
        return {"day": alias_of(family, time.day)}
    assert isinstance(time, In)
    return {"year": alias_of(family, time.year)}


def _fields(family: Family) -> dict[str, str]:
    found = {}
    if family.kinds:
        found = {
            "kind": str(family.facts["kind"].said.figures or _("类别")),
            "counts_as": _("计作"),
            "function": _("功能"),
        }
    for name, fact in family.facts.items():
        if fact.said.figures:
            found[alias_of(family, name)] = fact.said.figures
    found |= {one.name: str(one.entry["name"]) for one in extras_of(family) if one.figure}
    return found | {"unit_type": _("单位类型")}


def _keys(family: Family) -> str:
    """(id, key, label, when it was entered) of records, for the lists behind figures."""
    table = family.model._meta.db_table
    parts, joins = [], ""
    for at, name in enumerate(family.identity):
        fact = family.facts[name]
        if fact.field.is_relation:
            other = fact.field.related_model._meta.db_table
            column = "code" if fact.said.type.name == "unit" else "key"
            joins += f" JOIN {other} j{at} ON j{at}.id = r.{fact.stored}"
            parts.append(f"j{at}.{column}")
        else:
            parts.append(f"r.{name}::text")
    titled = family.facts[family.titled]
    label = f"r.{family.titled}::text"
    if titled.field.is_relation:
        joins += f" JOIN {titled.field.related_model._meta.db_table} t ON t.id = r.{titled.stored}"
        label = "t.name"
    key = " || '/' || ".join(parts)
    return f"SELECT r.id, {key}, {label}, r.created_at FROM {table} r{joins} WHERE r.id = ANY(%s)"


sources = [source_of(family) for family in all_families().values()]
