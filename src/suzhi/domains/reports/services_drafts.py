"""A report on its way: written, put to who signs, sent back or let out."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from suzhi.domains.plans.api import Plan
from suzhi.domains.reports.composing import material_of
from suzhi.domains.reports.gathering import gather
from suzhi.domains.reports.issuing import check_place, freeze_and_write
from suzhi.domains.reports.models import ReportDraft
from suzhi.domains.reports.services import has_signer
from suzhi.engines.access.api import Actor, allow, note, service
from suzhi.engines.metrics.api import Issue
from suzhi.engines.org.api import Unit
from suzhi.engines.workflow.api import advance, workflow
from suzhi.kernel.errors import Refusal

WRITTEN = ("number", "addressees", "copies_to", "upward", "practices", "problems", "next_steps")
LONGEST_TEXT = 20_000
PROCESS = "report"


@service("reports.draft", "起草报告")
def begin_draft(*, actor: Actor, plan: Plan, unit: Unit, year: int, **written: Any) -> ReportDraft:
    """Begin the report of a unit's year; one that is already begun is gone on with."""
    allow(actor, "reports.issue", unit)
    allow(actor, "plan.view", plan)
    check_place(plan, unit, year)
    rows = ReportDraft.objects.select_for_update()
    draft = rows.filter(plan=plan, unit=unit, year=year, issue__isnull=True).first()
    if draft is None:
        draft = ReportDraft(plan=plan, unit=unit, year=year, drafted_by=actor.account, state="draft")
    return _write(actor, draft, written)


@service("reports.write", "改写报告草稿")
def change_draft(*, actor: Actor, draft: ReportDraft, **written: Any) -> ReportDraft:
    """Go on writing."""
    draft = _locked(draft)
    allow(actor, "reports.issue", draft)
    return _write(actor, draft, written)


@service("reports.step", "办理报告")
def step_draft(*, actor: Actor, draft: ReportDraft, step: str, reason: str = "") -> ReportDraft:
    """Put it to who signs, take it back, or send it back with a reason."""
    draft = _locked(draft)
    if step == "approve":
        raise Refusal("reports.step", _("签发请用“签发”。"), _("在草稿页上办理。"))
    advance(actor, workflow(PROCESS), draft, step, reason)  # type: ignore[arg-type]
    if step == "submit":
        draft.submitted_by = actor.account
    draft.save(update_fields=["state", "return_reason", "submitted_by"])
    note(step=step, reason=reason)
    return draft


@service("reports.approve", "签发报告")
def approve_draft(*, actor: Actor, draft: ReportDraft) -> Issue:
    """Sign: freeze the figures as they are now, write the document with the name of who signs.

    Where nobody is there to sign, whoever may issue does it at once, and the document names no signer.
    """
    draft = _locked(draft)
    signed = has_signer(draft.unit)
    if signed:
        _sign(actor, draft)
    else:
        allow(actor, "reports.issue", draft)
        _must_be_editable(draft)
        draft.state = next(code for code, state in workflow(PROCESS).states.items() if "final" in state.flags)
    issue = freeze_and_write(
        account=actor.account,
        plan=draft.plan,
        unit=draft.unit,
        year=draft.year,
        number=draft.number,
        addressees=parted(draft.addressees),
        copies_to=parted(draft.copies_to),
        words=words_of(draft, actor.name if signed and draft.upward else ""),
    )
    draft.issue = issue
    draft.save(update_fields=["state", "issue"])
    return issue


@service("reports.discard", "删除报告草稿")
def discard_draft(*, actor: Actor, draft: ReportDraft) -> None:
    """Throw away what was never issued."""
    draft = _locked(draft)
    allow(actor, "reports.issue", draft)
    _must_be_editable(draft)
    note(unit_id=draft.unit_id, title=draft.title)
    draft.delete()


def preview(draft: ReportDraft) -> bytes:
    """The document as it would be now, marked as a draft; nothing is frozen or kept."""
    from suzhi.domains.reports.document.api import compose_annual, write_annual

    found = gather(draft.plan, draft.unit, draft.year)
    with override(settings.LANGUAGE_CODE), tempfile.TemporaryDirectory() as folder:
        part = Path(folder) / "preview.docx"
        material = material_of(found, addressees=parted(draft.addressees), words=words_of(draft))
        write_annual(compose_annual(material), part)
        return part.read_bytes()


def words_of(draft: ReportDraft, signer: str = "") -> Any:
    """What people wrote, as the document takes it."""
    from suzhi.domains.reports.document.api import Words

    return Words(draft.practices, draft.problems, draft.next_steps, signer)


def parted(text: str) -> list[str]:
    """Several names written in one line."""
    for mark in "\n\r,，;；":
        text = text.replace(mark, "、")
    return [part.strip() for part in text.split("、") if part.strip()]


def _write(actor: Actor, draft: ReportDraft, written: dict[str, Any]) -> ReportDraft:
    if strangers := set(written) - set(WRITTEN):
        raise TypeError(f"not written into a report: {sorted(strangers)}")
    _must_be_editable(draft)
    for name, value in written.items():
        value = value.strip() if isinstance(value, str) else value
        if name in ("practices", "problems", "next_steps") and len(value) > LONGEST_TEXT:
            raise Refusal(
                "reports.long", _("这一段超过 %s 字。") % LONGEST_TEXT, _("请写得短一些，细节放在附件里。")
            )
        setattr(draft, name, value)
    draft.save()
    return draft


def _sign(actor: Actor, draft: ReportDraft) -> None:
    advance(actor, workflow(PROCESS), draft, "approve")  # type: ignore[arg-type]
    if actor.account_id is not None and draft.submitted_by_id == actor.account_id:
        raise Refusal(
            "reports.second_person",
            _("提请签发的人不能自己签发。"),
            _("请由另一位有签发权限的人办理。"),
        )


def _must_be_editable(draft: ReportDraft) -> None:
    state = workflow(PROCESS).state(draft.state)
    if "editable" not in state.flags:
        raise Refusal(
            "reports.locked", _("“%s”的报告不能修改。") % state.label, _("要修改，请先撤回，或请签发人退回。")
        )


def _locked(draft: ReportDraft) -> ReportDraft:
    rows = ReportDraft.objects.select_for_update(of=("self",)).select_related("unit", "plan__catalogue")
    return rows.get(pk=draft.pk)
