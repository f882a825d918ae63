"""A list page as a declaration: what it shows, how it is searched, filtered, sorted, counted and exported."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page
from django.db.models import F, QuerySet
from django.db.models.expressions import OrderBy
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from suzhi.engines.access.api import Actor, actor_of
from suzhi.engines.search.paging import CAP, CappedPaginator, count_words
from suzhi.ui.api import Cell, Chip, Column, Option, Row

Choices = list[tuple[str, str]]
# What a list counts unless it says otherwise.
ROWS = gettext_lazy("条")


@dataclass(frozen=True, slots=True)
class ListColumn:
    """A column: ``cell`` draws it, ``out`` gives its exported value, ``sort`` is the field it orders by.

    ``named`` as for the table's column.
    """

    code: str
    label: Any
    cell: Callable[[Any], Cell | str]
    out: Callable[[Any], Any]
    sort: str = ""
    align: str = "start"
    named: bool = False


@dataclass(frozen=True, slots=True)
class ListFilter:
    """A filter in the address. Without ``choices`` it has no control of its own, only a chip (``say``)."""

    name: str
    label: Any
    narrow: Callable[[QuerySet[Any], str, Actor], QuerySet[Any]]
    choices: Callable[[Actor], Choices] | None = None
    say: Callable[[str, Actor], str] | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """One kind of list. ``rows`` starts from the actor's scope; everything else only narrows it."""

    name: str
    title: Any
    rows: Callable[[Actor], QuerySet[Any]]
    columns: Sequence[ListColumn]
    find: Callable[[QuerySet[Any], str, Actor], QuerySet[Any]]
    filters: Sequence[ListFilter] = ()
    order: str = "-id"
    unit: Any = ROWS
    cap: int = CAP
    # Fills in what a page of rows needs beyond its own table, in a fixed number of queries.
    prepare: Callable[[Sequence[Any], Actor], None] | None = None
    # A quicker way to the exact number for what is asked, or None when there is none.
    count: Callable[[Actor, dict[str, str]], int | None] | None = None


@dataclass(slots=True)
class Listed:
    """A list as asked for by one request: rows for the page, words for the head, links for the chips."""

    listing: Listing
    actor: Actor
    asked: dict[str, str]
    query: QuerySet[Any]
    page: Page
    chips: list[Chip] = field(default_factory=list)
    controls: list[dict[str, Any]] = field(default_factory=list)

    @property
    def q(self) -> str:
        return self.asked.get("q", "")

    @property
    def sort(self) -> str:
        return self.asked.get("sort", "")

    @property
    def lead(self) -> str:
        whole = not self.chips and self.actor.everywhere("records.view")
        return count_words(self.page.paginator, str(self.listing.unit), whole)  # type: ignore[arg-type]

    @property
    def columns(self) -> list[Column]:
        return [
            Column(label=str(one.label), sort=one.code if one.sort else "", align=one.align, named=one.named)
            for one in self.listing.columns
        ]

    @property
    def rows(self) -> list[Row]:
        return [
            Row(key=str(row.pk), cells=[column.cell(row) for column in self.listing.columns])
            for row in self.page.object_list
        ]

    @property
    def kept(self) -> list[tuple[str, str]]:
        """Filters without a control, for hidden fields of the search form."""
        shown = {"q", "page", "export", *(control["name"] for control in self.controls)}
        return [(name, value) for name, value in self.asked.items() if name not in shown]

    def link(self, **changes: str) -> str:
        """The present address with changes; an empty value takes a part out."""
        parts = {**self.asked, **changes}
        return "?" + urlencode({name: value for name, value in parts.items() if value})


def listed(request: HttpRequest, listing: Listing) -> Listed:
    """What this request asks of the list."""
    actor = actor_of(request)
    known = {"q", "sort", "page", *(one.name for one in listing.filters)}
    asked = {name: request.GET.get(name, "").strip() for name in known if request.GET.get(name, "").strip()}
    rows = _ordered(narrowed(listing, actor, asked), listing, asked)
    count = listing.count(actor, asked) if listing.count else None
    page = CappedPaginator(rows, listing.cap, known=count).page_of(asked.get("page", ""))
    page.object_list = list(page.object_list)
    if listing.prepare:
        listing.prepare(page.object_list, actor)
    result = Listed(listing, actor, asked, rows, page)
    _add_controls(result)
    return result


def narrowed(listing: Listing, actor: Actor, asked: dict[str, str]) -> QuerySet[Any]:
    """The rows in scope that the words and filters leave."""
    rows = listing.rows(actor)
    if asked.get("q"):
        rows = listing.find(rows, asked["q"], actor)
    for one in listing.filters:
        if asked.get(one.name):
            rows = one.narrow(rows, asked[one.name], actor)
    return rows


def _ordered(rows: QuerySet[Any], listing: Listing, asked: dict[str, str]) -> QuerySet[Any]:
    fields = {column.code: column.sort for column in listing.columns if column.sort}
    sort = asked.get("sort", "")
    by = fields.get(sort.lstrip("-"))
    sign = "-" if sort.startswith("-") else ""
    # The key makes the order total, so that no row is on two pages.
    order = [f"{sign}{by}", f"{sign}pk"] if by else listing.order.split()
    if asked.get("q"):
        # Hidden from the planner, which would else walk the order's index past all rows that do not match.
        return rows.order_by(*(_veiled(name) for name in order))
    return rows.order_by(*order)


def _veiled(name: str) -> OrderBy:
    plain = name.lstrip("-")
    return OrderBy(Coalesce(F(plain), F(plain)), descending=name.startswith("-"))


def _add_controls(result: Listed) -> None:
    for one in result.listing.filters:
        value = result.asked.get(one.name, "")
        choices = one.choices(result.actor) if one.choices else []
        if choices:
            options = [Option(value="", label=_("全部%s") % one.label, selected=not value)]
            options += [Option(value=code, label=name, selected=code == value) for code, name in choices]
            result.controls.append({"name": one.name, "label": str(one.label), "options": options})
        if value:
            words = one.say(value, result.actor) if one.say else dict(choices).get(value, value)
            label = _("%(filter)s：%(value)s") % {"filter": one.label, "value": words}
            result.chips.append(Chip(label=label, href=result.link(**{one.name: "", "page": ""})))
    if result.q:
        result.chips.append(Chip(label=_("查找：%s") % result.q, href=result.link(q="", page="")))


def export_rows(result: Listed, limit: int) -> Iterable[list[Any]]:
    """Exactly what the list shows, page after page, as values."""
    for start in range(0, limit, 2000):
        rows = list(result.query[start : min(start + 2000, limit)])
        if result.listing.prepare:
            result.listing.prepare(rows, result.actor)
        yield from ([column.out(row) for column in result.listing.columns] for row in rows)
        if len(rows) < 2000:
            return
