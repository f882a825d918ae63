"""Choosing units in forms: by code, by name, or from suggestions while typing."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from suzhi.engines.access.api import Actor
from suzhi.engines.org.models import Unit
from suzhi.engines.org.selectors import open_units, units

_PARTED = re.compile(r"[\n\r,，、;；]+")


class UnitInput(forms.TextInput):
    """A text input whose suggestions come from the server while one types."""

    template_name = "org/widgets/unit_input.html"

    def __init__(self, permission: str) -> None:
        super().__init__(attrs={"autocomplete": "off", "spellcheck": "false"})
        self.permission = permission

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        element = context["widget"]["attrs"].get("id", f"id_{name}")
        context["widget"]["attrs"]["list"] = f"{element}_options"
        context["pick_href"] = f"{reverse_lazy('org:pick')}?may={self.permission}"
        context["options_id"] = f"{element}_options"
        return context


class UnitField(forms.CharField):
    """One unit in the actor's reach for the permission. ``actor`` is set by the form."""

    actor: Actor

    def __init__(self, *, permission: str = "units.view", **kwargs: Any) -> None:
        kwargs.setdefault("widget", UnitInput(permission))
        kwargs.setdefault("help_text", _lazy("输入编码或名称的一部分，从列表中选。"))
        super().__init__(**kwargs)
        self.permission = permission

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        return one_unit(open_units(self.actor, self.permission), text) if text else None

    def prepare_value(self, value: Any) -> Any:
        return written(value) if isinstance(value, Unit) else value


class UnitsField(forms.CharField):
    """Several units, parted by 、 or by lines. Those in ``kept`` stay choosable though out of reach."""

    actor: Actor
    kept: tuple[int, ...] = ()

    def __init__(self, *, permission: str = "units.view", **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": 2}))
        super().__init__(**kwargs)
        self.permission = permission

    def clean(self, value: Any) -> Any:
        parts = [part.strip() for part in _PARTED.split(super().clean(value) or "") if part.strip()]
        rows = units(self.actor, self.permission)
        if self.kept:
            rows = Unit.objects.filter(Q(pk__in=rows.values("pk")) | Q(pk__in=self.kept))
        return list({unit.pk: unit for unit in (one_unit(rows, part) for part in parts)}.values())

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(written(unit) for unit in value) if isinstance(value, list | tuple) else value


def written(unit: Unit) -> str:
    """How a unit stands in the input: code and name."""
    return f"{unit.code} {unit.name}"


def one_unit(rows: QuerySet[Unit], text: str) -> Unit:
    """The unit that is meant by ``code name``, a code, a whole name, or a part that only one has."""
    code = text.split()[0]
    exact = list(rows.filter(Q(code=code) | Q(code=text) | Q(name=text))[:5])
    by_code = [unit for unit in exact if unit.code in (code, text)]
    candidates = by_code or exact or list(rows.filter(name__icontains=text)[:5])
    if len(candidates) == 1:
        return candidates[0]
    if not candidates:
        raise forms.ValidationError(
            _("没有找到“%s”。请从列表中选；不在管理范围内的单位不能选。") % text, code="unknown"
        )
    names = _("、").join(written(unit) for unit in candidates)
    raise forms.ValidationError(
        _("“%(text)s”不止一个：%(names)s。请写编码。") % {"text": text, "names": names}, code="many"
    )
