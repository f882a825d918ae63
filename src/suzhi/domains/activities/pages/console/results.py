"""Forms for how participants did: one person, and a page of the roster as a grid."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from suzhi.domains.activities.models import Activity, Participation
from suzhi.domains.activities.rules import MOST_HOURS, MOST_SCORE
from suzhi.engines.kinds.api import all_kinds
from suzhi.engines.workflow.api import ServiceForm, write
from suzhi.kernel.asked import parse_id

NAMES: dict[str, tuple[Any, Any]] = {
    "role": (_("角色"), write),
    "score": (_("成绩"), write),
    "result": (_("结果"), write),
    "hours": (_("学时"), write),
}
# What results are usually called, as it is stored: figures know the words that mean "not completed" (sources.py).
RESULTS = ("合格", "优秀", "不合格", "缺席", "一等奖", "二等奖", "三等奖", "优秀奖")

LIMITS = {
    "score": {"min_value": -MOST_SCORE, "max_value": MOST_SCORE},
    "hours": {"min_value": 0, "max_value": MOST_HOURS},
}


def asked_of(activity: Activity) -> tuple[str, ...]:
    """The columns of the grid: by the kind's traits, and whatever the roster holds already."""
    kind = all_kinds().get(activity.kind)
    traits = kind.traits if kind else frozenset()
    held = activity.participations.aggregate(score=Count("score"), hours=Count("hours"))
    score = ("score",) if "scoring" in traits or held["score"] else ()
    hours = ("hours",) if "hours" in traits or held["hours"] else ()
    return (*score, "result", *hours)


def _number(label: Any, limits: dict[str, int], **attrs: str) -> forms.DecimalField:
    """A number that is typed: no arrows in the field, so that the arrow keys move through the grid."""
    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", **attrs})
    return forms.DecimalField(
        label=label, max_digits=7, decimal_places=2, required=False, widget=widget, **limits
    )


def _word(label: Any, **attrs: str) -> forms.CharField:
    widget = forms.TextInput(attrs={"autocomplete": "off", **attrs})
    return forms.CharField(label=label, max_length=40, required=False, widget=widget)


class ParticipantForm(ServiceForm):
    """How one person took part."""

    role = _word(NAMES["role"][0])
    score = _number(NAMES["score"][0], LIMITS["score"])
    result = _word(NAMES["result"][0], list="results")
    hours = _number(NAMES["hours"][0], LIMITS["hours"])
    groups = ((_("参加情况"), (("role",), ("score", "result"), ("hours",))),)
    blame = {"activities.hours": "hours", "activities.score": "score"}

    def __init__(self, *args: Any, asked: Sequence[str], **kwargs: Any) -> None:
        self.asked = asked
        super().__init__(*args, **kwargs)

    def build(self) -> None:
        for name in {"score", "hours"} - set(self.asked):
            del self.fields[name]


def participant_initial(row: Participation, asked: Sequence[str]) -> dict[str, Any]:
    """What is stored, as the form shows it."""
    return {name: shown(getattr(row, name)) for name in ("role", *asked)}


class ResultsForm(ServiceForm):
    """A page of the roster: for each person the asked facts, each with what stood there when it was opened."""

    def __init__(
        self, *args: Any, rows: Sequence[Participation], asked: Sequence[str], **kwargs: Any
    ) -> None:
        self.rows = rows
        self.asked = asked
        super().__init__(*args, **kwargs)

    def build(self) -> None:
        for row in self.rows:
            for name in self.asked:
                label = f"{row.person.name} {NAMES[name][0]}"
                attrs = {"aria-label": label, **({"list": "results"} if name == "result" else {})}
                made = _number(label, LIMITS[name], **attrs) if name in LIMITS else _word(label, **attrs)
                made.initial, made.show_hidden_initial = shown(getattr(row, name)), True
                self.fields[f"{name}-{row.pk}"] = made

    @property
    def lines(self) -> list[tuple[Participation, list[Any]]]:
        """Each person with the fields to fill."""
        return [(row, [self[f"{name}-{row.pk}"] for name in self.asked]) for row in self.rows]

    def changes(self) -> tuple[dict[int, dict[str, Any]], dict[int, dict[str, Any]]]:
        """What was changed on this page, and what stood there before, by participation."""
        made: dict[int, dict[str, Any]] = {}
        seen: dict[int, dict[str, Any]] = {}
        for field in self.changed_data:
            name, _dash, key = field.partition("-")
            made.setdefault(parse_id(key) or 0, {})[name] = self.cleaned_data[field]
            before = self.data.get(self.add_initial_prefix(field), "")
            seen.setdefault(parse_id(key) or 0, {})[name] = self.fields[field].to_python(before)  # type: ignore[attr-defined]
        return made, seen


def shown(value: Any) -> Any:
    """A stored number without the zeros that nobody typed."""
    return f"{value.normalize():f}" if isinstance(value, Decimal) else value
