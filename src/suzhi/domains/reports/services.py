"""Issuing at once, where nobody is there to sign."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from suzhi.domains.plans.api import Plan
from suzhi.domains.reports.issuing import freeze_and_write
from suzhi.engines.access.api import Actor, allow, holders, service
from suzhi.engines.metrics.api import Issue
from suzhi.engines.org.api import Unit
from suzhi.kernel.errors import Refusal


@service("reports.issue", "签发报告")
def issue_annual(
    *,
    actor: Actor,
    plan: Plan,
    unit: Unit,
    year: int,
    number: str = "",
    addressees: Sequence[str] = (),
    copies_to: Sequence[str] = (),
) -> Issue:
    """Freeze every figure of the unit's annual report and write the document.

    Where somebody is there to sign reports of this unit, theirs is the word: a draft is put to them instead.
    """
    allow(actor, "reports.issue", unit)
    allow(actor, "plan.view", plan)
    if not actor.system and has_signer(unit):
        raise Refusal(
            "reports.signer",
            _("这个单位的报告由领导签发。"),
            _("请存为草稿，再提请签发。"),
        )
    return freeze_and_write(
        account=actor.account,
        plan=plan,
        unit=unit,
        year=year,
        number=number,
        addressees=addressees,
        copies_to=copies_to,
    )


def has_signer(unit: Unit) -> bool:
    """Whether some account may sign the reports of this unit today."""
    return holders("reports.approve", unit.pk).exists()
