"""Pages of listings that are fetched piece by piece and never counted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest

from suzhi.engines.metrics.api import Anchor, Record
from suzhi.kernel.asked import parse_asked_day, parse_id, parse_page

PER_PAGE = 50


class OpenPaginator(Paginator):
    """Knows the rows of one page and whether another follows; ``count`` where the whole is known.

    open: how many pages there are is not known, so no page says it.
    """

    def __init__(self, rows: Sequence[Any], number: int, known: int | None, more: bool) -> None:
        super().__init__(rows, PER_PAGE)
        self._number = number
        self._more = more
        self._known = known
        self.open = known is None

    @property
    def count(self) -> int:  # type: ignore[override]
        if self._known is not None:
            return self._known
        return (self._number - 1) * self.per_page + len(self.object_list)

    @property
    def num_pages(self) -> int:  # type: ignore[override]
        if self._known is not None:
            return max(-(-self._known // self.per_page), self._number, 1)
        return self._number + self._more


Fetch = Callable[[int, int, Anchor | None], Sequence[Record]]


def fetched(request: HttpRequest, fetch: Fetch, known: int | None = None) -> Page:
    """The page asked for, by ``fetch(limit, offset, anchor)``; one row more than shown tells whether more follow."""
    number = parse_page(request.GET.get("page"))
    anchor = _anchor(request) if number > 1 else None
    rows = list(fetch(PER_PAGE + 1, (number - 1) * PER_PAGE, anchor))
    # Who leafs back comes from a page that follows, and what is one too many stands in front.
    back = anchor is not None and not anchor.onward
    shown = rows[-PER_PAGE:] if back else rows[:PER_PAGE]
    page = Page(shown, number, OpenPaginator(shown, number, known, back or len(rows) > PER_PAGE))
    page.first, page.last = (_told(shown[0]), _told(shown[-1])) if shown else ("", "")  # type: ignore[attr-defined]
    return page


def _told(record: Record) -> str:
    """A row as an address says it; empty for one without a day."""
    return f"{record.day.isoformat()}.{record.row}" if record.day and record.row else ""


def _anchor(request: HttpRequest) -> Anchor | None:
    for name in ("after", "before"):
        told, _dot, row = request.GET.get(name, "").partition(".")
        day, number = parse_asked_day(told), parse_id(row.removeprefix("-"))
        if day is not None and number is not None:
            return Anchor(day, -number if row.startswith("-") else number, name == "after")
    return None


def sliced(request: HttpRequest, rows: Sequence[Any]) -> Page:
    """A page of rows that are all here."""
    return Paginator(rows, PER_PAGE).get_page(parse_page(request.GET.get("page")))
