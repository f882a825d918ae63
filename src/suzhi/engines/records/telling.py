"""What a declaration makes, in lines that a person can read: a layer whose products can be read is no magic."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

from django.apps import apps

from suzhi.engines.kinds.api import of_family
from suzhi.engines.records.extras import extras_of
from suzhi.engines.records.family import Family
from suzhi.engines.records.rules.rule import Frame
from suzhi.engines.records.sheets import sheet_of
from suzhi.engines.records.sources import source_of


def _form(family: Family) -> Iterator[str]:
    for legend, lines in family.groups:
        yield f"[{legend}]"
        for name in lines.replace("/", " ").split():
            fact = family.facts[name]
            said = fact.said
            marks = [
                "" if fact.optional else "required",
                f"trait={said.trait}" if said.trait else "",
                said.privacy,
            ]
            yield f"  {name}  {fact.form_field().label}  {said.type.name}  {' '.join(one for one in marks if one)}"
    for kind in of_family(family.kinds) if family.kinds else ():
        if kind.fields:
            yield f"[{kind.name}]  {', '.join(str(one['name']) for one in kind.fields)}"


def _sheet(family: Family) -> Iterator[str]:
    if not family.sheet:
        return
    for column in sheet_of(family).columns:
        bounds = f"{column.minimum}..{column.maximum}" if column.maximum is not None else ""
        marks = [
            "key" if column.key else "",
            "required" if column.must_fill else "",
            bounds,
            column.references,
        ]
        yield f"{column.name}  {column.field}  {column.kind.value}  {' '.join(one for one in marks if one)}"


def _rules(family: Family) -> Iterator[str]:
    for rule in family.all_rules:
        message, remedy = rule.words(family)
        marks = " ".join(one for one in (rule.when, "doubt" if rule.doubt else "") if one)
        yield f"{family.code}.{rule.code}  {rule.at}  {marks}  {message} {remedy}"


def _sql(family: Family) -> Iterator[str]:
    frame = Frame(lambda name: f"p.{family.facts[name].stored}", family.model._meta.db_table)
    for rule in family.all_rules:
        yield f"{family.code}.{rule.code}  {rule.sql(frame)}"


def _source(family: Family) -> Iterator[str]:
    source = source_of(family)
    yield source.sql
    for name, kind in source.columns.items():
        yield f"{name}  {kind}  {source.fields.get(name, '')}"


def _api(family: Family) -> Iterator[str]:
    fields = {name: fact.said.type.name for name, fact in family.facts.items()}
    shape = {"family": family.code, "id": "int", "state": "text", **fields}
    shape["extra"] = {one.code: one.entry["type"] for one in extras_of(family)}  # type: ignore[assignment]
    yield f"GET /{family.code}/<id>.json"
    yield json.dumps(shape, ensure_ascii=False, indent=1)


SHOWN: dict[str, Callable[[Family], Iterator[str]]] = {
    "form": _form,
    "sheet": _sheet,
    "rules": _rules,
    "sql": _sql,
    "source": _source,
    "api": _api,
}


def tell(family: Family, what: str) -> list[str]:
    """One product of the declaration."""
    return list(SHOWN[what](family))


def lines_of(family: Family) -> tuple[int, int]:
    """Files and lines of Python that its package holds beside migrations."""
    app = apps.get_containing_app_config(family.model.__module__)
    found = [path for path in Path(app.path).rglob("*.py") if "migrations" not in path.parts] if app else []
    texts = [text for path in found if (text := path.read_text(encoding="utf-8")).strip()]
    return len(texts), sum(text.count("\n") for text in texts)
