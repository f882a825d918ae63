"""Reading a plan from its document: choose the file, check what was found, load."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from suzhi.domains.plans.drafting.answering import asked_once, unused
from suzhi.domains.plans.drafting.decisions import AWAITS, LEAVE, is_share
from suzhi.domains.plans.drafting.packing import decided, drafts_in, pack_from_reading
from suzhi.domains.plans.drafting.target import TargetDraft
from suzhi.domains.plans.drafting.templates import templates
from suzhi.domains.plans.drafting.wordings import shipped_for
from suzhi.domains.plans.models import Draft, Plan
from suzhi.domains.plans.packs import lint_pack, pack_of
from suzhi.domains.plans.pages.console.forms_drafts import grouped
from suzhi.domains.plans.selectors import drafts_of
from suzhi.domains.plans.services_drafts import delete_draft, load_draft, load_known, start_draft
from suzhi.domains.plans.wording import share_target, within
from suzhi.engines.access.api import Actor, actor_of, fetch, page
from suzhi.kernel.dates import parse_day
from suzhi.kernel.errors import Denied, Refusal
from suzhi.ui.api import Cell, Column, Link, Pair, Row, day, moment

# Documents of this kind run to some dozen pages; anything larger is something else.
LARGEST = 20 * 1024 * 1024


@page("plan.load")
@require_http_methods(["GET", "POST"])
def drafts(request: HttpRequest) -> HttpResponse:
    """Choose a document; and those that are being read."""
    actor, error = actor_of(request), ""
    if request.method == "POST":
        file = request.FILES.get("document")
        try:
            if file is None:
                raise Refusal("plans.no_file", _("没有选择文件。"), _("请选一个 .txt、.docx 或 .md 文件。"))
            if (file.size or 0) > LARGEST:
                raise Refusal("plans.large_file", _("文件超过 20 MB。"), _("请去掉图片后另存，再选一次。"))
            draft = start_draft(actor=actor, name=file.name or "", data=file.read())
            return redirect("plans:draft", draft.pk)
        except Denied:
            raise
        except Refusal as refusal:
            error = str(refusal)
    rows = [
        Row(
            cells=[
                Cell(text=one.title, href=reverse("plans:draft", args=[one.pk])),
                moment(one.created_at),
                _("已装入") if one.plan_id else _("核对中"),
            ]
        )
        for one in drafts_of(actor).defer("text", "reading")[:20]
    ]
    columns = [Column(label=name) for name in (_("文件"), _("读入时间"), _("状态"))]
    context = {"rows": rows, "columns": columns, "error": error, "steps": steps(), "breadcrumbs": _crumbs()}
    return render(request, "plans/drafts.html", context, status=400 if error else 200)


@page("plan.load")
@require_GET
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    """What was found, clause by clause, with what is decided about each."""
    actor = actor_of(request)
    found: Draft = fetch(actor, "plan.load", Draft.objects.all(), pk=pk)
    reading, decisions = found.reading, found.decisions
    pack = pack_of(pack_from_reading(reading, decisions))
    counts = decided(drafts_in(decisions))
    asked = asked_once(reading)
    return render(
        request,
        "plans/draft.html",
        {
            "draft": found,
            "steps": steps(),
            "breadcrumbs": _crumbs(Link(label=found.title, href=request.path)),
            "lead": _("找到条款 %(clauses)d 条、有数目标 %(targets)d 项、疑问 %(questions)d 个。") % {
                "clauses": len(reading["clauses"]),
                "targets": len(reading["targets"]),
                "questions": len(asked),
            },
            "counts": counts,
            "facts": _facts(decisions["plan"]),
            "passages": _passages(found),
            "unanswered": sum(1 for one in asked if str(one.numbers[0]) not in decisions["answers"]),
            "questions": len(asked),
            "warnings": reading["warnings"],
            "problems": lint_pack(pack),
            "offer": _offer(actor, found),
        },
    )  # fmt: skip


@page("plan.load")
@require_POST
def load(request: HttpRequest, pk: int) -> HttpResponse:
    """Put the plan in force; or, where its pack is known, that pack with the document's wording."""
    actor = actor_of(request)
    found: Draft = fetch(actor, "plan.load", Draft.objects.all(), pk=pk)
    try:
        known = bool(request.POST.get("known"))
        plan = (load_known if known else load_draft)(actor=actor, draft=found)
    except Denied:
        raise
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("plans:draft", pk)
    messages.success(request, _("规划已装入，指标正在计算。"))
    for words in _dropped(found, plan) if known else []:
        messages.warning(request, words)
    return redirect("plans:plan", plan.code)


@page("plan.load")
@require_POST
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw a document away that was read and not loaded."""
    actor = actor_of(request)
    found: Draft = fetch(actor, "plan.load", Draft.objects.all(), pk=pk)
    try:
        delete_draft(actor=actor, draft=found)
    except Denied:
        raise
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("plans:draft", pk)
    messages.success(request, _("已删除“%s”。") % found.title)
    return redirect("plans:drafts")


def _dropped(found: Draft, plan: Plan) -> list[str]:
    """What was decided here and has no place in a pack whose figures are already defined."""
    told = []
    questions = unused(found.reading, found.decisions["answers"], plan.catalogue.settings)
    if questions:
        told.append(_("这些回答没有对应的口径，现成的规划包不采用：%s") % "".join(questions))
    confirmed = sum(1 for item in drafts_in(found.decisions) if item.confirmed)
    if confirmed:
        told.append(_("已核对的 %d 项不用于现成的规划包：它的指标都已定义好。") % confirmed)
    return told


def steps() -> list[str]:
    """The three steps."""
    return [_("选文件"), _("核对"), _("装入")]


def _crumbs(*last: Link) -> list[Link]:
    return [
        Link(label=_("规划"), href=reverse("home")),
        Link(label=_("读入规划文件"), href=reverse("plans:drafts")),
        *last,
    ]


def _offer(actor: Actor, found: Draft) -> Mapping[str, Any] | None:
    """The known pack of the same document."""
    pack = shipped_for(found.reading["document"]["number"])
    if pack is None:
        return None
    loaded = Plan.objects.filter(code=pack.code, current=True).exists()
    return {
        "title": pack.plain["document"]["title"],
        "loaded": loaded,
        "figures": len(pack.part("indicators")),
        "unused": unused(found.reading, found.decisions["answers"], pack.plain.get("settings") or {}),
    }


def _facts(facts: Mapping[str, Any]) -> list[Pair]:
    issued = day(parse_day(facts["issued_on"])) if facts["issued_on"] else "–"
    years = f"{facts['start']}-{facts['end']}" if facts["start"] else _("没有写明，请补上")
    known = ((_("标题"), facts["title"]), (_("发文字号"), facts["number"]), (_("发文单位"), facts["issuer"]))
    pairs = [Pair(label=label, value=value or "–") for label, value in known]
    return [*pairs, Pair(label=_("成文日期"), value=issued), Pair(label=_("规划期"), value=years)]


def _passages(found: Draft) -> list[dict[str, Any]]:
    """The clause tree, each clause with its findings."""
    by_clause: dict[str, list[dict[str, Any]]] = {}
    for number, item in enumerate(drafts_in(found.decisions)):
        by_clause.setdefault(item.clause, []).append(_item(found, number, item))
    clauses: Sequence[Mapping[str, Any]] = [c for c in found.reading["clauses"] if c["part"] == "plan"]
    return [
        {
            "clause": clause,
            "items": by_clause.get(clause["id"], []),
            "number": f"{clause['number']}{'、' if clause['level'] == 1 else ' '}",
        }
        for clause in clauses
    ]


def _item(found: Draft, number: int, item: TargetDraft) -> dict[str, Any]:
    template = templates().get(item.bind)
    if item.bind == LEAVE:
        said, kind = _("不列入"), "plain"
    elif item.bind == AWAITS or template is None:
        said, kind = _("先列入，不显示数值"), "draft"
    elif template.live:
        said, kind = _("指标：%s") % template.name, "confirmed"
    else:
        said, kind = _("指标：%s（记录尚未启用）") % template.name, "draft"
    return {
        "quote": item.quote,
        "said": said,
        "kind": kind,
        "target": _target(item),
        "why": item.explanation,
        "line": item.line,
        "confirmed": item.confirmed,
        "href": reverse("plans:draft_item", args=[found.pk, number]),
    }


def _target(item: TargetDraft) -> str:
    if not item.target or item.bind == LEAVE:
        return ""
    if item.target.startswith("setting:"):
        words = _("目标 %s") % _("由口径“基本”确定")
    else:
        words = _("目标 %s") % target_words(item)
    due = _("每年") if item.each_year else item.due
    return f"{words}，{due}" if due else words


def target_words(item: TargetDraft) -> str:
    """不超过 0.20% or 200,000 人次."""
    if is_share(item):
        write: Callable[[Fraction], str] = partial(share_target, unit=item.measure_unit)
    else:
        write = partial(_grouped, unit=item.measure_unit)
    return within(write, Fraction(item.target), item.comparison, Fraction(item.most) if item.most else None)


def _grouped(value: Fraction, unit: str) -> str:
    return f"{grouped(value)} {unit}".strip()
