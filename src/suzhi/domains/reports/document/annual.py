"""Sets an annual report as an official document (GB/T 9704-2012)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from unicodedata import east_asian_width

from lxml import etree

from suzhi.domains.reports.document.binding import DOCUMENT, bind
from suzhi.domains.reports.document.blocks import Tags, blank, paragraph, rule, table_block, table_properties
from suzhi.domains.reports.document.charts import chart_drawing, chart_part
from suzhi.domains.reports.document.content import (
    AnnualReport,
    Block,
    Chart,
    Cite,
    Definition,
    Paragraph,
    Section,
    Table,
)
from suzhi.domains.reports.document.layout import BOTTOM, PAGE_HEIGHT, RED, TEXT_WIDTH, off_grid
from suzhi.domains.reports.document.manifest import Manifest, Point
from suzhi.domains.reports.document.numerals import chinese_numeral
from suzhi.domains.reports.document.package import Package, Value, el
from suzhi.kernel.dates import write_day

# Lines of 14 pt type, 31 characters wide less one on either side and the cell's margins.
_IMPRINT_LINE, _IMPRINT_CHARACTERS = 460, 28
DRAFT_MARK = "草稿（未编文号）"
_DRAWING_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"


@dataclass(slots=True)
class _Press:
    """What one writing carries along: the body so far, the tags given, tables and charts counted."""

    package: Package = field(default_factory=Package)
    body: list[etree._Element] = field(default_factory=list)
    tags: Tags = field(default_factory=Tags)
    points: list[Point] = field(default_factory=list)
    free: list[etree._Element] = field(default_factory=list)
    tables: int = 0
    charts: int = 0

    def put(self, style: str, *parts: str | Cite) -> None:
        self.body.append(paragraph(style, parts, self.tags))


def write_annual(report: AnnualReport, path: Path | str) -> Manifest:
    """Writes the document; returns its manifest, to be kept out of reach of who holds the document."""
    press = _Press()
    _head(press, report)
    for part in report.opening:
        press.put("Text", *part.parts)
    _sections(press, report.sections, 1)
    _closing(press, report)
    _annex(press, report)
    _imprint(press, report)
    return bind(press.package, press.body, press.points, report, Path(path), press.free)


def _head(press: _Press, report: AnnualReport) -> None:
    if report.document_number:
        press.put("IssuingMark", f"{report.issuer}文件")
        red_rule = el("w:pBdr", None, rule("bottom", 12, RED, space=11))
        line, changes = (report.document_number,), [red_rule]
        if report.signer:
            # Number on the left, who signs on the right, as for a document that goes upward.
            stop = el("w:tabs", None, el("w:tab", {"w:val": "right", "w:pos": TEXT_WIDTH - 320}))
            changes += [stop, el("w:ind", {"w:left": 320}), el("w:jc", {"w:val": "left"})]
        number = paragraph("DocumentNumber", line, press.tags, *changes)
        if report.signer:
            number.append(el("w:r", None, el("w:tab"), el("w:t", None, f"签发人：{report.signer}")))
        press.body.append(number)
    else:
        press.put("DraftMark", DRAFT_MARK)
    press.body.extend((blank(), blank()))
    press.put("DocumentTitle", report.title)
    press.body.append(blank())
    if report.addressees:
        press.put("Addressees", "、".join(report.addressees) + "：")


def _sections(press: _Press, sections: tuple[Section, ...], level: int) -> None:
    for number, section in enumerate(sections, start=1):
        press.put(f"Heading{min(level, 3)}", _numbered(number, level) + section.title)
        start = len(press.body)
        _blocks(press, section.blocks, level)
        if section.free:
            press.free.extend(press.body[start:])


def _numbered(number: int, level: int) -> str:
    if level == 1:
        return f"{chinese_numeral(number)}、"
    return f"（{chinese_numeral(number)}）" if level == 2 else f"{number}. "


def _blocks(press: _Press, blocks: tuple[Block, ...], level: int) -> None:
    inner = 0
    for block in blocks:
        if isinstance(block, Section):
            inner += 1
            press.put(f"Heading{min(level + 1, 3)}", _numbered(inner, level + 1) + block.title)
            _blocks(press, block.blocks, level + 1)
        elif isinstance(block, Paragraph):
            press.put("Text", *block.parts)
        elif isinstance(block, Table):
            press.tables += 1
            press.body.extend(table_block(block, press.tables, press.tags))
        else:
            _chart(press, block)


def _chart(press: _Press, chart: Chart) -> None:
    press.charts += 1
    name = f"charts/chart{press.charts}.xml"
    press.package.add(f"word/{name}", chart_part(chart, press.charts), _DRAWING_TYPE)
    relation = press.package.relate(DOCUMENT, "chart", name)
    press.body.append(chart_drawing(chart, press.charts, relation))
    for series in chart.series:
        for category, cite in zip(chart.categories, series.points, strict=True):
            if cite is not None:
                tag = press.tags.next(cite)
                press.points.append(Point(f"图{press.charts}　{chart.title}", series.name, category, tag))


def _closing(press: _Press, report: AnnualReport) -> None:
    titles = report.attachments or (("统计口径和设置",) if report.definitions or report.settings else ())
    if titles:
        press.body.append(blank())
        numbers = [f"{number}. " if len(titles) > 1 else "" for number in range(1, len(titles) + 1)]
        for number, title in zip(numbers, titles, strict=True):
            press.put("Attachments", ("附件：" if number in ("", "1. ") else "　　　") + number + title)
    press.body.extend((blank(), blank()))
    issuer, dated = _signature_indents(report.issuer, report.dated)
    press.body.append(paragraph("Signature", (report.issuer,), press.tags, _right_indent(issuer)))
    press.body.append(paragraph("Dated", (write_day(report.dated),), press.tags, _right_indent(dated)))


def _characters(text: str) -> float:
    """Width in full characters; a layout measure, never a figure."""
    return sum(1.0 if east_asian_width(letter) in "WF" else 0.5 for letter in text)


def _signature_indents(issuer: str, dated: date) -> tuple[int, int]:
    """The date stands four characters from the right, the issuer centred above it, in 1/100 character.

    A long issuer would leave the page: then the date moves in and the issuer keeps two characters.
    """
    excess = _characters(issuer) - _characters(write_day(dated))
    right_of_date = max(4.0, 2.0 + excess / 2)
    return round((right_of_date - excess / 2) * 100), round(right_of_date * 100)


def _right_indent(hundredths: int) -> etree._Element:
    return el("w:ind", {"w:rightChars": hundredths, "w:right": hundredths * 320 // 100})


def _annex(press: _Press, report: AnnualReport) -> None:
    if not report.definitions and not report.settings:
        return
    press.put("AnnexMark", "附件")
    press.body.append(blank())
    press.put("DocumentTitle", "统计口径和设置")
    press.body.append(blank())
    press.put(
        "Text", f"本报告的数值截至{write_day(report.cutoff)}，{report.as_of}计算，依据的设置和口径如下。"
    )
    number = 0
    if report.settings:
        number += 1
        press.put("Heading1", f"{chinese_numeral(number)}、设置")
        rows = tuple((setting.label, setting.value) for setting in report.settings)
        table = Table("规划采用的设置", ("设置", "取值"), rows, (6, 5))
        press.tables += 1
        press.body.extend(table_block(table, press.tables, press.tags))
    if report.definitions:
        number += 1
        press.put("Heading1", f"{chinese_numeral(number)}、口径")
        for place, definition in enumerate(report.definitions, start=1):
            _definition(press, place, definition)


def _definition(press: _Press, place: int, definition: Definition) -> None:
    press.put("Heading3", f"{place}. {definition.name}")
    press.put("Text", definition.words)
    used = "；".join(f"{setting.label}：{setting.value}" for setting in definition.settings)
    # The whole digest is in the frozen value; on paper its beginning is enough to tell two rules apart.
    origin = [
        f"规划条款{definition.clause}",
        f"口径第 {definition.version} 版（核对码 {definition.digest[:8]}）",
    ]
    press.put("SmallPrint", "　".join([*origin, *([f"设置：{used}"] if used else [])]))


def _imprint(press: _Press, report: AnnualReport) -> None:
    """The closing lines: a table that stands on the lower edge of the last page's text area."""
    if not report.printed_by:
        return
    copies = f"抄送：{'，'.join(report.copies_to)}。"
    printed = write_day(report.printed_on or report.dated) + "印发"
    stop = el("w:tabs", None, el("w:tab", {"w:val": "right", "w:pos": TEXT_WIDTH - 280}))
    last = paragraph("Imprint", (report.printed_by,), press.tags, stop)
    last.append(el("w:r", None, el("w:tab"), el("w:t", None, printed)))
    rows = [(last, _IMPRINT_LINE)]
    if report.copies_to:
        lines = -(-len(copies) // _IMPRINT_CHARACTERS)
        rows.insert(0, (paragraph("Imprint", (copies,), press.tags), lines * _IMPRINT_LINE))
    place: dict[str, Value] = {
        "w:horzAnchor": "margin",
        "w:vertAnchor": "page",
        "w:tblpXSpec": "center",
        "w:tblpY": PAGE_HEIGHT - BOTTOM - sum(height for _, height in rows),
    }
    borders = (rule("top", 8), rule("bottom", 8), rule("insideH", 6))
    node = el("w:tbl", None, table_properties(borders, el("w:tblpPr", place)))
    node.append(el("w:tblGrid", None, el("w:gridCol", {"w:w": TEXT_WIDTH})))
    for row, height in rows:
        width = el("w:tcPr", None, el("w:tcW", {"w:w": TEXT_WIDTH, "w:type": "dxa"}))
        fixed = el("w:trHeight", {"w:val": height, "w:hRule": "exact"})
        properties = el("w:trPr", None, el("w:cantSplit"), fixed)
        node.append(el("w:tr", None, properties, el("w:tc", None, width, row)))
    # A floating table stands on the page of the paragraph after it, so the document ends with a bare one.
    end: dict[str, Value] = {"w:before": 0, "w:after": 0, "w:line": 20, "w:lineRule": "exact"}
    press.body.extend((node, el("w:p", None, el("w:pPr", None, off_grid(), el("w:spacing", end)))))
