"""The page of GB/T 9704-2012, read off the written document."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from docx.shared import Mm
from lxml import etree

from domains.reports.document.city import material
from domains.reports.document.issued import Issued
from domains.reports.document.tampering import W, parts
from suzhi.domains.reports.document.annual import DRAFT_MARK, write_annual
from suzhi.domains.reports.document.compose import compose_annual


def _tree(path: Path, part: str = "word/document.xml") -> etree._Element:
    return etree.fromstring(parts(path)[part])


def _styles(path: Path) -> dict[str, etree._Element]:
    return {node.get(f"{W}styleId", ""): node for node in _tree(path, "word/styles.xml").iter(f"{W}style")}


def _val(node: etree._Element, where: str, key: str = "val") -> str | None:
    found = node.find("/".join(f"{W}{step}" for step in where.split("/")))
    return None if found is None else found.get(f"{W}{key}")


def test_page_and_margins(issued: Issued) -> None:
    section = docx.Document(str(issued.path)).sections[0]
    half = Mm(0.5)
    for length, millimetres in (
        (section.page_width, 210), (section.page_height, 297), (section.top_margin, 37),
        (section.left_margin, 28), (section.bottom_margin, 35), (section.right_margin, 26),
    ):  # fmt: skip
        assert abs(length - Mm(millimetres)) < half


def test_twenty_two_lines_of_twenty_eight_characters(issued: Issued) -> None:
    grid = next(_tree(issued.path).iter(f"{W}docGrid"))
    assert grid.get(f"{W}type") == "linesAndChars"
    pitch, space = int(grid.get(f"{W}linePitch", "0")), int(grid.get(f"{W}charSpace", "0"))
    page = next(_tree(issued.path).iter(f"{W}pgMar"))
    height = 16838 - int(page.get(f"{W}top", "0")) - int(page.get(f"{W}bottom", "0"))
    width = 11906 - int(page.get(f"{W}left", "0")) - int(page.get(f"{W}right", "0"))
    assert height // pitch == 22
    assert int(width / (20 * (16 + space / 4096))) == 28
    closer = int(_val(_styles(issued.path)["Text"], "rPr/spacing") or 0)
    assert width // (16 * 20 + closer) == 28


@pytest.mark.parametrize(
    ("style", "face", "size"),
    [
        ("Text", "仿宋_GB2312", "32"),
        ("DocumentTitle", "方正小标宋简体", "44"),
        ("Heading1", "黑体", "32"),
        ("Heading2", "楷体_GB2312", "32"),
        ("Heading3", "仿宋_GB2312", "32"),
        ("AnnexMark", "黑体", "32"),
        ("PageOdd", "宋体", "28"),
        ("Imprint", "仿宋_GB2312", "28"),
    ],
)
def test_typefaces_and_sizes(issued: Issued, style: str, face: str, size: str) -> None:
    node = _styles(issued.path)[style]
    assert _val(node, "rPr/rFonts", "eastAsia") == face
    assert _val(node, "rPr/sz") == size


def test_text_is_indented_two_characters_on_an_exact_pitch(issued: Issued) -> None:
    text = _styles(issued.path)["Text"]
    assert _val(text, "pPr/ind", "firstLineChars") == "200"
    assert (_val(text, "pPr/spacing", "line"), _val(text, "pPr/spacing", "lineRule")) == ("579", "exact")


def test_order_of_an_issued_document(issued: Issued) -> None:
    document = docx.Document(str(issued.path))
    shown = [(p.style.name, p.text) for p in document.paragraphs if p.text]  # type: ignore[union-attr]
    assert shown[0] == ("公文发文机关标志", "云川市总工会文件")
    assert shown[1] == ("公文发文字号", "云工发〔2018〕3号")
    assert shown[2][0] == "公文标题"
    assert shown[3] == ("公文主送机关", "云川市职工素质建设工程领导小组：")
    heads = [text for style, text in shown if style == "Heading 1"]
    assert heads[:4] == ["一、总体情况", "二、目标任务完成情况", "三、各单位情况", "四、尚有差距的事项"]
    assert next(text for style, text in shown if style == "Heading 2") == "（一）学习与文化"
    assert ("公文附件说明", "附件：统计口径和设置") in shown
    assert ("公文附件标记", "附件") in shown


def test_red_rule_under_the_number(issued: Issued) -> None:
    edge = next(node for node in _tree(issued.path).iter(f"{W}bottom") if node.get(f"{W}color") == "E60012")
    assert edge.getparent().tag == f"{W}pBdr"  # type: ignore[union-attr]


def test_without_a_number_it_is_a_draft(tmp_path: Path) -> None:
    path = tmp_path / "draft.docx"
    write_annual(compose_annual(material("")), path)
    shown = [p.text for p in docx.Document(str(path)).paragraphs if p.text]
    assert shown[0] == DRAFT_MARK
    assert not any("文件" in text for text in shown[:3])


def test_date_stands_four_characters_in_with_the_issuer_centred(issued: Issued) -> None:
    nodes = {_val(p, "pPr/pStyle"): p for p in _tree(issued.path).iter(f"{W}p")}
    assert _val(nodes["Dated"], "pPr/ind", "rightChars") == "400"
    # 6 full characters over a date of 7 (2018年1月15日 is 3.5 + 3): half a character on each side.
    assert _val(nodes["Signature"], "pPr/ind", "rightChars") == "425"


def test_page_numbers_stand_on_the_outer_edge(issued: Issued) -> None:
    assert _tree(issued.path, "word/settings.xml").find(f"{W}evenAndOddHeaders") is not None
    styles = _styles(issued.path)
    assert (_val(styles["PageOdd"], "pPr/jc"), _val(styles["PageOdd"], "pPr/ind", "rightChars")) == (
        "right",
        "100",
    )
    assert (_val(styles["PageEven"], "pPr/jc"), _val(styles["PageEven"], "pPr/ind", "leftChars")) == (
        "left",
        "100",
    )
    foot = _tree(issued.path, "word/footer1.xml")
    assert "".join(foot.itertext()).replace(" PAGE ", "") == "— 1 —"


def test_tables_repeat_their_head_and_keep_rows_whole(issued: Issued) -> None:
    tables = [node for node in _tree(issued.path).iter(f"{W}tbl") if node.find(f".//{W}tblpPr") is None]
    assert len(tables) == 4
    for table in tables:
        rows = table.findall(f"{W}tr")
        assert rows[0].find(f"{W}trPr/{W}tblHeader") is not None
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)


def test_properties_and_language(issued: Issued) -> None:
    core = docx.Document(str(issued.path)).core_properties
    assert core.author == "云川市总工会"
    assert core.title == issued.report.title
    assert core.language == "zh-CN"
    language = next(_tree(issued.path, "word/styles.xml").iter(f"{W}lang"))
    assert language.get(f"{W}eastAsia") == "zh-CN"


def test_the_same_content_is_the_same_bytes(issued: Issued, tmp_path: Path) -> None:
    again = tmp_path / "again.docx"
    write_annual(issued.report, again)
    assert again.read_bytes() == issued.path.read_bytes()


def test_figures_are_locked_controls(issued: Issued) -> None:
    controls = list(_tree(issued.path).iter(f"{W}sdt"))
    assert len(controls) + len(issued.manifest.points) == len(issued.manifest.tags)
    assert len({_val(node, "sdtPr/id") for node in controls}) == len(controls)
    assert {_val(node, "sdtPr/lock") for node in controls} == {"sdtContentLocked"}
