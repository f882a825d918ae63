"""The list page of a family, read from its declaration."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from suzhi.engines.access.api import Actor
from suzhi.engines.kinds.api import kind_choices
from suzhi.engines.org.api import UNIT_FILTER
from suzhi.engines.records.extras import Extra, extras_of
from suzhi.engines.records.families import all_families
from suzhi.engines.records.family import Family, In, Span
from suzhi.engines.records.selectors import records
from suzhi.engines.records.showing.masks import HIDDEN, may_see, open_people, shown, shown_extra
from suzhi.engines.search.api import ListColumn, ListFilter, Listing, matching
from suzhi.engines.workflow.api import state_choices, state_label
from suzhi.kernel import clock
from suzhi.kernel.asked import whole_number
from suzhi.ui.api import Cell, day

_ALIGNED = {"number", "decimal", "money", "year"}


@cache
def listing_of(code: str) -> Listing:
    """The list of the family of that code."""
    family = all_families()[code]

    def find(rows: QuerySet[Any], text: str, actor: Actor) -> QuerySet[Any]:
        return found_by(family, rows, text)

    def prepare(rows: Sequence[Any], actor: Actor) -> None:
        open_people(actor, family, rows)
        for row in rows:
            row.reader = actor

    return Listing(
        name=family.code,
        title=family.title,
        rows=lambda actor: records(actor, family),
        find=find,
        order=family.table.order,
        unit=family.unit_word,
        cap=family.table.cap,
        prepare=prepare,
        filters=[one for name in family.table.filters.split() if (one := _filter(family, name))],
        columns=[
            *(_column(family, name) for name in family.table.columns.split()),
            *(_extra(one) for one in extras_of(family) if one.entry.get("list")),
        ],
    )


def found_by(family: Family, rows: QuerySet[Any], text: str) -> QuerySet[Any]:
    """By key from its beginning, or by any part of the title or of its initials."""
    code = "key" if "key" in family.facts else f"{family.person}__key" if family.person else "unit__code"
    return matching(rows, text, name=searched(family), code=code)


def searched(family: Family) -> str:
    """The path of the text that is looked through."""
    fact = family.facts[family.titled]
    return f"{family.titled}__name" if fact.field.is_relation else family.titled


def _column(family: Family, name: str) -> ListColumn:
    if name == "title":
        fact = family.facts[family.titled]
        return ListColumn("title", fact.label, lambda r: _linked(family, r), lambda r: _title(family, r))
    if name == "state":
        return ListColumn("state", _("状态"), state_label, state_label)
    if name == "span":
        assert isinstance(family.time, Span)
        last = family.time.last
        return ListColumn("until", family.time.label, lambda r: _until(family, r), lambda r: getattr(r, last))
    fact = family.facts[name]

    def out(row: Any) -> Any:
        value = getattr(row, name)
        plain = name != "kind" and not fact.field.is_relation and not fact.said.choices
        return value if plain and may_see(row.reader, row, name) else shown(row.reader, row, name)

    return ListColumn(
        name,
        fact.label,
        lambda r: shown(r.reader, r, name),
        out,
        sort=name if name == "key" or fact.said.type.name in ("day", "year") else "",
        align="end" if fact.said.type.name in _ALIGNED else "start",
    )


def _extra(one: Extra) -> ListColumn:
    def value(row: Any) -> Any:
        return shown_extra(row.reader, row, one.entry)

    return ListColumn(one.name, one.entry["name"], value, value)


def _title(family: Family, row: Any) -> str:
    return family.title_of(row) if may_see(row.reader, row, family.titled) else HIDDEN


def _linked(family: Family, row: Any) -> Cell:
    return Cell(text=_title(family, row), href=reverse(f"{family.code}:record", args=[row.pk]))


def _until(family: Family, row: Any) -> str:
    assert isinstance(family.time, Span)
    last = getattr(row, family.time.last)
    if last is None:
        return str(family.time.running)
    return f"{day(last)} {family.time.end}"


def _filter(family: Family, name: str) -> ListFilter | None:
    if name == "unit":
        return UNIT_FILTER
    if name == "state":
        return ListFilter(
            "state",
            _("状态"),
            lambda rows, v, a: rows.filter(state=v),
            lambda a: state_choices(family.processes),
        )
    if name == "span":
        return _span_filter(family)
    if name == "kind":
        kinds = family.kinds
        return ListFilter(
            "kind",
            family.facts["kind"].label,
            lambda rows, v, a: rows.filter(kind=v),
            lambda a: kind_choices(kinds),
        )
    fact = family.facts[name]
    choices = [(code, str(label)) for code, label in (fact.said.choices or {}).items()]
    if isinstance(family.time, In) and name == family.time.year:
        return ListFilter(
            name, fact.label, lambda rows, v, a: _of_year(rows, name, v), lambda a: _years(family, name)
        )
    return ListFilter(name, fact.label, lambda rows, v, a: rows.filter(**{name: v}), lambda a: choices)


def _span_filter(family: Family) -> ListFilter:
    span = family.time
    assert isinstance(span, Span)

    def narrow(rows: QuerySet[Any], value: str, actor: Actor) -> QuerySet[Any]:
        open_still = Q(**{f"{span.last}__isnull": True}) | Q(**{f"{span.last}__gte": clock.today()})
        return rows.filter(open_still if value == "open" else ~open_still)

    choices = [("open", span.running), ("closed", span.over)]
    return ListFilter(
        span.parameter, span.label, narrow, lambda a: [(code, str(word)) for code, word in choices]
    )


def _years(family: Family, name: str) -> list[tuple[str, str]]:
    this = clock.today().year
    return [(str(year), str(year)) for year in range(this, this - 12, -1)]


def _of_year(rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
    number = whole_number(value)
    return rows.filter(**{name: number}) if number is not None else rows.none()
