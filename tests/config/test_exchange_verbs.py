"""``suzhi template``, ``import`` and ``export`` as a person or a programme calls them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from suzhi.config.cli import main as cli

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def ready(monkeypatch: pytest.MonkeyPatch) -> None:
    """The test has its database already."""
    monkeypatch.setattr(cli, "make_ready", lambda need: None)


def book(path: Path, people: list[list[Any]]) -> str:
    made = Workbook()
    made.active.title = "单位"
    for row in (["单位编码", "名称", "类型", "上级编码", "地区代码"], ["S", "市总", "市总", None, "511100"]):
        made.active.append(row)
    sheet = made.create_sheet("职工")
    for row in (["人员编号", "姓名", "单位编码"], *people):
        sheet.append(row)
    made.save(path)
    return str(path)


def run_json(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, dict[str, Any]]:
    status = cli.main([*words, "--json"])
    return status, json.loads(capsys.readouterr().out)


def test_check_confirm_again_undo(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = book(tmp_path / "a.xlsx", [["P1", "甲", "S"]])
    status, result = run_json(capsys, "import", path)
    assert status == 0 and result["status"] == "ok" and not result["written"]
    assert result["sheets"][1] == {"sheet": "职工", "add": 1, "change": 0, "same": 0, "refused": 0}
    status, result = run_json(capsys, "import", path, "--confirm")
    assert status == 0 and result["written"]
    assert cli.main(["import", path, "--confirm"]) == 0
    assert "没有任何变化" in capsys.readouterr().out
    assert cli.main(["import", "--undo", str(result["import"])]) == 0
    capsys.readouterr()
    assert run_json(capsys, "import", path)[1]["sheets"][1]["add"] == 1


def test_refused_rows_and_skipping_them(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = book(tmp_path / "a.xlsx", [["P1", "甲", "S"], ["P2", "乙", "没有"]])
    status, result = run_json(capsys, "import", path, "--confirm")
    assert status == 1 and not result["written"] and result["problems"][0]["row"] == 3
    assert cli.main(["import", path, "--errors", str(tmp_path / "e.xlsx")]) == 1
    assert "职工 第 3 行 单位编码" in capsys.readouterr().out
    assert load_workbook(tmp_path / "e.xlsx")["职工"]["A1"].value == "错误"
    status, result = run_json(capsys, "import", path, "--confirm", "--skip-bad-rows")
    assert status == 1 and result["written"]


def test_a_file_that_is_no_workbook(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"no")
    status, result = run_json(capsys, "import", str(tmp_path / "a.xlsx"))
    assert (
        status == 1 and result["status"] == "refused" and result["error"]["code"] == "exchange.not_workbook"
    )
    assert cli.main(["import", str(tmp_path / "a.xlsx")]) == 1
    assert "工作簿" in capsys.readouterr().err


def test_template_and_export(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "t.xlsx"
    assert cli.main(["template", "单位", "职工", "-o", str(out)]) == 0
    assert set(load_workbook(out).sheetnames) == {"单位", "职工", "填表说明"}
    assert cli.main(["template", "职工名单", "-o", str(out)]) == 1
    assert "是否为“职工”" in capsys.readouterr().err
    cli.main(["import", book(tmp_path / "a.xlsx", [["P1", "甲", "S"]]), "--confirm"])
    capsys.readouterr()
    status, result = run_json(capsys, "export", "职工", "-o", str(tmp_path / "x.xlsx"), "--unit", "S")
    assert status == 0 and result["rows"] == {"职工": 1}
    assert cli.main(["export", "-o", str(tmp_path / "x.xlsx"), "--unit", "没有"]) == 1
