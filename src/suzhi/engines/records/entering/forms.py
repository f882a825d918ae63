"""The entry form of a record, read from its family and its kind."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from suzhi.engines.kinds.api import Kind, extra_fields, extra_initial, extra_values, kind_choices
from suzhi.engines.records.family import Family, Span
from suzhi.engines.workflow.api import Group, ServiceForm
from suzhi.ui.api import DayField

_FIXED = ("unit", "person", "key")


class FamilyForm(ServiceForm):
    """What the kind asks, in the groups of the family."""

    def __init__(
        self, *args: Any, family: Family, kind: Kind | None = None, row: Any = None, **kwargs: Any
    ) -> None:
        self.family, self.kind, self.row = family, kind, row
        self.blame = {f"{family.code}.{rule.code}": rule.at for rule in reversed(family.all_rules)}
        super().__init__(*args, **kwargs)

    @property
    def form_id(self) -> str:
        """By which the page swaps it when another kind is chosen."""
        return f"{self.family.code}-form"

    def build(self) -> None:
        facts = self.family.facts
        for name in self.family.asked(self.kind.code if self.kind else ""):
            if self.row is None or name not in _FIXED:
                self.fields[name] = facts[name].form_field() if name != "kind" else self._kinds()
        groups: list[Group] = [(legend, _lines(lines)) for legend, lines in self.family.groups]
        extra = extra_fields(self.kind) if self.kind else {}
        self.fields.update(extra)
        if self.kind and extra:
            groups.append((self.kind.label, tuple((name,) for name in extra)))
        self.groups: Sequence[Group] = groups

    def _kinds(self) -> forms.Field:
        found = forms.ChoiceField(label=self.family.facts["kind"].label)
        found.choices = kind_choices(self.family.kinds, chosen=self.kind is not None)
        swap = {"hx-post": "?again=1", "hx-target": f"#{self.form_id}", "hx-select": f"#{self.form_id}"}
        found.widget.attrs.update(swap | {"hx-swap": "outerHTML"})
        return found

    def taken(self) -> dict[str, Any]:
        """What the services take; a question that the kind does not ask is left out."""
        values = {name: self.cleaned_data[name] for name in self.family.facts if name in self.fields}
        if self.kind:
            values["extra"] = extra_values(self.kind, self.cleaned_data)
        return values


def initial_of(family: Family, row: Any, kind: Kind | None) -> dict[str, Any]:
    """A stored record as the form shows it."""
    values = {name: fact.said.type.initial(getattr(row, name)) for name, fact in family.facts.items()}
    return {**values, **(extra_initial(kind, row.extra) if kind else {})}


class CloseForm(ServiceForm):
    """The last day in force."""

    on = DayField()

    def __init__(self, *args: Any, family: Family, **kwargs: Any) -> None:
        assert isinstance(family.time, Span)
        self.groups = ((family.time.end, (("on",),)),)
        self.blame = {
            f"{family.code}.{rule.code}": "on" for rule in family.all_rules if family.time.last in rule.reads
        }
        self.last = family.facts[family.time.last]
        super().__init__(*args, **kwargs)

    def build(self) -> None:
        self.fields["on"].label = self.last.label
        self.fields["on"].help_text = format_lazy("{}", _("最后的一天。"))


def _lines(lines: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(line.split()) for line in lines.split("/"))
