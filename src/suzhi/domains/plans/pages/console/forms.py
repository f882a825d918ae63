"""Forms of plans: settings, parts of a target, duties, documents."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from suzhi.domains.plans.division import Division
from suzhi.domains.plans.models import Plan
from suzhi.domains.plans.wording import choice_name, setting_name
from suzhi.engines.metrics.api import declared_settings, type_of
from suzhi.kernel.asked import parse_year
from suzhi.kernel.exact import parse_fraction, rounded
from suzhi.ui.api import DayField


class ShareField(forms.CharField):
    """A share: 95%, 0.95 or 19/20."""

    def to_python(self, value: Any) -> str:
        text = str(super().to_python(value)).strip()
        if not text:
            return ""
        found = fraction_of(text)
        if not 0 <= found <= 1:
            raise forms.ValidationError(_("应在 0 与 100% 之间。"))
        return str(found)


class SettingsForm(forms.Form):
    """The settings that the plan has, each with the values that it may take."""

    def __init__(self, plan: Plan, *args: Any, **kwargs: Any) -> None:
        self.plan = plan
        super().__init__(*args, **kwargs)
        for name, value in plan.catalogue.settings.items():
            if name in declared_settings():
                self.fields[name] = _setting_field(name, value, plan)

    def settings(self) -> dict[str, Any]:
        """All settings of the plan, with what was chosen here."""
        found = dict(self.plan.catalogue.settings)
        for name, value in self.cleaned_data.items():
            kind = declared_settings()[name].type
            if kind == "yes_no":
                found[name] = value == "True"
            else:
                found[name] = parse_year(value) if kind == "year" else value
        return found


def _setting_field(name: str, value: Any, plan: Plan) -> forms.Field:
    setting, label = declared_settings()[name], setting_name(name)
    if setting.type == "share":
        shown = f"{rounded(Fraction(str(value)) * 100, 2).normalize():f}%"
        return ShareField(label=label, initial=shown, help_text=_("写百分数或分数，如 95% 或 19/20。"))
    if setting.type == "year":
        years = [(str(year), _("%d 年") % year) for year in range(plan.start_year, plan.end_year + 1)]
        return forms.ChoiceField(label=label, choices=years, initial=str(value))
    values = (True, False) if setting.type == "yes_no" else setting.choices
    choices = [(str(one), choice_name(one)) for one in values]
    return forms.ChoiceField(label=label, choices=choices, initial=str(value))


class PartsForm(forms.Form):
    """One field for each child (or year)."""

    def __init__(
        self, division: Division, given: Mapping[int, Fraction | None], *args: Any, **kwargs: Any
    ) -> None:
        self.division = division
        super().__init__(*args, **kwargs)
        for key in division.keys:
            self.fields[f"p{key}"] = PartField(
                division.is_rate and type_of(division.indicator.definition.spec).percent,
                label=division.names[key],
                required=False,
                initial=given.get(key),
            )

    def parts(self) -> dict[int, Fraction | None]:
        """By child id or year."""
        return {key: self.cleaned_data[f"p{key}"] for key in self.division.keys}

    def readable(self) -> dict[int, Fraction | None]:
        """The same as far as it is filled in rightly by now."""
        self.is_valid()
        return {key: self.cleaned_data.get(f"p{key}") for key in self.division.keys}


class PartField(forms.CharField):
    """A part of a target: a number, or a share in percent."""

    def __init__(self, share: bool, **kwargs: Any) -> None:
        self.share = share
        super().__init__(**kwargs)
        self.widget.attrs.update(inputmode="decimal", size="8", **{"class": "end"})

    def prepare_value(self, value: Any) -> Any:
        return written_part(value, self.share) if isinstance(value, Fraction) else value

    def to_python(self, value: Any) -> Fraction | None:  # type: ignore[override]
        text = str(super().to_python(value)).strip()
        return fraction_of(text, self.share) if text else None


def written_part(value: Fraction, share: bool) -> str:
    """A part as it stands in its field: exact, so that saving it again changes nothing."""
    shown = value * 100 if share else value
    if shown.denominator == 1:
        return f"{shown}%" if share else str(shown)
    as_decimal = rounded(shown, 4)
    exact = Fraction(as_decimal) == shown
    text = f"{as_decimal.normalize():f}" if exact else str(value)
    return f"{text}%" if share and exact else text


def fraction_of(text: str, share: bool = False) -> Fraction:
    """1,200 or 92% or 23/25; a bare number above 1 in a field of shares is a percentage."""
    plain = text.replace(",", "").replace("，", "").replace("％", "%").strip()
    try:
        if plain.endswith("%"):
            return parse_fraction(parse_fraction(plain[:-1]) / 100)
        found = parse_fraction(plain)
    except ValueError as error:
        raise forms.ValidationError(_("“%s”不是数。写整数、小数、百分数或分数。") % text[:20]) from error
    return found / 100 if share and found > 1 else found


class DutyForm(forms.Form):
    """When a duty was done, and what there is to say about it."""

    done_on = DayField(label=gettext_lazy("完成日期"), required=False)
    remark = forms.CharField(label=gettext_lazy("说明"), required=False, max_length=300)
