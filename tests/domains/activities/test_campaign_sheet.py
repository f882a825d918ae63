"""Activities come under a campaign by workbook: by its code, or by a name that only one bears."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from suzhi.domains.activities.api import close_campaign, open_campaign
from suzhi.domains.activities.models import Activity
from suzhi.engines.access.api import system_actor
from suzhi.engines.exchange.api import REGISTRY, check_file, import_file, undo_import, write_export

pytestmark = pytest.mark.django_db
HEAD = ["活动编号", "类别", "名称", "主办单位编码", "开始", "主题活动"]


def book(cast: Any, path: Path, *said: str | None, day: str = "2017-05-01", unit: str = "A1") -> Path:
    made = Workbook()
    made.active.title = "活动"
    made.active.append(HEAD)
    for number, one in enumerate(said):
        made.active.append([f"H{number}", "科普", f"讲座{number}", cast.units[unit].code, day, one])
    made.save(path)
    return path


def bring(cast: Any, path: Path, *said: str | None, **more: Any) -> Any:
    book(cast, path, *said, **more)
    return import_file(actor=system_actor(), path=path, name=path.name)


def themes() -> list[str | None]:
    return list(Activity.objects.order_by("key").values_list("campaign__code", flat=True))


def opened(cast: Any, unit: str, code: str, name: str = "安全月") -> Any:
    return open_campaign(actor=system_actor(), unit=cast.units[unit], code=code, name=name)


def test_by_code_and_by_name_and_the_export_comes_back_unchanged(cast: Any, tmp_path: Path) -> None:
    campaign = opened(cast, "C", "ZT-1")
    done = bring(cast, tmp_path / "a.xlsx", "ZT-1", "安全月", None)
    assert done.result["status"] == "ok", done.result["problems"]
    assert themes() == ["ZT-1", "ZT-1", None]
    close_campaign(actor=system_actor(), campaign=campaign)
    sheets = [REGISTRY.get("活动")]
    write_export(actor=system_actor(), path=tmp_path / "out.xlsx", sheets=sheets)  # type: ignore[arg-type]
    [again] = check_file(actor=system_actor(), path=tmp_path / "out.xlsx").as_dict()["sheets"]
    assert (again["add"], again["change"], again["same"], again["refused"]) == (0, 0, 3, 0)


def test_another_campaign_is_a_change_that_can_be_undone(cast: Any, tmp_path: Path) -> None:
    opened(cast, "C", "ZT-1")
    opened(cast, "A", "ZT-2", "读书月")
    bring(cast, tmp_path / "a.xlsx", "ZT-1")
    change = bring(cast, tmp_path / "b.xlsx", "读书月")
    assert themes() == ["ZT-2"]
    undo_import(actor=system_actor(), record=change)
    assert themes() == ["ZT-1"]


def test_what_cannot_be_joined_is_refused_with_words(cast: Any, tmp_path: Path) -> None:
    opened(cast, "B", "ZT-B", "西区的")
    close_campaign(actor=system_actor(), campaign=opened(cast, "C", "ZT-C", "结束的"))
    for code in ("ZT-1", "ZT-2"):
        opened(cast, "C", code)
    path = book(cast, tmp_path / "a.xlsx", "没有的", "安全月", "ZT-C", "ZT-B", "ZT-1")
    result = check_file(actor=system_actor(), path=path).as_dict()
    assert [(one["row"], one["column"], one["problem"]) for one in result["problems"]] == [
        (2, "主题活动", "没有这个主题活动"),
        (3, "主题活动", "有几个主题活动叫这个名称"),
        (4, "主题活动", "主题活动已结束，不再归入新的活动"),
        (5, "主题活动", "主题活动不是主办单位或其上级建立的"),
    ]


def test_a_campaign_out_of_sight_is_as_one_that_does_not_exist(cast: Any, tmp_path: Path) -> None:
    opened(cast, "B", "ZT-B", "西区的")
    opened(cast, "C", "ZT-C")
    path = book(cast, tmp_path / "a.xlsx", "ZT-B", "安全月")
    [problem] = check_file(actor=cast.actor("county_reviewer", "A"), path=path).as_dict()["problems"]
    assert (problem["row"], problem["problem"]) == (2, "没有这个主题活动")
