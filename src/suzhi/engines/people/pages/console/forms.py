"""Forms for people and posts."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from suzhi.engines.kinds.api import kind_choices
from suzhi.engines.org.api import UnitField
from suzhi.engines.people.models import Person
from suzhi.engines.workflow.api import ServiceForm, yes_no_unknown, yes_no_value
from suzhi.ui.api import DayField

_BLAME = {
    "people.key": "key",
    "people.key_taken": "key",
    "people.name": "name",
    "people.born": "born_on",
    "people.joined": "joined_on",
    "people.phone": "phone",
    "people.id_number": "id_number",
    "people.id_check": "id_number",
    "people.id_taken": "id_number",
    "people.transfer_date": "on",
    "people.leave_date": "on",
    "people.same_unit": "unit",
    "people.unit_closed": "unit",
    "people.post_dates": "valid_to",
    "people.post_birth": "valid_from",
    "people.post_kind": "kind",
}


class PersonForm(ServiceForm):
    """Who, where, and what figures break down by."""

    unit = UnitField(label=_("单位"), permission="people.manage")
    name = forms.CharField(label=_("姓名"), max_length=60)
    key = forms.CharField(label=_("人员编号"), max_length=32, required=False, help_text=_("留空由系统编号。"))
    joined_on = DayField(label=_("入职日期"), required=False)
    sex = forms.ChoiceField(
        label=_("性别"), choices=[("", _("不详")), ("m", _("男")), ("f", _("女"))], required=False
    )
    born_on = DayField(label=_("出生日期"), required=False)
    migrant = yes_no_unknown(_("农民工"))  # type: ignore[arg-type]
    front_line = yes_no_unknown(_("一线职工"))  # type: ignore[arg-type]
    phone = forms.CharField(
        label=_("手机号"), max_length=20, required=False, help_text=_("加密保存，页面上只显示一部分。")
    )
    id_number = forms.CharField(
        label=_("身份证号"),
        max_length=18,
        required=False,
        help_text=_("加密保存；填写后自动得出性别和出生日期。"),
    )

    groups = (
        (_("何人"), (("unit",), ("name", "key"), ("joined_on",))),
        (_("情况"), (("sex", "born_on"), ("migrant", "front_line"))),
        (_("证件和电话"), (("phone", "id_number"),)),
    )
    blame = _BLAME

    def __init__(self, *args: Any, person: Person | None = None, **kwargs: Any) -> None:
        self.person = person
        super().__init__(*args, **kwargs)

    def build(self) -> None:
        if self.person is None:
            return
        for name in ("unit", "key", "joined_on"):
            del self.fields[name]
        for name in ("phone", "id_number"):
            self.fields[name].help_text = _("不改动就留空。")

    def facts(self) -> dict[str, Any]:
        """What the services take; a sealed number left empty in a correction stays as it is."""
        values = dict(self.cleaned_data)
        if self.person is not None:
            for name in ("phone", "id_number"):
                values[name] = values[name] or None
        return values


def person_initial(person: Person) -> dict[str, Any]:
    """A stored person as the form shows it; sealed numbers are never sent."""
    plain = {name: getattr(person, name) for name in ("name", "sex", "born_on")}
    return plain | {name: yes_no_value(getattr(person, name)) for name in ("migrant", "front_line")}


class TransferForm(ServiceForm):
    """To another unit from a day."""

    unit = UnitField(label=_("调入单位"), permission="people.manage")
    on = DayField(label=_("调入日期"))
    groups = ((_("调动"), (("unit",), ("on",))),)
    blame = _BLAME


class LeaveForm(ServiceForm):
    """The last day."""

    on = DayField(label=_("离职日期"), help_text=_("最后在册的一天。"))
    groups = ((_("离职"), (("on",),)),)
    blame = _BLAME


class PostForm(ServiceForm):
    """A dated post of a person."""

    kind = forms.ChoiceField(label=_("职务"))
    unit = UnitField(label=_("任职单位"), permission="records.record")
    valid_from = DayField(label=_("起"))
    valid_to = DayField(label=_("止"), required=False, help_text=_("在任的不填。"))
    education = forms.CharField(label=_("学历"), max_length=40, required=False)
    degree = forms.CharField(label=_("学位"), max_length=40, required=False)
    major = forms.CharField(label=_("专业"), max_length=60, required=False)
    groups = (
        (_("何职"), (("kind",), ("unit",), ("valid_from", "valid_to"))),
        (_("学历学位"), (("education", "degree", "major"),)),
    )
    blame = _BLAME

    def build(self) -> None:
        self.fields["kind"].choices = kind_choices("post", chosen=False)  # type: ignore[attr-defined]


class EndForm(ServiceForm):
    """The last day of a post."""

    on = DayField(label=_("止日"))
    groups = ((_("结束任职"), (("on",),)),)
    blame = {"people.post_dates": "on"}
