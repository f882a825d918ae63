"""A page's forms as a browser has them: what it would send when a button is pressed and nothing was typed."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass
class Form:
    """One form: its attributes, its fields in order, its buttons."""

    attributes: dict[str, str]
    fields: list[tuple[str, str]] = field(default_factory=list)
    buttons: list[tuple[str, str]] = field(default_factory=list)
    files: list[str] = field(default_factory=list)

    @property
    def posts(self) -> bool:
        return self.attributes.get("method", "").lower() == "post"

    def data(self, **said: str) -> dict[str, Any]:
        """What goes out, with the first button pressed; ``said`` takes the place of a field."""
        found: dict[str, Any] = {}
        for name, value in [*self.fields, *self.buttons[:1]]:
            found.setdefault(name, []).append(value)
        return {**found, **said}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.open: list[Form] = []
        self.area: tuple[str, list[str]] | None = None
        self.choice: tuple[str, list[tuple[str, bool]], bool] | None = None

    def handle_starttag(self, tag: str, given: list[tuple[str, str | None]]) -> None:
        has = {name: value or "" for name, value in given}
        if tag == "form":
            self.open.append(Form(has))
            self.forms.append(self.open[-1])
        if not self.open:
            return
        if tag == "input":
            self._input(has)
        elif tag == "button" and has.get("type", "submit") == "submit" and has.get("name"):
            self.open[-1].buttons.append((has["name"], has.get("value", "")))
        elif tag == "textarea":
            self.area = (has.get("name", ""), [])
        elif tag == "select":
            self.choice = (has.get("name", ""), [], "multiple" in has)
        elif tag == "option" and self.choice:
            self.choice[1].append((has.get("value", ""), "selected" in has))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form" and self.open:
            self.open.pop()
        elif tag == "textarea" and self.area and self.open:
            text = "".join(self.area[1])
            self.open[-1].fields.append((self.area[0], text.removeprefix("\n")))
            self.area = None
        elif tag == "select" and self.choice and self.open:
            name, options, many = self.choice
            chosen = [value for value, selected in options if selected]
            if not many:
                chosen = chosen[-1:] or [value for value, _selected in options[:1]]
            self.open[-1].fields += [(name, value) for value in chosen]
            self.choice = None

    def handle_data(self, data: str) -> None:
        if self.area:
            self.area[1].append(data)

    def _input(self, has: dict[str, str]) -> None:
        kind, name, value = has.get("type", "text"), has.get("name", ""), has.get("value", "")
        if not name or "disabled" in has:
            return
        if kind == "file":
            self.open[-1].files.append(name)
        elif kind in {"checkbox", "radio"}:
            if "checked" in has:
                self.open[-1].fields.append((name, has.get("value", "on")))
        elif kind == "date" and not DAY.fullmatch(value):
            self.open[-1].fields.append((name, ""))  # a browser drops what is no day to it
        elif kind not in {"submit", "button", "reset"}:
            self.open[-1].fields.append((name, value))


def forms_of(page: Any) -> list[Form]:
    """Every form of the page that posts."""
    reader = _Reader()
    reader.feed(page.content.decode())
    return [form for form in reader.forms if form.posts]


def filled(client: Any, path: str, **said: str) -> dict[str, Any]:
    """What the form of that page would send, with some fields typed anew."""
    forms = [form for form in forms_of(client.get(path)) if "data-guard" in form.attributes]
    assert len(forms) == 1, f"{path} has {len(forms)} forms to fill in"
    return forms[0].data(**said)
