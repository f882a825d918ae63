"""What one cell of a sheet may hold, and how a person's way of writing becomes an exact value."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.utils.translation import gettext as _

from suzhi.kernel.dates import parse_day

# Blank to the eye, but not all of them are blank to str.strip().
_BLANKS = " \t\r\n\v\f\u00a0\u3000\u200b\u200c\u200d\ufeff\u2060"
# What makes a spreadsheet take text for a formula; the full-width forms do so under Chinese settings.
_FORMULA = re.compile(r"^'*[=+\-@\t\r\n|%＝＋－＠]")
_CSV_TEXT = re.compile(r'^="([^"]*)"$')
_NUMBER = re.compile(r"^[+-]?(\d+|\d{1,3}(,\d{3})+)(\.\d*)?$|^[+-]?\.\d+$")
_TIME_TAIL = re.compile(r"[ T]\s*\d{1,2}[:：]\d{1,2}([:：]\d{1,2}(\.\d+)?)?$")
# A spreadsheet keeps fifteen digits of a number; what follows is lost.
_EXACT_DIGITS = 15


@dataclass(frozen=True, slots=True)
class CellError:
    """A cell that holds no value: ``#REF!``, or a formula that was never calculated."""

    text: str


Cell = str | int | float | bool | date | datetime | CellError | None


class BadValue(Exception):
    """A cell that cannot be read: what is wrong, what is expected, and the nearest known value."""

    def __init__(self, problem: object, expected: object = "", nearest: str = "") -> None:
        super().__init__(problem)
        # str(): a sheet's own check may pass a text that is still to be translated.
        self.problem = str(problem)
        self.expected = str(expected)
        self.nearest = nearest


def neutral(text: str) -> str:
    """Text that no spreadsheet takes for a formula; ``plain`` undoes it."""
    return "'" + text if _FORMULA.match(text) else text


def plain(text: str) -> str:
    """Trimmed text, without the apostrophe that ``neutral`` put before it."""
    text = text.strip(_BLANKS)
    if text.startswith("'") and _FORMULA.match(text):
        return text[1:]
    if text.startswith('="'):
        match = _CSV_TEXT.match(text)
        return match.group(1).strip(_BLANKS) if match else text
    return text


def is_blank(cell: Cell) -> bool:
    """Nothing, or only blanks."""
    return cell is None or (isinstance(cell, str) and not cell.strip(_BLANKS))


def shown(cell: Cell, limit: int = 60) -> str:
    """The cell as the person wrote it, for a message."""
    if cell is None:
        return ""
    if isinstance(cell, CellError):
        return cell.text
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        cell = int(cell)
    if isinstance(cell, datetime):
        cell = cell.date() if cell.time() == datetime.min.time() else cell
    text = str(cell)
    return text if len(text) <= limit else text[: limit - 1] + "…"


def read_text(cell: Cell) -> str:
    """The cell as text; a number keeps all its digits or is refused."""
    if isinstance(cell, str):
        return _clean(plain(cell))
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, int | float):
        return _digits(cell)
    raise _no_value(cell)


def _clean(text: str) -> str:
    """One spelling of line ends; control characters are refused, since no page can show them."""
    if text.isprintable():
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    for char in text:
        if char not in "\n\t" and unicodedata.category(char) in ("Cc", "Cs"):
            raise BadValue(_("含有看不见的控制字符"), _("普通文字；请重新输入这一格"))
    return text


def _digits(number: int | float) -> str:
    """A number in a text column, unless the spreadsheet has already cut its last digits."""
    whole = isinstance(number, int) or number.is_integer()
    if not whole:
        return repr(number)
    digits = str(number) if isinstance(number, int) else str(int(number))
    cut = len(digits) > _EXACT_DIGITS and (isinstance(number, float) or not digits[_EXACT_DIGITS:].strip("0"))
    if cut:
        raise BadValue(
            _("长编码被表格软件存成了数字，末几位已丢失"), _("把这一列的格式设为“文本”后重新输入完整编码")
        )
    return digits


def read_number(cell: Cell) -> Decimal:
    """An exact number: full-width digits and thousands separators are understood."""
    if isinstance(cell, bool) or cell is None or isinstance(cell, date):
        raise BadValue(_("不是数字"), _("数字，如 120"))
    if isinstance(cell, int):
        return Decimal(cell)
    if isinstance(cell, float):
        return _finite(Decimal(repr(cell)))
    if isinstance(cell, CellError):
        raise _no_value(cell)
    text = unicodedata.normalize("NFKC", plain(cell)).replace(" ", "").replace("−", "-")
    if not _NUMBER.match(text):
        found = re.match(r"^约?([+-]?\d+(\.\d+)?)\D*$", text)
        raise BadValue(_("不是数字"), _("数字，如 120；不写单位"), found.group(1) if found else "")
    return Decimal(text.replace(",", ""))


def _finite(number: Decimal) -> Decimal:
    """Infinity and NaN are no figures."""
    if not number.is_finite():
        raise BadValue(_("不是数字"), _("数字，如 120"))
    return number


def read_day(cell: Cell) -> date:
    """A calendar day, from a date cell or from any of the four ways of writing it."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, CellError):
        raise _no_value(cell)
    expected = _("日期，如 2017-06-30、2017/6/30 或 2017年6月30日")
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        raise BadValue(
            _("是数字，不是日期"), _("把这一格的格式设为“日期”，或写成 2017-06-30"), _guess_day(cell)
        )
    text = _TIME_TAIL.sub("", unicodedata.normalize("NFKC", plain(str(cell or ""))))
    try:
        return parse_day(text)
    except ValueError:
        if re.match(r"^\d{4}\D+\d{1,2}\D+\d{1,2}日?$", text):
            raise BadValue(_("日历上没有这一天"), expected) from None
        compact = _guess_day(int(text)) if re.fullmatch(r"\d{8}", text) else ""
        raise BadValue(_("不是日期"), expected, compact) from None


def _guess_day(number: int | float) -> str:
    """What day the person may have meant by a bare number: 20170630, or a serial without its format."""
    try:
        if 19000101 <= number <= 21001231:
            return datetime.strptime(str(int(number)), "%Y%m%d").date().isoformat()
        if 20000 <= number <= 80000:
            return (date(1899, 12, 30) + timedelta(days=int(number))).isoformat()
    except ValueError:
        pass
    return ""


def _no_value(cell: Cell) -> BadValue:
    """A formula without a usable result."""
    if isinstance(cell, CellError) and cell.text.startswith("#"):
        return BadValue(_("公式出错，没有值"), _("改正公式，或直接填写值"))
    return BadValue(_("公式没有算出的值"), _("在表格软件中打开并保存一次，或复制后“粘贴为值”"))
