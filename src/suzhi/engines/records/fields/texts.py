"""Fields of text: a line of it, a code without spaces, one of a few words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from suzhi.engines.exchange.api import Kind
from suzhi.engines.records.fields.said import Fact, Said, Type, message_id, say

# From here on a text is asked for in a box of several lines.
LONG = 200


@dataclass(frozen=True)
class Text(Type):
    """Written as it is; several blanks are one."""

    def form(self, fact: Fact, **common: Any) -> forms.Field:
        if fact.field.max_length >= LONG:
            common["widget"] = forms.Textarea(attrs={"rows": 4})
        return forms.CharField(max_length=fact.field.max_length, **common)


@dataclass(frozen=True)
class Choice(Type):
    """One of the words of a closed list."""

    def form(self, fact: Fact, **common: Any) -> forms.Field:
        first = [] if common["required"] else [("", "—")]
        return forms.ChoiceField(choices=[*first, *(fact.said.choices or {}).items()], **common)

    def write(self, fact: Fact, value: Any) -> str:
        return str((fact.said.choices or {}).get(value, value)) if value else "–"

    def columns(self, fact: Fact) -> dict[str, Any]:
        words = {message_id(label): code for code, label in (fact.said.choices or {}).items()}
        return {"choices": lambda: words}


TEXT, CODE = Text("text", Kind.TEXT, "text"), Text("code", Kind.CODE, "text")
CHOICE = Choice("choice", Kind.CHOICE, "text")


def _chars(most: int, optional: bool, **more: Any) -> models.CharField[Any, Any]:
    if optional:
        more |= {"blank": True, "db_default": ""}
    return models.CharField(max_length=most, **more)


def text(label: Any, *, most: int = 120, optional: bool = False, **said: Any) -> Any:
    """A line of text, or a few lines of it from 200 characters on."""
    return say(_chars(most, optional), Said(label, TEXT, **said))


def code(label: Any, *, most: int = 32, optional: bool = False, **said: Any) -> Any:
    """A code without spaces that others have given: a number of a file, a telephone number."""
    return say(_chars(most, optional), Said(label, CODE, **said))


def key(label: Any) -> Any:
    """The record's own key; empty in a form, it is given by the system."""
    return say(models.CharField(max_length=32, unique=True), Said(label, CODE, width=18))


def kind(figures: str = "", label: Any = _("类别"), **said: Any) -> Any:
    """The kind, out of packs/kinds; the family says which of them."""
    return say(models.CharField(max_length=40), Said(label, CHOICE, figures=figures, **said))


def choice(label: Any, choices: Mapping[str, Any], *, optional: bool = False, **said: Any) -> Any:
    """One of the words given: {stored code: label}; the workbook holds the label."""
    most = max(len(one) for one in choices)
    return say(_chars(most, optional), Said(label, CHOICE, choices=choices, **said))
