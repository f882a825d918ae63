"""The page of GB/T 9704-2012: measures, typefaces and named styles.

Measures are in the units of the format: twips (1/20 pt) for lengths, half points for type sizes,
hundredths of a character for indents.
"""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from suzhi.domains.reports.document.package import Value, el, root


def twips(millimetres: float) -> int:
    """Millimetres on the page; layout only, never a figure."""
    return round(millimetres / 25.4 * 1440)


PAGE_WIDTH, PAGE_HEIGHT = twips(210), twips(297)
TOP, LEFT, BOTTOM, RIGHT = twips(37), twips(28), twips(35), twips(26)
TEXT_WIDTH = PAGE_WIDTH - LEFT - RIGHT
FOOTER = twips(25)  # the dash of the page number then stands 7 mm under the text area

SIZE_2, SIZE_3, SIZE_4, SIZE_SMALL_4, SIZE_5, SIZE_SMALL_5 = 44, 32, 28, 24, 21, 18
# 22 lines in 225 mm, 28 characters in 156 mm of 16 pt type.
LINE_PITCH = 579
CHARACTER_SPACE = -849
# Said twice, because programs differ in what they make of a grid narrower than its type: the section
# declares the grid, and the styles reach the same 28 characters without it, by setting closer.
CLOSER = -5

FANGSONG, KAITI, HEITI, SONGTI = "仿宋_GB2312", "楷体_GB2312", "黑体", "宋体"
TITLE_FACE = "方正小标宋简体"
RED = "E60012"
# What a machine without these faces may take instead; the fonts themselves may not be shipped.
_SUBSTITUTES: dict[str, str] = {
    FANGSONG: "仿宋,FangSong,STFangsong,Noto Serif CJK SC",
    KAITI: "楷体,KaiTi,STKaiti,Noto Serif CJK SC",
    HEITI: "SimHei,Noto Sans CJK SC",
    SONGTI: "SimSun,Noto Serif CJK SC",
    TITLE_FACE: "FZXiaoBiaoSong-B05S,华文中宋,Noto Serif CJK SC",
}


@dataclass(frozen=True, slots=True)
class Style:
    """One paragraph style; ``line`` 0 means as high as the type needs, off the grid."""

    name: str
    label: str
    face: str = FANGSONG
    size: int = SIZE_3
    align: str = "both"
    first: int = 0
    left: int = 0
    right: int = 0
    before: int = 0
    after: int = 0
    line: int = LINE_PITCH
    level: int = 0
    colour: str = ""
    new_page: bool = False
    keep: bool = False
    whole: bool = False


STYLES: tuple[Style, ...] = (
    Style("Text", "公文正文", first=200),
    Style("DraftMark", "公文草稿标记", HEITI, align="left"),
    Style("IssuingMark", "公文发文机关标志", TITLE_FACE, 72, "center", before=twips(35), line=0, colour=RED),
    Style("DocumentNumber", "公文发文字号", align="center", before=2 * LINE_PITCH),
    Style("DocumentTitle", "公文标题", TITLE_FACE, SIZE_2, "center", line=700, keep=True),
    Style("Addressees", "公文主送机关", align="left"),
    Style("Heading1", "heading 1", HEITI, first=200, level=1, keep=True, align="left"),
    Style("Heading2", "heading 2", KAITI, first=200, level=2, keep=True, align="left"),
    Style("Heading3", "heading 3", first=200, level=3, keep=True, align="left"),
    Style("Attachments", "公文附件说明", left=200, align="left"),
    Style("Signature", "公文署名", align="right", keep=True),
    Style("Dated", "公文成文日期", align="right", right=400),
    Style("AnnexMark", "公文附件标记", HEITI, align="left", new_page=True, keep=True),
    Style("Caption", "公文表题", HEITI, SIZE_SMALL_4, "center", before=160, after=60, line=0, keep=True),
    Style("Note", "公文表注", size=SIZE_5, align="left", before=40, after=160, line=0),
    Style("CellHead", "公文表头", HEITI, SIZE_5, "center", before=40, after=40, line=0),
    Style("CellText", "公文表内文字", size=SIZE_5, align="left", before=30, after=30, line=0),
    Style("CellFigure", "公文表内数值", size=SIZE_5, align="right", before=30, after=30, line=0),
    Style("Drawing", "公文图", align="center", line=0, before=120, after=120),
    Style(
        "SmallPrint",
        "公文口径出处",
        size=SIZE_SMALL_5,
        align="left",
        left=400,
        line=0,
        before=20,
        after=120,
        whole=True,
    ),
    Style("Imprint", "公文版记", size=SIZE_4, align="left", left=100, right=100, line=440),
    Style("PageOdd", "公文单页码", SONGTI, SIZE_4, "right", right=100, line=320),
    Style("PageEven", "公文双页码", SONGTI, SIZE_4, "left", left=100, line=320),
)


def run_properties(face: str, size: int, colour: str = "") -> etree._Element:
    """Face and size for Chinese and for other letters alike, as the standard asks."""
    node = el(
        "w:rPr",
        None,
        el("w:rFonts", {"w:ascii": face, "w:hAnsi": face, "w:eastAsia": face, "w:cs": face}),
    )
    if colour:
        node.append(el("w:color", {"w:val": colour}))
    if size == SIZE_3:
        node.append(el("w:spacing", {"w:val": CLOSER}))
    node.append(el("w:sz", {"w:val": size}))
    node.append(el("w:szCs", {"w:val": size}))
    return node


def indents(style: Style) -> etree._Element | None:
    """Indents in characters, with the lengths that programs without characters fall back on."""
    attributes: dict[str, Value] = {}
    for key, hundredths in (("left", style.left), ("right", style.right), ("firstLine", style.first)):
        if hundredths:
            attributes[f"w:{key}Chars"] = hundredths
            attributes[f"w:{key}"] = hundredths * style.size * 10 // 100
    return el("w:ind", attributes) if attributes else None


def off_grid() -> etree._Element:
    return el("w:snapToGrid", {"w:val": 0})


def _paragraph_properties(style: Style) -> etree._Element:
    node = el("w:pPr", None)
    if style.keep:
        node.append(el("w:keepNext"))
    if style.whole:
        node.append(el("w:keepLines"))
    if style.new_page:
        node.append(el("w:pageBreakBefore"))
    node.append(off_grid())
    spacing: dict[str, Value] = {"w:before": style.before, "w:after": style.after}
    if style.line:
        spacing |= {"w:line": style.line, "w:lineRule": "exact"}
    node.append(el("w:spacing", spacing))
    indent = indents(style)
    if indent is not None:
        node.append(indent)
    node.append(el("w:jc", {"w:val": style.align}))
    if style.level:
        node.append(el("w:outlineLvl", {"w:val": style.level - 1}))
    return node


def _style(style: Style) -> etree._Element:
    node = el(
        "w:style",
        {"w:type": "paragraph", "w:styleId": style.name} | ({} if style.level else {"w:customStyle": 1}),
        el("w:name", {"w:val": style.label}),
        el("w:basedOn", {"w:val": "Normal"}),
    )
    if style.level:
        node.append(el("w:next", {"w:val": "Text"}))
    node.append(el("w:qFormat"))
    node.append(_paragraph_properties(style))
    node.append(run_properties(style.face, style.size, style.colour))
    return node


def styles_part() -> etree._Element:
    # Figures are letters of no language: as Chinese they would be broken inside a number at a line end.
    language = el("w:lang", {"w:val": "en-US", "w:eastAsia": "zh-CN", "w:bidi": "ar-SA"})
    defaults = run_properties(FANGSONG, SIZE_3)
    defaults.append(language)
    normal = el(
        "w:style",
        {"w:type": "paragraph", "w:default": 1, "w:styleId": "Normal"},
        el("w:name", {"w:val": "Normal"}),
        el("w:qFormat"),
        el("w:pPr", None, el("w:widowControl", {"w:val": 0}), el("w:jc", {"w:val": "both"})),
        # The character grid is reckoned from the size of this style, so it is named here once more.
        run_properties(FANGSONG, SIZE_3),
    )
    plain_table = el(
        "w:style",
        {"w:type": "table", "w:default": 1, "w:styleId": "TableNormal"},
        el("w:name", {"w:val": "Normal Table"}),
        el("w:uiPriority", {"w:val": 99}),
        el("w:tblPr", None, el("w:tblInd", {"w:w": 0, "w:type": "dxa"})),
    )
    return root(
        "w:styles",
        "w",
        el("w:docDefaults", None, el("w:rPrDefault", None, defaults), el("w:pPrDefault")),
        normal,
        plain_table,
        *(_style(style) for style in STYLES),
    )


def fonts_part() -> etree._Element:
    fonts = [
        el("w:font", {"w:name": face}, el("w:altName", {"w:val": others}), el("w:charset", {"w:val": "86"}))
        for face, others in _SUBSTITUTES.items()
    ]
    return root("w:fonts", "w", *fonts)


def settings_part() -> etree._Element:
    """Odd and even pages differ: the page number stands on the outer edge."""
    word_2013: dict[str, Value] = {
        "w:name": "compatibilityMode",
        "w:uri": "http://schemas.microsoft.com/office/word",
        "w:val": 15,
    }
    return root(
        "w:settings",
        "w",
        el("w:evenAndOddHeaders"),
        el("w:drawingGridVerticalSpacing", {"w:val": LINE_PITCH // 2}),
        el("w:characterSpacingControl", {"w:val": "compressPunctuation"}),
        el("w:compat", None, el("w:compatSetting", word_2013)),
        el("w:themeFontLang", {"w:val": "en-US", "w:eastAsia": "zh-CN"}),
    )


def section_properties(odd_footer: str, even_footer: str) -> etree._Element:
    grid: dict[str, Value] = {
        "w:type": "linesAndChars",
        "w:linePitch": LINE_PITCH,
        "w:charSpace": CHARACTER_SPACE,
    }
    return el(
        "w:sectPr",
        None,
        el("w:footerReference", {"w:type": "default", "r:id": odd_footer}),
        el("w:footerReference", {"w:type": "even", "r:id": even_footer}),
        el("w:pgSz", {"w:w": PAGE_WIDTH, "w:h": PAGE_HEIGHT}),
        el(
            "w:pgMar",
            {
                "w:top": TOP,
                "w:right": RIGHT,
                "w:bottom": BOTTOM,
                "w:left": LEFT,
                "w:header": twips(15),
                "w:footer": FOOTER,
                "w:gutter": 0,
            },
        ),
        el("w:docGrid", grid),
    )
