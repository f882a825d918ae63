"""Checks a document against the frozen values and the manifest, and names exactly what was altered.

The text decides, the controls only help: where a word processor dropped a control, its figure is
read out of the sentence it stood in.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path

from suzhi.domains.reports.document.alignment import Pair, aligned
from suzhi.domains.reports.document.content import FrozenValue
from suzhi.domains.reports.document.figures import parse_tag, render
from suzhi.domains.reports.document.manifest import Manifest, embedded
from suzhi.domains.reports.document.reader import ChartPoint, Opened, TextBlock, open_document, plain
from suzhi.domains.reports.document.verdict import Finding, FoundFigure, Kind, Verdict
from suzhi.kernel.errors import Refusal

Lookup = Callable[[str], FrozenValue | None]


def read_figures(path: Path | str) -> list[FoundFigure]:
    """Every figure the document carries: those in controls, then the points of its charts."""
    opened = open_document(path)
    found = [figure for block in opened.blocks for figure in _figures(block)]
    manifest = embedded(opened.extras)
    tags = {point.key: point.tag for point in manifest.points} if manifest else {}
    for point in opened.points:
        tag = tags.get(_key(point), "")
        value_id, form = parse_tag(tag) or ("", "")
        found.append(FoundFigure(tag, value_id, form, point.text, _place(point)))
    return found


def verify(path: Path | str, lookup: Lookup, manifest: Manifest | None = None) -> Verdict:
    """Compares the document with what was issued; without the kept manifest, with the copy it carries."""
    opened = open_document(path)
    own = manifest or embedded(opened.extras)
    if own is None:
        raise Refusal(
            "reports.not_ours",
            "这份文件不是素质出具的报告，或核验清单已被去掉。",
            "请选择原报告，或按存档编号用系统内保存的清单核验。",
        )
    notes = [] if manifest else ["系统内没有提供这份报告的清单，文字部分按文件自带的清单核对。"]
    if opened.pictures:
        notes.append(f"文件中有 {opened.pictures} 张外加的图片（如印章），请看一看是否盖住了数值。")
    findings = tuple(_Check(lookup, own, opened).run())
    told = tuple(finding for finding in findings if finding.kind != "free")
    return Verdict(
        len(own.tags), told, tuple(notes), tuple(finding for finding in findings if finding.kind == "free")
    )


def _figures(block: TextBlock) -> Iterator[FoundFigure]:
    for piece in block.pieces:
        if piece.tag:
            value_id, form = parse_tag(piece.tag) or ("", "")
            yield FoundFigure(piece.tag, value_id, form, piece.text, block.place)


def _key(point: ChartPoint) -> tuple[str, str, str]:
    return plain(point.chart), plain(point.series), plain(point.category)


def _place(point: ChartPoint) -> str:
    return f"“{point.chart}”的{point.series}（{point.category}）"


def _same_number(expected: str, found: str) -> bool:
    """92.00 and 92 are one number to a chart's cache."""
    try:
        return Decimal(expected) == Decimal(found)
    except InvalidOperation:
        return expected == found


@dataclass(slots=True)
class _Check:
    lookup: Lookup
    manifest: Manifest
    opened: Opened
    values: dict[str, FrozenValue | None] = field(default_factory=dict)

    def run(self) -> Iterator[Finding]:
        pairs = aligned(self.manifest.blocks, self.opened.blocks, self._expected)
        read = {tag: text for pair in pairs for tag, text in pair.recovered.items()}
        yield from self._text_figures(read)
        yield from self._moves(pairs)
        yield from self._prose(pairs)
        yield from self._points()
        yield from self._margins()

    def _value(self, tag: str) -> FrozenValue | None:
        value_id = (parse_tag(tag) or ("", ""))[0]
        if value_id not in self.values:
            self.values[value_id] = self.lookup(value_id) if value_id else None
        return self.values[value_id]

    def _expected(self, tag: str) -> str | None:
        """The figure's text without spaces; None if no frozen value stands behind the tag."""
        value, parsed = self._value(tag), parse_tag(tag)
        return None if value is None or parsed is None else plain(render(value, parsed[1]))

    def _finding(self, kind: Kind, place: str, tag: str, expected: str = "", found: str = "") -> Finding:
        value, parsed = self._value(tag), parse_tag(tag)
        name = value.name if value else ""
        return Finding(kind, place, expected, found, tag, parsed[0] if parsed else "", name)

    def _text_figures(self, recovered: dict[str, str]) -> Iterator[Finding]:
        found: dict[str, list[FoundFigure]] = {}
        for block in self.opened.blocks:
            for figure in _figures(block):
                found.setdefault(figure.tag, []).append(figure)
        expected = {tag: block.place for block in self.manifest.blocks for tag in block.tags}
        for tag, place in expected.items():
            yield from self._one(tag, place, found.get(tag, []), recovered.get(tag))
        for tag, figures in found.items():
            if tag not in expected:
                for figure in figures:
                    yield self._finding("added", figure.place, tag, found=figure.text)

    def _one(
        self, tag: str, place: str, places: list[FoundFigure], recovered: str | None
    ) -> Iterator[Finding]:
        text = self._expected(tag)
        if text is None:
            yield self._finding("unknown", place, tag)
            return
        if not places and recovered is None:
            yield self._finding("removed", place, tag, expected=text)
        elif not places and recovered != text:
            yield self._finding("changed", place, tag, text, recovered or "")
        for figure in places:
            if figure.text != text:
                yield self._finding("changed", figure.place, tag, text, figure.text or "（空）")
        for figure in places[1:]:
            yield self._finding("duplicated", figure.place, tag, found=figure.text)

    def _moves(self, pairs: Iterable[Pair]) -> Iterator[Finding]:
        """Figures that stand in another block, or elsewhere in their sentence, though unchanged in text."""
        counts = Counter(tag for block in self.opened.blocks for tag in block.tags)
        home = {tag: block for block in self.opened.blocks for tag in block.tags}
        for pair in pairs:
            for tag in pair.strayed(counts):
                yield self._finding("moved", home[tag].place, tag, found=self._expected(tag) or "")

    def _prose(self, pairs: Iterable[Pair]) -> Iterator[Finding]:
        """Changed words. What people wrote, and what was added after it, is told apart: it proves nothing."""
        free = False
        for pair in pairs:
            if pair.expected is not None:
                free = pair.expected.place in self.manifest.free
            before = pair.expected.prose if pair.expected else ""
            after = pair.found.prose if pair.found else ""
            if pair.recovered or before == after:
                continue
            side = pair.expected or pair.found
            assert side is not None
            yield Finding("free" if free else "prose", side.place, before, after)

    def _points(self) -> Iterator[Finding]:
        found: dict[tuple[str, str, str], list[ChartPoint]] = {}
        for point in self.opened.points:
            found.setdefault(_key(point), []).append(point)
        for mark in self.manifest.points:
            place = f"“{mark.chart}”的{mark.series}（{mark.category}）"
            drawn = found.pop(mark.key, [])
            yield from self._point(mark.tag, place, [point.text for point in drawn])
        for points in found.values():
            for point in points:
                yield Finding("added", _place(point), found=point.text)
        for chart in self.opened.relabelled:
            yield Finding("prose", f"“{chart}”的数据标注")

    def _point(self, tag: str, place: str, texts: list[str]) -> Iterator[Finding]:
        expected = self._expected(tag)
        if expected is None:
            yield self._finding("unknown", place, tag)
        elif not texts and expected:
            yield self._finding("removed", place, tag, expected)
        else:
            for number, text in enumerate(texts):
                if not _same_number(expected, text):
                    yield self._finding("changed", place, tag, expected, text)
                elif number:
                    yield self._finding("duplicated", place, tag, found=text)

    def _margins(self) -> Iterator[Finding]:
        for text in self.opened.alternates:
            yield Finding("prose", "只在部分软件中显示的文字", found=text)
        for text in self.opened.margins:
            if text not in self.manifest.margins:
                yield Finding("prose", "页眉页脚", found=text)
