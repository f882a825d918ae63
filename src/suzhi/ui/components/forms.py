"""What people fill in and press."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field as made
from typing import Any

from django.forms import BaseForm, BoundField
from django.forms.widgets import CheckboxInput

from suzhi.ui.components.ids import fresh_id
from suzhi.ui.components.parts import Link, Option
from suzhi.ui.components.registry import component


@component("field")
class Field:
    """A field of a Django form: label above, help under, errors beside, required marked."""

    field: BoundField
    hint: str = ""

    @property
    def tick(self) -> bool:
        return isinstance(self.field.field.widget, CheckboxInput)


@component("control")
class Control:
    """The same frame around an input written by hand; give the input the id ``for_id``."""

    body: str
    label: str
    for_id: str
    help: str = ""
    errors: Sequence[str] = ()
    required: bool = False


@component("select")
class Select:
    """A labelled choice outside a form class, for filters."""

    name: str
    label: str
    options: Sequence[Option]
    hide_label: bool = False
    submit: bool = False
    id: str = made(default_factory=fresh_id)


@component("errors")
class Errors:
    """All errors of a form on top, each linking to its field; takes the focus."""

    form: BaseForm
    title: str = ""

    @property
    def lines(self) -> list[tuple[str, str, str]]:
        lines = [("", "", str(text)) for text in self.form.non_field_errors()]
        for bound in self.form:
            place = f"#{bound.id_for_label or bound.auto_id}"
            lines += [(place, str(bound.label), str(error)) for error in bound.errors]
        return lines


@component("button")
class Button:
    """A button that says what happens. ``refused``: the reason why not; it stays visible."""

    label: str
    kind: str = "plain"
    href: str = ""
    type: str = "submit"
    name: str = ""
    value: str = ""
    refused: str = ""
    dialog: str = ""
    copy: str = ""
    form: str = ""
    small: bool = False
    id: str = made(default_factory=fresh_id)


@component("search")
class Search:
    """A search field with its own button; ``action`` empty means this page."""

    name: str = "q"
    value: str = ""
    label: str = ""
    placeholder: str = ""
    action: str = ""
    id: str = made(default_factory=fresh_id)


@component("people")
class People:
    """A text area for a pasted roster; counts the lines, and asks the server who they are."""

    field: BoundField
    check_href: str = ""

    @property
    def result_id(self) -> str:
        return f"{self.field.auto_id}_found"


@component("drop")
class Drop:
    """A place to drop or choose a file; the name and size are shown, the upload's progress too."""

    name: str
    label: str
    help: str = ""
    accept: str = ""
    multiple: bool = False
    error: str = ""
    id: str = made(default_factory=fresh_id)


@component("menu")
class Menu:
    """A button that opens a short list of links or the body."""

    label: str
    links: Sequence[Link] = ()
    body: str = ""
    align: str = "start"
    quiet: bool = False


@component("actions")
class Actions:
    """The row of buttons that ends a form or heads a page."""

    body: str
    sticky: bool = False
    note: Any = ""
