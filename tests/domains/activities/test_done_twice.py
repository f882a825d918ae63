"""The same act asked for again with another key, as from a second tab: words, and no second act."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from cast import Cast
from suzhi.domains.activities.api import Activity
from suzhi.engines.audit.models import Act


@pytest.fixture
def chair(cast: Cast, settings: Any, tmp_path: Path) -> Client:
    settings.EVIDENCE_ROOT = tmp_path / "files"
    client = Client()
    client.force_login(cast.account("unit_chair", "A1"))
    return client


@pytest.fixture
def draft(cast: Cast) -> Activity:
    return Activity.objects.create(
        key="H1", kind="lecture", name="讲座", unit=cast.units["A1"], starts_on=date(2017, 5, 4), headcount=3
    )


def test_a_step_taken_already_is_said_with_who_and_when(chair: Client, draft: Activity) -> None:
    where = f"/activities/{draft.pk}/step/"
    chair.post(where, {"step": "confirm", "once": "one"})
    text = chair.post(where, {"step": "confirm", "once": "two"}, follow=True).content.decode()
    assert "没有再办一次“确认”" in text and "最近一次：" in text
    assert Act.objects.filter(verb="activities.step").count() == 1


def test_a_deletion_asked_for_again_is_told_who_deleted(cast: Cast, chair: Client, draft: Activity) -> None:
    where = f"/activities/{draft.pk}/delete/"
    chair.post(where, {"once": "one"})
    again = chair.post(where, {"once": "two"})
    assert again.status_code == 409
    assert "删除，没有再办" in again.content.decode()
    assert not Act.objects.filter(verb__in=["access.denied", "access.missing"]).exists()
    # To whom it was never shown it is as if it had never been.
    stranger = Client()
    stranger.force_login(cast.account("unit_chair", "B1"))
    assert stranger.post(where, {"once": "three"}).status_code == 404


def test_evidence_hung_and_taken_off_stands_in_the_history_once(chair: Client, draft: Activity) -> None:
    label = "activities.activity"
    file = SimpleUploadedFile("照片.png", b"\x89PNG\r\n\x1a\n" + b"0" * 50)
    hung = chair.post(f"/records/{label}/{draft.pk}/evidence/", {"file": file, "once": "one"}, follow=True)
    assert hung.content.decode().count("照片.png") >= 2
    [act] = Act.objects.filter(verb="evidence.add")
    assert (act.subject_type, act.subject_id) == (label, draft.pk)
    where = f"/records/{label}/{draft.pk}/evidence/{act.detail['evidence']}/remove/"
    gone = chair.post(where, {"once": "two"}, follow=True)
    assert "取消关联佐证" in gone.content.decode()
    again = chair.post(where, {"once": "three"}, follow=True)
    assert "已经取下" in again.content.decode()
    assert Act.objects.filter(verb="evidence.unlink").count() == 1
