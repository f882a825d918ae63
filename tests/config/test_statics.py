"""Style and script over HTTP: kept for a year by the name with the digest, packed for those who take that."""

from __future__ import annotations

from gzip import decompress

import pytest
from django.templatetags.static import static
from django.test import Client

from suzhi.ui import assets


def test_an_address_carries_the_digest_and_may_be_kept_for_a_year() -> None:
    address = static(assets.SHEET)
    assert address == f"/static/{assets.assets()[assets.SHEET].hashed}"
    answer = Client().get(address)
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer["Content-Type"] == "text/css; charset=utf-8"
    assert "Content-Encoding" not in answer
    assert answer.content == assets.assets()[assets.SHEET].body


def test_it_comes_packed_to_those_who_take_that() -> None:
    answer = Client().get(static(assets.SCRIPT), headers={"Accept-Encoding": "br, gzip"})
    assert answer["Content-Encoding"] == "gzip"
    assert answer["Vary"] == "Accept-Encoding"
    assert decompress(answer.content) == assets.assets()[assets.SCRIPT].body


@pytest.mark.parametrize("name", ["suzhi/suzhi.css", "suzhi/suzhi.000000000000.css", "../settings.py", ""])
def test_what_has_no_such_digest_is_not_there(name: str) -> None:
    assert Client().get(f"/static/{name}").status_code == 404


def test_nothing_is_sent_to_them() -> None:
    assert Client().post(static(assets.SHEET)).status_code == 405
