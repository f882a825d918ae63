"""The gate before any unpacking: what a file really is, and whether opening it is safe."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from django.utils.translation import gettext as _

from suzhi.kernel.errors import Refusal

MIB = 1024 * 1024
_CFB = bytes.fromhex("D0CF11E0A1B11AE1")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_ENCRYPTED_BIT = 0x1
_UTF8_BIT = 0x800
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a file may hold. Ratios are only looked at above ``ratio_floor`` unpacked bytes."""

    file: int = 200 * MIB
    unpacked: int = 1500 * MIB
    part: int = 1000 * MIB
    ratio: int = 150
    ratio_floor: int = 8 * MIB
    entries: int = 3000
    rows: int = 1_000_000
    # Blank ones included: as many as a spreadsheet has.
    lines: int = 1_048_576
    columns: int = 256
    strings: int = 128 * MIB


LIMITS = Limits()


class FileRefused(Refusal):
    """The file as a whole cannot be read; nothing of it was."""


def refuse(code: str, message: str, remedy: str) -> FileRefused:
    """A file refusal under this engine's name."""
    return FileRefused(f"exchange.{code}", message, remedy)


def damaged() -> FileRefused:
    """The one answer to bytes that make no sense."""
    return refuse(
        "damaged", _("文件已损坏，读不出来。"), _("请在表格软件中打开原文件，另存为新的 .xlsx 再试。")
    )


# What the libraries raise on bytes that make no sense (an XML error is a SyntaxError).
_NONSENSE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    LookupError,
    ValueError,
    ArithmeticError,
    SyntaxError,
    RuntimeError,
)


@contextmanager
def guarded() -> Iterator[None]:
    """Whatever a broken part raises becomes the one clear refusal."""
    try:
        yield
    except _NONSENSE as error:
        raise damaged() from error


@contextmanager
def opened(path: Path, limits: Limits = LIMITS) -> Iterator[zipfile.ZipFile]:
    """The file as a zip archive that has passed the gate."""
    _check_outside(path, limits)
    with guarded():
        archive = zipfile.ZipFile(path)
    with archive:
        _check_inside(archive, path.stat().st_size, limits)
        yield archive


def _check_outside(path: Path, limits: Limits) -> None:
    """Size and first bytes."""
    size = path.stat().st_size
    if size == 0:
        raise refuse("empty", _("文件是空的。"), _("请选择填好的工作簿。"))
    if size > limits.file:
        limit = limits.file // MIB
        raise refuse("too_large", _("文件超过 %d MB。") % limit, _("请把内容分成几个文件分别导入。"))
    with path.open("rb") as stream:
        head = stream.read(8)
        if head == _CFB:
            raise _old_format(stream.read(MIB))
    if head[:4] != b"PK\x03\x04":
        raise refuse(
            "not_workbook",
            _("这不是 .xlsx 工作簿，也不是 CSV 的 .zip 包。"),
            _("请用“suzhi template”或导入页上的模板；单个 CSV 请按工作表名命名后打成 .zip。"),
        )


def _old_format(body: bytes) -> FileRefused:
    """A compound file: an encrypted workbook or one in the format of before 2007."""
    if _ENCRYPTED in body:
        return refuse("encrypted", _("文件有密码，不能读取。"), _("请在表格软件中取消密码后另存，再导入。"))
    return refuse(
        "old_format", _("这是旧格式（.xls、.et 等）的文件。"), _("请在表格软件中另存为 .xlsx 再导入。")
    )


def _check_inside(archive: zipfile.ZipFile, size: int, limits: Limits) -> None:
    """The archive's own table of contents: count, names, sizes, overlaps. Nothing is unpacked here."""
    entries = archive.infolist()
    if len(entries) > limits.entries:
        raise _bomb()
    names = set()
    for entry in entries:
        _check_entry(entry, limits)
        names.add(entry.filename)
    if len(names) != len(entries):
        raise damaged()
    if sum(entry.file_size for entry in entries) > limits.unpacked:
        raise _bomb()
    _check_overlap(entries, size)


def _check_entry(entry: zipfile.ZipInfo, limits: Limits) -> None:
    path = PurePosixPath(entry.filename.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or ":" in entry.filename:
        raise refuse(
            "bad_names", _("压缩包里有不安全的文件名。"), _("请重新打包，只放入 CSV 文件或直接使用 .xlsx。")
        )
    if entry.flag_bits & _ENCRYPTED_BIT:
        raise refuse("encrypted", _("文件有密码，不能读取。"), _("请取消密码后重新打包，再导入。"))
    if entry.compress_type not in _METHODS:
        raise damaged()
    swollen = entry.file_size > limits.ratio_floor and entry.file_size > limits.ratio * max(
        1, entry.compress_size
    )
    if swollen or entry.file_size > limits.part:
        raise _bomb()


def _check_overlap(entries: list[zipfile.ZipInfo], size: int) -> None:
    """Entries that share their packed bytes unpack to far more than the file holds."""
    end = 0
    for entry in sorted(entries, key=lambda one: one.header_offset):
        if entry.header_offset < end:
            raise _bomb()
        end = entry.header_offset + 30 + entry.compress_size
    if end > size:
        raise damaged()


def _bomb() -> FileRefused:
    return refuse(
        "bomb",
        _("文件解压后大得不合理，没有打开。"),
        _("请确认文件来源；确有大量数据时，请分成几个文件导入。"),
    )


def too_many_rows() -> FileRefused:
    """The refusal of a workbook that no single import may bring."""
    return refuse(
        "too_many_rows",
        _("工作簿超过 %d 行，没有导入。") % LIMITS.rows,
        _("请按年份或单位分成几个文件，逐个导入。"),
    )


def entry_name(entry: zipfile.ZipInfo) -> str:
    """The name as its maker meant it: archives made by Chinese Windows name their files in GBK."""
    if entry.flag_bits & _UTF8_BIT:
        return entry.filename
    try:
        raw = entry.filename.encode("cp437")
    except UnicodeEncodeError:
        return entry.filename
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return entry.filename
