"""Reading the cells of a column: one way from a cell to a value for each type."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from suzhi.engines.exchange.files.cells import BadValue, Cell, is_blank, shown
from suzhi.engines.exchange.reading.values import (
    read_code,
    read_day,
    read_number,
    read_text,
    refuse_mangled,
    unlikely_year,
)
from suzhi.engines.exchange.sheets.columns import Column, Kind, Value
from suzhi.engines.exchange.sheets.spelling import nearest
from suzhi.kernel.dates import FIRST_DAY, LAST_DAY
from suzhi.kernel.letters import code_letters, visible

MASKED = "*"
_CODE_LENGTH = 32
_LIST = re.compile(r"[、，,;；\s]+")


@dataclass(slots=True)
class ColumnReader:
    """Reads the cells of one column in one check; remembers what it has read, since cells repeat."""

    column: Column
    today: date
    choices: Mapping[str, str] = field(default_factory=dict)
    _seen: dict[Cell, Value] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.column.choices is not None:
            self.choices = {visible(name): kept for name, kept in self.column.choices().items()}

    def read(self, cell: Cell) -> Value:
        """The value of the cell; raises BadValue."""
        if type(cell) is str:
            try:
                return self._seen[cell]
            except KeyError:
                pass
        value = self._read(cell)
        if type(cell) is str and len(self._seen) < 50_000:
            self._seen[cell] = value
        return value

    def _read(self, cell: Cell) -> Value:
        if is_blank(cell):
            if self.column.must_fill:
                raise BadValue(_("没有填写"), self.expected())
            return None
        return _READERS[self.column.kind](self, cell)

    def expected(self) -> str:
        """What a cell of this column should hold, in words."""
        kind = self.column.kind
        if kind is Kind.CHOICE:
            return _("以下之一：%s") % _("、").join(list(self.choices)[:30])
        if kind is Kind.INTEGER:
            return _range_words(self.column, _("整数"))
        if kind is Kind.DECIMAL:
            return _range_words(self.column, _("数字"))
        words = {
            Kind.TEXT: _("不超过 %d 个字的文字") % self.column.max_length,
            Kind.CODE: _("不含空格、不超过 %d 个字符的编码") % min(_CODE_LENGTH, self.column.max_length),
            Kind.FLAG: _("是 或 否"),
            Kind.DATE: _("日期，如 2017-06-30"),
            Kind.REFERENCES: _("一个或几个编码，用顿号隔开"),
        }
        return words[kind]


def _range_words(column: Column, noun: str) -> str:
    if column.minimum is not None and column.maximum is not None:
        bounds = {"noun": noun, "low": column.minimum, "high": column.maximum}
        return _("%(noun)s，%(low)s 到 %(high)s") % bounds
    return noun


def _text(reader: ColumnReader, cell: Cell) -> Value:
    text = read_text(cell)
    if len(text) > reader.column.max_length:
        raise BadValue(_("文字太长"), reader.expected(), text[: reader.column.max_length])
    return _checked(reader.column, text)


def _code(reader: ColumnReader, cell: Cell) -> Value:
    text = read_code(cell)
    if len(text) > min(_CODE_LENGTH, reader.column.max_length):
        raise BadValue(_("编码太长"), reader.expected())
    if any(char.isspace() for char in text):
        raise BadValue(_("编码里有空格"), reader.expected(), "".join(text.split()))
    return _checked(reader.column, text)


def _checked(column: Column, text: str) -> str:
    """The column's own check may give the one spelling that is kept. A masked number means no change."""
    if column.personal and "*" in text:
        return MASKED
    return column.check(text) if column.check else text


def _choice(reader: ColumnReader, cell: Cell) -> Value:
    text = read_text(cell)
    try:
        return reader.choices[text]
    except KeyError:
        raise BadValue(_("不是可选的值"), reader.expected(), nearest(text, list(reader.choices))) from None


def _flag(reader: ColumnReader, cell: Cell) -> Value:
    if isinstance(cell, bool):
        return cell
    text = read_text(cell)
    if text in ("是", "否"):
        return text == "是"
    meant = {
        "Y": "是",
        "YES": "是",
        "1": "是",
        "√": "是",
        "有": "是",
        "N": "否",
        "NO": "否",
        "0": "否",
        "×": "否",
        "无": "否",
    }
    raise BadValue(_("不是“是”或“否”"), reader.expected(), meant.get(text.upper(), ""))


def _date(reader: ColumnReader, cell: Cell) -> Value:
    day = read_day(cell)
    if not FIRST_DAY <= day <= LAST_DAY:
        raise unlikely_year()
    if reader.column.not_future and day > reader.today:
        raise BadValue(_("日期在今天之后"), _("不晚于 %s 的日期") % reader.today.isoformat())
    return day


def _integer(reader: ColumnReader, cell: Cell) -> Value:
    if isinstance(cell, str) and cell.endswith("年"):
        cell = cell[:-1]
    number = _bounded(reader, read_number(cell), cell)
    if number != number.to_integral_value():
        raise BadValue(_("不是整数"), reader.expected(), str(int(number)))
    return int(number)


def _decimal(reader: ColumnReader, cell: Cell) -> Value:
    number = _bounded(reader, read_number(cell), cell)
    exponent = number.normalize().as_tuple().exponent
    if isinstance(exponent, int) and -exponent > reader.column.places:
        rounded = number.quantize(Decimal(1).scaleb(-reader.column.places))
        raise BadValue(_("小数位太多"), _("最多 %d 位小数") % reader.column.places, str(rounded))
    return number


def _bounded(reader: ColumnReader, number: Decimal, cell: Cell) -> Decimal:
    column = reader.column
    if column.minimum is not None and number < column.minimum:
        raise BadValue(_("数值太小：%s") % shown(cell), reader.expected())
    if column.maximum is not None and number > column.maximum:
        raise BadValue(_("数值大得不合理：%s") % shown(cell), reader.expected())
    return number


def _references(reader: ColumnReader, cell: Cell) -> Value:
    if not isinstance(cell, str):
        return (read_code(cell),)
    codes = [code for part in _LIST.split(read_text(cell)) if (code := code_letters(part))]
    for code in codes:
        refuse_mangled(code)
        if len(code) > _CODE_LENGTH:
            raise BadValue(_("编码太长"), reader.expected())
    return tuple(dict.fromkeys(codes)) or None


_READERS: dict[Kind, Callable[[ColumnReader, Cell], Value]] = {
    Kind.TEXT: _text,
    Kind.CODE: _code,
    Kind.CHOICE: _choice,
    Kind.FLAG: _flag,
    Kind.DATE: _date,
    Kind.INTEGER: _integer,
    Kind.DECIMAL: _decimal,
    Kind.REFERENCES: _references,
}
