"""Importing in the console: choose, check, confirm, undo; nothing is lost when something is refused."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook

from cast import Cast
from engines.exchange.pages.console.filling import filled, unit
from suzhi.engines.audit.api import Act
from suzhi.engines.exchange.api import Import, storage_path
from suzhi.engines.exchange.running import services
from suzhi.engines.org.api import Unit, UnitTag

pytestmark = pytest.mark.django_db


def signed_in(cast: Cast, role: str = "city_office", at: str = "C") -> Client:
    client = Client()
    client.force_login(cast.account(role, at))
    return client


def text(answer: Any, status: int = 200) -> str:
    assert answer.status_code == status, answer
    return str(answer.content.decode())


def sent(client: Client, path: Path, **more: Any) -> Any:
    upload = SimpleUploadedFile("单位名册.xlsx", path.read_bytes())
    return client.post("/imports/new/", {"workbook": upload}, **more)


def checked(client: Client, path: Path) -> Import:
    answer = sent(client, path)
    assert answer.status_code == 302, text(answer)
    return Import.objects.latest("pk")


@pytest.fixture
def mixed(tmp_path: Path) -> Path:
    return filled(tmp_path / "mixed.xlsx", {"单位": [unit("N1", "A"), unit("N2", "AX1")]})


@pytest.fixture
def good(tmp_path: Path) -> Path:
    return filled(tmp_path / "good.xlsx", {"单位": [unit("N1", "A"), unit("N2", "B")]}, hidden="草稿")


def test_choose_check_confirm(cast: Cast, good: Path, django_capture_on_commit_callbacks: Any) -> None:
    client = signed_in(cast)
    assert "还没有导入过" in text(client.get("/imports/"))
    record = checked(client, good)
    page = text(client.get(f"/imports/{record.pk}/"))
    assert "检查通过，还没有写入" in page and "写入 2 行" in page and "隐藏的工作表没有读：草稿" in page
    assert not Unit.objects.filter(code="N1").exists()
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(f"/imports/{record.pk}/confirm/").status_code == 302
    done = text(client.get(f"/imports/{record.pk}/"))
    assert "已写入 2 行" in done and 'href="/units/"' in done
    assert Unit.objects.filter(code__in=["N1", "N2"]).count() == 2
    assert not storage_path(record.pk).exists()
    assert "单位名册.xlsx" in text(client.get("/imports/"))
    assert Act.objects.filter(verb="exchange.confirm_import", subject_id=record.pk).exists()


def test_the_same_workbook_again_changes_nothing(cast: Cast, good: Path) -> None:
    client = signed_in(cast)
    client.post(f"/imports/{checked(client, good).pk}/confirm/")
    again = checked(client, good)
    page = text(client.get(f"/imports/{again.pk}/"))
    assert "没有任何变化" in page and 'id="skip-bad"' not in page


def test_a_refused_row_says_where_what_and_how(cast: Cast, mixed: Path) -> None:
    client = signed_in(cast)
    record = checked(client, mixed)
    page = text(client.get(f"/imports/{record.pk}/"))
    assert "有行被退回，还没有写入" in page and "单位 第 3 行" in page
    assert "上级编码" in page and "AX1" in page and "应为" in page
    book = load_workbook(io.BytesIO(client.get(f"/imports/{record.pk}/errors.xlsx").getvalue()))
    heads = [cell.value for cell in book["单位"][1]]
    assert "错误" in heads and "上级编码" in str(book["单位"].cell(3, heads.index("错误") + 1).value)


def test_nothing_is_written_while_a_row_is_refused(cast: Cast, mixed: Path) -> None:
    client = signed_in(cast)
    record = checked(client, mixed)
    page = text(client.post(f"/imports/{record.pk}/confirm/"), 409)
    assert "没有写入任何内容" in page and "上传" in page
    assert not Unit.objects.filter(code="N1").exists() and storage_path(record.pk).exists()


def test_good_rows_are_written_when_asked(
    cast: Cast, mixed: Path, django_capture_on_commit_callbacks: Any
) -> None:
    client = signed_in(cast)
    record = checked(client, mixed)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"/imports/{record.pk}/confirm/", {"skip_bad": "1"})
    assert Unit.objects.filter(code="N1").exists() and not Unit.objects.filter(code="N2").exists()
    assert "单位 第 3 行" in text(client.get(f"/imports/{record.pk}/"))
    # What was left out can still be had back with the column 错误.
    assert client.get(f"/imports/{record.pk}/errors.xlsx").status_code == 200


def test_undo_and_its_refusal(cast: Cast, good: Path) -> None:
    client = signed_in(cast)
    record = checked(client, good)
    client.post(f"/imports/{record.pk}/confirm/")
    tag = UnitTag.objects.create(unit=Unit.objects.get(code="N1"), tag="贫困县", valid_from="2016-01-01")
    page = text(client.post(f"/imports/{record.pk}/undo/"), 409)
    assert "不能整体撤销" in page and "请先删除或改正那些记录" in page
    assert Unit.objects.filter(code="N1").exists()
    tag.delete()
    assert client.post(f"/imports/{record.pk}/undo/").status_code == 302
    assert "这次导入已撤销" in text(client.get(f"/imports/{record.pk}/"))
    assert not Unit.objects.filter(code__in=["N1", "N2"]).exists()


def test_discard(cast: Cast, good: Path, django_capture_on_commit_callbacks: Any) -> None:
    client = signed_in(cast)
    record = checked(client, good)
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(f"/imports/{record.pk}/discard/")["Location"] == "/imports/"
    assert not Import.objects.exists() and not storage_path(record.pk).exists()


@pytest.mark.parametrize("body", [b"", b"not a workbook", b"PK\x03\x04cut off"])
def test_a_file_that_cannot_be_read_is_refused_beside_the_field(cast: Cast, body: bytes) -> None:
    client = signed_in(cast)
    upload = SimpleUploadedFile("x.xlsx", body)
    page = text(client.post("/imports/new/", {"workbook": upload}, headers={"HX-Request": "true"}))
    assert 'class="field-error"' in page and "<html" not in page
    assert not Import.objects.exists()


def test_htmx_is_sent_on_by_a_header(cast: Cast, good: Path) -> None:
    answer = sent(signed_in(cast), good, headers={"HX-Request": "true"})
    assert answer["HX-Redirect"] == f"/imports/{Import.objects.get().pk}/"


def test_a_workbook_that_is_gone_says_so(cast: Cast, good: Path) -> None:
    client = signed_in(cast)
    record = checked(client, good)
    storage_path(record.pk).unlink()
    assert "上传的文件已过保存期" in text(client.get(f"/imports/{record.pk}/"))
    assert "已过保存期" in text(client.post(f"/imports/{record.pk}/confirm/"), 409)


def test_only_own_subtree(cast: Cast, good: Path) -> None:
    """A county brings in its own units; the other county's row is refused, its import is not there."""
    county = signed_in(cast, "county_reviewer", "A")
    record = checked(county, good)
    page = text(county.get(f"/imports/{record.pk}/"))
    assert "不在您的管理范围内" in page
    assert text(signed_in(cast, "city_office", "C").get(f"/imports/{record.pk}/"))
    for where in ("", "progress/", "errors.xlsx"):
        assert signed_in(cast, "county_reviewer", "B").get(f"/imports/{record.pk}/{where}").status_code == 404
    for step in ("confirm", "undo", "discard", "retry"):
        assert (
            signed_in(cast, "county_reviewer", "B").post(f"/imports/{record.pk}/{step}/").status_code == 404
        )
    assert signed_in(cast, "leader", "C").get("/imports/").status_code == 404


def test_a_superior_without_the_right_does_not_get_the_whole_numbers(cast: Cast, mixed: Path) -> None:
    record = checked(signed_in(cast, "recorder", "A1"), mixed)
    assert signed_in(cast, "county_reviewer", "A").get(f"/imports/{record.pk}/").status_code == 200
    assert signed_in(cast, "county_reviewer", "A").get(f"/imports/{record.pk}/errors.xlsx").status_code == 404
    assert signed_in(cast, "city_office", "C").get(f"/imports/{record.pk}/errors.xlsx").status_code == 200


@pytest.mark.parametrize("sheet", ["单位", "全部"])
def test_templates(cast: Cast, sheet: str) -> None:
    answer = signed_in(cast).get(f"/templates/{sheet}.xlsx")
    book = load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    assert "单位" in book.sheetnames and ("参加" in book.sheetnames) == (sheet == "全部")
    assert "没有叫“单卫”的工作表" in text(signed_in(cast).get("/templates/单卫.xlsx"), 409)


def test_while_somebody_writes_the_next_is_queued(
    cast: Cast, good: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = signed_in(cast)
    record = checked(client, good)
    monkeypatch.setattr(services, "writing_now", lambda: True)
    client.post(f"/imports/{record.pk}/confirm/")
    page = text(client.get(f"/imports/{record.pk}/"))
    assert "排队中" in page and f"/imports/{record.pk}/progress/" in page
    assert not Unit.objects.filter(code="N1").exists()


@pytest.mark.parametrize(
    ("role", "at", "said"),
    [
        ("city_office", "C", "写入后 1 条新记录立即成为已确认并计入数值，不再经过所属单位主席确认。"),
        ("recorder", "A1", "写入后 1 条新记录是草稿，经所属单位主席或其他有权的人确认后才计入数值。"),
    ],
)
def test_the_check_says_whether_records_will_be_confirmed(
    cast: Cast, tmp_path: Path, role: str, at: str, said: str
) -> None:
    row = {"活动编号": "H9", "类别": "科普", "名称": "科普展览", "主办单位编码": "A1", "开始": "2018-03-02"}
    client = signed_in(cast, role, at)
    record = checked(client, filled(tmp_path / "a.xlsx", {"活动": [row]}))
    assert said in text(client.get(f"/imports/{record.pk}/"))


def test_units_have_no_state_to_speak_of(cast: Cast, good: Path) -> None:
    client = signed_in(cast)
    record = checked(client, good)
    assert 'id="standing"' not in text(client.get(f"/imports/{record.pk}/"))
