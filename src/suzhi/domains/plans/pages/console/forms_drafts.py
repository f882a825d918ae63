"""Forms of the reading of a document: its facts, one finding, the questions."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from suzhi.domains.plans.drafting.answering import Asked
from suzhi.domains.plans.drafting.decisions import AWAITS, LEAVE
from suzhi.domains.plans.drafting.fit import misfit
from suzhi.domains.plans.drafting.matching import ranked
from suzhi.domains.plans.drafting.target import TargetDraft
from suzhi.domains.plans.drafting.templates import templates
from suzhi.domains.plans.pages.console.forms import fraction_of
from suzhi.engines.metrics.api import band_fault
from suzhi.engines.org.api import UnitType
from suzhi.kernel.asked import parse_year, whole_number
from suzhi.kernel.dates import parse_day
from suzhi.ui.api import DayField

OTHER = "other"


class FactsForm(forms.Form):
    """What the plan is called and for which years it holds."""

    code = forms.SlugField(
        label=gettext_lazy("规划代码"),
        max_length=60,
        help_text=gettext_lazy("小写字母、数字和短横线，用在网址和命令里。"),
    )
    title = forms.CharField(label=gettext_lazy("标题"), max_length=200)
    number = forms.CharField(label=gettext_lazy("发文字号"), max_length=60, required=False)
    issuer = forms.CharField(label=gettext_lazy("发文单位"), max_length=120, required=False)
    issued_on = DayField(label=gettext_lazy("成文日期"), required=False)
    start = forms.IntegerField(label=gettext_lazy("开始年份"), min_value=1990, max_value=2100)
    end = forms.IntegerField(label=gettext_lazy("结束年份"), min_value=1990, max_value=2100)
    parent = forms.CharField(label=gettext_lazy("上级文件的字号"), max_length=120, required=False)
    root = forms.ChoiceField(label=gettext_lazy("哪个单位的规划"))

    def __init__(self, units: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["root"].choices = units  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        known: dict[str, Any] = super().clean() or {}
        if known.get("start") and known.get("end") and known["start"] > known["end"]:
            self.add_error("end", _("结束年份早于开始年份。"))
        return known

    def facts(self) -> dict[str, Any]:
        """As decisions keep them."""
        day = self.cleaned_data["issued_on"]
        return {**self.cleaned_data, "issued_on": day.isoformat() if day else ""}


class ItemForm(forms.Form):
    """One finding: which figure answers it, and the target as it is meant."""

    bind = forms.ChoiceField(label=gettext_lazy("由哪个指标回答"))
    name = forms.CharField(label=gettext_lazy("指标名称"), max_length=120)
    target = forms.CharField(
        label=gettext_lazy("目标数"), required=False,
        help_text=gettext_lazy("整数、百分数或分数；不设数字的留空。"),
    )  # fmt: skip
    comparison = forms.ChoiceField(
        label=gettext_lazy("怎样算达成"),
        choices=[(">=", gettext_lazy("不少于")), ("<=", gettext_lazy("不超过"))],
    )
    most = forms.CharField(
        label=gettext_lazy("上限"), required=False,
        help_text=gettext_lazy("目标是一个范围时填写，这时目标数是下限。"),
    )  # fmt: skip
    measure_unit = forms.CharField(label=gettext_lazy("计量单位"), required=False, max_length=20)
    each_year = forms.BooleanField(label=gettext_lazy("每年都要达到"), required=False)
    due = forms.CharField(
        label=gettext_lazy("期限"),
        required=False,
        help_text=gettext_lazy("年份或日期，如 2025 或 2025-06-30。"),
    )
    level = forms.ChoiceField(label=gettext_lazy("在哪一级达到"), required=False)
    commitment = forms.ChoiceField(
        label=gettext_lazy("要求"),
        choices=[
            ("hard", gettext_lazy("应达到")),
            ("basic", gettext_lazy("基本达到")),
            ("strive", gettext_lazy("力争达到")),
            ("open", gettext_lazy("不设数字")),
        ],
    )
    department = forms.ChoiceField(label=gettext_lazy("责任部门"), required=False)
    new_department = forms.CharField(label=gettext_lazy("列表中没有的部门"), required=False, max_length=60)

    def __init__(
        self,
        item: TargetDraft,
        years: tuple[int, int] | None,
        departments: list[str],
        *args: Any,
        **kwargs: Any,
    ) -> None:
        self.years, self.item = years, item
        super().__init__(*args, **kwargs)
        named = [("", _("不指定"))] + [(name, name) for name in departments]
        self.fields["department"].choices = named  # type: ignore[attr-defined]
        self.fields["bind"].choices = bindings(item)  # type: ignore[attr-defined]
        levels = [("", _("不限"))] + [(str(value), str(label)) for value, label in UnitType.choices]
        self.fields["level"].choices = levels  # type: ignore[attr-defined]

    def clean_bind(self) -> str:
        """A figure that counts something else is refused with the reason."""
        bind = str(self.cleaned_data["bind"])
        template = templates().get(bind)
        refusal = misfit(self.item, template) if template else None
        if refusal:
            raise forms.ValidationError(str(refusal))
        return bind

    def clean(self) -> dict[str, Any]:
        known: dict[str, Any] = super().clean() or {}
        other = str(known.pop("new_department", "")).strip()
        self._check_band(known)
        return {**known, "department": other or known.get("department", "")}

    def clean_target(self) -> str:
        text = str(self.cleaned_data["target"]).strip()
        if not text or text.startswith("setting:"):
            return text
        return str(fraction_of(text))

    def _check_band(self, known: dict[str, Any]) -> None:
        most, target = known.get("most"), known.get("target", "")
        if not most or target.startswith("setting:"):
            return
        lower = Fraction(target) if target else None
        fault = band_fault(lower, Fraction(most), str(known.get("comparison")))
        if fault:
            self.add_error("most", fault)

    def clean_most(self) -> str:
        text = str(self.cleaned_data["most"]).strip()
        return str(fraction_of(text)) if text else ""

    def clean_due(self) -> str:
        text = str(self.cleaned_data["due"]).strip()
        if not text:
            return ""
        try:
            text = text if parse_year(text) else parse_day(text).isoformat()
        except ValueError:
            raise forms.ValidationError(_("写年份或日期，如 2025 或 2025-06-30。")) from None
        if self.years and not self.years[0] <= (parse_year(text[:4]) or 0) <= self.years[1]:
            raise forms.ValidationError(_("期限不在规划期 %d-%d 内。") % self.years)
        return text


def grouped(value: Fraction) -> str:
    """200,000: a number with its thousands parted; what has no short decimal stays a fraction."""
    places = 0
    while places < 4 and (value * 10**places).denominator != 1:
        places += 1
    exact = (value * 10**places).denominator == 1
    return f"{Decimal((value * 10**places).numerator).scaleb(-places):,f}" if exact else str(value)


def bindings(item: TargetDraft) -> list[tuple[str, Any]]:
    """The likely definitions first, then all others, then: waits, is no goal."""
    likely = [template for template, _score in ranked(item, templates().values())[:5]]
    others = [template for template in templates().values() if template not in likely]

    def named(template: Any) -> tuple[str, str]:
        return template.code, template.name if template.live else _("%s（记录尚未启用）") % template.name

    return [
        (AWAITS, _("还没有合适的指标：先列入，不显示数值")),
        (LEAVE, _("不是目标：不列入")),
        (_("可能的"), [named(template) for template in likely]),
        (_("其他"), [named(template) for template in others]),
    ]


class QuestionsForm(forms.Form):
    """What the document leaves open, each question once, with the readings that it allows and the usual one marked."""

    def __init__(self, questions: list[Asked], *args: Any, **kwargs: Any) -> None:
        self.questions = questions
        super().__init__(*args, **kwargs)
        for asked in questions:
            usual = asked.usual
            choices = [
                (str(at), _("%s（通常的口径）") % text if at == usual else text)
                for at, text in enumerate(asked.readings)
            ]
            self.fields[f"q{asked.numbers[0]}"] = forms.ChoiceField(
                label=asked.question,
                choices=[*choices, ("", _("以后再定"))],
                widget=forms.RadioSelect,
                required=False,
                help_text=_places(asked),
            )

    def answers(self) -> dict[str, int]:
        """Number of the question -> number of the reading chosen, at every place that asks it."""
        known = self.cleaned_data
        return {
            str(number): whole_number(known[f"q{asked.numbers[0]}"]) or 0
            for asked in self.questions
            if known[f"q{asked.numbers[0]}"] != ""
            for number in asked.numbers
        }


def _places(asked: Asked) -> str:
    """Where the document raises it; quotation marks within the quotation are single ones."""
    inner = str.maketrans("“”", "‘’")
    told = [f"{clause} “{quote.translate(inner)}”".strip() for clause, quote in asked.places if quote]
    return "；".join(dict.fromkeys(told))
