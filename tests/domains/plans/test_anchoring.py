"""A note stands at the words of the document that it speaks of."""

from __future__ import annotations

from suzhi.domains.plans.anchoring import Wanted, places

TEXT = "到2023年，参训率达到80%，新建书屋40家。集中开展普法活动，每年不少于30场；对职工代表轮训一次。"


def said(*wanted: Wanted) -> dict[str, str]:
    return {key: TEXT[a:b] for key, (a, b) in places(TEXT, wanted).items()}


def test_by_its_name_and_by_its_number() -> None:
    found = said(
        Wanted("houses", "职工书屋新建数", ("40",)),
        Wanted("talks", "集中普法活动场次", ("30",)),
        Wanted("people", "职工代表轮训"),
    )
    assert found == {"houses": "新建书屋40家", "talks": "每年不少于30场", "people": "对职工代表轮训一次"}


def test_what_the_text_does_not_speak_of_has_no_place() -> None:
    assert said(Wanted("funds", "教育经费用于一线", ("60%",))) == {}


def test_a_number_alone_is_no_likeness() -> None:
    assert said(Wanted("other", "驿站", ("40",))) == {}
