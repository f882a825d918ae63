"""Pages of listings that are fetched piece by piece and never counted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest

from suzhi.kernel.asked import parse_page

PER_PAGE = 50


class OpenPaginator(Paginator):
    """Knows the rows of one page and whether another follows; ``count`` where the whole is known."""

    def __init__(self, rows: Sequence[Any], number: int, known: int | None, per_page: int = PER_PAGE) -> None:
        super().__init__(rows, per_page)
        self._number = number
        self._more = len(rows) > per_page
        self._known = known

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


def fetched(
    request: HttpRequest, fetch: Callable[[int, int], Sequence[Any]], known: int | None = None
) -> Page:
    """The page asked for, by ``fetch(limit, offset)``; one row more than shown tells whether more follow."""
    number = parse_page(request.GET.get("page"))
    rows = fetch(PER_PAGE + 1, (number - 1) * PER_PAGE)
    paginator = OpenPaginator(rows, number, known)
    return Page(rows[:PER_PAGE], number, paginator)


def sliced(request: HttpRequest, rows: Sequence[Any]) -> Page:
    """A page of rows that are all here."""
    return Paginator(rows, PER_PAGE).get_page(parse_page(request.GET.get("page")))
