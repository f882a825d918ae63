"""What is asked before a report is issued."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from suzhi.domains.plans.api import Plan, plan_years
from suzhi.domains.reports.services_drafts import LONGEST_TEXT
from suzhi.domains.reports.services_drafts import WRITTEN as WRITTEN_FIELDS
from suzhi.engines.org.api import UnitField
from suzhi.engines.workflow.api import ServiceForm
from suzhi.kernel import clock

WRITTEN: Any = (_("由人填写的部分"), (("practices",), ("problems",), ("next_steps",)))
PAPER: Any = (_("公文"), (("number",), ("addressees",), ("copies_to",), ("upward",)))


TEXTS: dict[str, Any] = {
    "practices": _("主要做法"),
    "problems": _("存在问题"),
    "next_steps": _("下一步打算"),
}


def _text(label: Any) -> forms.CharField:
    """A text of several paragraphs; a number that is typed here is not checked by anybody."""
    return forms.CharField(
        label=label,
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("每段一行。数值由系统写入，这里不必再写。"),
    )


class WrittenForm(ServiceForm):
    """What people write into a report, and how it goes out."""

    blame = {"reports.number": "number"}
    groups: Any = (WRITTEN, PAPER)
    practices = _text(TEXTS["practices"])
    problems = _text(TEXTS["problems"])
    next_steps = _text(TEXTS["next_steps"])
    number = forms.CharField(
        label=_("发文字号"), required=False, max_length=60, help_text=_("不写时文件标为草稿，数值同样固定。")
    )
    addressees = forms.CharField(
        label=_("主送机关"), required=False, max_length=300, help_text=_("几个机关用“、”分开。")
    )
    copies_to = forms.CharField(label=_("抄送机关"), required=False, max_length=300)
    upward = forms.BooleanField(label=_("上行文，首页印签发人"), required=False, initial=True)

    def written(self) -> dict[str, Any]:
        """What the services take."""
        return {name: self.cleaned_data[name] for name in WRITTEN_FIELDS}


class IssueForm(WrittenForm):
    """One unit, one year; what people write; the number makes the draft an official document."""

    blame = {
        "reports.year": "year",
        "reports.future": "year",
        "reports.outside": "unit",
        "reports.number": "number",
    }
    groups: Any = (
        (_("哪个单位、哪一年"), (("plan",), ("unit", "year"))),
        WRITTEN,
        PAPER,
    )
    plan = forms.ChoiceField(label=_("规划"))
    unit = UnitField(label=_("单位"), permission="reports.issue")
    year = forms.TypedChoiceField(label=_("年度"), coerce=int)

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
        }
