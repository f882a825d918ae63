"""Files made to wear a server out, or to break the libraries under it: the work is bounded, the answer is words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from books import make_archive, make_book, make_raw
from openpyxl import load_workbook
from world import bring, check, counts, world

from suzhi.engines.exchange.files import csv_archive
from suzhi.engines.exchange.files.container import FileRefused, Limits
from suzhi.engines.exchange.files.workbooks import open_workbook
from suzhi.engines.exchange.reading.merged_cells import joined, listed_cells

UNIT = ["单位编码", "名称", "类型", "上级编码", "地区代码"]
PARTS = [
    "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels",
    "_rels/.rels",
    "xl/styles.xml",
    "xl/sharedStrings.xml",
]


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("encoding", ["utf-8", "gb2312", "utf-16", "iso-2022-jp", "no-such"])
def test_bytes_that_their_encoding_does_not_know(tmp_path: Path, part: str, encoding: str) -> None:
    body = f'<?xml version="1.0" encoding="{encoding}"?>'.encode() + b"<a>\xff\xfe\x81</a>"
    path = make_raw(tmp_path / "a.xlsx", "", {part: body})
    with pytest.raises(FileRefused) as caught, open_workbook(path) as book:
        [list(sheet.rows()) for sheet in book.sheets]
    assert caught.value.code == "exchange.damaged"


def test_stretches_upon_each_other_become_few() -> None:
    assert joined((first, 20_000) for first in range(2, 10_002)) == [(2, 20_000)]
    assert joined([(5, 6), (1, 2), (3, 3), (9, 9)]) == [(1, 3), (5, 6), (9, 9)]


def test_cells_are_named_up_to_a_limit() -> None:
    covered = {"名称": [(2, 1_000_000)], "类型": [(2, 1_000_000)]}
    assert listed_cells(covered, 3) == [(2, "名称"), (3, "名称"), (4, "名称")]


@pytest.mark.django_db
def test_merges_beyond_the_last_row_hide_none_above_it(tmp_path: Path) -> None:
    bring(tmp_path / "a.xlsx", world())
    rows = [UNIT, *([f"N{n}", "甲", "基层工会", "X1", "511102"] for n in range(3))]
    path = tmp_path / "b.xlsx"
    book = load_workbook(make_book(path, {"单位": rows}))
    for area in ("B1:B1048576", "E3:E1048576"):
        book["单位"].merge_cells(area)
    book.save(path)
    result = check(path)
    assert [(one["row"], one["column"]) for one in result["problems"]] == [
        (2, "名称"), (3, "名称"), (4, "名称"), (4, "地区代码"),
    ]  # fmt: skip
    assert counts(result)["单位"] == (0, 0, 0, 3)


@pytest.mark.parametrize("line", ["{n},甲\n", ",,,\n", "\n", '"",\n'])
def test_counting_a_csv_ends_at_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str) -> None:
    """Before any row is given out, and without reading on."""
    text = "单位编码,名称\n" + "".join(line.format(n=n) for n in range(500))
    path = make_archive(tmp_path / "a.zip", {"单位.csv": text.encode()})
    read = []
    original = csv_archive.CsvSheet._records

    def noted(sheet: csv_archive.CsvSheet, encoding: str) -> Iterator[tuple[int, list[str]]]:
        for number, cells in original(sheet, encoding):
            read.append(number)
            yield number, cells

    monkeypatch.setattr(csv_archive.CsvSheet, "_records", noted)
    with pytest.raises(FileRefused) as caught, open_workbook(path, Limits(rows=20, lines=30)) as book:
        next(book.sheets[0].rows())
    assert caught.value.code == "exchange.too_many_rows" and max(read) <= 31


def test_as_many_rows_as_the_limit_are_read(tmp_path: Path) -> None:
    text = "单位编码,名称\n" + "".join(f"{n},甲\n" for n in range(20)) + ",\n" * 9
    path = make_archive(tmp_path / "a.zip", {"单位.csv": text.encode()})
    with open_workbook(path, Limits(rows=20, lines=30)) as book:
        assert len(list(book.sheets[0].rows())) == 30
