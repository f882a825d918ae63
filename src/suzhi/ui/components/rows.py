"""The rows of a table, written by code: a page has hundreds of cells, and in a template each costs a dozen nodes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.formats import localize
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import template_localtime  # type: ignore[attr-defined]
from django.utils.translation import gettext as _

from suzhi.ui.components.drawn import drawing
from suzhi.ui.components.parts import Cell, Column, Row
from suzhi.ui.components.writing import BLANK


def drawn(columns: Sequence[Column], rows: Sequence[Row], select: str, stack: bool = False) -> SafeString:
    """Every row as ``<tr>``; everything that is not markup already is escaped.

    ``stack``: with what a row needs that is read without its headings, see ``Table.stack``.
    """
    opened = [_opened(column, stack) for column in columns]
    # Beside the others a dash keeps its place in the column; in a paragraph it would say nothing.
    vacant = [_opened(column, stack, " blank") for column in columns] if stack else opened
    return mark_safe("".join(_row(opened, vacant, row, select) for row in rows))


def _opened(column: Column, stack: bool, more: str = "") -> str:
    name = f' data-label="{_text(column.name_beside)}"' if stack and column.name_beside else ""
    return f'<td class="{_text(column.align)}{more}"{name}>'


def _row(opened: Sequence[str], vacant: Sequence[str], row: Row, select: str) -> str:
    cells = [
        (without if _is_blank(value) else open_) + _cell(value) + "</td>"
        for open_, without, value in zip(opened, vacant, row.cells, strict=True)
    ]
    current = ' aria-current="true"' if row.current else ""
    return f"\n    <tr{current}>{_tick(row, select) if select else ''}{''.join(cells)}</tr>"


def _tick(row: Row, select: str) -> str:
    first = row.cells[0]
    name = _("选择 %(name)s") % {"name": first.text if isinstance(first, Cell) else first}
    given = f'name="{_text(select)}" value="{_text(row.key)}" aria-label="{_text(name)}"'
    return f'<td class="tick"><input type="checkbox" {given}></td>'


def _is_blank(value: Any) -> bool:
    return value.blank if isinstance(value, Cell) else value in (None, "", BLANK)


def _cell(value: Any) -> str:
    if not isinstance(value, Cell):
        return _text(BLANK if value is None else value)
    text = _text(value.text)
    if value.href:
        text = f'<a href="{_text(value.href)}">{text}</a>'
    if value.state:
        text = f"{drawing('state', state=value.state)} {text}"
    return f'{text}<span class="cell-note">{_text(value.note)}</span>' if value.note else text


def _text(value: Any) -> str:
    """As a template writes it: localised unless it is text, and escaped."""
    if not isinstance(value, str):
        value = localize(template_localtime(value))
    return conditional_escape(value)
