"""Native charts: drawn by the word processor from numbers kept in the part, so they stay sharp and checkable.

Labels stand at the bars instead of a legend; bars start at zero; one ink and one hairline for the
target, so that a black-and-white print says the same.
"""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from suzhi.domains.reports.document.content import Chart, Cite, Series
from suzhi.domains.reports.document.figures import render
from suzhi.domains.reports.document.layout import TEXT_WIDTH
from suzhi.domains.reports.document.package import el, root

_EMU_PER_TWIP = 635
_INK, _PALE, _GREY = "404040", "8C8C8C", "BFBFBF"
_CATEGORY_AXIS, _VALUE_AXIS = 50010, 50020
CHART_URI = "http://schemas.openxmlformats.org/drawingml/2006/chart"


def point_text(cite: Cite | None) -> str:
    return "" if cite is None else render(cite.figure, cite.shape)


def _val(name: str, value: str | int) -> etree._Element:
    return el(name, {"val": value})


def _letters(size: int, bold: bool = False) -> etree._Element:
    face = "宋体"
    return el(
        "a:defRPr",
        {"sz": size, "b": int(bold)},
        el("a:solidFill", None, _val("a:srgbClr", "262626")),
        el("a:latin", {"typeface": face}),
        el("a:ea", {"typeface": face}),
    )


def _text_properties(size: int = 900) -> etree._Element:
    return el(
        "c:txPr", None, el("a:bodyPr"), el("a:lstStyle"), el("a:p", None, el("a:pPr", None, _letters(size)))
    )


def _title(text: str) -> etree._Element:
    run = el("a:r", None, el("a:rPr", {"lang": "zh-CN", "sz": 1050, "b": 0}), el("a:t", None, text))
    body = el("a:p", None, el("a:pPr", None, _letters(1050)), run)
    rich = el("c:rich", None, el("a:bodyPr"), el("a:lstStyle"), body)
    return el("c:title", None, el("c:tx", None, rich), _val("c:overlay", 0))


def _line(colour: str, width: int, dash: str = "") -> etree._Element:
    node = el("a:ln", {"w": width}, el("a:solidFill", None, _val("a:srgbClr", colour)))
    if dash:
        node.append(_val("a:prstDash", dash))
    return node


def _fill(colour: str) -> etree._Element:
    return el("c:spPr", None, el("a:solidFill", None, _val("a:srgbClr", colour)))


def _points(texts: Sequence[str]) -> list[etree._Element]:
    found = [el("c:pt", {"idx": index}, el("c:v", None, text)) for index, text in enumerate(texts) if text]
    return [_val("c:ptCount", len(texts)), *found]


def _categories(chart: Chart) -> etree._Element:
    where = el("c:f", None, f"Sheet1!$A$2:$A${len(chart.categories) + 1}")
    return el("c:cat", None, el("c:strRef", None, where, el("c:strCache", None, *_points(chart.categories))))


def _values(chart: Chart, series: Series, column: str) -> etree._Element:
    where = el("c:f", None, f"Sheet1!${column}$2:${column}${len(chart.categories) + 1}")
    cache = el("c:numCache", None, el("c:formatCode", None, chart.number_format))
    cache.extend(_points([point_text(cite) for cite in series.points]))
    return el("c:val", None, el("c:numRef", None, where, cache))


def _label_switches(value: int = 1, series: int = 0) -> list[etree._Element]:
    names = ("LegendKey", "Val", "CatName", "SerName", "Percent", "BubbleSize")
    states = (0, value, 0, series, 0, 0)
    return [_val(f"c:show{name}", state) for name, state in zip(names, states, strict=True)]


def _format(chart: Chart) -> etree._Element:
    return el("c:numFmt", {"formatCode": chart.number_format, "sourceLinked": 0})


def _bar_labels(chart: Chart) -> etree._Element:
    """At the bar's end; at its foot where a target line crosses; on white, so that nothing strikes it."""
    crossed = any(series.line for series in chart.series)
    return el(
        "c:dLbls",
        None,
        _format(chart),
        _fill("FFFFFF"),
        _text_properties(),
        _val("c:dLblPos", "inBase" if crossed else "outEnd"),
        *_label_switches(),
    )


def _line_labels(chart: Chart, series: Series) -> etree._Element:
    """Only the last point is named: the line says what it is where it ends."""
    drawn = [index for index, cite in enumerate(series.points) if point_text(cite)]
    node = el("c:dLbls", None)
    if drawn:
        node.append(
            el(
                "c:dLbl",
                None,
                _val("c:idx", drawn[-1]),
                _format(chart),
                _fill("FFFFFF"),
                _text_properties(),
                _val("c:dLblPos", "t"),
                *_label_switches(series=1),
                el("c:separator", None, " "),
            )
        )
    node.extend(_label_switches(value=0))
    return node


def _series(chart: Chart, order: int) -> etree._Element:
    series, column = chart.series[order], "BCDEFG"[order]
    name = el(
        "c:strRef",
        None,
        el("c:f", None, f"Sheet1!${column}$1"),
        el("c:strCache", None, *_points([series.name])),
    )
    head = [_val("c:idx", order), _val("c:order", order), el("c:tx", None, name)]
    data = [_categories(chart), _values(chart, series, column)]
    if series.line:
        look = el("c:spPr", None, _line(_INK, 12700, "dash"))
        marker = el("c:marker", None, _val("c:symbol", "none"))
        return el("c:ser", None, *head, look, marker, _line_labels(chart, series), *data, _val("c:smooth", 0))
    return el("c:ser", None, *head, _fill(_PALE), _val("c:invertIfNegative", 0), _bar_labels(chart), *data)


def _axis_pair() -> list[etree._Element]:
    return [_val("c:axId", _CATEGORY_AXIS), _val("c:axId", _VALUE_AXIS)]


def _plots(chart: Chart) -> list[etree._Element]:
    bars = [_series(chart, order) for order, series in enumerate(chart.series) if not series.line]
    lines = [_series(chart, order) for order, series in enumerate(chart.series) if series.line]
    direction = "bar" if chart.kind == "bars" else "col"
    head = [_val("c:barDir", direction), _val("c:grouping", "clustered"), _val("c:varyColors", 0)]
    plots = [el("c:barChart", None, *head, *bars, _val("c:gapWidth", 60), *_axis_pair())]
    if lines:
        head = [_val("c:grouping", "standard"), _val("c:varyColors", 0)]
        plots.append(el("c:lineChart", None, *head, *lines, _val("c:marker", 1), *_axis_pair()))
    return plots


def _category_axis(chart: Chart) -> etree._Element:
    flat = chart.kind == "bars"
    return el(
        "c:catAx",
        None,
        _val("c:axId", _CATEGORY_AXIS),
        el("c:scaling", None, _val("c:orientation", "maxMin" if flat else "minMax")),
        _val("c:delete", 0),
        _val("c:axPos", "l" if flat else "b"),
        el("c:numFmt", {"formatCode": "General", "sourceLinked": 0}),
        *(_val(f"c:{mark}TickMark", "none") for mark in ("major", "minor")),
        _val("c:tickLblPos", "low"),
        el("c:spPr", None, _line(_INK, 6350)),
        _text_properties(),
        _val("c:crossAx", _VALUE_AXIS),
        _val("c:crosses", "autoZero"),
        _val("c:auto", 0),
        _val("c:lblAlgn", "ctr"),
        _val("c:lblOffset", 100),
        _val("c:noMultiLvlLbl", 1),
    )


def _value_axis(chart: Chart) -> etree._Element:
    """From zero. Lying bars show attainment: the one gridline at each full hundred is the pass line."""
    flat = chart.kind == "bars"
    node = el(
        "c:valAx",
        None,
        _val("c:axId", _VALUE_AXIS),
        el("c:scaling", None, _val("c:orientation", "minMax"), _val("c:min", 0)),
        _val("c:delete", 0 if flat else 1),
        _val("c:axPos", "t" if flat else "l"),
    )
    if flat:
        node.append(el("c:majorGridlines", None, el("c:spPr", None, _line(_INK, 6350, "dash"))))
    node.extend(
        [
            el("c:numFmt", {"formatCode": '0"%"' if flat else chart.number_format, "sourceLinked": 0}),
            *(_val(f"c:{mark}TickMark", "none") for mark in ("major", "minor")),
            _val("c:tickLblPos", "high" if flat else "nextTo"),
            el("c:spPr", None, el("a:ln", None, el("a:noFill"))),
            _text_properties(),
            _val("c:crossAx", _CATEGORY_AXIS),
            _val("c:crosses", "autoZero"),
            _val("c:crossBetween", "between"),
        ]
    )
    if flat:
        node.append(_val("c:majorUnit", 100))
    return node


def chart_part(chart: Chart, number: int) -> etree._Element:
    plot = el("c:plotArea", None, el("c:layout"), *_plots(chart), _category_axis(chart), _value_axis(chart))
    body = el(
        "c:chart",
        None,
        _title(f"图{number}　{chart.title}"),
        _val("c:autoTitleDeleted", 0),
        plot,
        _val("c:plotVisOnly", 1),
        _val("c:dispBlanksAs", "gap"),
    )
    frame = el("c:spPr", None, el("a:noFill"), el("a:ln", None, el("a:noFill")))
    return root(
        "c:chartSpace",
        "c a r",
        _val("c:lang", "zh-CN"),
        _val("c:roundedCorners", 0),
        body,
        frame,
        _text_properties(),
    )


def chart_drawing(chart: Chart, number: int, relation: str) -> etree._Element:
    """The chart's place in the text, as wide as the text area; high enough for its bars."""
    width = TEXT_WIDTH * _EMU_PER_TWIP
    lines = max(len(chart.categories), 1)
    height = (360_000 + 30_000 * 12 + lines * 190_000) if chart.kind == "bars" else 2_520_000
    held = el("c:chart", {"r:id": relation})
    inline = el(
        "wp:inline",
        {"distT": 0, "distB": 0, "distL": 0, "distR": 0},
        el("wp:extent", {"cx": width, "cy": height}),
        el("wp:docPr", {"id": number, "name": f"图{number}", "descr": chart.description or chart.title}),
        el("wp:cNvGraphicFramePr"),
        el("a:graphic", None, el("a:graphicData", {"uri": CHART_URI}, held)),
    )
    properties = el("w:pPr", None, el("w:pStyle", {"w:val": "Drawing"}))
    return el("w:p", None, properties, el("w:r", None, el("w:drawing", None, inline)))
