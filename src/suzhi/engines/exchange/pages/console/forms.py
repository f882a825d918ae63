"""What is asked before an export."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from suzhi.engines.exchange.running.services_export import FORMS, Wanted, open_sheets
from suzhi.engines.org.api import UnitField
from suzhi.engines.workflow.api import ServiceForm


class ExportForm(ServiceForm):
    """Which sheets, of which units, in which form; whole numbers only by who may see them."""

    blame = {"exchange.reason": "reason", "exchange.no_sheet": "sheets", "exchange.too_long": "form"}
    groups: Any = (
        (_("导出什么"), (("sheets",), ("unit",), ("form",))),
        (_("手机号和身份证号"), (("whole",), ("reason",))),
    )
    sheets = forms.MultipleChoiceField(
        label=_("工作表"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("请至少选一张工作表。")},
    )
    unit = UnitField(
        label=_("单位"),
        permission="export.run",
        required=False,
        help_text=_("只导出这个单位及其下级的记录；不填为管理范围内的全部。"),
    )
    form = forms.ChoiceField(label=_("格式"), choices=tuple(FORMS.items()), widget=forms.RadioSelect)
    whole = forms.BooleanField(
        label=_("导出完整号码"), required=False, help_text=_("不选则以星号遮蔽。导出完整号码记入审计。")
    )
    reason = forms.CharField(
        label=_("理由"), required=False, max_length=300, help_text=_("导出完整号码须写明用途。")
    )

    def build(self) -> None:
        self.fields["sheets"].choices = [(sheet.name, sheet.name) for sheet in open_sheets(self.actor)]  # type: ignore[attr-defined]
        if not self.actor.has("people.sealed"):
            del self.fields["whole"], self.fields["reason"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("whole") and len(data.get("reason", "").strip()) < 4:
            self.add_error("reason", _("请用一句话写明用途。"))
        return data

    def wanted(self) -> Wanted:
        """What was asked for, with the reach that it is asked in."""
        data = self.cleaned_data
        unit = data.get("unit")
        roots = {unit.pk} if unit else self.actor.roots("export.run")
        return Wanted(
            sheets=tuple(data["sheets"]),
            unit_id=unit.pk if unit else None,
            form=data["form"],
            whole=bool(data.get("whole")),
            reason=data.get("reason", ""),
            roots=tuple(sorted(roots)),
        )
