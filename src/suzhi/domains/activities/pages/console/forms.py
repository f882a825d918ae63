"""The entry form of an activity, built from its kind: each trait brings its fields, the entry brings the rest."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from suzhi.domains.activities.models import Activity, Campaign
from suzhi.domains.activities.selectors import campaigns, open_campaigns
from suzhi.engines.kinds.api import Kind, extra_fields, extra_initial, extra_values, kind_choices, of_family
from suzhi.engines.org.api import Unit, UnitField, UnitsField
from suzhi.engines.people.api import Roster, read_roster
from suzhi.engines.workflow.api import Group, ServiceForm
from suzhi.kernel import clock
from suzhi.ui.api import DayField

# Which fields a trait of the kind brings. A kind without the trait has no such question.
TRAIT_FIELDS = {
    "headcount": ("headcount",),
    "hours": ("hours",),
    "partners": ("partners",),
    "roster": ("people",),
}


class CampaignField(forms.ModelChoiceField):
    """One of the campaigns that may be joined, each with the unit that called for it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=Campaign.objects.none(), required=False, **kwargs)

    def label_from_instance(self, campaign: Campaign) -> str:
        return str(_("%(name)s（%(unit)s）")) % {"name": campaign.name, "unit": campaign.unit.name}


class ActivityForm(ServiceForm):
    """What, where, when, who."""

    kind = forms.ChoiceField(label=_("类别"))
    unit = UnitField(label=_("主办单位"), permission="records.record")
    name = forms.CharField(label=_("活动名称"), max_length=200)
    starts_on = DayField(label=_("开始日期"))
    ends_on = DayField(label=_("结束日期"), required=False, help_text=_("当天结束的可不填。"))
    place = forms.CharField(label=_("地点"), max_length=200, required=False)
    theme = forms.CharField(label=_("主题"), max_length=200, required=False)
    campaign = CampaignField(label=_("所属主题活动"), empty_label=_("无"))
    partners = UnitsField(
        label=_("协办单位"), required=False, help_text=_("每行一个，写编码或全称；只在主办单位计数一次。")
    )
    hours = forms.DecimalField(label=_("学时"), max_digits=7, decimal_places=2, min_value=0, required=False)
    headcount = forms.IntegerField(
        label=_("参加人次"), min_value=0, required=False, help_text=_("没有名单时填写。")
    )
    people = forms.CharField(
        label=_("参加人员"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
        help_text=_("粘贴姓名或人员编号，每行一个，或用顿号隔开。"),
    )

    groups: Sequence[Group] = (
        (_("何事"), (("kind",), ("unit",), ("name",), ("theme",), ("campaign",))),
        (_("何时何地"), (("starts_on", "ends_on"), ("place",))),
        (_("何人"), (("hours", "headcount"), ("partners",), ("people",))),
    )
    blame = {
        "activities.future_date": "starts_on",
        "activities.before_birth": "starts_on",
        "activities.end_before_start": "ends_on",
        "activities.too_long": "ends_on",
        "activities.headcount": "headcount",
        "activities.hours": "hours",
        "activities.name": "name",
        "activities.twice": "people",
        "activities.stranger": "people",
        "activities.campaign_closed": "campaign",
        "activities.campaign_foreign": "campaign",
    }
    people_field = "people"

    def __init__(
        self, *args: Any, activity_kind: Kind | None, activity: Activity | None = None, **kwargs: Any
    ) -> None:
        self.activity_kind = activity_kind
        self.activity = activity
        self.roster: Roster | None = None
        super().__init__(*args, **kwargs)

    def build(self) -> None:
        self.fields["kind"].choices = kind_choices("activity", chosen=self.activity_kind is not None)  # type: ignore[attr-defined]
        self.fields["kind"].widget.attrs.update(_RELOAD)
        self.fields["campaign"].queryset = self._campaigns()  # type: ignore[attr-defined]
        traits = self.activity_kind.traits if self.activity_kind else _common_traits()
        for trait, names in TRAIT_FIELDS.items():
            if trait not in traits:
                for name in names:
                    del self.fields[name]
        extra = extra_fields(self.activity_kind) if self.activity_kind else {}
        self.fields.update(extra)
        if self.activity_kind and extra:
            self.groups = (*self.groups, (self.activity_kind.label, tuple((name,) for name in extra)))
        if self.activity:
            self._for_change()

    def _campaigns(self) -> QuerySet[Campaign]:
        """The open ones that the unit may join, and the one that the activity is under already."""
        if self.activity is None:
            return open_campaigns(self.actor)
        joined = campaigns(self.actor).filter(pk=self.activity.campaign_id)
        return open_campaigns(self.actor, self.activity.unit_id) | joined

    def _for_change(self) -> None:
        """The organiser stays; the roster has a page of its own, where each line can be corrected."""
        del self.fields["unit"]
        self.fields.pop("people", None)
        if "partners" in self.fields and self.activity:
            self.fields["partners"].kept = tuple(  # type: ignore[attr-defined]
                self.activity.partners.values_list("unit_id", flat=True)
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        text, unit = cleaned.get("people", ""), cleaned.get("unit")
        if text and isinstance(unit, Unit):
            picks = picks_of(self.data)
            self.roster = read_roster(self.actor, unit, text, cleaned.get("starts_on"), picks)
            if not self.roster.settled:
                self.add_error("people", roster_trouble(self.roster))
        return cleaned

    def facts(self) -> dict[str, Any]:
        """What the services take; a question that the kind does not ask is left out."""
        asked = (
            "kind",
            "name",
            "starts_on",
            "ends_on",
            "place",
            "theme",
            "campaign",
            "hours",
            "headcount",
            "partners",
        )
        values = {name: self.cleaned_data[name] for name in asked if name in self.fields}
        extra = extra_values(self.activity_kind, self.cleaned_data) if self.activity_kind else {}
        return {**values, "extra": extra}


def initial_of(activity: Activity, kind: Kind) -> dict[str, Any]:
    """A stored activity as the form shows it."""
    plain = ("kind", "name", "starts_on", "ends_on", "place", "theme", "campaign", "hours", "headcount")
    return {
        **{name: getattr(activity, name) for name in plain},
        "partners": [row.unit for row in activity.partners.select_related("unit")],
        **extra_initial(kind, activity.extra),
    }


def picks_of(data: Any) -> dict[str, str]:
    """Which person was chosen for a name that several bear: ``pick-<name>`` in the form."""
    return {name[5:]: data[name] for name in data if name.startswith("pick-")}


def roster_trouble(roster: Roster) -> str:
    """One sentence on what the roster still needs."""
    parts = []
    if roster.too_many:
        parts.append(str(_("名单太长，请分次添加。")))
    if roster.unknown:
        names = _("、").join(entry.text for entry in roster.unknown[:8])
        parts.append(
            str(_("有 %(count)s 个没有找到：%(names)s。")) % {"count": len(roster.unknown), "names": names}
        )
    if roster.open:
        names = _("、").join(entry.text for entry in roster.open[:8])
        parts.append(
            str(_("有 %(count)s 个姓名要选定是哪一位：%(names)s。"))
            % {"count": len(roster.open), "names": names}
        )
    return "".join(parts)


def _common_traits() -> frozenset[str]:
    """What every kind of activity asks: the questions before a kind is chosen."""
    return frozenset.intersection(*(frozenset(kind.traits) for kind in of_family("activity")))


def first_day() -> dict[str, Any]:
    """What is known before anything is filled in."""
    return {"starts_on": clock.today()}


# Another kind asks other questions: the form comes anew from the server with what is filled in already.
_RELOAD = {
    "hx-post": "?again=1",
    "hx-target": "#activity-form",
    "hx-select": "#activity-form",
    "hx-swap": "outerHTML",
}
