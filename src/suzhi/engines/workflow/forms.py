"""The ground of every form that ends in one service call: refusals beside their fields, doubts to be acknowledged."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _lazy

from suzhi.engines.access.api import Actor
from suzhi.engines.workflow.doubts import Doubt
from suzhi.engines.workflow.meanwhile import Guard
from suzhi.kernel.errors import Denied, Refusal

R = TypeVar("R")
# A legend, possibly translated late, and the lines under it.
Group = tuple[Any, Sequence[Sequence[str]]]


class ServiceForm(forms.Form):
    """``groups`` lays the fields out: (legend, lines), a line being field names side by side.

    With a ``guard`` the save is refused once when somebody else changed the record while the form was open.
    ``blame`` names the field at which a refusal of that code is shown; others stand on top of the form.
    """

    groups: Sequence[Group] = ()
    blame: dict[str, str] = {}
    people_field = ""

    def __init__(self, *args: Any, actor: Actor, guard: Guard | None = None, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self.actor = actor
        self.guard = guard
        self.doubts: list[Doubt] = []
        self.build()
        for field in self.fields.values():
            # Fields that choose rows look only within this actor's reach.
            field.actor = actor  # type: ignore[attr-defined]

    def build(self) -> None:
        """Add the fields that depend on more than the class."""

    @property
    def acknowledged(self) -> list[str]:
        """The doubts that the person has said are meant."""
        return list(self.data.getlist("acknowledged")) if hasattr(self.data, "getlist") else []

    @property
    def opened(self) -> str:
        """The version of the guarded record that this form was opened with; it travels with the form."""
        if self.guard is None:
            return ""
        return self.data.get("opened") or self.initial.get("opened") or self.guard.version()

    def carry_out(self, act: Callable[[], R]) -> R | None:
        """Call the service; a refusal becomes an error of this form and nothing is lost."""
        try:
            if self.guard is None:
                return act()
            return self.guard.carry_out(act, self.actor, self.data.get("opened", ""), self.acknowledged)
        except Denied:
            raise
        except Doubt as doubt:
            self.doubts.append(doubt)
        except Refusal as refusal:
            field = self.blame.get(refusal.code)
            self.add_error(field if field in self.fields else None, str(refusal))
        return None

    @property
    def laid_out(self) -> list[tuple[str, list[list[BoundField]]]]:
        """The groups with bound fields; a field that this form does not have is left out."""
        result = []
        for legend, lines in self.groups:
            bound = [[self[name] for name in line if name in self.fields] for line in lines]
            if any(bound):
                result.append((legend, [line for line in bound if line]))
        return result


def yes_no_unknown(label: str, help_text: str = "") -> forms.TypedChoiceField:
    """是, 否 or not known, as True, False, None."""
    read = {"yes": True, "no": False}
    return forms.TypedChoiceField(
        label=label,
        help_text=help_text,
        required=False,
        choices=[("", _lazy("不详")), ("yes", _lazy("是")), ("no", _lazy("否"))],
        coerce=read.get,
        empty_value=None,
    )


def yes_no_value(value: bool | None) -> str:
    """The choice that stands for a stored value."""
    return {True: "yes", False: "no", None: ""}[value]


class StepForm(ServiceForm):
    """A step of a record: which, and why."""

    step = forms.CharField(max_length=20)
    reason = forms.CharField(max_length=300, required=False)
