"""Files that are not reports, or were made to harm: a clear refusal each."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from domains.reports.document import tampering
from domains.reports.document.city import material
from domains.reports.document.issued import Issued, figures_of
from suzhi.domains.reports.document import opening
from suzhi.domains.reports.document.annual import write_annual
from suzhi.domains.reports.document.compose import compose_annual
from suzhi.domains.reports.document.verifier import read_figures, verify
from suzhi.domains.reports.document.workbook import write_values_xlsx
from suzhi.kernel.errors import Refusal

ENTITY = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]><x>&e;</x>'


def _refused(path: Path) -> Refusal:
    with pytest.raises(Refusal) as caught:
        verify(path, {}.get)
    assert caught.value.remedy
    return caught.value


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "reports.damaged"),
        (b"PK\x03\x04 torn", "reports.damaged"),
        ("只是一段文字".encode(), "reports.damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "reports.old_or_encrypted"),
    ],
)
def test_not_a_docx(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "file.docx"
    path.write_bytes(content)
    assert _refused(path).code == code


def test_no_such_file(tmp_path: Path) -> None:
    assert _refused(tmp_path / "gone.docx").code == "reports.no_file"


def test_a_folder_is_no_report(tmp_path: Path) -> None:
    assert _refused(tmp_path).code == "reports.no_file"


@pytest.mark.parametrize("keep", [200, 3000, -40])
def test_cut_short(issued: Issued, keep: int) -> None:
    issued.path.write_bytes(issued.path.read_bytes()[:keep])
    assert _refused(issued.path).code == "reports.damaged"


def test_bytes_flipped_inside(issued: Issued) -> None:
    data = bytearray(issued.path.read_bytes())
    for place in range(1500, 1600):
        data[place] ^= 0xFF
    issued.path.write_bytes(bytes(data))
    assert _refused(issued.path).code == "reports.damaged"


@pytest.mark.parametrize(
    ("part", "data", "code"),
    [
        ("word/document.xml", b"<w:document", "reports.damaged"),
        ("word/document.xml", ENTITY, "reports.hostile"),
        ("customXml/item1.xml", ENTITY.replace(b"<x>", b'<x xmlns="urn:suzhi:report:1">'), "reports.hostile"),
        ("word/charts/chart1.xml", ENTITY, "reports.hostile"),
    ],
)
def test_bad_parts(issued: Issued, part: str, data: bytes, code: str) -> None:
    content = tampering.parts(issued.path)
    content[part] = data
    assert _refused(tampering.pack(issued.path, content)).code == code


def test_a_workbook_is_no_document(tmp_path: Path) -> None:
    path = tampering.pack(tmp_path / "book.docx", {"xl/workbook.xml": b"<workbook/>"})
    assert _refused(path).code == "reports.damaged"


def test_somebody_elses_document(issued: Issued) -> None:
    content = {k: v for k, v in tampering.parts(issued.path).items() if not k.startswith("customXml/")}
    path = tampering.pack(issued.path, content)
    assert _refused(path).code == "reports.not_ours"
    assert read_figures(path)


def test_a_bomb_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "MAX_CONTENT", 1_000_000)
    path = tmp_path / "bomb.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 5_000_000)
    assert _refused(path).code == "reports.too_large"


def test_too_many_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "MAX_PARTS", 10)
    path = tampering.pack(tmp_path / "many.docx", {f"word/{n}.xml": b"<x/>" for n in range(11)})
    assert _refused(path).code == "reports.too_large"


def test_letters_that_no_document_can_hold_are_dropped(tmp_path: Path) -> None:
    report = compose_annual(replace(material(), unit_name="云\x0b川\x00市"))
    path = tmp_path / "odd.docx"
    manifest = write_annual(report, path)
    assert verify(path, figures_of(report).get, manifest).ok


def test_a_place_that_cannot_be_written(tmp_path: Path) -> None:
    gone = tmp_path / "gone" / "report.docx"
    with pytest.raises(Refusal) as caught:
        write_annual(compose_annual(material()), gone)
    assert caught.value.code == "reports.cannot_write"
    with pytest.raises(Refusal):
        write_values_xlsx([], gone.with_suffix(".xlsx"))


def test_parts_of_one_name(tmp_path: Path) -> None:
    path = tmp_path / "twice.docx"
    with zipfile.ZipFile(path, "w") as archive, pytest.warns(UserWarning):
        archive.writestr("word/document.xml", b"<x/>")
        archive.writestr("word/document.xml", b"<y/>")
    assert _refused(path).code == "reports.damaged"
