"""What no page could read is refused at the door with words, whoever sends it and wherever to."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from cast import make_cast

pytestmark = pytest.mark.django_db

FORM = "application/x-www-form-urlencoded"
PARTS = "multipart/form-data; boundary=xx"
HEAD = b'--xx\r\nContent-Disposition: form-data; name="a"'
BASE64 = b"\r\nContent-Transfer-Encoding: base64\r\n\r\n@@@a\r\n--xx--\r\n"

BROKEN = {
    "no boundary": ("multipart/form-data", b"abc", "读不出来"),
    "a boundary of other letters": ("multipart/form-data; boundary=\u00e9", b"abc", "读不出来"),
    "a file of base64 that is none": (PARTS, HEAD + b'; filename="f"' + BASE64, "读不出来"),
    "a header without end": (
        PARTS,
        HEAD + b"\r\nX: " + b"a" * 70_000 + b"\r\n\r\nb\r\n--xx--\r\n",
        "读不出来",
    ),
    "too many fields": (FORM, b"&".join(b"a%d=1" % n for n in range(1_500)), "项目太多"),
    "too many parts": (
        PARTS,
        b"".join(HEAD + b"\r\n\r\n1\r\n" for _ in range(1_500)) + b"--xx--\r\n",
        "项目太多",
    ),
    "too large": (FORM, b"a=" + b"x" * (9 << 20), "文字太多"),
    "another coding": (f"{FORM}; charset=utf-16", b"a=1", "UTF-8"),
    "no coding at all": (f"{PARTS}; charset=hex", HEAD + b"\r\n\r\nb\r\n--xx--\r\n", "UTF-8"),
    "octets that are no UTF-8": (FORM, b"login=%ff&password=x", "UTF-8"),
    "half of a pair": (FORM, b"login=%ed%a0%80", "UTF-8"),
    "NUL in a value": (FORM, b"login=a%00b&password=x", "NUL"),
    "NUL in a name": (FORM, b"a%00=1", "NUL"),
    "NUL in a part": (PARTS, HEAD + b"\r\n\r\nb\x00\r\n--xx--\r\n", "NUL"),
}


@pytest.fixture(params=["", "recorder", "city_office"])
def client(request: pytest.FixtureRequest) -> Client:
    client = Client(raise_request_exception=False)
    if request.param:
        cast = make_cast()
        client.force_login(cast.account(request.param, "A1" if request.param == "recorder" else "C"))
    return client


def refused(answer: Any, words: str) -> None:
    assert answer.status_code == 400
    page = answer.content.decode()
    assert "这个请求读不懂" in page and words in page and "没有改动任何记录" in page


@pytest.mark.parametrize("kind", BROKEN)
@pytest.mark.parametrize("address", ["/accounts/login/", "/activities/new/", "/nowhere/"])
def test_a_body_that_cannot_be_read(client: Client, kind: str, address: str) -> None:
    content_type, body, words = BROKEN[kind]
    refused(client.generic("POST", address, body, content_type=content_type), words)


@pytest.mark.parametrize(
    ("query", "words"),
    [("q=%00", "NUL"), ("unit=a%00b", "NUL"), ("%00=1", "NUL"), ("q=%ff", "UTF-8"), ("q=%ed%a0%80", "UTF-8")],
)
@pytest.mark.parametrize("path", ["/", "/activities/", "/people/", "/search/", "/accounts/login/"])
def test_a_query_that_cannot_be_read(client: Client, path: str, query: str, words: str) -> None:
    refused(client.get(f"{path}?{query}"), words)


def test_nul_in_path_cookie_and_header(client: Client) -> None:
    refused(client.get("/plans/a%00b/"), "NUL")
    refused(client.get("/", HTTP_USER_AGENT="a\0b"), "NUL")
    client.cookies["sessionid"] = "a"
    refused(client.get("/", HTTP_COOKIE='sessionid="a\\000b"'), "NUL")


def test_more_fields_than_allowed_in_an_address(client: Client) -> None:
    refused(client.get("/activities/?" + "&".join(f"a{n}=1" for n in range(1_500))), "项目太多")


@pytest.mark.parametrize(
    "path",
    [
        "//evil.example",
        "///evil.example",
        "//evil.example/",
        "/\\evil.example",
        "/activities/..//evil.example",
        "/activities//evil.example",
    ],
)
def test_no_address_leads_to_another_host(client: Client, path: str) -> None:
    answer = client.get("/", PATH_INFO=path)
    assert answer.status_code == 404
    assert "Location" not in answer


def test_an_ordinary_form_and_any_script_pass(client: Client) -> None:
    answer = client.get("/accounts/login/?next=%2Factivities%2F%3Fq%3D%E4%B8%93%F0%A0%80%80")
    assert answer.status_code in (200, 302)
    assert client.post("/accounts/login/", {"login": "张三�𠀀", "password": "x"}).status_code != 400
