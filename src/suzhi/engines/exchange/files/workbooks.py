"""One way to read both containers: sheets with names, rows with numbers, cells with values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from django.utils.translation import gettext as _

from suzhi.engines.exchange.files.cells import Cell
from suzhi.engines.exchange.files.container import (
    LIMITS,
    FileRefused,
    Limits,
    entry_name,
    opened,
    refuse,
)

if TYPE_CHECKING:
    from suzhi.engines.exchange.files.package import Package

_TYPES_READ = 1 << 20
Row = tuple[int, list[Cell]]
# Merged cells: first row, first place, last row, last place.
Span = tuple[int, int, int, int]


class SheetRows(Protocol):
    """One sheet of an opened file. Rows are read once each time ``rows`` is called, never all at once."""

    name: str

    @property
    def merged(self) -> Sequence[Span]:
        """The merged cells, known once the rows have been read."""

    def rows(self) -> Iterator[Row]:
        """Row numbers from 1 as the person sees them, with the cells from column A on."""


class Workbook(Protocol):
    """An opened file: the sheets to read, and the names of those passed over, with the reason."""

    sheets: list[SheetRows]
    hidden: list[str]
    hidden_because: str


@contextmanager
def open_workbook(path: Path, limits: Limits = LIMITS) -> Iterator[Workbook]:
    """The workbook in the file, or FileRefused before anything is unpacked."""
    from suzhi.engines.exchange.files.csv_archive import CsvArchive
    from suzhi.engines.exchange.files.package import Package, part_name
    from suzhi.engines.exchange.files.xlsx import XlsxWorkbook

    with opened(path, limits) as archive:
        names = {part_name(entry.filename) for entry in archive.infolist()}
        if "[content_types].xml" in names or "xl/workbook.xml" in names:
            package = Package(archive)
            _refuse_other_office(package)
            yield XlsxWorkbook(package, limits)
        elif any(entry_name(entry).lower().endswith(".csv") for entry in archive.infolist()):
            yield CsvArchive(archive, limits)
        else:
            raise _unknown(names)


def _refuse_other_office(package: Package) -> None:
    """Macros, the binary variant and other office documents wear the same container."""
    types = ""
    if "[Content_Types].xml" in package:
        with package.opened("[Content_Types].xml") as part:
            types = part.read(_TYPES_READ).decode("utf-8", "replace")
    names = set(package.names())
    macros = "macroEnabled" in types or any(name.endswith("vbaproject.bin") for name in names)
    if macros or any(name.startswith("xl/macrosheets/") for name in names):
        raise refuse("macros", _("工作簿含有宏，不能导入。"), _("请另存为不含宏的 .xlsx 工作簿再导入。"))
    if "xl/workbook.bin" in names:
        raise refuse("old_format", _("这是二进制格式（.xlsb）的工作簿。"), _("请另存为 .xlsx 再导入。"))
    if "spreadsheetml" not in types and not any(name.startswith("xl/") for name in names):
        raise refuse("not_workbook", _("这不是表格文件。"), _("请使用 .xlsx 工作簿。"))


def _unknown(names: set[str]) -> FileRefused:
    if "content.xml" in names:
        return refuse("old_format", _("这是 .ods 格式的文件。"), _("请另存为 .xlsx 再导入。"))
    return refuse(
        "not_workbook",
        _("压缩包里没有 CSV 文件。"),
        _("请把每张表存为 CSV，文件名与工作表名相同，如“单位.csv”。"),
    )
