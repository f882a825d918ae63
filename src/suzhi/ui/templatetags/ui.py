"""The tags page authors use: ``c`` draws a component, ``wrap`` one with a body, ``capture`` fills a slot."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import template
from django.http import HttpRequest, QueryDict
from django.template import Context
from django.utils.safestring import SafeString

from suzhi.ui.components.drawn import draw

register = template.Library()
SIZES = ("standard", "large", "huge")
THEMES = ("dark", "light", "auto")


@register.simple_tag(takes_context=True)
def c(context: Context, called: str, **given: Any) -> SafeString:
    """``{% c "figure" label="…" value=… %}``"""
    return draw(context, called, given)


@register.simple_block_tag(takes_context=True)
def wrap(context: Context, content: SafeString, called: str, **given: Any) -> SafeString:
    """``{% wrap "disclosure" label="…" %} … {% endwrap %}``; the content becomes the prop ``body``."""
    return draw(context, called, {**given, "body": content})


@register.simple_block_tag
def capture(content: SafeString) -> SafeString:
    """``{% capture as notes %} … {% endcapture %}``: keep a piece of page to hand over as a prop."""
    return content


@register.simple_tag(takes_context=True)
def sample(context: Context, one: Any) -> SafeString:
    """Draw a gallery sample: a component's name and its props in one record."""
    return draw(context, one.component, dict(one.props))


@register.simple_tag(takes_context=True)
def query(context: Context, **changes: Any) -> str:
    """The present query string with changes; None takes a key out. ``href="{% query page=2 %}"``"""
    request = context.get("request")
    present = request.GET.copy() if isinstance(request, HttpRequest) else QueryDict(mutable=True)
    for key, value in changes.items():
        present.pop(key, None)
        if value not in (None, ""):
            present[key] = str(value)
    return "?" + urlencode(sorted(present.lists()), doseq=True)


@register.simple_tag(takes_context=True)
def chosen_theme(context: Context) -> str:
    """light, dark or auto."""
    return _chosen(context, "theme", THEMES, "auto")


@register.simple_tag(takes_context=True)
def text_size(context: Context) -> str:
    """standard, large or huge."""
    return _chosen(context, "size", SIZES, "standard")


def _chosen(context: Context, cookie: str, allowed: tuple[str, ...], otherwise: str) -> str:
    request = context.get("request")
    value = request.COOKIES.get(cookie, "") if isinstance(request, HttpRequest) else ""
    return value if value in allowed else otherwise
