"""Annexes: their titles, and the people on a list of a leading group."""

from __future__ import annotations

import re

from suzhi.domains.reading.intake.source import Source
from suzhi.domains.reading.layout import ANNEX_HEAD, titled
from suzhi.domains.reading.model import Annex, Member, Place
from suzhi.domains.reading.paragraphs import Paragraph

_ROLES = "常务副组长|副组长|组长|办公室主任|办公室副主任|副主任|主任|成员单位|成员|秘书长|联络员|顾问|召集人"
_ROLE = re.compile(
    r"^\s*((?:"
    + "|".join(r"[ \t\u3000]*".join(role) for role in _ROLES.split("|"))
    + r"))[ \t\u3000]*[:：][ \t\u3000]*"
)
_PERSON = re.compile(
    r"^\s*([\u4e00-\u9fff]·?(?:[\u4e00-\u9fff·]{1,9})|[\u4e00-\u9fff][ \t\u3000]+[\u4e00-\u9fff])"
    r"(?:[ \t\u3000]+|[,，(（])(\S.*?)[)）]?\s*$"
)
_OFFICE = re.compile(r"办公室(?:设在|设于)([^，。；,()（）]+)")
_OFFICERS = re.compile(r"(副?主任)[:：]([\u4e00-\u9fff]{2,4})")


def read_annex(source: Source, group: list[Paragraph]) -> Annex:
    title, rest = _title(source, group)
    members: list[Member] = []
    office = None
    role = ""
    for paragraph in rest:
        raw = source.text[paragraph.start : paragraph.end]
        if found := _OFFICE.search(raw):
            office = found.group(1).strip()
            members += [Member(f"办公室{post}", name, office) for post, name in _OFFICERS.findall(raw)]
            continue
        for line in raw.split("\n"):
            role = _member(line, role, members)
    first, last = group[0], group[-1]
    text = source.text[first.start : last.end]
    return Annex(title, tuple(members), office, text, Place(first.start, last.end, first.line))


def _member(line: str, role: str, members: list[Member]) -> str:
    """Adds the person on the line; returns the role that the following lines go on with."""
    match = _ROLE.match(line)
    if match:
        role = re.sub(r"\s", "", match.group(1))
        line = line[match.end() :]
    line = line.replace(" | ", "  ")
    person = _PERSON.match(line) if role else None
    if person:
        members.append(Member(role, re.sub(r"\s", "", person.group(1)), " ".join(person.group(2).split())))
    return role


def _title(source: Source, group: list[Paragraph]) -> tuple[str, list[Paragraph]]:
    rest = list(group)
    if rest and ANNEX_HEAD.match(rest[0].bare):
        rest.pop(0)
    lines: list[str] = []
    while (
        rest
        and titled(rest[0])
        and len(lines) < 4
        and not _ROLE.match(source.text[rest[0].start : rest[0].end])
    ):
        if lines and (rest[0].gap or len(rest[0].bare) > 40):
            break
        lines.append(rest.pop(0).bare)
    title = "".join(lines).replace("(", "（").replace(")", "）")
    return re.sub(r"^附(?:件|表|录)?(?:\d{1,2}|[一二三四五六七八九十]{1,2})?[：]?", "", title) or group[
        0
    ].bare, rest
