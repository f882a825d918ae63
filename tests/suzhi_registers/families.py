"""The register itself."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from suzhi.engines.records.api import Family, On, Table, doubt_twin, in_order, needs, not_future
from suzhi_registers.models import Proposal

PROPOSALS = Family(
    Proposal,
    code="proposals",
    name=_("建议"),
    title=_("建议"),
    sheet="建议",
    kinds="proposal",
    prefix="JY",
    time=On("proposed_on"),
    order="key kind person unit name content proposed_on adopted_on used_on level helpers benefit",
    groups=(
        (_("何事"), "kind / unit / name / content"),
        (_("何人何时"), "person / proposed_on"),
        (_("结果"), "adopted_on used_on / level helpers benefit"),
    ),
    rules=(
        in_order("proposed_on", "adopted_on", "used_on"),
        needs("used_on", "adopted_on"),
        needs("benefit", "used_on", _("实施以后才有效益。")),
        not_future("proposed_on"),
        doubt_twin("unit", "name", day="proposed_on", within=30),
    ),
    table=Table(
        "title kind person unit proposed_on benefit state key",
        filters="kind state unit",
        order="-proposed_on -id",
    ),
)

FAMILIES = [PROPOSALS]
