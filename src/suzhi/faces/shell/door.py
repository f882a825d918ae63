"""What no page could read stops here, before anything else looks at the request: 400, and why.

No database keeps NUL, no body without its boundary can be parsed, and an address that begins with two slashes is
another host to a browser. Pages behind the door may take text for text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import unquote_to_bytes

from django.core.exceptions import BadRequest, SuspiciousOperation, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.http.request import UnreadablePostError
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _noop

FORM, PARTS = "application/x-www-form-urlencoded", "multipart/form-data"
CODING = {"", "utf-8", "utf8"}

NUL = _noop("地址或填写的内容里有看不见的控制字符（NUL）。")
CODED = _noop("地址或填写的内容不是 UTF-8 编码。")
BROKEN = _noop("表单在路上断了或坏了，读不出来。")
MANY = _noop("一次提交的项目太多。")
LARGE = _noop("一次提交的文字太多。")


class DoorMiddleware:
    """Stands right behind the choice of language, so that its page speaks the reader's."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "//" in request.path or "\\" in request.path:
            return HttpResponse(render_to_string("404.html", request=request), status=404)
        why = _why_unreadable(request)
        return unreadable(why) if why else self.get_response(request)


def unreadable(why: str) -> HttpResponse:
    """The page that says what could not be read. Drawn without the request, which may be what is broken."""
    return HttpResponse(render_to_string("400.html", {"why": _(why)}), status=400)


def _why_unreadable(request: HttpRequest) -> str:
    return _head_trouble(request) or (_body_trouble(request) if request.method == "POST" else "")


def _head_trouble(request: HttpRequest) -> str:
    """Address, cookies and other headers."""
    asked = str(request.META.get("QUERY_STRING", ""))
    if why := _octets_trouble(asked.encode("latin-1", "replace")):
        return why
    headers = (str(value) for name, value in request.META.items() if name.startswith("HTTP_"))
    try:
        fields = _pairs(request.GET)
        cookies = [*request.COOKIES, *request.COOKIES.values()]
    except TooManyFieldsSent:
        return MANY
    return NUL if _holds_nul([request.path, *fields, *cookies, *headers]) else ""


def _body_trouble(request: HttpRequest) -> str:
    """A form that was sent, with its files. Other bodies are read by nobody."""
    if request.content_type not in (FORM, PARTS):
        return ""
    if (request.content_params or {}).get("charset", "").lower() not in CODING:
        return CODED
    try:
        names = [part for file in _files(request) for part in (file.name or "", file.content_type or "")]
        texts = [*_pairs(request.POST), *request.FILES, *names]
        sent = request.body if request.content_type == FORM else b""
    except (TooManyFieldsSent, TooManyFilesSent):
        return MANY
    except (BadRequest, MultiPartParserError, UnreadablePostError, UnicodeError, LookupError, ValueError):
        return BROKEN
    except SuspiciousOperation:
        return LARGE
    return NUL if _holds_nul(texts) else _octets_trouble(sent)


def _octets_trouble(sent: bytes) -> str:
    octets = unquote_to_bytes(sent)
    if b"\0" in octets:
        return NUL
    try:
        octets.decode("utf-8")
    except UnicodeDecodeError:
        return CODED
    return ""


def _files(request: HttpRequest) -> Iterable[Any]:
    return [file for _name, files in request.FILES.lists() for file in files]


def _pairs(sent: Any) -> list[str]:
    return [text for name, values in sent.lists() for text in (name, *values)]


def _holds_nul(texts: Iterable[str]) -> bool:
    return any("\0" in text for text in texts)
