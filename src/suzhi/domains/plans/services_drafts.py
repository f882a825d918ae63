"""From a document to a plan in force: reading it, deciding, loading; or attaching its wording to a plan."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from suzhi.domains.plans.drafting.answering import settings_of
from suzhi.domains.plans.drafting.decisions import first_decisions
from suzhi.domains.plans.drafting.fit import misfit
from suzhi.domains.plans.drafting.packing import drafts_in, pack_from_reading
from suzhi.domains.plans.drafting.templates import templates
from suzhi.domains.plans.drafting.wordings import shipped_for, wordings
from suzhi.domains.plans.loading import load_pack
from suzhi.domains.plans.models import Draft, Plan
from suzhi.domains.plans.packs import pack_of
from suzhi.domains.plans.services import apply_settings
from suzhi.domains.reading.api import read_document
from suzhi.engines.access.api import Actor, allow, note, service
from suzhi.kernel.errors import Refusal


@service("plans.read", "读入规划文件")
def start_draft(*, actor: Actor, name: str, data: bytes) -> Draft:
    """Read a document; what was found is kept with the most likely decision about each finding."""
    allow(actor, "plan.load")
    reading = read_document(data, name)
    plain = reading.as_dict()
    draft = Draft.objects.create(
        name=name[:200],
        text=reading.text,
        reading=plain,
        decisions=first_decisions(plain),
        created_by=actor.account,
    )
    note(targets=len(plain["targets"]), clauses=len(plain["clauses"]))
    return draft


@service("plans.decide", "核对规划文件")
def decide(*, actor: Actor, draft: Draft, decisions: Mapping[str, Any]) -> Draft:
    """Keep what was decided about some of the findings; the rest stays as it was."""
    allow(actor, "plan.load", draft)
    draft = Draft.objects.select_for_update().get(pk=draft.pk)
    if draft.plan_id:
        raise Refusal("plans.draft_loaded", _("这份文件已经装入规划。"), _("要再改，请重新读入文件。"))
    _check_bindings(decisions)
    draft.decisions = {**draft.decisions, **decisions}
    draft.save(update_fields=["decisions"])
    note(parts=sorted(decisions))
    return draft


def _check_bindings(decisions: Mapping[str, Any]) -> None:
    """What a person confirmed must be answerable by the figure that was chosen for it."""
    for item in drafts_in(decisions) if "items" in decisions else []:
        template = templates().get(item.bind)
        refusal = misfit(item, template) if template and item.confirmed else None
        if refusal:
            raise refusal


@service("plans.delete_draft", "删除读入的规划文件")
def delete_draft(*, actor: Actor, draft: Draft) -> None:
    """Throw away a document that was read and what was decided about it; never one that became a plan."""
    allow(actor, "plan.load", draft)
    draft = Draft.objects.select_for_update().get(pk=draft.pk)
    if draft.plan_id:
        raise Refusal(
            "plans.draft_loaded",
            _("这份文件已经装入规划，不能删除。"),
            _("它说明规划的各项是怎样从文件得来的。"),
        )
    note(draft=draft.pk, decided=sorted(draft.decisions))
    draft.delete()


@service("plans.load_draft", "由文件装入规划")
def load_draft(*, actor: Actor, draft: Draft) -> Plan:
    """Make the pack and put it in force. Refuses what the linter refuses, and keeps the draft."""
    allow(actor, "plan.load", draft)
    plan = load_pack(actor=actor, pack=pack_of(pack_from_reading(draft.reading, draft.decisions)))
    plan.document = draft.text
    plan.save(update_fields=["document"])
    draft.plan = plan
    draft.save(update_fields=["plan"])
    return plan


@service("plans.load_known", "选用现成的规划包")
def load_known(*, actor: Actor, draft: Draft) -> Plan:
    """Put the known pack of the document in force, with the document's wording and what was answered about it."""
    allow(actor, "plan.load", draft)
    pack = shipped_for(draft.reading["document"]["number"])
    if pack is None:
        raise Refusal("plans.no_pack", _("这份文件没有现成的规划包。"), _("请按核对结果装入。"))
    plan = load_pack(actor=actor, pack=pack)
    attach_wording(actor=actor, plan=plan, reading=draft.reading, text=draft.text)
    now = plan.catalogue.settings
    answered = settings_of(draft.reading, draft.decisions.get("answers", {}))
    settings = {name: value for name, value in answered.items() if name in now and now[name] != value}
    if settings:
        plan = apply_settings(actor=actor, plan=plan, settings={**now, **settings})
    note(settings=sorted(settings))
    return plan


@service("plans.attach", "附上规划原文")
def attach_wording(*, actor: Actor, plan: Plan, reading: Mapping[str, Any], text: str) -> Plan:
    """Put the document's own wording under the clauses of a plan whose pack has only titles and summaries."""
    allow(actor, "plan.load", plan.root)
    found = wordings(reading, list(plan.clauses.values_list("ref", flat=True)))
    if not found:
        raise Refusal("plans.wording", _("文件的条款与规划对不上，没有附上原文。"), _("请确认是同一份文件。"))
    clauses = list(plan.clauses.filter(ref__in=found))
    for clause in clauses:
        clause.text = found[clause.ref]
    plan.clauses.bulk_update(clauses, ["text"])
    plan.document = text
    plan.save(update_fields=["document"])
    note(clauses=len(clauses))
    return plan
