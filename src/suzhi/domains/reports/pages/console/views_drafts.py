"""Reports on their way: the list, one draft, its text, its steps."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from suzhi.domains.reports.models import ReportDraft
from suzhi.domains.reports.pages.console.forms import TEXTS, WrittenForm
from suzhi.domains.reports.pages.console.listing import DRAFTS
from suzhi.domains.reports.pages.console.views_issue import await_fresh, told
from suzhi.domains.reports.selectors import drafts
from suzhi.domains.reports.services import has_signer
from suzhi.domains.reports.services_drafts import (
    PROCESS,
    approve_draft,
    change_draft,
    discard_draft,
    preview,
    step_draft,
)
from suzhi.engines.access.api import Actor, actor_of, can, fetch, page, refusal_for
from suzhi.engines.search.api import Action, list_page
from suzhi.engines.workflow.api import Guard, StepButton, actions_of, state_kind, timeline, workflow, write
from suzhi.kernel.errors import Refusal
from suzhi.ui.api import Link, Pair

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
NAMES: dict[str, tuple[Any, Any]] = {
    "state": (gettext_lazy("状态"), lambda code: workflow(PROCESS).state(code).label),
    "return_reason": (gettext_lazy("退回理由"), write),
    "number": (gettext_lazy("发文字号"), write),
    "addressees": (gettext_lazy("主送机关"), write),
    "copies_to": (gettext_lazy("抄送机关"), write),
    "upward": (gettext_lazy("上行文"), write),
    **{name: (label, write) for name, label in TEXTS.items()},
}


@page("reports.view")
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Every report in reach that is not out yet."""
    return list_page(
        request,
        DRAFTS,
        actions=[Action(_("已签发的报告"), reverse("reports:list"))],
        empty_title=_("没有正在起草的报告"),
        empty_text=_("起草的、待签发的和退回的报告在这里。"),
    )


@page("reports.view")
@require_GET
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    """One draft: what was written, where it stands, what can be done."""
    actor = actor_of(request)
    found: ReportDraft = fetch(actor, "reports.view", drafts(actor), pk=pk)
    process = workflow(PROCESS)
    state = process.state(found.state)
    mine = can(actor, "reports.issue", found) and "editable" in state.flags
    steps = actions_of(actor, process, found) if has_signer(found.unit) else []
    texts = [(label, getattr(found, name).splitlines()) for name, label in TEXTS.items()]
    return render(
        request,
        "reports/draft.html",
        {
            "draft": found,
            "breadcrumbs": _crumbs(found),
            "state": state,
            "state_kind": state_kind(state),
            "texts": texts,
            "pairs": _pairs(found),
            "actions": [one for one in steps if one.step.code != "approve"],
            "sign": _signing(actor, found, steps),
            "change_refused": "" if mine else _("现在不能修改。"),
            "edit_href": reverse("reports:draft_edit", args=[pk]),
            "step_href": reverse("reports:draft_step", args=[pk]),
            "delete_href": reverse("reports:draft_delete", args=[pk]) if mine else "",
            "events": timeline(found, NAMES, actor),
        },
    )


@page("reports.issue")
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Go on writing."""
    actor = actor_of(request)
    found: ReportDraft = fetch(actor, "reports.issue", drafts(actor), pk=pk)
    initial = {name: getattr(found, name) for name in WrittenForm.base_fields}
    form = WrittenForm(request.POST or None, actor=actor, guard=Guard(found, NAMES), initial=initial)
    if request.method == "POST" and form.is_valid():
        done = form.carry_out(lambda: change_draft(actor=actor, draft=found, **form.written()))
        if done is not None:
            return told(request, done)
    context = {
        "form": form,
        "title": found.title,
        "breadcrumbs": _crumbs(found),
        "submits": [Action(_("存为草稿"), kind="primary", value="save")],
        "cancel_href": reverse("reports:draft", args=[pk]),
    }
    return render(request, "workflow/form_page.html", context)


@page("reports.view")
@require_POST
def step(request: HttpRequest, pk: int) -> HttpResponse:
    """Put to who signs, take back, send back, sign."""
    actor = actor_of(request)
    found: ReportDraft = fetch(actor, "reports.view", drafts(actor), pk=pk)
    code, reason = request.POST.get("step", ""), request.POST.get("reason", "")
    try:
        if code == "approve":
            await_fresh()
            return told(request, approve_draft(actor=actor, draft=found))
        return told(request, step_draft(actor=actor, draft=found, step=code, reason=reason))
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("reports:draft", pk=pk)


@page("reports.issue")
@require_POST
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw a draft away."""
    actor = actor_of(request)
    found: ReportDraft = fetch(actor, "reports.issue", drafts(actor), pk=pk)
    try:
        discard_draft(actor=actor, draft=found)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("reports:draft", pk=pk)
    messages.success(request, _("已删除“%s”。") % found.title)
    return redirect("reports:list")


@page("reports.view")
@require_GET
def document(request: HttpRequest, pk: int) -> HttpResponse:
    """The document as it would be now."""
    actor = actor_of(request)
    found: ReportDraft = fetch(actor, "reports.view", drafts(actor), pk=pk)
    answer = HttpResponse(preview(found), content_type=DOCX)
    answer.headers["Content-Disposition"] = "attachment; filename=preview.docx"
    return answer


def _signing(actor: Actor, found: ReportDraft, steps: Sequence[StepButton]) -> Action | None:
    """The button that asks once more before it signs; where nobody is there to sign, of whoever may issue."""
    if not steps:
        refusal = refusal_for(actor, "reports.issue", found)
        return Action(_("签发"), refused=refusal.message if refusal else "")
    return next((Action(one.step.label) for one in steps if one.step.code == "approve"), None)


def _crumbs(found: ReportDraft) -> list[Link]:
    return [
        Link(label=_("报告"), href=reverse("reports:list")),
        Link(label=_("起草中"), href=reverse("reports:drafts")),
        Link(label=found.title, href=""),
    ]


def _pairs(found: ReportDraft) -> list[Pair]:
    given = (
        (_("规划"), found.plan.title),
        (_("发文字号"), found.number or _("未编")),
        (_("主送机关"), found.addressees),
        (_("抄送机关"), found.copies_to),
        (_("起草人"), str(found.drafted_by or "")),
    )
    return [Pair(label=label, value=value) for label, value in given if value]
