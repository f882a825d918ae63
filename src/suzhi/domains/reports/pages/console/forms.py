"""What is asked before a report is issued."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from suzhi.domains.plans.api import Plan, plan_years
from suzhi.engines.org.api import UnitField
from suzhi.engines.workflow.api import ServiceForm
from suzhi.kernel import clock

_PARTED = re.compile(r"[\n\r,，、;；]+")


class IssueForm(ServiceForm):
    """One unit, one year; the number makes the draft an official document."""

    blame = {
        "reports.year": "year",
        "reports.future": "year",
        "reports.outside": "unit",
        "reports.number": "number",
    }
    groups: Any = (
        (_("哪个单位、哪一年"), (("plan",), ("unit", "year"))),
        (_("公文"), (("number",), ("addressees",), ("copies_to",))),
    )
    plan = forms.ChoiceField(label=_("规划"))
    unit = UnitField(label=_("单位"), permission="reports.issue")
    year = forms.TypedChoiceField(label=_("年度"), coerce=int)
    number = forms.CharField(
        label=_("发文字号"), required=False, max_length=60, help_text=_("不写时文件标为草稿，数值同样固定。")
    )
    addressees = forms.CharField(
        label=_("主送机关"), required=False, max_length=300, help_text=_("几个机关用“、”分开。")
    )
    copies_to = forms.CharField(label=_("抄送机关"), required=False, max_length=300)

    def __init__(self, *args: Any, plans: list[Plan], **kwargs: Any) -> None:
        self.plans = {plan.code: plan for plan in plans}
        super().__init__(*args, **kwargs)

    def build(self) -> None:
        years = sorted({year for plan in self.plans.values() for year in plan_years(plan)})
        self.fields["plan"].choices = [(code, plan.title) for code, plan in self.plans.items()]  # type: ignore[attr-defined]
        begun = [year for year in years if year <= clock.today().year]
        self.fields["year"].choices = [(str(year), str(year)) for year in begun]  # type: ignore[attr-defined]

    def facts(self) -> dict[str, Any]:
        """What the service takes."""
        data = self.cleaned_data
        return {
            "plan": self.plans[data["plan"]],
            "unit": data["unit"],
            "year": data["year"],
            "number": data["number"],
            "addressees": parted(data["addressees"]),
            "copies_to": parted(data["copies_to"]),
        }


def parted(text: str) -> list[str]:
    """Several names written in one line."""
    return [part.strip() for part in _PARTED.split(text) if part.strip()]
