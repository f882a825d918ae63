"""The same sheets as CSV files in a zip archive, in UTF-8, UTF-16 or GB18030."""

from __future__ import annotations

import codecs
import csv
import io
import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath

from django.utils.translation import gettext as _

from suzhi.engines.exchange.files.container import (
    FileRefused,
    Limits,
    entry_name,
    guarded,
    refuse,
    too_many_rows,
)
from suzhi.engines.exchange.files.workbooks import Row, SheetRows, Span
from suzhi.kernel.letters import visible

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


class CsvSheet:
    """One CSV file, named as its sheet."""

    merged: tuple[Span, ...] = ()

    def __init__(self, archive: zipfile.ZipFile, entry: zipfile.ZipInfo, limits: Limits) -> None:
        self.name = visible(PurePosixPath(entry_name(entry).replace("\\", "/")).stem).strip()
        self._archive = archive
        self._entry = entry
        self._limits = limits

    def rows(self) -> Iterator[Row]:
        """Records in order; a record that spans lines is one row, as a spreadsheet shows it."""
        encoding = self._encoding()
        self._refuse_too_many(encoding)
        for number, cells in self._records(encoding):
            yield number, list(cells[: self._limits.columns + 1])

    def _refuse_too_many(self, encoding: str) -> None:
        """Counted before the first row is worked on, which costs fifty times as much as counting it."""
        filled = 0
        for number, cells in self._records(encoding):
            filled += any(cells)
            # The header is no row.
            if filled > self._limits.rows + 1 or number > self._limits.lines:
                raise too_many_rows()

    def _records(self, encoding: str) -> Iterator[tuple[int, list[str]]]:
        with guarded(), self._archive.open(self._entry) as raw:
            text = io.TextIOWrapper(raw, encoding=encoding, newline="")
            first = text.readline()
            reader = csv.reader(_chain(first, text), delimiter=_delimiter(first), strict=True)
            line = 0
            try:
                for number, cells in enumerate(reader, start=1):
                    line = reader.line_num
                    yield number, cells
            except csv.Error as error:
                raise self._broken(line + 1) from error

    def _broken(self, line: int) -> FileRefused:
        """Without its end quote a cell would swallow the rows below it."""
        where = {"name": self.name, "line": line}
        return refuse(
            "damaged",
            _("“%(name)s.csv”从第 %(line)d 行起读不下去，多半是引号没有配对。") % where,
            _("请补上引号，或用表格软件重新另存为 CSV。"),
        )

    def _encoding(self) -> str:
        """The byte-order mark, else UTF-8 if every byte agrees, else GB18030 if every byte does."""
        with guarded(), self._archive.open(self._entry) as raw:
            head = raw.read(4)
        for mark, encoding in _BOMS:
            if head.startswith(mark):
                return encoding
        for encoding in ("utf-8", "gb18030"):
            if self._decodes(encoding):
                return encoding
        raise refuse(
            "encoding",
            _("“%s.csv”的文字编码无法识别。") % self.name,
            _("请另存为“CSV UTF-8”格式后重新打包。"),
        )

    def _decodes(self, encoding: str) -> bool:
        decoder = codecs.getincrementaldecoder(encoding)()
        with guarded(), self._archive.open(self._entry) as raw:
            try:
                while chunk := raw.read(1 << 20):
                    decoder.decode(chunk)
                decoder.decode(b"", final=True)
            except UnicodeDecodeError:
                return False
        return True


class CsvArchive:
    """A zip archive of CSV files; other files in it are ignored and named."""

    def __init__(self, archive: zipfile.ZipFile, limits: Limits) -> None:
        self.sheets: list[SheetRows] = []
        self.hidden: list[str] = []
        self.hidden_because = _("不是 CSV 文件，已忽略")
        seen: set[str] = set()
        for entry in archive.infolist():
            path = PurePosixPath(entry_name(entry).replace("\\", "/"))
            if entry.is_dir() or "__MACOSX" in path.parts or path.name.startswith("."):
                continue
            if path.suffix.lower() != ".csv":
                self.hidden.append(path.name)
                continue
            sheet = CsvSheet(archive, entry, limits)
            if sheet.name in seen:
                raise refuse("same_name", _("有两个文件都叫“%s.csv”。") % sheet.name, _("请合并后重新打包。"))
            seen.add(sheet.name)
            self.sheets.append(sheet)


def _chain(first: str, rest: io.TextIOWrapper) -> Iterator[str]:
    if first:
        yield first
    yield from rest


def _delimiter(header: str) -> str:
    """The mark that the header row uses most; column names hold none of the three."""
    return max(",\t;", key=header.count)
