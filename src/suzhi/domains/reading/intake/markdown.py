"""Markdown: its marks are taken off, its tables kept; the numbering of a plan is in its words."""

from __future__ import annotations

import re

from suzhi.domains.reading.intake.source import Source, SourceBuilder

_HEADING = re.compile(r"^\s{0,3}#{1,6}\s+(.*?)\s*#*\s*$")
_QUOTE = re.compile(r"^\s{0,3}>\s?")
_BULLET = re.compile(r"^(\s*)[-*+]\s+(?=\S)")
_RULE = re.compile(r"^\s{0,3}([-*_])(?:\s*\1){2,}\s*$")
_EMPHASIS = re.compile(r"(\*\*|__|~~|`)(?=\S)(.{1,400}?)(?<=\S)\1")
_ITALIC = re.compile(r"(?<![*\w])\*(?=\S)([^*\n]{1,400}?)(?<=\S)\*(?![*\w])")
_LINK = re.compile(r"!?\[([^\]\n]{0,300})\]\([^)\n]{0,500}\)")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|>~])")
_HTML = re.compile(r"<!--.{0,500}?-->|</?[a-zA-Z][^<>\n]{0,300}>")
_DELIMITER = re.compile(r"^\s*\|?\s*:?-{2,}:?\s*(\|\s*:?-{2,}:?\s*)*\|?\s*$")
_FRONT = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)


def read_markdown(text: str) -> Source:
    """The text without marks; tables become rows of cells."""
    builder = SourceBuilder()
    rows: list[list[str]] = []
    for line in _FRONT.sub("", text).split("\n"):
        if line.strip().startswith("|") and line.count("|") >= 2:
            if not _DELIMITER.match(line):
                rows.append([_plain(cell) for cell in line.strip().strip("|").split("|")])
            continue
        if rows:
            builder.table(rows)
            rows = []
        builder.line(_line(line))
    if rows:
        builder.table(rows)
    return builder.build()


def _line(line: str) -> str:
    if _RULE.match(line) or line.strip().startswith("```"):
        return ""
    line = _QUOTE.sub("", line)
    heading = _HEADING.match(line)
    if heading:
        line = heading.group(1)
    return _plain(_BULLET.sub(r"\1", line))


def _plain(text: str) -> str:
    text = _HTML.sub("", text)
    text = _LINK.sub(r"\1", text)
    for _ in range(2):
        text = _EMPHASIS.sub(r"\2", text)
    return _ESCAPE.sub(r"\1", _ITALIC.sub(r"\1", text))
