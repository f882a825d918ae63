"""What a report's page shows, as rows and pairs for its components."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from suzhi.domains.plans.api import choice_name, opened, setting_name
from suzhi.domains.reports.comparing import Difference
from suzhi.domains.reports.document.figures import render
from suzhi.domains.reports.document.freezing import thaw
from suzhi.domains.reports.pages.console.listing import issuer_of, number_of
from suzhi.domains.reports.selectors import explained
from suzhi.engines.access.api import Actor
from suzhi.engines.metrics.api import ADDED, ALTERED, MOST_SHOWN, REMOVED, Issue, RecordChange, Span
from suzhi.ui.api import Cell, Column, Pair, Row, moment, plain

# Differences that are opened to their records; the list itself names all.
MOST_EXPLAINED = 40
KINDS: dict[str, Any] = {
    ADDED: gettext_lazy("新计入"),
    REMOVED: gettext_lazy("不再计入"),
    ALTERED: gettext_lazy("内容有改动"),
}


def about(issue: Issue) -> list[Pair]:
    """What settles the report: whose, when, as of when, under which digest."""
    manifest, report = issue.manifest, issue.report
    pairs = [
        Pair(label=_("单位"), value=issue.unit.name),
        Pair(label=_("年度"), value=str(issue.year)),
        Pair(
            label=_("规划"),
            value=issue.catalogue.plan.title,
            note=_("第 %d 版") % issue.catalogue.plan.version,
        ),
        Pair(label=_("文号"), value=number_of(issue)),
        Pair(label=_("签发"), value=moment(issue.issued_at), note=issuer_of(issue)),
        Pair(label=_("数据截至"), value=moment(issue.cutoff)),
        Pair(label=_("固定的数值"), value=_("%s 个") % plain(manifest["values"])),
        Pair(label=_("签发编号"), value=str(issue.pk)),
        Pair(label=_("数值摘要"), value=str(manifest["digest"])[:16], note=_("全部数值的 SHA-256 前 16 位")),
        Pair(label=_("文件摘要"), value=report.sha256[:16], note=_("文件的 SHA-256 前 16 位")),
    ]
    if manifest.get("left_out"):
        pairs.append(
            Pair(
                label=_("下级"),
                value=_("%s 个") % plain(manifest["left_out"]),
                note=_("下级过多，报告中没有列表"),
            )
        )
    return pairs


def settings_pairs(issue: Issue) -> list[Pair]:
    """The settings as they were."""
    return [
        Pair(label=setting_name(name), value=choice_name(value)) for name, value in issue.settings.items()
    ]


def frozen_tables(issue: Issue) -> list[dict[str, Any]]:
    """The frozen figures: of the unit, of those who report to it, of the years before."""
    own: list[Row] = []
    below: list[Row] = []
    past: list[Row] = []
    for row in issue.values.order_by("pk"):
        figure = thaw(row.body["figure"])
        written = [
            Cell(text=render(figure, "full"), note=row.key),
            render(figure, "target"),
            _state(figure.state),
        ]
        if row.unit_id != issue.unit_id:
            below.append(Row(key=row.key, cells=[figure.name, row.body["unit"]["name"], *written]))
        elif row.year != issue.year:
            past.append(Row(key=row.key, cells=[figure.name, str(row.year), *written]))
        else:
            own.append(Row(key=row.key, cells=[figure.name, *written]))
    last = [Column(label=_("数值")), Column(label=_("目标")), Column(label=_("状态"))]
    name = Column(label=_("指标"))
    return [
        {"title": _("本单位的数值"), "columns": [name, *last], "rows": own, "open": True},
        {"title": _("下级单位的数值"), "columns": [name, Column(label=_("单位")), *last], "rows": below},
        {"title": _("往年的数值"), "columns": [name, Column(label=_("年度")), *last], "rows": past},
    ]


def _state(code: str) -> Cell:
    return Cell(text="", state=code)


def compared(actor: Actor, issue: Issue, found: Sequence[Difference], span: Span) -> dict[str, Any]:
    """A table of the differences, and for each the records that explain it."""
    rows = []
    for one in found:
        kept, (before, after) = one.either, one.written
        note = _("口径也已变更") if one.by_rule else ""
        name = Cell(text=kept.figure.name, note=note)
        rows.append(
            Row(key=kept.figure.value_id, cells=[name, kept.unit_name, str(one.place[2]), before, after])
        )
    reasons = [_reason(actor, issue, one, span) for one in found[:MOST_EXPLAINED]]
    return {
        "columns": [Column(label=label) for label in (_("指标"), _("单位"), _("年度"), _("原来"), _("后来"))],
        "rows": rows,
        "reasons": [reason for reason in reasons if reason["records"]],
        "unexplained": [reason["label"] for reason in reasons if not reason["records"]],
        "rest": max(len(found) - MOST_EXPLAINED, 0),
    }


def _reason(actor: Actor, issue: Issue, one: Difference, span: Span) -> dict[str, Any]:
    changes = explained(issue, one, span)
    kept = one.either
    words = {"figure": kept.figure.name, "unit": kept.unit_name, "year": one.place[2]}
    return {
        "label": _("%(figure)s · %(unit)s · %(year)s 年") % words,
        "records": _listed(actor, changes, one.place[1]),
        "count": len(changes),
        "more": len(changes) == MOST_SHOWN,
    }


def _listed(actor: Actor, changes: Sequence[RecordChange], unit_id: int) -> list[dict[str, str]]:
    found = opened(actor, [change.record for change in changes], deleted_of=unit_id)
    return [
        {
            "kind": str(KINDS[change.kind]),
            "label": one.record.label or one.record.key,
            "key": one.record.key,
            "href": one.href if one.record.key else "",
        }
        for change, one in zip(changes, found, strict=True)
    ]
