"""Files that must not be opened, each refused by name before anything is unpacked."""

from __future__ import annotations

import contextlib
import struct
import zipfile
from pathlib import Path

import pytest
from books import MAIN, make_archive, make_book, make_raw

from suzhi.engines.exchange.files import container
from suzhi.engines.exchange.files.container import FileRefused, Limits
from suzhi.engines.exchange.files.workbooks import open_workbook

CFB = bytes.fromhex("D0CF11E0A1B11AE1")


def read_all(path: Path, limits: Limits = container.LIMITS) -> dict[str, list]:
    """Every row of every visible sheet."""
    with open_workbook(path, limits) as book:
        return {sheet.name: list(sheet.rows()) for sheet in book.sheets}


def refusal(path: Path, limits: Limits = container.LIMITS) -> FileRefused:
    with pytest.raises(FileRefused) as caught:
        read_all(path, limits)
    assert caught.value.message and caught.value.remedy, "a refusal says how to mend it"
    return caught.value


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "exchange.empty"),
        (CFB + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "exchange.encrypted"),
        (CFB + b"\0" * 600 + "Workbook".encode("utf-16-le"), "exchange.old_format"),
        (b"PK\x03\x04 and then nothing that makes sense", "exchange.damaged"),
        ("单位编码,名称\n1,甲\n".encode(), "exchange.not_workbook"),
        (b"<html><table><tr><td>x</td></tr></table></html>", "exchange.not_workbook"),
    ],
)
def test_what_is_no_workbook(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)
    assert refusal(path).code == code


def test_too_large(tmp_path: Path) -> None:
    path = make_book(tmp_path / "a.xlsx", {"单位": [["单位编码"]]})
    assert refusal(path, Limits(file=100)).code == "exchange.too_large"


def test_truncated(tmp_path: Path) -> None:
    path = make_book(tmp_path / "a.xlsx", {"单位": [["单位编码"], *[[f"U{n}"] for n in range(500)]]})
    path.write_bytes(path.read_bytes()[:-200])
    assert refusal(path).code == "exchange.damaged"


def test_flipped_bytes_never_crash(tmp_path: Path) -> None:
    path = make_book(tmp_path / "a.xlsx", {"单位": [["单位编码"], *[[f"U{n}"] for n in range(50)]]})
    whole = path.read_bytes()
    for at in range(0, len(whole), 97):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 0x55]) + whole[at + 1 :])
        with contextlib.suppress(FileRefused):
            read_all(path)


@pytest.mark.parametrize("part", ["xl/vbaProject.bin", "xl/macrosheets/sheet1.xml"])
def test_macros(tmp_path: Path, part: str) -> None:
    assert refusal(make_raw(tmp_path / "a.xlsx", "", {part: b"x"})).code == "exchange.macros"


def test_macro_content_type(tmp_path: Path) -> None:
    types = '<Types><Override ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/></Types>'
    assert (
        refusal(make_raw(tmp_path / "a.xlsx", "", {"[Content_Types].xml": types})).code == "exchange.macros"
    )


def test_binary_workbook_and_word_file(tmp_path: Path) -> None:
    assert refusal(make_raw(tmp_path / "a.xlsb", "", {"xl/workbook.bin": b"x"})).code == "exchange.old_format"
    word = make_archive(
        tmp_path / "a.docx", {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<d/>"}
    )
    assert refusal(word).code == "exchange.not_workbook"
    ods = make_archive(tmp_path / "a.ods", {"content.xml": b"<x/>", "mimetype": b"x"})
    assert refusal(ods).code == "exchange.old_format"


def test_bomb_by_ratio(tmp_path: Path) -> None:
    path = make_raw(tmp_path / "a.xlsx", "<row/>" * 3_000_000)
    assert refusal(path).code == "exchange.bomb"


def test_bomb_by_entries(tmp_path: Path) -> None:
    path = make_archive(tmp_path / "a.zip", {f"{n}.csv": b"" for n in range(3_001)})
    assert refusal(path).code == "exchange.bomb"


def test_bomb_by_overlap(tmp_path: Path) -> None:
    """Two entries of the directory that share the same packed bytes."""
    path = make_archive(tmp_path / "a.zip", {"a.csv": b"1" * 1000, "b.csv": b"2" * 1000})
    data = bytearray(path.read_bytes())
    second = data.rindex(b"PK\x01\x02")
    data[second + 42 : second + 46] = struct.pack("<L", 0)
    path.write_bytes(bytes(data))
    assert refusal(path).code == "exchange.bomb"


def test_lying_size(tmp_path: Path) -> None:
    """An entry that declares less than it holds stops at what it declared, and is damaged."""
    path = make_archive(tmp_path / "a.zip", {"单位.csv": b"a,b\n" + b"1,2\n" * 9000})
    data = bytearray(path.read_bytes())
    entry = data.rindex(b"PK\x01\x02")
    data[entry + 24 : entry + 28] = struct.pack("<L", 100)
    path.write_bytes(bytes(data))
    assert refusal(path).code == "exchange.damaged"


def test_one_endless_row(tmp_path: Path) -> None:
    """Millions of cells in one row would be one tree in memory."""
    cells = "".join(f'<c r="A1" s="{n % 977}"/>' for n in range(600_000))
    path = make_raw(tmp_path / "a.xlsx", f"<row r='1'>{cells}</row>")
    assert refusal(path, Limits(ratio=10_000)).code == "exchange.bomb"


@pytest.mark.parametrize("name", ["../单位.csv", "/etc/单位.csv", "C:\\单位.csv", "a/../../单位.csv"])
def test_names_that_climb(tmp_path: Path, name: str) -> None:
    assert refusal(make_archive(tmp_path / "a.zip", {name: b"x"})).code == "exchange.bad_names"


def test_encrypted_zip(tmp_path: Path) -> None:
    path = make_archive(tmp_path / "a.zip", {"单位.csv": b"x"})
    data = bytearray(path.read_bytes())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.rindex(mark) + offset
        data[at] |= 1
    path.write_bytes(bytes(data))
    assert refusal(path).code == "exchange.encrypted"


@pytest.mark.parametrize(
    "part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml"]
)
def test_entities_are_never_expanded(tmp_path: Path, part: str) -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 9))
    doctype = f'<!DOCTYPE x [<!ENTITY l0 "ha"><!ENTITY file SYSTEM "file:///etc/passwd">{laughs}]>'
    bodies = {
        "xl/workbook.xml": f"<workbook {MAIN}><sheets/>&l8;</workbook>",
        "xl/worksheets/sheet1.xml": f'<worksheet {MAIN}><sheetData><row r="1"><c t="inlineStr"><is><t>&l8;&file;</t></is></c></row></sheetData></worksheet>',
        "xl/sharedStrings.xml": f"<sst {MAIN}><si><t>&file;</t></si></sst>",
        "xl/styles.xml": f"<styleSheet {MAIN}>&file;</styleSheet>",
    }
    path = make_raw(tmp_path / "a.xlsx", "", {part: f'<?xml version="1.0"?>{doctype}{bodies[part]}'})
    assert refusal(path).code in ("exchange.entities", "exchange.damaged")


def test_zip_without_csv(tmp_path: Path) -> None:
    assert refusal(make_archive(tmp_path / "a.zip", {"readme.txt": b"x"})).code == "exchange.not_workbook"


def test_entry_names_of_chinese_windows(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("XX.csv", "单位编码\n1\n".encode("gb18030"))
    data = path.read_bytes().replace(b"XX.csv", "单位".encode("gb18030")[:2] + b".csv")
    path.write_bytes(data)
    assert list(read_all(path)) == ["单"]
