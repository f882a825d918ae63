"""The facts on the face of an official document: number, issuer, date, addressees, title, period, parents."""

from __future__ import annotations

import re
from datetime import date

from suzhi.domains.reading.intake.source import Source
from suzhi.domains.reading.layout import DATE_LINE, FOOTER, Layout, is_wrapper
from suzhi.domains.reading.masthead import NUMBER, organs
from suzhi.domains.reading.model import Document, Parent
from suzhi.domains.reading.numbers import DIGITS, chinese_number
from suzhi.domains.reading.paragraphs import Paragraph
from suzhi.domains.reading.period import read_period

_ORGAN = re.compile(
    r"^[\u4e00-\u9fff()·、]{2,40}(?:工会|工会[\u4e00-\u9fff]{2,8}分会|委员会|工作委员会|党委|办公室|政府|局|厅|部|院|公司|中心|协会|联合会|领导小组|管委会)$"
)
_WRITTEN_DATE = re.compile(r"((?:19|20)\d\d)[年—./-](\d{1,2})[月—./-](\d{1,2})(?:日|(?!\d))")
_CHINESE_DATE = re.compile(
    r"([二一][〇○零O0一二三四五六七八九]{3})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日"
)
_ISSUER_BEFORE = re.compile(r"^[\u4e00-\u9fff]{2,12}?(?:工会|委员会|办公室)(?=[\u4e00-\u9fff]{2,6}[\[(<])")
_PARENT = re.compile(
    r"《([^《》]{1,150})》\(([\u4e00-\u9fff]{1,16}[\[(?](?:19|20)\d\d[\])?](?:第)?\d{1,4}号)\)"
)


def read_facts(source: Source, layout: Layout, everything: list[Paragraph]) -> Document:
    wrapped = is_wrapper(everything)
    title = _title(source, layout, everything)
    issued = _date(layout)
    intro = layout.head + layout.title + _before_first(layout.body)
    return Document(
        number=_number(layout, everything),
        issuer=_issuer(layout, everything),
        date=issued.isoformat() if issued else None,
        title=title,
        period=read_period(title, layout, _before_first(layout.body), issued),
        addressees=_addressees(source, layout),
        parents=_parents(intro + _basis(layout.body), _number(layout, everything)),
        notice_title=_notice_title(everything) if wrapped else None,
    )


def _basis(body: list[Paragraph]) -> list[Paragraph]:
    """The first clause may name what the plan rests on."""
    numbered = [p for p in body if p.marker][:3]
    return [p for p in numbered if re.search(r"(?:根据|依据|按照)[^。]{0,40}《", p.bare)]


def _before_first(body: list[Paragraph]) -> list[Paragraph]:
    out: list[Paragraph] = []
    for paragraph in body:
        if paragraph.marker:
            break
        out.append(paragraph)
    return out


def normal_number(text: str) -> str:
    """乐工发[2016]43号, with whatever brackets, in the official 〔〕."""
    match = NUMBER.search(text)
    return f"{match.group(1)}〔{match.group(2)}〕{match.group(3)}号" if match else text


def _number(layout: Layout, everything: list[Paragraph]) -> str | None:
    """The document's own number stands on a line of its own, not in a sentence."""
    for paragraph in layout.masthead:
        if match := NUMBER.search(paragraph.bare):
            return normal_number(_ISSUER_BEFORE.sub("", match.group(0)))
    for paragraph in everything[:20] + layout.tail:
        bare = re.sub(r"^(?:发文字号|文号|文件编号|编号)[：]?", "", paragraph.bare)
        bare = re.sub(r"(?:签发人|签发)[：].*$", "", bare)
        match = NUMBER.search(bare)
        if (
            match
            and match.start() <= 12
            and re.fullmatch(r".?|.{0,2}\d{4}年\d{1,2}月\d{1,2}日(?:印发|发布|发)?", bare[match.end() :])
            and not re.search(r"[《》，。]", bare)
        ):
            return normal_number(_ISSUER_BEFORE.sub("", match.group(0)))
    return None


def _date(layout: Layout) -> date | None:
    """The date that stands on a line of its own, first in the notice, then at the end of the plan."""
    for group in (layout.head, layout.title, layout.masthead, layout.body[:3], layout.tail):
        for paragraph in group:
            if DATE_LINE.match(paragraph.bare) and (found := read_date(paragraph.bare)):
                return found
    for paragraph in _before_first(layout.body):
        if re.match(r"(?:印发|发文|成文|发布)(?:日期|时间)", paragraph.bare):
            return read_date(paragraph.bare)
    for paragraph in layout.masthead + layout.head + layout.title + layout.tail:
        if len(paragraph.bare) <= 80 and (found := read_date(paragraph.bare)):
            return found
    return None


def read_date(bare: str) -> date | None:
    match = _WRITTEN_DATE.search(bare)
    parts = [int(part) for part in match.groups()] if match else []
    if not match and (match := _CHINESE_DATE.search(bare)):
        year = "".join(str(DIGITS.get(c, 0)) for c in match.group(1))
        parts = [int(year), *(int(chinese_number(part) or 0) for part in match.groups()[1:])]
    try:
        return date(*parts) if parts else None
    except ValueError:
        return None


def _issuer(layout: Layout, everything: list[Paragraph]) -> str | None:
    """The name above the date; else the letterhead; else the organ that the title begins with."""
    for group in (layout.head, layout.tail):
        dates = [i for i, p in enumerate(group) if DATE_LINE.match(p.bare)]
        if dates:
            names: list[str] = []
            for paragraph in reversed(group[: dates[0]]):
                if not _ORGAN.match(paragraph.bare):
                    break
                names[0:0] = organs(paragraph.bare) or [paragraph.bare]
            if names:
                return "、".join(names)
    if named := [name for paragraph in layout.masthead for name in organs(paragraph.bare)]:
        return "、".join(named)
    for paragraph in everything[:6]:
        bare = paragraph.bare.removesuffix("文件")
        if _ORGAN.match(bare) and not paragraph.marker:
            return bare
    opening = "".join(p.bare for p in everything[:5])
    match = re.search(r"([\u4e00-\u9fff]{2,16}?(?:总工会|工会|委员会|局|厅))(?:关于|印发)", opening)
    return match.group(1) if match else None


def _lines(source: Source, group: list[Paragraph]) -> str:
    """Title lines as written, put together without the blanks of centring."""
    out = ""
    for paragraph in group:
        for piece in source.text[paragraph.start : paragraph.end].split("\n"):
            out += re.sub(r"(?<=[\u4e00-\u9fff])[ \t\u3000]+(?=[\u4e00-\u9fff(（])", "", piece.strip())
    return out


def _title(source: Source, layout: Layout, everything: list[Paragraph]) -> str | None:
    lines = [p for p in layout.title if not re.search(r"号$", p.bare)]
    if lines:
        return _lines(source, _without_letterhead(lines))
    notice = _notice_title(everything)
    named = re.search(r"《(.+)》", notice or "")
    return named.group(1) if named else notice


def _without_letterhead(lines: list[Paragraph]) -> list[Paragraph]:
    """The organ's name above the title is a letterhead if the title names the place again."""
    first, *others = lines
    if not others or not _ORGAN.match(first.bare):
        return lines
    repeats = others[0].bare.startswith((first.bare[:2], "关于")) or not others[0].bare.strip()
    return others if repeats and not others[0].bare.startswith("关于") else lines


def _notice_title(everything: list[Paragraph]) -> str | None:
    opening: list[str] = []
    for paragraph in everything[:14]:
        bare = paragraph.bare
        if paragraph.marker or bare.endswith("：") or FOOTER.match(bare):
            break
        if NUMBER.search(bare) and "《" not in bare:
            opening = []
            continue
        if bare.endswith("文件"):
            continue
        opening.append(bare)
        if bare.endswith(("通知", "函", "意见", "决定")):
            return "".join(opening).replace("(", "（").replace(")", "）")
    return None


def _addressees(source: Source, layout: Layout) -> list[str]:
    for paragraph in (layout.head or layout.title + layout.body)[:14]:
        bare = paragraph.bare
        if bare.endswith("：") and paragraph.marker is None and re.search(r"工会|各|单位|部门", bare):
            raw = "".join(source.text[paragraph.start : paragraph.end].split()).rstrip("：:")
            return [part for part in split_names(raw) if part]
    return []


def split_names(raw: str) -> list[str]:
    """Names are parted by commas; by 、 only where there is no comma."""
    separators = "，,；;" if re.search(r"[，,；;]", raw) else "、"
    out, depth = [""], 0
    for char in raw:
        depth += (char in "（(") - (char in "）)")
        if char in separators and depth <= 0:
            out.append("")
        else:
            out[-1] += char
    return out


def _parents(intro: list[Paragraph], own: str | None) -> list[Parent]:
    """Numbered documents that the notice or the preamble names as the basis."""
    found: dict[str, Parent] = {}
    text = "".join(p.bare for p in intro)
    for match in _PARENT.finditer(text):
        number = normal_number(match.group(2))
        if number != own:
            found.setdefault(number, Parent(number, match.group(1).replace("(", "（").replace(")", "）")))
    for match in NUMBER.finditer(text):
        number = normal_number(match.group(0))
        known = any(number.endswith(other) or other.endswith(number) for other in found)
        if number != own and not known and text[: match.start()].endswith("("):
            found.setdefault(number, Parent(number, None))
    return list(found.values())
