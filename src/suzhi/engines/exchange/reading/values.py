"""How a person's way of writing becomes an exact value: text, codes, numbers, days."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.utils.translation import gettext as _

from suzhi.engines.exchange.files.cells import BadValue, Cell, CellError, Shaped, plain
from suzhi.kernel.dates import FIRST_YEAR, LAST_YEAR, parse_day
from suzhi.kernel.letters import code_letters, visible

_NUMBER = re.compile(r"^[+-]?(\d+|\d{1,3}(,\d{3})+)(\.\d*)?$|^[+-]?\.\d+$")
_TIME_TAIL = re.compile(r"[ T]\s*\d{1,2}[:：]\d{1,2}([:：]\d{1,2}(\.\d+)?)?Z?$")
# A spreadsheet keeps fifteen digits of a number; what follows is lost.
_EXACT_DIGITS = 15
# How spreadsheets and programmes write a code that they took for a number, or for a day.
_SCIENTIFIC = re.compile(r"^[+-]?(\d+(\.\d+)?E[+-]\d{1,3}|\d+\.\d+E\d{1,3})$", re.IGNORECASE)
_AS_NUMBER = re.compile(r"^(?:(\d{3,})\.0+|(\d{1,3}(?:,\d{3})+))$")
_MONTH = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
_AS_DAY = re.compile(rf"^(\d{{1,2}}月\d{{1,2}}日|\d{{1,2}}-{_MONTH}|{_MONTH}-\d{{2}})$")


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
        return cell.text if isinstance(cell, Shaped) else _digits(cell)
    raise _no_value(cell)


def _clean(text: str) -> str:
    """As it is seen, with one spelling of line ends; control characters are refused: no page can show them."""
    text = visible(text)
    if text.isprintable():
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    for char in text:
        if char not in "\n\t" and unicodedata.category(char) in ("Cc", "Cs"):
            raise BadValue(_("含有看不见的控制字符"), _("普通文字；请重新输入这一格"))
    return text


def read_code(cell: Cell) -> str:
    """The cell as a code: what is seen of it, and never what a spreadsheet has made of it."""
    if isinstance(cell, date | bool):
        made = _("日期") if isinstance(cell, date) else _("逻辑值")
        raise BadValue(_("编码被表格软件存成了%s") % made, _as_text())
    if isinstance(cell, float) and not cell.is_integer():
        raise BadValue(_("编码被表格软件存成了小数"), _as_text())
    code = code_letters(read_text(cell))
    if isinstance(cell, str):
        refuse_mangled(code)
    return code


def refuse_mangled(code: str) -> None:
    """A code that passed through a spreadsheet as a number or a day: the digits that are gone cannot be guessed."""
    if _SCIENTIFIC.match(code):
        raise _digits_lost()
    number = _AS_NUMBER.match(code)
    if number:
        meant = (number[1] or number[2]).replace(",", "")
        raise BadValue(_("编码被表格软件写成了数字"), _as_text(), meant)
    if _AS_DAY.match(code):
        raise BadValue(_("编码被表格软件存成了%s") % _("日期"), _as_text())


def _as_text() -> str:
    return _("把这一列的格式设为“文本”后重新输入完整编码")


def _digits_lost() -> BadValue:
    return BadValue(_("长编码被表格软件存成了数字，末几位已丢失"), _as_text())


def _digits(number: int | float) -> str:
    """A number in a text column, unless the spreadsheet has already cut its last digits."""
    whole = isinstance(number, int) or number.is_integer()
    if not whole:
        return repr(number)
    digits = str(number) if isinstance(number, int) else str(int(number))
    cut = len(digits) > _EXACT_DIGITS and (isinstance(number, float) or not digits[_EXACT_DIGITS:].strip("0"))
    if cut:
        raise _digits_lost()
    return digits


def _typed(cell: str) -> str:
    """What was typed for a number or a day, in half-width characters."""
    return unicodedata.normalize("NFKC", code_letters(plain(cell)))


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
    text = _typed(cell).replace(" ", "")
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
    text = _TIME_TAIL.sub("", _typed(str(cell or "")))
    try:
        return parse_day(text)
    except ValueError:
        if re.match(r"^\d{4}\D+\d{1,2}\D+\d{1,2}日?$", text):
            if not FIRST_YEAR <= int(text[:4]) <= LAST_YEAR:
                raise unlikely_year() from None
            raise BadValue(_("日历上没有这一天"), expected) from None
        compact = _guess_day(int(text)) if re.fullmatch(r"\d{8}", text) else ""
        raise BadValue(_("不是日期"), expected, compact) from None


def unlikely_year() -> BadValue:
    """A day that no record bears: most often a slip of the hand in the year."""
    years = {"first": FIRST_YEAR, "last": LAST_YEAR}
    return BadValue(_("年份不合理"), _("%(first)d 年到 %(last)d 年之间的日期") % years)


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
