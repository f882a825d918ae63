"""Binds the body into a document: styles, footers, properties, the manifest."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from lxml import etree

from suzhi.domains.reports.document.blocks import Tags, paragraph
from suzhi.domains.reports.document.content import AnnualReport
from suzhi.domains.reports.document.layout import fonts_part, section_properties, settings_part, styles_part
from suzhi.domains.reports.document.manifest import Manifest, Point, embed
from suzhi.domains.reports.document.package import Package, el, q, root, writable
from suzhi.domains.reports.document.reader import blocks_of, paragraph_place

DOCUMENT = "word/document.xml"


def _footer(style: str) -> etree._Element:
    node = paragraph(style, ("— ",), Tags())
    for kind in ("begin", "", "separate", "1", "end"):
        run = el("w:r")
        if kind in ("begin", "separate", "end"):
            run.append(el("w:fldChar", {"w:fldCharType": kind}))
        else:
            run.append(el("w:t", None, kind) if kind else el("w:instrText", None, " PAGE "))
        node.append(run)
    tail = el("w:t", None, " —")
    tail.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    node.append(el("w:r", None, tail))
    return root("w:ftr", "w", node)


def bind(
    package: Package,
    body: Sequence[etree._Element],
    points: Sequence[Point],
    report: AnnualReport,
    path: Path,
    free: Sequence[etree._Element] = (),
) -> Manifest:
    """Saves the document and gives its manifest, read back from the very text that was set.

    ``free``: the paragraphs of the body that people wrote.
    """
    package.relate("", "officeDocument", DOCUMENT)
    for name, node in (("styles", styles_part()), ("settings", settings_part()), ("fontTable", fonts_part())):
        package.add(f"word/{name}.xml", node, name)
        package.relate(DOCUMENT, name, f"{name}.xml")
    feet = []
    for number, style in enumerate(("PageOdd", "PageEven"), start=1):
        package.add(f"word/footer{number}.xml", _footer(style), "footer")
        feet.append(package.relate(DOCUMENT, "footer", f"footer{number}.xml"))
    content = el("w:body", None, *body, section_properties(*feet))
    document = root("w:document", "w r a wp c", content)
    etree.cleanup_namespaces(document, keep_ns_prefixes=["w", "r"])
    package.add(DOCUMENT, document, "document.main")
    blocks = tuple(blocks_of(document))
    manifest = Manifest(blocks, tuple(points), ("——",), _places(body, free))
    embed(package, manifest)
    _properties(package, report)
    package.save(path)
    return manifest


def _places(body: Sequence[etree._Element], free: Sequence[etree._Element]) -> frozenset[str]:
    """Where those paragraphs stand, in the words by which the reader of a document names a place."""
    wanted, passed, found = set(free), 0, set()
    for node in body:
        if node.tag == q("w:p") and any(text.strip() for text in node.itertext(q("w:t"))):
            passed += 1
            if node in wanted:
                found.add(paragraph_place(passed))
    return frozenset(found)


def _properties(package: Package, report: AnnualReport) -> None:
    stamp = f"{report.dated.isoformat()}T00:00:00Z"
    node = root("cp:coreProperties", "cp dc dcterms xsi")
    subject = f"{report.plan_title} {report.unit_name} {report.year}"
    for name, text in (
        ("dc:title", report.title),
        ("dc:subject", subject),
        ("dc:creator", report.issuer),
        ("cp:lastModifiedBy", report.issuer),
        ("dc:language", "zh-CN"),
    ):
        etree.SubElement(node, q(name)).text = writable(text)
    for name in ("dcterms:created", "dcterms:modified"):
        moment = etree.SubElement(node, q(name))
        moment.text = stamp
        moment.set(q("xsi:type"), "dcterms:W3CDTF")
    package.add("docProps/core.xml", node, "application/vnd.openxmlformats-package.core-properties+xml")
    package.relate(
        "",
        "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
        "docProps/core.xml",
    )
