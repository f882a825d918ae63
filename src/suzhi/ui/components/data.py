"""Lists and records: tables, chips, pages of a list, key-value lists, history."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.paginator import Page
from django.utils.safestring import SafeString

from suzhi.ui.components import rows, states
from suzhi.ui.components.parts import Chip, Column, Happening, Link, Pair, Row
from suzhi.ui.components.registry import component


@component("table")
class Table:
    """A dense table. Give ``rows``, or write the ``<tr>`` yourself as the body of ``wrap``.

    ``stack``: on a phone each row is a short paragraph that opens with its first cell, for lists of records;
    figures that are compared down a column stay a table.
    """

    caption: str
    columns: Sequence[Column]
    rows: Sequence[Row] = ()
    body: str = ""
    total: int | None = None
    total_unit: str = ""
    sort: str = ""
    select: str = ""
    empty: str = ""
    page: Page | None = None
    sortable: bool = False
    stack: bool = False
    show_caption: bool = False

    @property
    def heads(self) -> list[tuple[Column, str, str]]:
        """Column, aria-sort and the sort key a click asks for."""
        return [(column, *self._sorting(column)) for column in self.columns]

    def _sorting(self, column: Column) -> tuple[str, str]:
        if not column.sort:
            return "", ""
        if self.sort == column.sort:
            return "ascending", f"-{column.sort}"
        return ("descending" if self.sort == f"-{column.sort}" else ""), column.sort

    @property
    def drawn(self) -> SafeString:
        """The rows as markup."""
        return rows.drawn(self.columns, self.rows, self.select, self.stack)

    @property
    def vacant(self) -> bool:
        return not self.rows and not self.body.strip()

    @property
    def span(self) -> int:
        return len(self.columns) + bool(self.select)


@component("pages")
class Pages:
    """Previous, next and the place in a long list; keeps the filters in the address."""

    page: Page
    label: str = ""


@component("chips")
class Chips:
    """Filters in force or on offer; each chip is a link that puts it on or takes it away."""

    chips: Sequence[Chip]
    label: str
    clear_href: str = ""


@component("tabs")
class Tabs:
    """Views of the same thing as links; the current one is marked."""

    tabs: Sequence[Link]
    label: str


@component("pairs")
class Pairs:
    """A key-value list: what, who, where, when."""

    pairs: Sequence[Pair]
    columns: int = 1


@component("definitions")
class Definitions:
    """Terms and their meaning in sentences, for definitions and settings."""

    pairs: Sequence[Pair]


@component("timeline")
class Timeline:
    """History, newest first: who did what when, field by field what changed."""

    events: Sequence[Happening]
    empty: str = ""


@component("tag")
class Tag:
    """A word that classifies. ``kind``: plain, draft, confirmed, returned, hint."""

    label: str
    kind: str = "plain"


@component("outline")
class Outline:
    """The levels of a document as links; an item may show a state."""

    items: Sequence[Link]
    label: str

    @property
    def marked(self) -> list[tuple[Link, states.State | None]]:
        return [(item, states.state(item.state) if item.state else None) for item in self.items]
