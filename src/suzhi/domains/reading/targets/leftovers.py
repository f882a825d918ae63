"""No number is lost: what is neither a goal nor in doubt is listed as well, with the reason why it was passed over."""

from __future__ import annotations

import re

from suzhi.domains.reading.targets.sentences import Sentence

_FIGURE = re.compile(
    r"\d[\d,.]*(?:[百千万亿%‰]+)?|[百千万]分之[零一二三四五六七八九十百]{1,9}|[一二两三四五六七八九]?[十百千万亿][一二三四五六七八九十百千万亿]+|[二两三四五六七八九][十百千万亿]"
)
# What is cited or dialled counts nothing: titles, document numbers, annexes, telephones, clause numbers.
_CITED = re.compile(
    r"《[^》]{1,80}》|[\[(](?:19|20)\d\d[\])](?:第)?\d{1,4}号|附(?:件|表)\d{1,2}|(?:(?<![报制])表|图|专栏)\d{1,2}(?![\d张份个幅])|(?<!\d)(?:0\d{2,3}—?\d{7,8}|1\d{10}|400—?\d{3}—?\d{4})(?!\d)"
    r"|“?(?:十[一二三四五六七八九]|二十|[五六七八九])五”?(?=时期|期间|规划|末|普法|”)|第[\d一二三四五六七八九十百]{1,5}|^\d{1,2}(?:\.\d{1,2})*[、.]|20\d\d(?:年|—\d\d)|\d{1,2}月\d{1,2}日|\d{1,2}月"
)
_REASONS = (
    ("score", re.compile(r"\d分(?!钟|之|别|店)")),
    ("time", re.compile(r"\d×\d|小时|工作日|[点时]至|(?:月|每月|每季度)\d{1,2}日")),
    ("rules", re.compile(r"前\d{1,4}[名位%强]|比例|\d[:：]\d")),
    ("duration", re.compile(r"[日天月年]内|周岁|期限|[满至]\d{1,2}年|秒")),
    ("name", re.compile(r"电话|热线|\+|[NnXx]")),
    ("listed", re.compile(r"\d(?:项|类|个|条|大|种|步)")),
    ("standard", re.compile(r"奖|补")),
)


def leftovers(sentence: Sentence, told: list[tuple[int, int]]) -> list[tuple[int, int, str]]:
    """Place and reason of each figure outside the times, the citations and the places that were told of."""
    figures = list(_FIGURE.finditer(sentence.text))
    if not figures:
        return []
    covered = bytearray(len(sentence.text))
    spans = [
        *told,
        *((t.start, t.end) for t in sentence.times),
        *(m.span() for m in _CITED.finditer(sentence.text)),
    ]
    for start, end in spans:
        covered[start:end] = b"\1" * (min(end, len(covered)) - start)
    return [(*m.span(), _reason(sentence.text, m)) for m in figures if not any(covered[m.start() : m.end()])]


def _reason(text: str, figure: re.Match[str]) -> str:
    around = text[max(figure.start() - 4, 0) : figure.end() + 6]
    for reason, pattern in _REASONS:
        if pattern.search(around):
            return reason
    quoted = text.rfind("“", 0, figure.start()) > text.rfind("”", 0, figure.start())
    return "name" if quoted or re.search(r"\+", around) else "number"
