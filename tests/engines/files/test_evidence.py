"""Evidence: typed by its bytes, kept once, seen in scope, served so that it cannot act."""

from __future__ import annotations

import errno
import io
import os
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from cast import Cast
from suzhi.domains.activities.models import Activity
from suzhi.engines.audit.models import Act
from suzhi.engines.files import kinds, storage
from suzhi.engines.files.api import add_evidence, evidence_of, link_evidence, unlink_evidence
from suzhi.engines.files.integrity import check
from suzhi.engines.files.models import Evidence, EvidenceLink
from suzhi.engines.files.services import safe_name
from suzhi.kernel.errors import Denied, Refusal

PDF = b"%PDF-1.7\nsomething\n%%EOF"
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 50


def archive(*names: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as parts:
        for name in names:
            # A fixed day: these bytes are in the names of cases, and must be the same in every process.
            parts.writestr(zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0)), "<x/>")
    return buffer.getvalue()


DOCX = archive("[Content_Types].xml", "word/document.xml")


@pytest.fixture(autouse=True)
def own_root(settings: Any, tmp_path: Path) -> Path:
    settings.EVIDENCE_ROOT = tmp_path / "files"
    return tmp_path / "files"


def activity(cast: Cast, code: str, key: str = "H1") -> Activity:
    return Activity.objects.create(
        key=key, kind="lecture", name=key, unit=cast.units[code], starts_on=date(2017, 5, 4)
    )


def add(
    cast: Cast, body: bytes, role: str = "recorder", code: str = "A1", name: str = "证明.pdf", **more: Any
) -> Evidence:
    return add_evidence(
        actor=cast.actor(role, code), unit=cast.units[code], file=io.BytesIO(body), name=name, **more
    )


@pytest.mark.parametrize(
    ("body", "mime"),
    [
        (PDF, "application/pdf"),
        (PNG, "image/png"),
        (b"\xff\xd8\xff\xe0" + b"0" * 20, "image/jpeg"),
        (DOCX, kinds.DOCX.mime),
        (archive("[Content_Types].xml", "xl/workbook.xml"), kinds.XLSX.mime),
        (b"\x00\x00\x00\x18ftypmp42" + b"0" * 20, "video/mp4"),
    ],
)
def test_the_type_is_told_by_the_bytes(cast: Cast, body: bytes, mime: str) -> None:
    assert add(cast, body, name="随便.exe").mime == mime


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"MZ\x90 program", "files.type"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "files.type"),
        (b"<html>", "files.type"),
        (archive("a.txt"), "files.type"),
        (archive("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"), "files.type"),
        (DOCX[:40], "files.type"),
        (b"", "files.empty"),
        (PDF + b"0" * kinds.LIMIT, "files.size"),
    ],
)
def test_what_is_not_taken_is_refused_with_a_remedy(
    cast: Cast, body: bytes, code: str, own_root: Path
) -> None:
    with pytest.raises(Refusal) as refused:
        add(cast, body)
    assert refused.value.code == code
    assert refused.value.remedy
    assert not own_root.exists()


def test_the_same_bytes_are_stored_once_and_linked_many_times(cast: Cast, own_root: Path) -> None:
    first, second = activity(cast, "A1", "H1"), activity(cast, "A1", "H2")
    one = add(cast, PDF, subject=first)
    two = add(cast, PDF, subject=second)
    assert one == two
    assert EvidenceLink.objects.count() == 2
    assert [path.name for path in own_root.rglob("*") if path.is_file()] == [one.sha256]
    actor = cast.actor("recorder", "A1")
    assert list(evidence_of(actor, first)) == [one]
    unlink_evidence(actor=actor, evidence=one, subject=first)
    assert list(evidence_of(actor, first)) == []
    link_evidence(actor=actor, evidence=one, subject=first)
    assert list(evidence_of(actor, first)) == [one]


def test_another_units_same_bytes_are_its_own_evidence(cast: Cast, own_root: Path) -> None:
    assert add(cast, PDF, code="A1") != add(cast, PDF, code="B1")
    assert len([path for path in own_root.rglob("*") if path.is_file()]) == 1


def test_outside_the_scope_nothing_can_be_added_linked_or_read(cast: Cast) -> None:
    evidence = add(cast, PDF, code="A1")
    stranger = cast.actor("recorder", "B1")
    with pytest.raises(Denied):
        add_evidence(actor=stranger, unit=cast.units["A1"], file=io.BytesIO(PDF), name="x")
    with pytest.raises(Denied):
        link_evidence(actor=stranger, evidence=evidence, subject=activity(cast, "B1"))
    client = Client()
    client.force_login(cast.account("recorder", "B1"))
    assert client.get(f"/evidence/{evidence.pk}/").status_code == 404
    assert Act.objects.filter(verb="access.denied").count() == 3
    client.force_login(cast.account("county_reviewer", "A"))
    assert client.get(f"/evidence/{evidence.pk}/").status_code == 200


@pytest.mark.parametrize(("body", "how"), [(PDF, "inline"), (PNG, "inline"), (DOCX, "attachment")])
def test_a_file_is_served_so_that_it_cannot_act(cast: Cast, body: bytes, how: str) -> None:
    evidence = add(cast, body, name="会议\r\n记录;\u202e.pdf")
    client = Client()
    client.force_login(cast.account("recorder", "A1"))
    answer = client.get(f"/evidence/{evidence.pk}/")
    assert b"".join(answer.streaming_content) == body
    assert answer["Content-Disposition"].startswith(how)
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert "no-store" in answer["Cache-Control"]
    assert client.get(f"/evidence/{evidence.pk}/?save")["Content-Disposition"].startswith("attachment")


def test_a_full_disk_is_said_and_leaves_nothing_half_written(
    cast: Cast, own_root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Refusal) as refused:
        add(cast, PDF)
    assert refused.value.code == "files.disk_full"
    assert [path for path in own_root.rglob("*") if path.is_file()] == []
    assert not Evidence.objects.exists()


def test_verification_names_files_that_are_gone_or_altered(cast: Cast) -> None:
    kept, altered, gone = add(cast, PDF), add(cast, PNG, name="照片.png"), add(cast, DOCX, name="纪要.docx")
    assert list(check()) == []
    storage.path_of(altered.sha256).write_bytes(PNG + b"1")
    storage.path_of(gone.sha256).unlink()
    assert {(p.kind, p.row) for p in check()} == {("file.altered", altered.pk), ("file.missing", gone.pk)}
    assert kept.pk


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\桌面\\表.xlsx", "表.xlsx"),
        ("\r\n", "文件"),
        ("a\x00b.pdf", "ab.pdf"),
    ],
)
def test_names_are_for_showing_only(given: str, kept: str) -> None:
    assert safe_name(given) == kept


def test_a_file_that_is_here_is_chosen_and_not_brought_again(cast: Cast) -> None:
    """The unit's own files are offered on its records; one of another unit cannot be hung there."""
    first, second = (
        Activity.objects.create(
            key=key, kind="law-education", name=key, unit=cast.units["A1"], starts_on=date(2017, 5, 4)
        )
        for key in ("H1", "H2")
    )
    file = add(cast, PDF, subject=first)
    other = add(cast, PNG, code="B1", name="别处.png")
    client = Client()
    client.force_login(
        cast.account("recorder", "A1"), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    assert "证明.pdf" in client.get(f"/activities/{second.pk}/").content.decode()
    here = f"/records/activities.activity/{second.pk}/evidence/"
    client.post(here, {"kept": [file.pk]})
    assert set(second_files := Evidence.objects.filter(links__subject_id=second.pk)) == {file}
    assert client.post(here, {"kept": [other.pk]}).status_code == 404
    assert second_files.count() == 1 and Evidence.objects.count() == 2
