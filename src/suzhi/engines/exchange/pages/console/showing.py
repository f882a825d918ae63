"""What the page of one import shows, by how far it has come."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from suzhi.engines.access.api import Actor, refusal_for
from suzhi.engines.exchange.checking.planning import target_of
from suzhi.engines.exchange.models import Import, ImportState, Job, JobKind, JobState
from suzhi.engines.exchange.pages.console.listing import total
from suzhi.engines.exchange.pages.console.views_new import step_labels
from suzhi.engines.exchange.policies import state_of_new
from suzhi.engines.exchange.reading.problems import Problem
from suzhi.engines.exchange.running import jobs, storage
from suzhi.engines.exchange.sheets.declare import REGISTRY
from suzhi.ui.api import Cell, Column, Link, Row, moment

SHOWN = 200
_WHAT = ("add", "change", "same", "refused")
_LONG = 120


def shown(actor: Actor, record: Import) -> dict[str, Any]:
    """The context of the page."""
    job = last_job(record)
    result = record.result
    left = record.state == ImportState.CONFIRMED and bool(total(record, "refused"))
    context = {
        "record": record,
        "steps": step_labels(),
        "step": {ImportState.WAITING: 2, ImportState.CHECKED: 2}.get(ImportState(record.state), 3),
        "breadcrumbs": [
            Link(label=_("导入"), href=reverse("exchange:list")),
            Link(label=record.name, href=""),
        ],
        "lead": _("%(who)s，%(when)s")
        % {"who": record.actor or _("系统"), "when": moment(record.created_at)},
        "counts": counts(result),
        "problems": problems(result),
        "problem_total": result.get("problem_count", 0),
        "problems_shown": min(SHOWN, len(result.get("problems", ()))),
        "warnings": warnings(result),
        "ignored": _("、").join(result.get("ignored_sheets", ())),
        "standing": standing(actor, result),
        "fine": total(record, "add") + total(record, "change"),
        "refused": total(record, "refused"),
        "left_out": left,
        "book_at_hand": storage.kept(record.pk).exists(),
        "undo_refused": _undo_refusal(actor, record),
        "lists": list(lists_of(record)),
    }
    return context | working(record, job)


def standing(actor: Actor, result: dict[str, Any]) -> str:
    """What new records will be once written: whether somebody still vouches for them, and who does not."""
    new = sum(one["add"] for one in result.get("sheets", ()) if _has_states(one["sheet"]))
    if not new:
        return ""
    if state_of_new(actor) == "confirmed":
        return _("写入后 %d 条新记录立即成为已确认并计入数值，不再经过所属单位主席确认。") % new
    return _("写入后 %d 条新记录是草稿，经所属单位主席或其他有权的人确认后才计入数值。") % new


def _has_states(name: str) -> bool:
    sheet = REGISTRY.get(name)
    return sheet is not None and sheet.target is not None and target_of(sheet).stated


def last_job(record: Import) -> Job | None:
    """The work that was last asked for, of this import."""
    return record.jobs.order_by("-pk").first()


def working(record: Import, job: Job | None) -> dict[str, Any]:
    """What is going on in the background, or how it ended badly."""
    if job is None or job.state == JobState.DONE or not jobs.fits(job.kind, record):
        return {"working": None}
    failed, stuck = job.state == JobState.FAILED, jobs.silent(job)
    again = {
        JobKind.CHECK: _("重新检查"),
        JobKind.WRITE: _("重新写入"),
        JobKind.UNDO: _("再次撤销"),
    }
    return {
        "working": job,
        "going": not failed and not stuck,
        "failed": job.outcome if failed else None,
        "stuck": stuck,
        "step": 2 if job.kind == JobKind.CHECK else 3,
        "again": again[JobKind(job.kind)],
        "kept_file": job.kind == JobKind.UNDO or storage.kept(record.pk).exists(),
        "undoing": job.kind == JobKind.UNDO,
        **said(job),
    }


def said(job: Job) -> dict[str, Any]:
    """How far a job is, in words."""
    if job.state == JobState.QUEUED:
        before = jobs.ahead(job)
        text = _("前面还有 %d 项") % before if before else _("马上开始")
        return {"label": _("排队中"), "text": text}
    rows = _("已处理 {:,} 行").format(job.rows) if job.rows else ""
    return {"label": job.stage or _("进行中"), "text": rows}


def counts(result: dict[str, Any]) -> dict[str, Any]:
    """The counts per sheet as a table."""
    heads = [_("工作表"), _("新增"), _("更改"), _("不变"), _("退回")]
    columns = [Column(label=head, align="end" if at else "start") for at, head in enumerate(heads)]
    rows = [
        Row(cells=[one["sheet"], *(f"{one[what]:,}" for what in _WHAT)])
        for one in result.get("sheets", ())
        if any(one[what] for what in _WHAT)
    ]
    return {"columns": columns, "rows": rows}


def problems(result: dict[str, Any]) -> dict[str, Any]:
    """Where, what, and how to mend it."""
    columns = [Column(label=head) for head in (_("在哪里"), _("问题"), _("怎样改"))]
    found = [Problem(**one) for one in result.get("problems", ())[:SHOWN]]
    rows = [
        Row(
            cells=[
                Cell(text=_place(one), note=one.column),
                Cell(text=one.problem, note=one.value),
                remedy(one),
            ]
        )
        for one in found
    ]
    return {"columns": columns, "rows": rows}


def _place(one: Problem) -> str:
    return one.sheet if one.row <= 1 else _("%(sheet)s 第 %(row)s 行") % {"sheet": one.sheet, "row": one.row}


def remedy(one: Problem) -> str:
    """The nearest value that exists, and what is expected."""
    parts = [_("是否为“%s”？") % one.nearest] if one.nearest else []
    if one.expected:
        wanted = _("应为%s") % one.expected
        parts.append(wanted if len(wanted) <= _LONG else f"{wanted[:_LONG]}……")
    return " ".join(parts)


def warnings(result: dict[str, Any]) -> list[str]:
    """What refuses nothing but should be known, one line each."""
    hidden = set(result.get("ignored_sheets", ()))
    return [_warning(one) for one in result.get("warnings", ()) if one["sheet"] not in hidden]


def _warning(one: dict[str, Any]) -> str:
    row = _("第 %d 行") % one["row"] if one.get("row") else ""
    where = " ".join(part for part in (one["sheet"], row, one["column"]) if part)
    near = _("是否为“%s”？") % one["nearest"] if one["nearest"] else ""
    said = _("%(name)s：%(value)s") % {"name": where, "value": one["problem"]}
    return said + (_("；") + near if near else "")


def lists_of(record: Import) -> Iterator[Link]:
    """The lists in which the rows can be seen now: of the packages whose tables were written."""
    seen = set()
    for one in record.result.get("sheets", ()):
        sheet = REGISTRY.get(one["sheet"])
        if sheet is None or sheet.target is None or not one["add"] + one["change"]:
            continue
        package = target_of(sheet).table.split("_")[0]
        if package in seen:
            continue
        seen.add(package)
        try:
            yield Link(label=_("查看%s") % sheet.name, href=reverse(f"{package}:list"))
        except NoReverseMatch:
            continue


def _undo_refusal(actor: Actor, record: Import) -> str:
    refusal = refusal_for(actor, "import.undo", record)
    return refusal.message if refusal else ""
