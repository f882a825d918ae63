"""The entry form of a venue, built from its kind."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from suzhi.domains.venues.models import Venue
from suzhi.engines.kinds.api import Kind, extra_fields, extra_initial, extra_values, of_family
from suzhi.engines.org.api import UnitField
from suzhi.engines.workflow.api import Group, ServiceForm, yes_no_unknown, yes_no_value
from suzhi.ui.api import DayField

# Which fields a trait of the kind brings.
TRAIT_FIELDS = {"self_built": ("self_built",), "area": ("area",), "volumes": ("volumes",)}
_ASKED = ("kind", "name", "opened_on", "closed_on", "self_built", "area", "volumes", "longitude", "latitude")


class VenueForm(ServiceForm):
    """What, whose, from when, how big, where."""

    kind = forms.ChoiceField(label=_("类别"))
    unit = UnitField(label=_("单位"), permission="records.record")
    name = forms.CharField(label=_("阵地名称"), max_length=120)
    opened_on = DayField(label=_("启用日期"))
    closed_on = DayField(label=_("停用日期"), required=False, help_text=_("在用的不填。"))
    self_built = yes_no_unknown(_("自建"))  # type: ignore[arg-type]
    area = forms.DecimalField(label=_("面积（平方米）"), max_digits=10, decimal_places=2, required=False)
    volumes = forms.IntegerField(label=_("册数"), min_value=0, required=False)
    longitude = forms.DecimalField(label=_("经度"), max_digits=9, decimal_places=6, required=False)
    latitude = forms.DecimalField(label=_("纬度"), max_digits=9, decimal_places=6, required=False)

    groups: Sequence[Group] = (
        (_("何处"), (("kind",), ("unit",), ("name",))),
        (_("何时"), (("opened_on", "closed_on"),)),
        (_("规模和位置"), (("self_built",), ("area", "volumes"), ("longitude", "latitude"))),
    )
    blame = {
        "venues.name": "name",
        "venues.dates": "closed_on",
        "venues.area": "area",
        "venues.volumes": "volumes",
        "venues.place": "longitude",
        "venues.future_date": "opened_on",
    }

    def __init__(self, *args: Any, venue_kind: Kind, venue: Venue | None = None, **kwargs: Any) -> None:
        self.venue_kind = venue_kind
        self.venue = venue
        super().__init__(*args, **kwargs)

    def build(self) -> None:
        self.fields["kind"].choices = [(kind.code, kind.label) for kind in of_family("venue")]  # type: ignore[attr-defined]
        self.fields["kind"].widget.attrs.update(_RELOAD)
        for trait, names in TRAIT_FIELDS.items():
            if trait not in self.venue_kind.traits:
                for name in names:
                    del self.fields[name]
        extra = extra_fields(self.venue_kind)
        self.fields.update(extra)
        if extra:
            self.groups = (*self.groups, (self.venue_kind.label, tuple((name,) for name in extra)))
        if self.venue:
            del self.fields["unit"]

    def facts(self) -> dict[str, Any]:
        """What the services take; a question that the kind does not ask is left out."""
        values = {name: self.cleaned_data[name] for name in _ASKED if name in self.fields}
        return {**values, "extra": extra_values(self.venue_kind, self.cleaned_data)}


def initial_of(venue: Venue, kind: Kind) -> dict[str, Any]:
    """A stored venue as the form shows it."""
    values = {name: getattr(venue, name) for name in _ASKED}
    return {**values, "self_built": yes_no_value(venue.self_built), **extra_initial(kind, venue.extra)}


class CloseForm(ServiceForm):
    """The last day in operation."""

    on = DayField(label=_("停用日期"), help_text=_("最后在用的一天。"))
    groups = ((_("停用"), (("on",),)),)
    blame = {"venues.dates": "on"}


_RELOAD = {
    "hx-post": "?again=1",
    "hx-target": "#venue-form",
    "hx-select": "#venue-form",
    "hx-swap": "outerHTML",
}
