"""Choosing a person or a record in a form, within the actor's reach."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Model, Q
from django.utils.translation import gettext as _

from suzhi.engines.access.api import Actor, scope
from suzhi.engines.people.api import Person, people


class PersonField(forms.CharField):
    """A person by number, by ``姓名（编号）``, or by a name that only one in reach bears."""

    actor: Actor

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        number = text.rsplit("（", 1)[-1].rstrip("）") if text.endswith("）") else text
        found = list(people(self.actor).filter(Q(key=number) | Q(name=text))[:2])
        if len(found) == 1:
            return found[0]
        if found:
            raise forms.ValidationError(_("“%s”不止一人，请写人员编号。") % text, code="many")
        raise forms.ValidationError(_("没有找到“%s”；不在管理范围内的人不能选。") % text, code="unknown")

    def prepare_value(self, value: Any) -> Any:
        return f"{value.name}（{value.key}）" if isinstance(value, Person) else value


class RecordField(forms.CharField):
    """A record of another family by its key."""

    actor: Actor

    def __init__(self, *, model: type[Model], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.model = model

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        found = scope(self.actor, "records.view", self.model._base_manager.all()).filter(key=text).first()
        if found is None:
            raise forms.ValidationError(_("没有找到编号为“%s”的记录。") % text, code="unknown")
        return found

    def prepare_value(self, value: Any) -> Any:
        return getattr(value, "key", value)
