"""The front of the reader: a file's bytes in, a reading out."""

from __future__ import annotations

from suzhi.domains.reading import refusals
from suzhi.domains.reading.ambiguities import find_ambiguities
from suzhi.domains.reading.annexes import read_annex
from suzhi.domains.reading.facts import read_facts
from suzhi.domains.reading.frame import Frame
from suzhi.domains.reading.intake.detect import read_source
from suzhi.domains.reading.intake.source import Source
from suzhi.domains.reading.layout import Layout, lay_out
from suzhi.domains.reading.model import Annex, Doubtful, Reading
from suzhi.domains.reading.outline import build_outline, clauses_of, rows_as_clauses
from suzhi.domains.reading.paragraphs import read_paragraphs
from suzhi.domains.reading.targets.find import find_elsewhere, find_in_clauses


def read_document(data: bytes, filename: str) -> Reading:
    """Read an official plan (.txt, .md, .docx); refuses with a Chinese reason and remedy."""
    source = read_source(data, filename)
    paragraphs = read_paragraphs(source)
    layout = lay_out(paragraphs)
    outline = build_outline(layout.body)
    if not outline.nodes:
        outline = rows_as_clauses(layout.body)
    if not outline.nodes:
        raise refusals.no_clauses()
    document = read_facts(source, layout, paragraphs)
    frame = Frame.of(document)
    notice = build_outline(layout.head, part="notice")
    findings = find_in_clauses(source, outline.nodes, frame)
    annexes = [read_annex(source, group) for group in layout.annexes if group]
    elsewhere = find_elsewhere(source, layout.head, frame, "", "notice")
    elsewhere += find_elsewhere(source, outline.preamble, frame, "", "preamble")
    elsewhere += _in_annexes(source, layout, annexes, frame)
    clauses = clauses_of(source, outline)
    return Reading(
        document=document,
        clauses=clauses + clauses_of(source, notice),
        targets=sorted(findings.targets, key=lambda target: (target.place.start, target.place.end)),
        ambiguities=find_ambiguities(document, clauses, findings, source),
        doubtful=sorted(findings.doubtful + elsewhere, key=lambda item: item.place.start),
        open_goals=findings.open_goals,
        annexes=annexes,
        warnings=outline.warnings + findings.warnings,
        text=source.text,
    )


def _in_annexes(source: Source, layout: Layout, annexes: list[Annex], frame: Frame) -> list[Doubtful]:
    """Figures in tables of tasks repeat the plan; lists of people hold none."""
    out: list[Doubtful] = []
    groups = [group for group in layout.annexes if group]
    for group, annex in zip(groups, annexes, strict=True):
        if not annex.members:
            out += find_elsewhere(source, group, frame, "", "annex")
    return out
