"""A streaming reader of .xlsx: one row in memory at a time, no entities, no network, no formula evaluated.

Existing readers either build the whole sheet as a dense grid, which a single far-off cell blows up, or are
ten times slower; and they drop what a check must see (error values, formulas without a result).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import IO, Any

from django.utils.translation import gettext as _
from lxml import etree

from suzhi.engines.exchange.files.cells import Cell, CellError
from suzhi.engines.exchange.files.container import Limits, damaged, guarded, refuse, too_many_rows
from suzhi.engines.exchange.files.package import XML, Package, no_doctype
from suzhi.engines.exchange.files.workbooks import Row, SheetRows, Span
from suzhi.engines.exchange.files.xlsx_merges import merged_spans
from suzhi.engines.exchange.files.xlsx_values import Styles, iso_day, number_value, read_styles, unescape
from suzhi.kernel.letters import visible

_MAIN = (
    "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}",
    "{http://purl.oclc.org/ooxml/spreadsheetml/main}",
)
_REL = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id",
    "{http://purl.oclc.org/ooxml/officeDocument/relationships}id",
)
_LETTERS = re.compile(r"^[A-Z]{1,3}$")
_DIGITS = "0123456789"
_VALUE = frozenset(space + "v" for space in _MAIN)
_INLINE = frozenset(space + "is" for space in _MAIN)
_TEXT = frozenset(space + "t" for space in _MAIN)
_ELEMENT_LIMIT = 8 * 1024 * 1024


class _Metered:
    """A part that may not go on and on without finishing a row: the tree of one row is held in memory."""

    def __init__(self, part: IO[bytes]) -> None:
        self._part = part
        self._since = 0

    def read(self, size: int = -1) -> bytes:
        """The next bytes, unless too many came since the last finished element."""
        self._since += size
        if self._since > _ELEMENT_LIMIT:
            raise refuse(
                "bomb", _("文件里有一行大得不合理，没有打开。"), _("请在表格软件中另存为新的 .xlsx 再试。")
            )
        return self._part.read(size)

    def finished(self) -> None:
        """An element was finished and is about to be forgotten."""
        self._since = 0


def _stream(part: IO[bytes], tag: str, end: str = "") -> Iterator[Any]:
    """Each finished element of that name, forgotten once the caller has read it; stops after ``end``."""
    tags = [space + name for space in _MAIN for name in (tag, end) if name]
    metered = _Metered(part)
    checked = False
    for _event, element in etree.iterparse(metered, events=("end",), tag=tags, **XML):
        if not checked:
            no_doctype(element)
            checked = True
        if end and element.tag.endswith("}" + end):
            return
        yield element
        metered.finished()
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]


class XlsxWorkbook:
    """The visible sheets of a workbook; shared strings and styles are read once."""

    def __init__(self, package: Package, limits: Limits) -> None:
        self.package = package
        self.limits = limits
        self.sheets: list[SheetRows] = []
        self.hidden: list[str] = []
        self.hidden_because = _("隐藏的工作表，已忽略")
        with guarded():
            workbook = package.workbook()
            relations = package.relations(workbook)
            self._read_contents(package.tree(workbook), relations)
            self.strings = list(self._shared_strings(_of_type(relations, "sharedStrings")))
            styles = package.tree(_of_type(relations, "styles"))
            self.styles = Styles() if styles is None else read_styles(styles)

    def _read_contents(self, book: Any, relations: dict[str, tuple[str, str]]) -> None:
        """Which sheets there are, which of them can be seen, and where they lie."""
        if book is None or not relations:
            raise damaged()
        self.epoch_1904 = any(one.get("date1904") in ("1", "true") for one in book.iter("{*}workbookPr"))
        for one in book.iter("{*}sheet"):
            name = visible(one.get("name") or "").strip()
            kind, part = relations.get(one.get(_REL[0]) or one.get(_REL[1]), ("", ""))
            if one.get("state") in ("hidden", "veryHidden"):
                self.hidden.append(name)
            elif kind.endswith("/worksheet"):
                self.sheets.append(XlsxSheet(self, name, part))

    def _shared_strings(self, part: str) -> Iterator[str]:
        """Every shared string; phonetic guides are not part of the text."""
        if part not in self.package:
            return
        size = 0
        with self.package.opened(part) as stream:
            for element in _stream(stream, "si"):
                text = _rich_text(element)
                size += len(text) + 16
                if size > self.limits.strings:
                    raise refuse("bomb", _("文件里的文字多得不合理，没有打开。"), _("请分成几个文件导入。"))
                yield text


def _of_type(relations: dict[str, tuple[str, str]], kind: str) -> str:
    """The part of that type, by relation, else by its usual name."""
    return next((part for one, part in relations.values() if one.endswith(f"/{kind}")), f"xl/{kind}.xml")


class XlsxSheet:
    """One worksheet."""

    def __init__(self, book: XlsxWorkbook, name: str, part: str) -> None:
        self.name = name
        self._book = book
        self._part = part

    @property
    def merged(self) -> list[Span]:
        """The areas of merged cells."""
        with self._book.package.opened(self._part) as stream:
            return merged_spans(stream)

    def rows(self) -> Iterator[Row]:
        """The rows that hold cells, in order."""
        last = 0
        with self._book.package.opened(self._part) as stream:
            for element in _stream(stream, "row", "sheetData"):
                number = int(element.get("r") or last + 1)
                if number <= last:
                    raise damaged()
                if number > self._book.limits.lines:
                    raise too_many_rows()
                last = number
                yield number, self._cells(element)

    def _cells(self, row: Any) -> list[Cell]:
        """The cells of a row, with None where the file leaves one out."""
        cells: list[Cell] = []
        limit = self._book.limits.columns
        for element in row:
            address = element.get("r")
            place = _column(address.rstrip(_DIGITS)) if address else len(cells)
            if place < len(cells):
                raise damaged()
            if place > limit:
                break
            while len(cells) < place:
                cells.append(None)
            cells.append(self._value(element))
        return cells

    def _value(self, element: Any) -> Cell:
        """The value of one ``c`` element."""
        size = len(element)
        if size == 0:
            return None
        if size == 1:
            # Nearly every cell; worth its own short way.
            only = element[0]
            if only.tag in _VALUE:
                return self._given(element, only.text or "")
            if only.tag in _INLINE:
                return _rich_text(only)
        return self._mixed(element)

    def _mixed(self, element: Any) -> Cell:
        """A cell with a formula beside its value, or without one."""
        raw: str | None = None
        formula = False
        for part in element:
            name = part.tag.rpartition("}")[2]
            if name == "v":
                raw = part.text or ""
            elif name == "f":
                formula = True
            elif name == "is":
                return _rich_text(part)
        if raw is None or (raw == "" and formula and element.get("t", "n") == "n"):
            return CellError("=") if formula else None
        return self._given(element, raw)

    def _given(self, element: Any, raw: str) -> Cell:
        """The cell's own text, by its type."""
        kind = element.get("t", "n")
        if kind == "s":
            return self._book.strings[_index(raw)] if raw else None
        if raw == "" and kind == "n":
            return None
        return self._typed(kind, raw, element.get("s"))

    def _typed(self, kind: str, raw: str, style: str | None) -> Cell:
        if kind == "n":
            return number_value(raw, style, self._book.styles, self._book.epoch_1904)
        if kind == "b":
            return raw.strip() == "1"
        if kind == "e":
            return CellError(raw)
        return iso_day(raw) if kind == "d" else unescape(raw)


@cache
def _column(letters: str) -> int:
    """Column A is 0."""
    if not _LETTERS.match(letters):
        raise damaged()
    place = 0
    for letter in letters:
        place = place * 26 + ord(letter) - 64
    return place - 1


def _index(raw: str) -> int:
    """The number of a shared string; a negative one would count from the end."""
    number = int(raw)
    if number < 0:
        raise damaged()
    return number


def _rich_text(element: Any) -> str:
    """The text of a shared or inline string, runs joined."""
    if len(element) == 1 and element[0].tag in _TEXT:
        return unescape(element[0].text or "")
    parts = []
    for child in element:
        name = child.tag.rpartition("}")[2]
        if name == "t":
            parts.append(child.text or "")
        elif name == "r":
            parts.extend(run.text or "" for run in child if run.tag.endswith("}t"))
    return unescape("".join(parts))
