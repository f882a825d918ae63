"""From an invented document to a pack, without a person's help and with it."""

from __future__ import annotations

from typing import Any

import pytest

from domains.plans.conftest import DOCUMENT
from suzhi.domains.plans.drafting.decisions import AWAITS, LEAVE, first_decisions
from suzhi.domains.plans.drafting.packing import pack_from_reading
from suzhi.domains.plans.drafting.wordings import same_number, shipped_for, wordings
from suzhi.domains.plans.packs import lint_pack, pack_of
from suzhi.domains.reading.api import read_document


@pytest.fixture(scope="module")
def reading() -> dict[str, Any]:
    return read_document(DOCUMENT.read_bytes(), DOCUMENT.name).as_dict()


def by_code(pack: dict[str, Any]) -> dict[str, Any]:
    return {spec["code"]: spec for spec in pack["indicators"]}


def test_goals_find_the_figures_that_answer_them(reading: dict[str, Any]) -> None:
    items = {item["quote"][-8:]: item["bind"] for item in first_decisions(reading)["items"]}
    assert items["办4次职工志愿服务活动"[-8:]] == "volunteer-events-city"
    assert items["推动各县每年自建职工书屋5个"[-8:]] == "book-houses-each-county"
    assert items["组织职工技术培训3万人次"[-8:]] == "trained-200k"
    assert items["集中开展普法活动不少于150场次"[-8:]] == "law-talks"
    assert items["对各单位职工代表轮训一次"[-8:]] == "representatives-trained"
    assert items["到2024年底，建成12个智能健身角"[-8:]] == AWAITS


def test_the_pack_has_no_fault_and_the_documents_own_targets(reading: dict[str, Any]) -> None:
    pack = pack_from_reading(reading)
    assert lint_pack(pack_of(pack)) == []
    specs = by_code(pack)
    assert (pack["code"], pack["period"]) == ("plan-2021-2025", {"start": 2021, "end": 2025})
    assert specs["law-talks"]["target"] == "150" and specs["law-talks"]["clauses"] == ["2.4"]
    assert specs["trained-200k"]["name"] == "职工技术培训" and specs["trained-200k"]["target"] == "30000"
    assert specs["above-scale-participation"]["commitment"] == "strive"
    assert specs["book-houses-each-county"]["each_year"] is True
    waiting = [spec for spec in pack["indicators"] if spec.get("awaits") == "records"]
    assert [spec["target"] for spec in waiting] == ["12"]
    assert [c["number"] for c in pack["clauses"] if c["ref"] == "2.3"] == ["二（三）"]


def test_decisions_are_followed(reading: dict[str, Any]) -> None:
    decisions = first_decisions(reading)
    for item in decisions["items"]:
        if item["bind"] == "law-talks":
            item.update(target="200", due="2024", name="普法讲座")
        elif item["bind"] == AWAITS:
            item["bind"] = LEAVE
    first_year = next(n for n, q in enumerate(reading["ambiguities"]) if q["rule"] == "first_year")
    decisions["answers"] = {str(first_year): 1}
    pack = pack_from_reading(reading, decisions)
    talks = by_code(pack)["law-talks"]
    assert (talks["name"], talks["target"], talks["due"]) == ("普法讲座", "200", "2024")
    assert pack["settings"]["start_year"] == 2022
    assert not [spec for spec in pack["indicators"] if spec.get("awaits") == "records"]
    assert pack["questions"][first_year]["answer"].startswith("从 2022 年起计")


def test_one_definition_used_twice_gets_two_codes(reading: dict[str, Any]) -> None:
    decisions = first_decisions(reading)
    for item in decisions["items"]:
        item["bind"] = "law-talks"
    codes = [spec["code"] for spec in pack_from_reading(reading, decisions)["indicators"]]
    assert codes[:2] == ["law-talks", "law-talks-2"] and len(codes) == len(set(codes))


def test_a_known_document_is_recognised_however_it_is_written(reading: dict[str, Any]) -> None:
    assert same_number("乐工发〔2016〕43号", "乐工发[2016] 43号")
    assert not same_number("", "")
    assert shipped_for(reading["document"]["number"]) is None


def test_wording_goes_to_the_clause_and_not_to_its_obligations(reading: dict[str, Any]) -> None:
    found = wordings(reading, ["2.4", "2.4.a", "9"])
    assert list(found) == ["2.4"] and "普法活动" in found["2.4"]


def test_a_total_instead_of_each(reading: dict[str, Any]) -> None:
    number = [question["rule"] for question in reading["ambiguities"]].index("each_or_all")
    decisions = {**first_decisions(reading), "answers": {str(number): 1}}
    houses = by_code(pack_from_reading(reading, decisions))["book-houses-each-county"]
    assert (houses["type"], houses["level"], houses["target"]) == ("count", "city", "5")


def test_each_thing_of_a_list_without_numbers_finds_its_own_figure() -> None:
    text = (
        "示例市职工素质规划（2021—2025年）\n一、任务\n（一）选树一批职业道德建设标兵、模范。\n"
        "（二）推出一批劳模（技能人才）创新工作室、职工技术创新成果和合理化建议。\n"
    )
    reading = read_document(text.encode(), "a.txt").as_dict()
    bound = {item["measure"]: item["bind"] for item in first_decisions(reading)["items"]}
    assert bound == {
        "职业道德建设标兵": "ethics-pacesetters",
        "模范": "ethics-models",
        "劳模（技能人才）创新工作室": "innovation-studios",
        "职工技术创新成果": "innovation-results",
        "合理化建议": "suggestions",
    }


def test_a_yearly_number_is_counted_by_the_year_where_the_known_figure_sums_up() -> None:
    text = "示例市职工素质规划（2021—2025年）\n一、任务\n（一）每年组织职工技术培训3万人次。\n"
    pack = pack_from_reading(read_document(text.encode(), "a.txt").as_dict())
    spec = by_code(pack)["trained-200k"]
    assert (spec["type"], spec["each_year"], spec["target"]) == ("count", True, "30000")
    assert lint_pack(pack_of(pack)) == []
