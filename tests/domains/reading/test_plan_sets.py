"""The measured plans: those the rules were tuned on are read without a fault; no number of any is lost."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from suzhi.domains.reading.api import Reading, read_document
from suzhi.workbench.bench.plan_sets import TUNED, UNSEEN, compare, load, plans, read, score_of

TUNED_PLANS = [path for name in TUNED for path in plans(name)]
ALL = TUNED_PLANS + [path for name in UNSEEN for path in plans(name)]
# What cites, dates or numbers something counts nothing.
NO_COUNT = re.compile(
    r"(?:19|20)\d\d(?:[年.—-]|(?=[、和至]))|\d{1,2}月|近\d{1,2}年|\d{1,2}日|《[^》]*》|〔\d+〕(?:第)?\d+号|^\s*[\d.]+[、.．\s)）]|附件\s*\d|专栏\s*\d|第\d+"
    r"|0\d{2,3}-\d{7,8}|\d{4}[—-]\d{1,2}[—-]\d{1,2}"
)


@pytest.mark.parametrize("path", TUNED_PLANS, ids=lambda path: path.stem)
def test_a_tuned_plan_is_read_as_a_person_read_it(path: Path) -> None:
    plan = load(path)[0]
    allowed = set(plan.get("known_faults", []))
    score = read(path)[1]
    assert {str(goal) for goal in score.missed} <= allowed
    assert len(score.false) <= len(allowed) + plan.get("known_false", 0)


def test_the_unseen_plans_keep_what_was_reached() -> None:
    for name, (precision, recall) in UNSEEN.items():
        score = score_of(name)
        assert score.precision >= precision and score.recall >= recall, name


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.stem)
def test_every_number_is_a_goal_or_listed_with_its_reason(path: Path) -> None:
    reading, _ = read(path)
    assert not _lost(reading)


def _lost(reading: Reading) -> list[str]:
    """Figures of the plan's clauses at which neither a goal nor a reason stands."""
    told = bytearray(len(reading.text))
    for place in [t.place for t in reading.targets] + [d.place for d in reading.doubtful]:
        told[place.start : place.end] = b"\1" * (place.end - place.start)
    for match in re.compile(NO_COUNT.pattern, re.MULTILINE).finditer(reading.text):
        told[match.start() : match.end()] = b"\1" * (match.end() - match.start())
    lost: list[str] = []
    for clause in reading.clauses:
        if clause.part != "plan":
            continue
        text = reading.text[clause.place.start : clause.place.end]
        for match in re.finditer(r"\d+", text):
            at = clause.place.start + match.start()
            if not told[at] and not _serial(reading.text, at):
                lost.append(
                    f"{clause.id} {match.group()} {text[max(match.start() - 8, 0) : match.end() + 8]}"
                )
    return lost


def _serial(text: str, at: int) -> bool:
    """The running number of a table's row."""
    line = text[text.rfind("\n", 0, at) + 1 : at]
    return " | " not in line and " | " in text[at : at + 12]


def test_comparing_gives_each_goal_one_target_only() -> None:
    text = "示例市职工素质规划（2021—2025年）\n一、任务\n（一）新建职工书屋20家。\n"
    targets = read_document(text.encode(), "a.txt").targets
    goal = load(TUNED_PLANS[0])[1][0]
    same = type(goal)("1.1", "20", ">=", "家", "total", "2025")
    score = compare("twice", [same, same], targets)
    assert (score.right, len(score.missed), score.false) == (1, 1, [])
