"""Forms for units and their events."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from suzhi.engines.org.models import Nature, Ownership, Unit, UnitType
from suzhi.engines.org.pages.console.fields import UnitField
from suzhi.engines.org.selectors import children
from suzhi.engines.workflow.api import ServiceForm
from suzhi.ui.api import DayField

_BLAME = {
    "org.code": "code",
    "org.code_taken": "code",
    "org.name": "name",
    "org.future": "founded_on",
    "org.dates": "founded_on",
    "org.year": "year",
    "org.workers": "workers",
    "org.tag": "tag",
    "org.tag_twice": "tag",
    "org.tag_dates": "valid_to",
    "org.cycle": "parent",
    "org.same_parent": "parent",
    "org.parent_closed": "parent",
    "org.merge_into": "into",
    "org.before_founding": "on",
    "org.later_line": "on",
}


class UnitForm(ServiceForm):
    """What a unit is."""

    code = forms.CharField(
        label=_("单位编码"), max_length=32, help_text=_("单位自己的编码，建立后不能更改。")
    )
    name = forms.CharField(label=_("名称"), max_length=120)
    type = forms.ChoiceField(label=_("类型"), choices=UnitType.choices, initial=UnitType.GRASSROOTS)
    area_code = forms.CharField(label=_("地区代码"), max_length=12, required=False)
    uscc = forms.CharField(label=_("统一社会信用代码"), max_length=18, required=False)
    founded_on = DayField(label=_("成立日期"), required=False)
    groups = ((_("单位"), (("code",), ("name",), ("type", "founded_on"), ("area_code", "uscc"))),)
    blame = _BLAME

    def __init__(self, *args: Any, unit: Unit | None = None, **kwargs: Any) -> None:
        self.unit = unit
        super().__init__(*args, **kwargs)

    def build(self) -> None:
        if self.unit:
            del self.fields["code"]


def _on() -> forms.DateField:
    return DayField(label=_("生效日期"), help_text=_("这一天起按新的上下级计数；以前的不变。"))


def _reason() -> forms.CharField:
    return forms.CharField(label=_("事由"), max_length=200, help_text=_("如批复文号。"))


class MoveForm(ServiceForm):
    """To another parent."""

    parent = UnitField(label=_("新上级"), permission="units.manage")
    on = _on()
    reason = _reason()
    groups = ((_("调整上级"), (("parent",), ("on",), ("reason",))),)
    blame = _BLAME


class MergeForm(ServiceForm):
    """Into another unit."""

    into = UnitField(label=_("并入"), permission="units.manage")
    on = _on()
    reason = _reason()
    groups = ((_("合并"), (("into",), ("on",), ("reason",))),)
    blame = _BLAME


class SplitForm(ServiceForm):
    """A new unit out of this one."""

    code = forms.CharField(label=_("新单位编码"), max_length=32)
    name = forms.CharField(label=_("新单位名称"), max_length=120)
    type = forms.ChoiceField(label=_("类型"), choices=UnitType.choices)
    children = forms.ModelMultipleChoiceField(
        label=_("划入的下级单位"),
        queryset=Unit.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    on = _on()
    reason = _reason()
    groups = ((_("分设"), (("code", "name"), ("type",), ("children",), ("on",), ("reason",))),)
    blame = _BLAME

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        self.unit = unit
        super().__init__(*args, **kwargs)

    def build(self) -> None:
        self.fields["children"].queryset = children(self.actor, self.unit)  # type: ignore[attr-defined]


class CloseForm(ServiceForm):
    """The last day of a unit."""

    on = DayField(label=_("撤销日期"), help_text=_("最后存续的一天。"))
    reason = _reason()
    groups = ((_("撤销"), (("on",), ("reason",))),)
    blame = _BLAME


class YearForm(ServiceForm):
    """The profile of a year."""

    year = forms.IntegerField(label=_("年份"), min_value=1949)
    ownership = forms.ChoiceField(label=_("所有制"), choices=Ownership.choices)
    nature = forms.ChoiceField(label=_("性质"), choices=Nature.choices)
    industry = forms.CharField(label=_("行业代码"), max_length=8, required=False)
    above_scale = forms.BooleanField(label=_("规模以上"), required=False)
    unionised = forms.BooleanField(label=_("已建会"), required=False)
    disease_contract_due = forms.BooleanField(label=_("需签职业病防治专项合同"), required=False)
    workers = forms.IntegerField(label=_("职工数"), min_value=0)
    women = forms.IntegerField(label=_("女职工数"), min_value=0, required=False)
    migrants = forms.IntegerField(label=_("农民工数"), min_value=0, required=False)
    front_line = forms.IntegerField(label=_("一线职工数"), min_value=0, required=False)
    new_workers = forms.IntegerField(label=_("新职工数"), min_value=0, required=False)
    groups = (
        (_("哪一年"), (("year",),)),
        (
            _("单位情况"),
            (
                ("ownership", "nature", "industry"),
                ("above_scale",),
                ("unionised",),
                ("disease_contract_due",),
            ),
        ),
        (_("人数"), (("workers",), ("women", "migrants"), ("front_line", "new_workers"))),
    )
    blame = _BLAME


class TagForm(ServiceForm):
    """A dated mark."""

    tag = forms.CharField(label=_("标签"), max_length=40)
    valid_from = DayField(label=_("起"))
    valid_to = DayField(label=_("止"), required=False, help_text=_("没有止日的不填。"))
    groups = ((_("标签"), (("tag",), ("valid_from", "valid_to"))),)
    blame = _BLAME


class UntagForm(ServiceForm):
    """The last day of a mark."""

    on = DayField(label=_("止日"))
    groups = ((_("结束标签"), (("on",),)),)
    blame = {"org.tag_dates": "on"}
