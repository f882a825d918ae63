"""Pages travel packed, a tenth of their size.

Packing beside a secret lets an onlooker guess it by the length (BREACH). Two things stand against that: the token
of a form is masked anew for every answer, so no text repeats it, and each answer is longer by a random number of
bytes. Files are left as they are; most are packed already.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from gzip import GzipFile
from io import BytesIO

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers

# Of 85 kB of page level 3 makes 11 kB in a millisecond; level 6 makes 10 kB in three.
LEVEL, SHORT, PADDING = 3, 500, 100


class PackingMiddleware:
    """Stands outside of everything that writes a page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if not isinstance(response, HttpResponse) or not _worth_it(response):
            return response
        patch_vary_headers(response, ("Accept-Encoding",))
        if "gzip" in request.headers.get("Accept-Encoding", ""):
            response.content = packed(response.content)
            response.headers["Content-Encoding"] = "gzip"
            response.headers["Content-Length"] = str(len(response.content))
        return response


def _worth_it(response: HttpResponse) -> bool:
    kind = response.headers.get("Content-Type", "")
    return (
        kind.startswith("text/")
        and len(response.content) >= SHORT
        and not response.has_header("Content-Encoding")
    )


def packed(body: bytes) -> bytes:
    """The body packed; the header's field for a file name takes the random bytes."""
    out = BytesIO()
    name = "a" * secrets.randbelow(PADDING)
    with GzipFile(filename=name, mode="wb", compresslevel=LEVEL, fileobj=out, mtime=0) as file:
        file.write(body)
    return out.getvalue()
