"""The lists of issued reports and of those on their way, declared."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from suzhi.domains.reports.models import ReportDraft
from suzhi.domains.reports.selectors import drafts, issued
from suzhi.engines.access.api import Actor
from suzhi.engines.metrics.api import Issue
from suzhi.engines.org.api import UNIT_FILTER
from suzhi.engines.search.api import ListColumn, ListFilter, Listing
from suzhi.engines.workflow.api import workflow
from suzhi.kernel.asked import parse_year
from suzhi.ui.api import Cell, moment


def find(rows: QuerySet[Issue], text: str, actor: Actor) -> QuerySet[Issue]:
    """By a part of the title, the unit's name or the document's number."""
    return rows.filter(
        Q(title__icontains=text) | Q(unit__name__icontains=text) | Q(report__number__icontains=text)
    )


def years(actor: Actor) -> list[tuple[str, str]]:
    """The years that reports were issued for."""
    found = issued(actor).order_by("-year").values_list("year", flat=True).distinct()
    return [(str(year), _now("%d 年") % year) for year in found]


def _year(rows: QuerySet[Issue], value: str, actor: Actor) -> QuerySet[Issue]:
    year = parse_year(value)
    return rows.filter(year=year) if year else rows.none()


def number_of(issue: Issue) -> str:
    """The document's number; a report without one is a draft."""
    return issue.report.number or _now("草稿（未编文号）")


def issuer_of(issue: Issue) -> str:
    """Who issued it."""
    return str(issue.issued_by) if issue.issued_by_id else _now("系统")


REPORTS = Listing(
    name="reports",
    title=_("报告"),
    rows=issued,
    find=find,
    order="-id",
    unit=_("份"),
    filters=(ListFilter("year", _("年度"), _year, years), UNIT_FILTER),
    columns=(
        ListColumn(
            "title",
            _("标题"),
            lambda r: Cell(text=r.title, href=reverse("reports:report", args=[r.pk])),
            lambda r: r.title,
        ),
        ListColumn("unit", _("单位"), lambda r: r.unit.name, lambda r: r.unit.name),
        ListColumn("year", _("年度"), lambda r: str(r.year), lambda r: r.year, sort="year", align="end"),
        ListColumn("number", _("文号"), number_of, lambda r: r.report.number),
        ListColumn(
            "at", _("签发时间"), lambda r: moment(r.issued_at), lambda r: r.issued_at, sort="issued_at"
        ),
        ListColumn("by", _("签发人"), issuer_of, issuer_of),
        ListColumn("id", _("签发编号"), lambda r: str(r.pk), lambda r: r.pk, align="end"),
    ),
)


def _find_drafts(rows: QuerySet[ReportDraft], text: str, actor: Actor) -> QuerySet[ReportDraft]:
    return rows.filter(Q(unit__name__icontains=text) | Q(number__icontains=text))


def _state(row: ReportDraft) -> str:
    return workflow("report").state(row.state).label


DRAFTS = Listing(
    name="report-drafts",
    title=_("起草中的报告"),
    rows=drafts,
    find=_find_drafts,
    order="-id",
    unit=_("份"),
    filters=(
        ListFilter(
            "state",
            _("状态"),
            lambda rows, v, a: rows.filter(state=v),
            lambda a: [(s.code, s.label) for s in workflow("report").states.values() if "open" in s.flags],
        ),
        UNIT_FILTER,
    ),
    columns=(
        ListColumn(
            "title",
            _("标题"),
            lambda r: Cell(text=r.title, href=reverse("reports:draft", args=[r.pk])),
            lambda r: r.title,
        ),
        ListColumn("unit", _("单位"), lambda r: r.unit.name, lambda r: r.unit.name),
        ListColumn("year", _("年度"), lambda r: str(r.year), lambda r: r.year, sort="year", align="end"),
        ListColumn("state", _("状态"), _state, _state),
        ListColumn("by", _("起草人"), lambda r: str(r.drafted_by or ""), lambda r: str(r.drafted_by or "")),
    ),
)
