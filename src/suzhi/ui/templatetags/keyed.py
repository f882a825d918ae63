"""``{% csrf_token %}``, which also carries the key by which a form that arrives twice is carried out once.

It takes the place of Django's own tag in every template (settings), so that no form can be without the key.
"""

from __future__ import annotations

from django import template
from django.template import Context
from django.template.base import Parser, Token
from django.template.defaulttags import CsrfTokenNode
from django.utils.html import format_html
from django.utils.safestring import SafeString

from suzhi.ui.again import KEY_FIELD, fresh_key

register = template.Library()


class KeyedTokenNode(CsrfTokenNode):
    """The token, and a key of this opening of the form."""

    def render(self, context: Context) -> SafeString:
        token = super().render(context)
        if not token:
            return SafeString("")
        return format_html('{}<input type="hidden" name="{}" value="{}">', token, KEY_FIELD, fresh_key())


@register.tag
def csrf_token(parser: Parser, token: Token) -> KeyedTokenNode:
    """In place of Django's."""
    return KeyedTokenNode()
