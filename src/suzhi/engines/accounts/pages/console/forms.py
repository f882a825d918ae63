"""Forms of the security administrator."""

from __future__ import annotations

from typing import Any

from django import forms
from django.apps import apps
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from suzhi.engines.access.api import Actor, all_roles, scope
from suzhi.kernel import clock
from suzhi.ui.api import DayField


class AccountForm(forms.Form):
    """A new account."""

    username = forms.CharField(
        label=_("登录名"), max_length=60, help_text=_("字母、数字或 . _ - @,开立后不改。")
    )
    display_name = forms.CharField(label=_("姓名"), max_length=80)


class GrantForm(forms.Form):
    """One role on one unit."""

    role = forms.ChoiceField(label=_("角色"))
    unit = forms.CharField(label=_("单位"), help_text=_("单位编码或全称。角色在该单位及其下级有效。"))
    valid_from = DayField(label=_("起"))
    valid_to = DayField(
        label=_("止"),
        required=False,
        help_text=_("不填为长期。"),
    )

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"valid_from": clock.today()})
        super().__init__(*args, **kwargs)
        self.actor = actor
        self.fields["role"].choices = [(r.code, r.label) for r in all_roles().values()]  # type: ignore[attr-defined]

    def clean_unit(self) -> Any:
        """The one unit of that code or name in the administrator's reach."""
        text = self.cleaned_data["unit"].strip()
        units = scope(self.actor, "grants.manage", apps.get_model("org", "Unit").objects.all())
        found = list(units.filter(Q(code=text) | Q(name=text))[:2])
        if len(found) == 1:
            return found[0]
        near = units.filter(Q(name__icontains=text) | Q(code__istartswith=text)).order_by("name")[:5]
        names = _("、").join(f"{unit.name}({unit.code})" for unit in near)
        hint = _("相近的有：%s。") % names if names else _("请核对编码或名称。")
        raise forms.ValidationError(f"{_('没有找到这个单位，或不止一个。')}{hint}")


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(label=_("原因"), max_length=200)
