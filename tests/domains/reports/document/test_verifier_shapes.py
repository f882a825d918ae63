"""What the check says about documents whose shape was altered: moved, added, laid over."""

from __future__ import annotations

import copy

from lxml import etree

from domains.reports.document.issued import Issued
from domains.reports.document.tampering import (
    C,
    W,
    altered,
    control,
    pack,
    paragraph_of,
    parts,
    prose,
    unwrap,
)
from suzhi.domains.reports.document.verdict import Verdict
from suzhi.domains.reports.document.verifier import read_figures

CHART = "word/charts/chart1.xml"


def said(verdict: Verdict) -> list[tuple[str, str]]:
    return [(finding.kind, finding.tag) for finding in verdict.findings]


def test_rows_swapped_whole_name_their_figures(issued: Issued) -> None:
    def change(tree: etree._Element) -> None:
        row = next(n for n in control(tree, "suzhi:C1-1:plain").iterancestors() if n.tag == f"{W}tr")
        following = row.getnext()
        assert following is not None
        following.addnext(row)

    named = {f.value_id for f in issued.check(altered(issued.path, change)).findings if f.kind == "moved"}
    assert named and named <= {f"C{n}-{m}" for n in (1, 2) for m in (1, 2, 4, 5)}


def test_a_paragraph_moved_under_another_heading(issued: Issued) -> None:
    def change(tree: etree._Element) -> None:
        paragraph_of(prose(tree, "规划所列")).addnext(paragraph_of(prose(tree, "法律援助热线开通：")))

    assert not issued.check(altered(issued.path, change)).ok


def test_a_point_added_to_a_chart(issued: Issued) -> None:
    def change(tree: etree._Element) -> None:
        cache = next(tree.iter(f"{C}numCache"))
        point = etree.SubElement(cache, f"{C}pt", idx="2")
        etree.SubElement(point, f"{C}v").text = "99"

    (finding,) = issued.check(altered(issued.path, change, CHART)).findings
    assert (finding.kind, finding.value_id, finding.found) == ("changed", "H3", "99")


def test_a_series_doubled_and_one_invented(issued: Issued) -> None:
    def change(tree: etree._Element) -> None:
        series = next(tree.iter(f"{C}ser"))
        series.addnext(copy.deepcopy(series))
        other = copy.deepcopy(series)
        next(other.iter(f"{C}v")).text = "另一"
        series.addnext(other)

    findings = issued.check(altered(issued.path, change, CHART)).findings
    assert [f.kind for f in findings] == ["duplicated", "duplicated", "added", "added"]


def test_a_chart_removed_names_every_point(issued: Issued) -> None:
    def change(tree: etree._Element) -> None:
        drawing = next(tree.iter(f"{W}drawing"))
        drawing.getparent().remove(drawing)  # type: ignore[union-attr]

    named = {f.value_id for f in issued.check(altered(issued.path, change)).findings if f.kind == "removed"}
    assert named == {"H1", "H2", "H3"}


def test_controls_around_whole_paragraphs_and_cells_are_read(issued: Issued) -> None:
    """Some programs lift a control from the run to the paragraph or the cell that it fills."""

    def change(tree: etree._Element) -> None:
        node = control(tree, "suzhi:C1-1:plain")
        cell = next(n for n in node.iterancestors() if n.tag == f"{W}tc")
        place, row = cell.getparent().index(cell), cell.getparent()  # type: ignore[union-attr]
        unwrap(copy_of := node)
        outer = etree.Element(f"{W}sdt")
        outer.append(copy_of.find(f"{W}sdtPr"))  # type: ignore[arg-type]
        etree.SubElement(outer, f"{W}sdtContent").append(cell)
        row.insert(place, outer)  # type: ignore[union-attr]

    path = altered(issued.path, change)
    assert issued.check(path).ok
    assert "suzhi:C1-1:plain" in {figure.tag for figure in read_figures(path)}


def test_a_footnote_is_text_too(issued: Issued) -> None:
    content = parts(issued.path)
    text = "<w:p><w:r><w:t>实为80%</w:t></w:r></w:p>"
    note = f'<w:footnotes xmlns:w="{W[1:-1]}"><w:footnote w:id="2">{text}</w:footnote></w:footnotes>'
    content["word/footnotes.xml"] = note.encode()
    (finding,) = issued.check(pack(issued.path.with_name("noted.docx"), content)).findings
    assert (finding.kind, finding.place, finding.found) == ("prose", "脚注第1段", "实为80%")


def test_a_text_box_is_text_too(issued: Issued) -> None:
    def change(tree: etree._Element) -> None:
        run = next(paragraph_of(prose(tree, "规划所列")).iter(f"{W}r"))
        box = etree.SubElement(etree.SubElement(run, f"{W}pict"), f"{W}txbxContent")
        inner = etree.SubElement(etree.SubElement(box, f"{W}p"), f"{W}r")
        etree.SubElement(inner, f"{W}t").text = "更正：95%"

    (finding,) = issued.check(altered(issued.path, change)).findings
    assert (finding.kind, finding.found) == ("prose", "更正：95%")


def test_deleted_text_under_revision_is_gone(issued: Issued) -> None:
    def change(tree: etree._Element) -> None:
        node = control(tree, "suzhi:V1:full")
        gone = etree.Element(f"{W}del")
        node.addprevious(gone)
        gone.append(node)

    assert said(issued.check(altered(issued.path, change))) == [("removed", "suzhi:V1:full")]


def test_a_picture_laid_over_is_remarked(issued: Issued) -> None:
    def change(tree: etree._Element) -> None:
        run = next(tree.iter(f"{W}r"))
        etree.SubElement(run, "{http://schemas.openxmlformats.org/drawingml/2006/main}blip")

    verdict = issued.check(altered(issued.path, change))
    assert verdict.ok
    assert "1 张外加的图片" in verdict.notes[0]
