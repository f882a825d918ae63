"""Seeded damage to documents: whatever arrives is read or refused with a remedy, never a crash."""

from __future__ import annotations

import random

import pytest

from domains.reading.word import docx, levels, numbering, paragraph, table
from suzhi.domains.reading.api import NotAPlan, UnreadableDocument, read_document
from suzhi.workbench.bench.plan_sets import load, plans

TEXTS = [load(path)[0]["text"] for path in plans("first")]
NOISE = ["\0", "²", "٣", "\ufeff", "（" * 300, "9" * 5000, "亿" * 5000, "|" * 200, "“", "》", "第" + "九" * 400 + "条", "\u2028",
         "每年" * 400, "1.1.1.1.1", "%" * 300, "到9999年", "0000年13月45日", "1/0", "千分之" * 200, "\ud7ff", "①" * 200]  # fmt: skip
WORD = docx(
    paragraph("示例市职工素质规划（2021—2025年）"),
    paragraph("目标", 1, 0),
    paragraph("每年举办竞赛10场。", 1, 1),
    table(["指标", "目标"], ["书屋", "20家"]),
    numbers=numbering(levels(("chineseCounting", "%1、"), ("chineseCounting", "（%2）"))),
)


def damaged_text(seed: int) -> bytes:
    """A plan with pieces cut out, doubled, moved and noise put in; sometimes in another encoding, or torn."""
    dice = random.Random(seed)
    text = dice.choice(TEXTS)
    for _ in range(dice.randint(1, 12)):
        a, b = sorted(dice.randrange(len(text) + 1) for _ in range(2))
        b = min(b, a + 80)
        piece = dice.choice([text[a:b], dice.choice(NOISE), text[a:b][::-1], ""])
        text = text[:a] + piece + text[b if dice.random() < 0.5 else a :]
    data = text.encode(dice.choice(["utf-8", "utf-8-sig", "utf-16", "gb18030"]), "replace")
    return data[: dice.randrange(len(data))] if dice.random() < 0.2 else data


def damaged_word(seed: int) -> bytes:
    dice = random.Random(seed)
    data = bytearray(WORD)
    for _ in range(dice.randint(1, 20)):
        data[dice.randrange(len(data))] = dice.randrange(256)
    return bytes(data)


def read_or_refused(data: bytes, name: str) -> None:
    try:
        reading = read_document(data, name)
    except (NotAPlan, UnreadableDocument) as refusal:
        assert refusal.message and refusal.remedy
        return
    for target in reading.targets:
        assert 0 <= target.place.start <= target.place.end <= len(reading.text)
    reading.as_dict()


@pytest.mark.parametrize("seed", range(60))
def test_damaged_documents_are_read_or_refused(seed: int) -> None:
    read_or_refused(damaged_text(seed), random.Random(seed).choice(["a.txt", "a.md"]))
    read_or_refused(damaged_word(seed), "a.docx")


@pytest.mark.slow
@pytest.mark.parametrize("start", range(0, 2000, 100))
def test_many_damaged_documents_are_read_or_refused(start: int) -> None:
    for seed in range(1000 + start, 1100 + start):
        read_or_refused(damaged_text(seed), "a.txt" if seed % 2 else "a.md")
        read_or_refused(damaged_word(seed), "a.docx")


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("一、任务\n" + "职工\n" * 21_000, "行"),
        ("一、任务\n" + "培训5人，" * 21_000, "个数字"),
        ("一、任务\n" + "职工培训。" * 61_000, "30 万字"),
    ],
)
def test_what_is_longer_than_a_plan_can_be_is_refused_with_its_limit(text: str, what: str) -> None:
    with pytest.raises(UnreadableDocument, match=what):
        read_document(text.encode(), "a.txt")
