"""The gate and the outage page, from outside."""

from __future__ import annotations

from typing import Any

import psycopg
import pytest
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from cast import make_cast
from suzhi.engines.access.api import denial, page
from suzhi.engines.audit.models import Act
from suzhi.faces.shell import outage
from suzhi.kernel.errors import Refusal

pytestmark = [pytest.mark.django_db, pytest.mark.urls("faces.shell.test_gate")]


def unmarked(request: HttpRequest) -> HttpResponse:
    return HttpResponse("secret")


@page("records.view", "people.view")
def records(request: HttpRequest) -> HttpResponse:
    return HttpResponse("records")


@page(signed_in=True)
def trouble(request: HttpRequest, kind: str) -> HttpResponse:
    if kind == "refusal":
        raise Refusal("test.no", "人数不能超过一万。", "请核对人数。")
    if kind == "denied":
        raise denial("records.view", pk=7)
    if kind == "missing":
        raise Http404
    if kind == "away":
        raise OperationalError("server closed the connection") from psycopg.OperationalError()
    raise OSError(28, "No space left on device")


@page(public=True)
def public(request: HttpRequest) -> HttpResponse:
    return HttpResponse("public")


def _urls() -> list[Any]:
    from suzhi.config.urls import urlpatterns as product

    own = [path("unmarked/", unmarked, name="unmarked"), path("records/", records, name="records")]
    return [
        *own,
        path("trouble/<str:kind>/", trouble, name="trouble"),
        path("public/", public, name="public"),
        *product,
    ]


urlpatterns = _urls()


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> Client:
    # The test's own transaction must outlive the outage.
    monkeypatch.setattr(outage.connection, "close", lambda: None)
    return Client(raise_request_exception=False)


def test_a_view_that_says_nothing_is_refused_to_everybody(client: Client) -> None:
    assert client.get("/unmarked/").status_code == 404
    client.force_login(make_cast().account("city_office", "C"))
    answer = client.get("/unmarked/")
    assert answer.status_code == 404
    assert b"secret" not in answer.content


def test_without_sign_in_one_is_sent_there_and_back(client: Client) -> None:
    assert client.get("/records/?page=2")["Location"] == "/accounts/login/?next=%2Frecords%2F%3Fpage%3D2"
    assert client.post("/records/")["Location"] == "/accounts/login/?next=%2F"
    partial = client.get("/records/", headers={"HX-Request": "true"})
    assert partial.status_code == 401 and "HX-Redirect" not in partial
    assert client.get("/public/").content == b"public"


def test_one_of_the_permissions_suffices_and_none_is_404_and_written_down(client: Client) -> None:
    cast = make_cast()
    client.force_login(cast.account("leader", "A1"))
    assert client.get("/records/").status_code == 200
    client.force_login(cast.account("system_admin", "C"))
    assert client.get("/records/").status_code == 404
    act = Act.objects.get(verb="access.denied")
    assert (act.actor_name, act.detail["path"]) == ("系统管理员C", "/records/")


@pytest.mark.parametrize("kind", ["denied", "missing"])
def test_outside_and_absent_look_alike_to_the_person(client: Client, kind: str) -> None:
    client.force_login(make_cast().account("leader", "A1"))
    answer = client.get(f"/trouble/{kind}/")
    assert answer.status_code == 404
    assert "没有找到这一页" in answer.content.decode()
    assert [act.verb for act in Act.objects.filter(verb__startswith="access.")] == [f"access.{kind}"]


def test_a_row_that_was_never_there_is_no_overreach(client: Client) -> None:
    client.force_login(make_cast().account("city_office", "C"))
    assert client.get("/reports/999/").status_code == 404
    assert client.get("/units/9999999/").status_code == 404
    assert set(Act.objects.filter(verb__startswith="access.").values_list("verb", flat=True)) == {
        "access.missing"
    }


def test_an_id_beyond_the_column_is_no_page(client: Client) -> None:
    client.force_login(make_cast().account("city_office", "C"))
    for number in (2**63, 10**49):
        assert client.get(f"/activities/{number}/").status_code == 404


def test_a_refusal_says_what_and_how_to_mend(client: Client) -> None:
    client.force_login(make_cast().account("leader", "A1"))
    answer = client.get("/trouble/refusal/")
    assert answer.status_code == 409
    assert "人数不能超过一万。" in answer.content.decode()
    assert "请核对人数。" in answer.content.decode()
    part = client.get("/trouble/refusal/", headers={"HX-Request": "true"}).content.decode()
    assert "人数不能超过一万。" in part
    assert "<html" not in part


def test_a_lost_database_is_said_and_asked_again(client: Client) -> None:
    client.force_login(make_cast().account("leader", "A1"))
    answer = client.get("/trouble/away/")
    assert (answer.status_code, answer["Retry-After"]) == (503, "5")
    assert "数据库暂时连不上" in answer.content.decode()
    assert client.get("/records/").status_code == 200


def test_an_outage_is_one_line_in_the_log(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    client.force_login(make_cast().account("leader", "A1"))
    for _ in range(5):
        assert client.get("/trouble/away/").status_code == 503
    [record] = [record for record in caplog.records if record.levelname == "ERROR"]
    assert record.getMessage() == "the database cannot be reached; pages say so (1 so far)"
    assert record.exc_info is None


def test_a_full_disk_is_said(client: Client) -> None:
    client.force_login(make_cast().account("leader", "A1"))
    answer = client.get("/trouble/full/")
    assert answer.status_code == 507
    assert "磁盘已满" in answer.content.decode()


@pytest.mark.parametrize(
    ("state", "kind"),
    [
        (None, "away"),
        ("08006", "away"),
        ("57P01", "away"),
        ("57P03", "away"),
        ("53300", "away"),
        ("53100", "full"),
        ("40P01", ""),
        ("57014", ""),
    ],
)
def test_which_errors_are_an_outage(state: str | None, kind: str) -> None:
    error = OperationalError("x")
    error.__cause__ = type("Cause", (psycopg.OperationalError,), {"sqlstate": state})()
    assert outage.trouble_of(error) == kind


def test_an_outage_while_the_session_is_read_is_an_outage_page_too(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.contrib.sessions.backends import db

    def gone(*_arguments: Any) -> None:
        raise OperationalError("connection refused")

    client.force_login(make_cast().account("leader", "A1"))
    monkeypatch.setattr(db.SessionStore, "load", gone)
    assert client.get("/records/").status_code == 503


def test_the_page_after_signing_out_is_not_kept(client: Client) -> None:
    client.force_login(make_cast().account("leader", "A1"))
    assert client.get("/records/")["Cache-Control"] == "no-store"
