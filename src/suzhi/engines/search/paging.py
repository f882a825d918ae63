"""Pages of long lists: counting stops at a cap, so that no page waits for a count of everything."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator
from django.db import connection
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from suzhi.kernel.asked import parse_page

PER_PAGE = 50
# Beyond this many rows a person narrows the list instead of leafing on.
CAP = 10_000


class CappedPaginator(Paginator):
    """A paginator that counts to its cap and knows whether there is more."""

    def __init__(
        self, rows: QuerySet[Any], cap: int = CAP, per_page: int = PER_PAGE, known: int | None = None
    ) -> None:
        super().__init__(rows, per_page, allow_empty_first_page=True)
        self.cap = cap
        self.known = known

    @cached_property
    def seen(self) -> int:
        """The rows up to one beyond the cap, or all of them where the list knows a quick way to count."""
        if self.known is not None:
            return self.known
        rows: Any = self.object_list
        return int(rows.order_by().values("pk")[: self.cap + 1].count())

    @cached_property
    def count(self) -> int:  # type: ignore[override]
        return min(self.seen, self.cap)

    @property
    def capped(self) -> bool:
        """Whether there are more rows than were counted."""
        return self.seen > self.cap

    def page_of(self, asked: str) -> Page:
        """The page that was asked for; a strange number gives the first or the last one."""
        return self.get_page(parse_page(asked))


def count_words(paginator: CappedPaginator, unit: str, whole_table: bool = False) -> str:
    """共 1,284 条; more than the cap as 约 600,000 条 (from the table's statistics) or 10,000+ 条."""
    if not paginator.capped or paginator.known is not None:
        return _("共 %(count)s %(unit)s") % {"count": f"{paginator.seen:,}", "unit": unit}
    if whole_table:
        rows: Any = paginator.object_list
        about = estimate(rows.model._meta.db_table)
        if about > paginator.cap:
            return _("约 %(count)s %(unit)s") % {"count": f"{about:,}", "unit": unit}
    return _("%(count)s+ %(unit)s，请缩小范围") % {"count": f"{paginator.cap:,}", "unit": unit}


def estimate(table: str) -> int:
    """The planner's idea of a table's size, to two digits, which is all that it is good for."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples::bigint FROM pg_class WHERE oid = %s::regclass", [table])
        rows = max(int(cursor.fetchone()[0]), 0)
    scale = 10 ** max(len(str(rows)) - 2, 0)
    return rows // scale * scale
