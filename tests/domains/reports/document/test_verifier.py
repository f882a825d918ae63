"""What the check says about documents that were altered, each in one place."""

from __future__ import annotations

import copy
import shutil
import subprocess
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from domains.reports.document.city import counted, covered, material
from domains.reports.document.issued import Issued, figures_of
from domains.reports.document.tampering import (
    C,
    W,
    altered,
    control,
    letters,
    pack,
    paragraph_of,
    parts,
    prose,
    unwrap,
)
from suzhi.domains.reports.document.annual import write_annual
from suzhi.domains.reports.document.compose import compose_annual
from suzhi.domains.reports.document.content import Figure
from suzhi.domains.reports.document.manifest import Manifest
from suzhi.domains.reports.document.material import Task, Words
from suzhi.domains.reports.document.verdict import Verdict
from suzhi.domains.reports.document.verifier import read_figures, verify
from suzhi.kernel.errors import Refusal

CHART = "word/charts/chart1.xml"


def said(verdict: Verdict) -> list[tuple[str, str]]:
    return [(finding.kind, finding.tag) for finding in verdict.findings]


def test_an_untouched_report_passes(issued: Issued) -> None:
    verdict = issued.check()
    assert verdict.ok, verdict.summary
    assert verdict.checked == len(issued.manifest.tags) > 150
    assert verdict.notes == ()


def test_the_copy_inside_serves_who_has_nothing_else(issued: Issued) -> None:
    verdict = verify(issued.path, issued.values.get)
    assert verdict.ok
    assert "自带的清单" in verdict.notes[0]


def test_figures_can_be_listed(issued: Issued) -> None:
    found = read_figures(issued.path)
    assert ("suzhi:V1:full", "V1", "92.00%（230/250）") in [(f.tag, f.value_id, f.text) for f in found]
    assert "H2" in {figure.value_id for figure in found if "图1" in figure.place}


def test_one_digit_in_a_sentence(issued: Issued) -> None:
    def change(tree: etree._Element) -> None:
        letters(control(tree, "suzhi:V1:full")).text = "93.00%（230/250）"

    (finding,) = issued.check(altered(issued.path, change)).findings
    assert (finding.kind, finding.value_id, finding.name) == ("changed", "V1", "规模以上企业参与面")
    assert (finding.expected, finding.found) == ("92.00%（230/250）", "93.00%（230/250）")
    assert "应为“92.00%（230/250）”" in finding.message


def test_one_digit_in_a_cell(issued: Issued) -> None:
    def change(tree: etree._Element) -> None:
        letters(control(tree, "suzhi:C3-4:plain")).text = "20"

    (finding,) = issued.check(altered(issued.path, change)).findings
    assert (finding.kind, finding.tag, finding.place) == ("changed", "suzhi:C3-4:plain", "表2第4行第2列")


def test_one_number_in_a_chart(issued: Issued) -> None:
    def change(tree: etree._Element) -> None:
        next(node for node in tree.iter(f"{C}v") if node.text == "83.75").text = "93.75"

    (finding,) = issued.check(altered(issued.path, change, CHART)).findings
    assert (finding.kind, finding.value_id) == ("changed", "H1")
    assert "2016年" in finding.place


def test_names_swapped_under_the_bars(issued: Issued) -> None:
    def change(tree: etree._Element) -> None:
        for labels in tree.iter(f"{C}cat"):
            first, second = list(labels.iter(f"{C}v"))[:2]
            first.text, second.text = second.text, first.text

    verdict = issued.check(altered(issued.path, change, "word/charts/chart3.xml"))
    assert sorted(finding.value_id for finding in verdict.findings) == ["C1-4", "C2-4"]


def test_a_label_typed_over_a_bar(issued: Issued) -> None:
    def change(tree: etree._Element) -> None:
        labels = next(tree.iter(f"{C}dLbls"))
        label = etree.Element(f"{C}dLbl")
        etree.SubElement(label, f"{C}idx", val="0")
        etree.SubElement(label, f"{C}tx")
        labels.insert(0, label)

    assert [f.kind for f in issued.check(altered(issued.path, change, CHART)).findings] == ["prose"]


def test_two_figures_swapped_in_text(issued: Issued) -> None:
    def change(tree: etree._Element) -> None:
        one, two = (letters(control(tree, tag)) for tag in ("suzhi:C1-1:plain", "suzhi:C2-1:plain"))
        one.text, two.text = two.text, one.text

    assert said(issued.check(altered(issued.path, change))) == [
        ("changed", "suzhi:C1-1:plain"),
        ("changed", "suzhi:C2-1:plain"),
    ]


def test_two_figures_swapped_with_their_controls(issued: Issued) -> None:
    def change(tree: etree._Element) -> None:
        one, two = (control(tree, tag) for tag in ("suzhi:C1-1:plain", "suzhi:C2-1:plain"))
        home, other = one.getparent(), two.getparent()
        assert home is not None and other is not None
        home.append(two)
        other.append(one)

    assert said(issued.check(altered(issued.path, change))) == [
        ("moved", "suzhi:C1-1:plain"),
        ("moved", "suzhi:C2-1:plain"),
    ]


def test_a_figure_removed(issued: Issued) -> None:
    def change(tree: etree._Element) -> None:
        node = control(tree, "suzhi:V3:valued")
        node.getparent().remove(node)  # type: ignore[union-attr]

    assert said(issued.check(altered(issued.path, change))) == [("removed", "suzhi:V3:valued")]


def test_a_figure_doubled(issued: Issued) -> None:
    def change(tree: etree._Element) -> None:
        node = control(tree, "suzhi:V3:valued")
        node.addnext(copy.deepcopy(node))

    assert said(issued.check(altered(issued.path, change))) == [("duplicated", "suzhi:V3:valued")]


def test_a_foreign_figure_added(issued: Issued) -> None:
    def change(tree: etree._Element) -> None:
        node = copy.deepcopy(control(tree, "suzhi:V3:valued"))
        mark = node.find(f"{W}sdtPr/{W}tag")
        assert mark is not None
        mark.set(f"{W}val", "suzhi:X9:full")
        control(tree, "suzhi:V1:full").addnext(node)

    assert said(issued.check(altered(issued.path, change))) == [("added", "suzhi:X9:full")]


def test_plain_prose_edited(issued: Issued) -> None:
    def change(tree: etree._Element) -> None:
        node = prose(tree, "规划所列")
        node.text = (node.text or "").replace("达成 2 项", "达成 3 项")

    (finding,) = issued.check(altered(issued.path, change)).findings
    assert finding.kind == "prose"
    assert "正文文字有改动" in finding.message
    assert "达成2项" in finding.expected and "达成3项" in finding.found


def test_a_digit_typed_before_a_figure(issued: Issued) -> None:
    def change(tree: etree._Element) -> None:
        node = prose(tree, "规模以上企业参与面：")
        node.text = (node.text or "") + "1"

    assert [f.kind for f in issued.check(altered(issued.path, change)).findings] == ["prose"]


@pytest.mark.parametrize("text", ["另有一段。", "集中普法活动：9,999 场次。"])
def test_a_paragraph_added(issued: Issued, text: str) -> None:
    def change(tree: etree._Element) -> None:
        node = copy.deepcopy(paragraph_of(prose(tree, "规划所列")))
        next(node.iter(f"{W}t")).text = text
        paragraph_of(prose(tree, "规划所列")).addnext(node)

    (finding,) = issued.check(altered(issued.path, change)).findings
    assert (finding.kind, finding.found) == ("prose", text.replace(" ", ""))


def test_a_paragraph_removed_names_its_figures(issued: Issued) -> None:
    def change(tree: etree._Element) -> None:
        node = paragraph_of(prose(tree, "法律援助热线开通："))
        node.getparent().remove(node)  # type: ignore[union-attr]

    kinds = said(issued.check(altered(issued.path, change)))
    assert kinds == [("removed", "suzhi:V6:full"), ("removed", "suzhi:V6:state:2"), ("prose", "")]


def test_a_figure_hidden_behind_typed_text(issued: Issued) -> None:
    def change(tree: etree._Element) -> None:
        run = next(control(tree, "suzhi:V1:full").iter(f"{W}r"))
        properties = etree.Element(f"{W}rPr")
        etree.SubElement(properties, f"{W}vanish")
        run.insert(0, properties)

    assert said(issued.check(altered(issued.path, change))) == [("changed", "suzhi:V1:full")]


def test_a_page_number_is_not_prose_but_a_headline_is(issued: Issued) -> None:
    def change(tree: etree._Element) -> None:
        next(tree.iter(f"{W}t")).text = "内部资料 — "

    (finding,) = issued.check(altered(issued.path, change, "word/footer2.xml")).findings
    assert (finding.kind, finding.place) == ("prose", "页眉页脚")


def test_controls_dropped_by_a_program_do_not_matter(issued: Issued) -> None:
    def change(tree: etree._Element) -> None:
        for node in list(tree.iter(f"{W}sdt")):
            unwrap(node)

    assert issued.check(altered(issued.path, change)).ok


def test_a_digit_is_found_even_where_controls_were_dropped(issued: Issued) -> None:
    def change(tree: etree._Element) -> None:
        letters(control(tree, "suzhi:V2:valued")).text = "2,970 场次"
        letters(control(tree, "suzhi:C3-4:plain")).text = "20"
        for node in list(tree.iter(f"{W}sdt")):
            unwrap(node)

    assert said(issued.check(altered(issued.path, change))) == [
        ("changed", "suzhi:V2:valued"),
        ("changed", "suzhi:C3-4:plain"),
    ]


def test_runs_broken_by_an_editor_do_not_matter(issued: Issued) -> None:
    def change(tree: etree._Element) -> None:
        for node in list(tree.iter(f"{W}r")):
            text = node.find(f"{W}t")
            if text is None or not text.text or len(text.text) < 2:
                continue
            second = copy.deepcopy(node)
            text.text, second.find(f"{W}t").text = text.text[:1], text.text[1:]  # type: ignore[union-attr]
            node.addnext(second)

    assert issued.check(altered(issued.path, change)).ok


def test_a_frozen_value_that_is_not_on_record(issued: Issued) -> None:
    known = {key: value for key, value in issued.values.items() if key != "V3"}
    verdict = verify(issued.path, known.get, issued.manifest)
    assert {finding.kind for finding in verdict.findings} == {"unknown"}
    assert {finding.value_id for finding in verdict.findings} == {"V3"}


def test_a_manifest_forged_with_the_figure_does_not_help(issued: Issued) -> None:
    """Who changes the copy inside as well still meets the frozen values and the kept manifest."""
    content = parts(issued.path)
    for name in ("word/document.xml", "customXml/item1.xml"):
        content[name] = content[name].replace("92.00%（230/250）".encode(), "99.00%（230/250）".encode())
    forged = pack(issued.path.with_name("forged.docx"), content)
    assert said(verify(forged, issued.values.get)) == [("changed", "suzhi:V1:full")]


def test_text_that_only_some_programs_show(issued: Issued) -> None:
    mc = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

    def change(tree: etree._Element) -> None:
        node = control(tree, "suzhi:V1:full")
        both = etree.Element(f"{mc}AlternateContent")
        node.addprevious(both)
        other = copy.deepcopy(node)
        letters(other).text = "99.00%"
        etree.SubElement(both, f"{mc}Choice", Requires="w99").append(node)
        etree.SubElement(both, f"{mc}Fallback").append(other)

    (finding,) = issued.check(altered(issued.path, change)).findings
    assert (finding.kind, finding.place) == ("prose", "只在部分软件中显示的文字")


def test_manifest_travels_as_json(issued: Issued) -> None:
    again = Manifest.from_json(issued.manifest.to_json())
    assert again.tags == issued.manifest.tags
    assert verify(issued.path, issued.values.get, again).ok


@pytest.mark.parametrize("text", ["", "{}", '{"version": 9}', "[1]", "[" * 5000])
def test_a_broken_manifest_is_refused(text: str) -> None:
    with pytest.raises(Refusal) as caught:
        Manifest.from_json(text)
    assert caught.value.code == "reports.bad_manifest"


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not here")
def test_a_report_saved_again_by_libreoffice_passes(issued: Issued, tmp_path: Path) -> None:
    (tmp_path / "saved").mkdir()
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless",
         "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(tmp_path / "saved"), str(issued.path)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    saved = tmp_path / "saved" / issued.path.name
    verdict = issued.check(saved)
    assert verdict.ok, [finding.message for finding in verdict.findings]

    content = parts(saved)
    assert content["word/document.xml"].count(b"2,870") >= 1
    content["word/document.xml"] = content["word/document.xml"].replace(b"2,870", b"2,970", 1)
    verdict = issued.check(pack(tmp_path / "touched.docx", content))
    assert [finding.value_id for finding in verdict.findings] == ["V2"]


_shares = st.tuples(st.integers(0, 5000), st.integers(1, 5000))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(_shares, min_size=1, max_size=6), st.lists(st.integers(0, 10**7), max_size=6), st.data())
def test_any_figures_come_back(
    tmp_path: Path, shares: list[tuple[int, int]], counts: list[int], data: st.DataObject
) -> None:
    figures: list[Figure] = [
        covered(f"R{n}", *share, code=f"r{n}", name=f"比率{n}") for n, share in enumerate(shares)
    ]
    figures += [counted(f"N{n}", count, code=f"n{n}", name=f"次数{n}") for n, count in enumerate(counts)]
    report = compose_annual(replace(material(), tasks=(Task("任务", tuple(figures)),), units=(), history={}))
    path = tmp_path / "random.docx"
    manifest = write_annual(report, path)
    values = figures_of(report)
    assert verify(path, values.get, manifest).ok
    chosen = data.draw(st.sampled_from(figures))
    # Larger than any that is drawn, so that it is another value whichever was chosen.
    other = values | {chosen.value_id: replace(chosen, value=Fraction(10**8), numerator=1, denominator=7)}
    named = {finding.value_id for finding in verify(path, other.get, manifest).findings}
    assert named == {chosen.value_id}


def _with_words(tmp_path: Path) -> Issued:
    report = compose_annual(
        replace(material(), words=Words(practices="开办书屋。\n送书到车间。", problems="书少。"))
    )
    path = tmp_path / "words.docx"
    return Issued(path, report, write_annual(report, path), figures_of(report))


def test_changed_words_of_people_are_told_apart_and_make_nothing_untrue(tmp_path: Path) -> None:
    issued = _with_words(tmp_path)
    assert issued.check().ok and not issued.check().free

    def rewrite(tree: etree._Element) -> None:
        first = prose(tree, "送书到车间")
        first.text = "送书到班组。"
        more = copy.deepcopy(paragraph_of(first))
        letters(more).text = "又请了讲师。"
        paragraph_of(first).addnext(more)

    verdict = issued.check(altered(issued.path, rewrite))
    assert verdict.ok
    assert [finding.found for finding in verdict.free] == ["送书到班组。", "又请了讲师。"]
    assert "由人填写的文字有 2 处改动" in verdict.summary


def test_other_words_stay_guarded_beside_the_words_of_people(tmp_path: Path) -> None:
    issued = _with_words(tmp_path)
    verdict = issued.check(
        altered(issued.path, lambda tree: setattr(prose(tree, "规划所列"), "text", "另说"))
    )
    assert not verdict.ok and not verdict.free


def test_the_copy_inside_knows_the_words_of_people(tmp_path: Path) -> None:
    issued = _with_words(tmp_path)
    assert Manifest.from_json(issued.manifest.to_json()).free == issued.manifest.free
    assert len(issued.manifest.free) == 3
