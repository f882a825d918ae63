"""What a sentence of an unseen plan leaves open, by the name of the question."""

from __future__ import annotations

import pytest

from domains.reading.test_sentences import read_sentence

ASKED = [
    ("各县（市、区）每年新建职工书屋5家。", {"each_or_all"}),
    ("每年培训职工2万人。", {"people_or_visits"}),
    ("到2025年，职工持证率达到80%。", {"unstated_base"}),
    ("到2025年，高级工占技能劳动者的比例达到30%。", set()),
    ("到2025年，取证率较2020年提高8个百分点。", {"starting_value"}),
    ("到2025年，职工书屋数量翻一番。", {"starting_value"}),
    ("到2025年，持证率由60%提高到80%。", {"unstated_base"}),
    ("到2025年，规模以上企业参赛率达到60%。", {"participation", "changing_roster"}),
    ("基本实现企业职工书屋全覆盖。", {"basic_threshold", "no_due"}),
    ("每半年开展1次督查。", {"odd_cycle"}),
    ("到2025年，培训高技能人才500名左右。", {"approximate"}),
]


@pytest.mark.parametrize(("say", "rules"), ASKED, ids=[say[:20] for say, _ in ASKED])
def test_asked(say: str, rules: set[str]) -> None:
    reading = read_sentence(say)
    asked = {item.rule for item in reading.ambiguities if item.clause == "1.1"}
    close = {"unstated_base", "starting_value"}
    assert rules <= asked and asked & close == rules & close


def test_the_whole_is_not_each_of_its_parts() -> None:
    reading = read_sentence("各县每年推出创新成果10项以上，全市五年遴选表彰30项。")
    assert [target.each for target in reading.targets] == [True, False]
