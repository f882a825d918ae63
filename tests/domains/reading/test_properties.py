"""What must not matter does not; and sentences made by a grammar are read back with their figures."""

from __future__ import annotations

import random
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from suzhi.domains.reading.api import Reading, read_document
from suzhi.domains.reading.intake.numbering import chinese
from suzhi.domains.reading.numbers import decimal_text, read_number

PLANS = sorted((Path(__file__).parent / "plans").glob("*.yaml"))
TEXTS: list[tuple[str, str]] = [
    (plan["text"], plan["suffix"])
    for plan in (yaml.safe_load(path.read_text("utf-8")) for path in PLANS)
    if plan["suffix"] == ".txt"
]


def goals(reading: Reading) -> list[tuple[Any, ...]]:
    return [
        (t.clause, str(t.value), t.comparison, t.unit, t.grain, t.due, t.commitment, t.rate, t.each)
        for t in reading.targets
    ]


def read(text: str, suffix: str = ".txt") -> Reading:
    return read_document(text.encode(), "plan" + suffix)


def widen(text: str) -> str:
    """Full-width digits and signs in running text (not in years, which a title shows)."""
    return text.translate({ord(c): chr(ord(c) + 0xFEE0) for c in "0123456789%"})


def mix_brackets(text: str, rng: random.Random) -> str:
    return re.sub(r"[（）()]", lambda m: rng.choice("（(" if m.group() in "（(" else "）)"), text)


def blank_lines(text: str, rng: random.Random) -> str:
    return "\n".join(
        ("　　" if rng.random() < 0.5 else "") + line + ("\n" if rng.random() < 0.2 else "")
        for line in text.split("\n")
    )


def blanks_round_figures(text: str) -> str:
    return re.sub(r"(?<=[\u4e00-\u9fff])(\d+(?:\.\d+)?%?)(?=[\u4e00-\u9fff])", r" \1 ", text)


@pytest.mark.parametrize(("text", "suffix"), TEXTS)
@given(seed=st.integers(0, 10**6))
@settings(max_examples=8, deadline=None)
def test_typing_habits_do_not_change_the_goals(text: str, suffix: str, seed: int) -> None:
    rng = random.Random(seed)
    head, mark, body = text.partition("一、")
    expected = goals(read(text))
    varied = mix_brackets(body, rng)
    if rng.random() < 0.5:
        varied = widen(varied)
    if rng.random() < 0.5:
        varied = blanks_round_figures(varied)
    assert goals(read(head + mark + varied)) == expected


@given(seed=st.integers(0, 10**6))
@settings(max_examples=25, deadline=None)
def test_blank_lines_and_indents_do_not_change_the_goals(seed: int) -> None:
    rng = random.Random(seed)
    text = TEXTS[rng.randrange(6)][0]
    start = re.search(r"^(?:一、|第一章|1\.)", text, re.MULTILINE)
    assert start
    varied = text[: start.start()] + blank_lines(text[start.start() :].split("附件")[0], rng)
    assert goals(read(varied)) == goals(read(text))


STYLES = [
    ("{c}、", "（{c}）", "{n}."),
    ("第{c}章 ", "第{c}条 ", "（{n}）"),
    ("{c}、", "({c})", "{n}、"),
    ("第{c}部分 ", "{c}、", "（{c}）"),
    ("{n}.", "（{n}）", "{k}"),
]


def render(style: tuple[str, str, str], sentences: list[list[list[str]]]) -> str:
    lines = ["示例市职工素质规划（2026—2030年）"]
    for a, block in enumerate(sentences, 1):
        lines.append(number(style[0], a) + "重点工作安排")
        for b, group in enumerate(block, 1):
            lines.append(number(style[1], b) + "主要任务分解")
            lines += [number(style[2], c) + sentence for c, sentence in enumerate(group, 1)]
    return "\n".join(lines)


def number(form: str, n: int) -> str:
    return form.format(n=n, c=chinese(n), k=chr(0x2460 + n - 1))


VERBS = ["新建职工书屋", "建成实训基地", "培育示范企业", "创建创新工作室"]
EVENTS = ["举办技能竞赛", "开展普法讲座", "组织读书活动", "举行文艺汇演"]
RATES = ["职工参训率", "工会组建率", "集体合同签订率", "职工满意率"]


@st.composite
def goal(draw: st.DrawFn) -> tuple[str, tuple[str, str, str, str | None, str]]:
    strive = draw(st.booleans())
    lead = "力争" if strive else ""
    commitment = "strive" if strive else "hard"
    year = draw(st.integers(2026, 2030))
    kind = draw(st.sampled_from(["yearly", "count", "rate", "dated", "within"]))
    n = draw(st.integers(2, 9999))
    shown = draw(st.sampled_from([str(n), f"{n:,}", chinese(n) if n < 100 else str(n)]))
    more = draw(st.sampled_from(["", "以上"]))
    if kind == "yearly":
        verb = draw(st.sampled_from(EVENTS))
        return f"{lead}每年{verb}不少于{shown}场。", (str(n), ">=", "year", None, commitment)
    if kind == "count":
        return f"{lead}{draw(st.sampled_from(VERBS))}{shown}个{more}。", (
            str(n),
            ">=",
            "plan",
            "2030",
            commitment,
        )
    if kind == "dated":
        verb = draw(st.sampled_from(VERBS))
        return f"{lead}到{year}年底，全市{verb}{shown}个{more}。", (
            str(n),
            ">=",
            "date",
            f"{year}-12-31",
            commitment,
        )
    if kind == "within":
        span = draw(st.integers(2, 5))
        verb = draw(st.sampled_from(VERBS))
        return f"{lead}{chinese(span) if span > 2 else '两'}年内{verb}{shown}个。", (
            str(n),
            ">=",
            "plan",
            str(2025 + span),
            commitment,
        )
    percent = draw(st.integers(1, 999))
    share = Decimal(percent) / 10
    words = draw(
        st.sampled_from(
            [
                f"{share}%",
                f"百分之{chinese(percent // 10)}" if percent % 10 == 0 and percent >= 10 else f"{share}%",
            ]
        )
    )
    value = decimal_text(read_number(str(share)) / 100)  # type: ignore[operator]
    return f"到{year}年，{lead}{draw(st.sampled_from(RATES))}达到{words}{more}。", (
        value,
        ">=",
        "date",
        str(year),
        commitment,
    )


@given(
    style=st.sampled_from(STYLES),
    sentences=st.lists(
        st.lists(st.lists(goal(), min_size=1, max_size=3), min_size=1, max_size=3), min_size=1, max_size=3
    ),
)
@settings(max_examples=150, deadline=None)
def test_generated_goals_are_read_back(
    style: tuple[str, str, str],
    sentences: list[list[list[tuple[str, tuple[str, str, str, str | None, str]]]]],
) -> None:
    text = render(style, [[[said for said, _ in group] for group in block] for block in sentences])
    reading = read(text)
    found = [(t.clause, t.value, t.comparison, t.grain, t.due, t.commitment) for t in reading.targets]
    wanted = [
        (_clause_id(style, sentences, a, b, c), *meaning)
        for a, block in enumerate(sentences, 1)
        for b, group in enumerate(block, 1)
        for c, (_, meaning) in enumerate(group, 1)
    ]
    assert found == wanted
    assert reading.doubtful == [] and reading.warnings == []


def _clause_id(style: tuple[str, str, str], sentences: Any, a: int, b: int, c: int) -> str:
    return f"{a}.{b}.{c}"


@given(st.integers(1, 99))
def test_chinese_numbers_are_read_back(n: int) -> None:
    assert read_number(chinese(n)) == n


@given(
    st.text(
        alphabet="一二三（）()1234、.．，。；年到达以上%万人次个《》“”全覆盖每力争附件\n 　", max_size=300
    )
)
@settings(max_examples=200, deadline=None)
def test_no_text_makes_it_fall(noise: str) -> None:
    reading = read("示例市职工素质提升工程实施方案规划\n一、目标任务\n" + noise)
    assert reading.as_dict()["clauses"]
