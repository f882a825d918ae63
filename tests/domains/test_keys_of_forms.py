"""A form's key: the same answers with the first result, other words under it are asked and kept."""

from __future__ import annotations

import re

import pytest

from cast import make_cast
from domains.test_once import CASES, signed_in
from suzhi.domains.activities.models import Activity
from suzhi.engines.access.models import Submission
from suzhi.engines.audit.api import Act
from suzhi.engines.people.models import Person


@pytest.mark.django_db
def test_later_too_the_same_key_answers_with_the_first_result() -> None:
    client = signed_in(make_cast())
    path, _model, fields = CASES["activity"]
    first, second = (client.post(path, fields | {"once": "k" * 24}) for _ in range(2))
    assert first["Location"] == second["Location"] and Activity.objects.count() == 1
    assert "没有重复写入" in client.get(second["Location"]).content.decode()


@pytest.mark.django_db
def test_the_same_key_with_other_words_is_asked_and_the_words_are_kept() -> None:
    client = signed_in(make_cast())
    path, _model, fields = CASES["activity"]
    first = client.post(path, fields | {"once": "k" * 24})
    other = fields | {"once": "k" * 24, "name": "朗诵会"}
    answer = client.post(path, other, headers={"sec-fetch-site": "same-origin"})
    page = answer.content.decode()
    assert answer.status_code == 409 and "朗诵会" in page and first["Location"] in page
    assert Activity.objects.count() == 1
    fresh = re.search(r'name="once" value="([^"]+)"', page)
    assert fresh and fresh.group(1) != "k" * 24
    assert client.post(path, other | {"once": fresh.group(1), "kind": "lecture"}).status_code in {200, 302}


@pytest.mark.django_db
def test_a_refused_form_leaves_its_key_free() -> None:
    client = signed_in(make_cast())
    path, _model, fields = CASES["activity"]
    assert client.post(path, fields | {"once": "k" * 24, "name": ""}).status_code == 200
    assert not Submission.objects.exists()
    assert client.post(path, fields | {"once": "k" * 24}).status_code == 302


@pytest.mark.django_db
def test_the_key_of_one_account_says_nothing_to_another() -> None:
    cast = make_cast()
    path, _model, fields = CASES["person"]
    for client in (signed_in(cast), signed_in(cast, "unit_chair", "A1")):
        client.post(path, fields | {"once": "k" * 24, "acknowledged": "people.same_name"})
    assert Person.objects.count() == 2


@pytest.mark.django_db
def test_a_denial_stays_in_the_audit_though_nothing_else_does() -> None:
    client = signed_in(make_cast(), "recorder", "A1")
    before = Act.objects.count()
    assert client.post(f"/activities/{10**6}/step/", {"step": "confirm"}).status_code == 404
    assert [act.verb for act in Act.objects.order_by("id")[before:]] == ["access.missing"]
