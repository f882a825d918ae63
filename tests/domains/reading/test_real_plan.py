"""The plan that the product was built for, where its text is at hand; its words stay outside the project."""

from __future__ import annotations

from pathlib import Path

import pytest

from suzhi.domains.reading.api import Reading, read_document

NAME = Path("shared", "mission", "plan-2016-2020.txt")
PLAN = next((up / NAME for up in Path(__file__).parents if (up / NAME).exists()), NAME)
pytestmark = pytest.mark.skipif(not PLAN.exists(), reason="the plan's text is not here")

TARGETS = [  # clause, value, comparison, grain, due, commitment
    ("2.1", "2", ">=", "year", None, "hard"),
    ("2.2", "20", ">=", "year", None, "hard"),
    ("2.2", "20", ">=", "plan", "2020", "hard"),
    ("2.2", "4", ">=", "plan", "2020", "hard"),
    ("2.3", "0.9", ">=", "plan", "2020", "strive"),
    ("2.3", "1", ">=", "plan", "2020", "strive"),
    ("2.3", "2", ">=", "year", None, "hard"),
    ("2.3", "1", ">=", "year", None, "hard"),
    ("2.4", "1", ">=", "date", "2017", "basic"),
    ("2.4", "0.92", ">=", "date", "2017", "hard"),
    ("2.4", "1", ">=", "date", "2020", "strive"),
    ("2.4", "0.9", ">=", "date", "2017", "strive"),
    ("2.4", "1", ">=", "date", "2018-12-31", "strive"),
    ("2.4", "400", ">=", "plan", "2020", "hard"),
    ("2.4", "0.8", ">=", "date", "2020-12-31", "hard"),
    ("2.4", "4", ">=", "plan", None, "strive"),
    ("2.5", "0.85", ">=", "plan", "2020", "hard"),
    ("2.5", "1", ">=", "date", "2017-12-31", "hard"),
    ("3.4.1", "200000", ">=", "plan", "2020", "hard"),
    ("3.4.1", "200000", ">=", "plan", "2020", "hard"),
    ("3.4.1", "200000", ">=", "plan", "2020", "hard"),
    ("4.2", ("0.015", "0.025"), "range", "year", None, "hard"),
    ("4.2", "0.6", ">=", "year", None, "hard"),
    ("4.3", "1", ">=", "plan", "2020", "strive"),
]
TRAPS = {  # clause -> the questions that must be asked about it
    "": {"first_year", "reporting_lines", "parent_plan"},
    "2.2": {"each_or_all"},
    "2.3": {"participation", "changing_roster"},
    "2.4": {
        "basic_threshold",
        "mixed_unit",
        "roster_in_office",
        "no_due",
        "level_included",
        "density_people",
    },
    "2.5": {"covers_whom", "joined_activities", "especially"},
    "3.4.1": {"people_or_visits"},
    "4.2": {"upper_end"},
    "4.3": {"with_conditions"},
}


@pytest.fixture(scope="module")
def reading() -> Reading:
    return read_document(PLAN.read_bytes(), PLAN.name)


def test_all_targets_and_no_other(reading: Reading) -> None:
    found = [
        (
            t.clause,
            tuple(t.value) if isinstance(t.value, list) else t.value,
            t.comparison,
            t.grain,
            t.due,
            t.commitment,
        )
        for t in reading.targets
    ]
    assert found == TARGETS


def test_the_traps_are_asked_about(reading: Reading) -> None:
    asked: dict[str, set[str]] = {}
    for item in reading.ambiguities:
        asked.setdefault(item.clause, set()).add(item.rule)
        assert len(item.readings) >= 2 and item.question.endswith("？")
    missing = {clause: rules - asked.get(clause, set()) for clause, rules in TRAPS.items()}
    assert not any(missing.values()), missing


def test_facts(reading: Reading) -> None:
    facts = reading.document
    assert (facts.number, facts.date, facts.period) == ("乐工发〔2016〕43号", "2016-11-02", [2016, 2020])
    assert [parent.number for parent in facts.parents] == ["川工发〔2016〕17号"]
    assert len(facts.addressees) == 5
    assert len(reading.clauses) == 34
    assert [len(annex.members) for annex in reading.annexes] == [12]
    assert reading.annexes[0].office == "市总工会组宣部"
