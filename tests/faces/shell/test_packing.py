"""Pages travel packed, in answers whose length says nothing; files stay as they are."""

from __future__ import annotations

from gzip import decompress

import pytest
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.test import RequestFactory

from suzhi.faces.shell.packing import PackingMiddleware

LONG = "素质 " * 400


def through(answer: HttpResponseBase, accepted: str = "gzip") -> HttpResponseBase:
    request: HttpRequest = RequestFactory().get("/", headers={"Accept-Encoding": accepted})
    return PackingMiddleware(lambda _request: answer)(request)


def test_a_page_is_packed_for_those_who_take_that() -> None:
    answer = through(HttpResponse(LONG))
    assert isinstance(answer, HttpResponse)
    assert answer["Content-Encoding"] == "gzip"
    assert answer["Content-Length"] == str(len(answer.content))
    assert decompress(answer.content).decode() == LONG
    assert len(answer.content) < len(LONG)


@pytest.mark.parametrize(
    ("answer", "accepted"),
    [
        (HttpResponse(LONG), "br"),
        (HttpResponse("kurz"), "gzip"),
        (HttpResponse(LONG, content_type="application/pdf"), "gzip"),
        (HttpResponse(LONG, headers={"Content-Encoding": "br"}), "gzip"),
        (StreamingHttpResponse([LONG]), "gzip"),
    ],
    ids=["not taken", "short", "file", "packed already", "stream"],
)
def test_others_stay_as_they_are(answer: HttpResponseBase, accepted: str) -> None:
    before = answer.get("Content-Encoding")
    assert through(answer, accepted).get("Content-Encoding") == before


def test_the_same_page_has_not_always_the_same_length() -> None:
    lengths = {len(through(HttpResponse(LONG)).content) for _ in range(40)}  # type: ignore[attr-defined]
    assert len(lengths) > 5
