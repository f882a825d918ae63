"""What the product does not do, whoever asks: no games with people's time, no ranking of persons."""

from __future__ import annotations

import re
from pathlib import Path

from django.apps import apps

import suzhi

SOURCE = Path(suzhi.__file__).parent

# A streak, a ranking of persons, time spent online, points: figures that make people serve the system.
WORDS = ("streak", "leaderboard", "online_time", "time_online", "login_days", "check_in_days", "badge_count")
CHINESE = ("连续打卡", "连续签到", "排行榜", "在线时长", "积分榜", "点赞数", "刷学时")


def test_no_field_counts_such_things() -> None:
    names = [f"{m._meta.label}.{f.name}" for m in apps.get_models() for f in m._meta.get_fields()]
    pattern = re.compile("|".join(WORDS))
    assert [name for name in names if pattern.search(name.lower())] == []


def test_no_code_text_or_page_speaks_of_them() -> None:
    found = []
    for path in SOURCE.rglob("*"):
        if path.suffix not in {".py", ".html", ".yaml", ".js", ".css"}:
            continue
        text = path.read_text(encoding="utf-8")
        found += [
            f"{path.relative_to(SOURCE)}: {word}" for word in (*WORDS, *CHINESE) if word in text.lower()
        ]
    assert found == []


def test_evidence_is_never_demanded() -> None:
    """No model has a required file or picture; evidence hangs on records from outside."""
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            assert field.get_internal_type() not in {"FileField", "ImageField"}, (
                f"{model._meta.label}.{field.name}"
            )
            if field.related_model is not None and field.related_model.__name__ == "Evidence":
                assert model.__name__ in {"EvidenceLink", "EvidenceLinkEvent", "EvidenceEvent"}
