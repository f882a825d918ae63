"""Draws a component: its props checked, its template rendered with nothing else than them in reach."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.template import Context, Template
from django.template.engine import Engine
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from suzhi.ui.components import registry

# Drawings kept, over all components that say so: state marks, and the clauses of the plans in force.
KEPT = 1024


class Drawn(dict[str, Any]):
    """A component's props as its template sees them: what the component derives is worked out once, when asked.

    A dictionary, because a template looks every name up as a key first: a hit costs nothing, a miss an exception.
    """

    def __init__(self, props: Any) -> None:
        super().__init__(vars(props))
        self._props = props

    def __missing__(self, name: str) -> Any:
        if not hasattr(type(self._props), name):
            raise KeyError(name)
        value = self[name] = getattr(self._props, name)
        return value


def draw(context: Context, name: str, given: dict[str, Any]) -> SafeString:
    """Check the props and render the component's template with nothing else than them in reach."""
    found = registry.find(name)
    props = registry.props(found, given)
    if found.kept is not None and context.autoescape and found.kept(props):
        # Beside the props their types: a text that is markup already equals one that is not.
        return _kept(found, props, tuple(map(type, vars(props).values())), get_language())
    if found.code is not None:
        return mark_safe(found.code(props))
    reach = {"c": Drawn(props), "csrf_token": context.get("csrf_token"), "request": context.get("request")}
    # A context of its own: a request context would be copied whole, only to be emptied again.
    return _render(found.template, Context(reach, autoescape=context.autoescape))


def drawing(name: str, **given: Any) -> SafeString:
    """A component drawn by a view: for pages on which a template would place hundreds."""
    return draw(_NOTHING, name, given)


_NOTHING = Context()


@lru_cache(maxsize=KEPT)
def _kept(found: registry.Component, props: Any, types: tuple[type, ...], language: str | None) -> SafeString:
    """The drawing of a component that looks at nothing but its props and the language."""
    if found.code is not None:
        return mark_safe(found.code(props))
    return _render(found.template, Context({"c": Drawn(props)}))


def _render(template: str, context: Context) -> SafeString:
    return mark_safe(_template(template).render(context).strip())


def _template(name: str) -> Template:
    """The engine's own template: the backend's would make a fresh request context and run every processor again."""
    return Engine.get_default().get_template(name)
