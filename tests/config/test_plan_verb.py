"""``suzhi plan``: read, check, load, diff."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from domains.plans.conftest import DOCUMENT, PACK
from suzhi.config.cli.main import parser_of
from suzhi.config.cli.verbs import VERBS

SEED = Path(__file__).resolve().parents[3] / "shared" / "mission" / "plan-2016-2020.txt"


def run(*words: str) -> int:
    """The verb without the frame around it, which would open another database."""
    from suzhi.config.cli import plan

    return plan.run(parser_of("plan", VERBS["plan"], plan).parse_args(list(words)))


def test_read_prints_exactly_the_documented_form(capsys: Any) -> None:
    assert run("read", str(DOCUMENT), "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert set(found) == {"document", "clauses", "targets", "ambiguities"}
    assert set(found["document"]) == {"number", "issuer", "date", "title", "period"}
    assert set(found["clauses"][0]) == {"id", "number", "level", "title", "text"}
    keys = {"clause", "quote", "value", "comparison", "unit", "grain", "scope", "due", "commitment"}
    assert all(set(target) == keys for target in found["targets"]) and len(found["targets"]) == 7
    assert set(found["ambiguities"][0]) == {"clause", "quote", "question", "readings"}
    share = next(target for target in found["targets"] if target["value"] == "0.8")
    assert (share["clause"], share["commitment"], share["grain"]) == ("2.3", "strive", "plan")


@pytest.mark.skipif(not SEED.exists(), reason="the seed document is not here")
def test_the_seed_document_has_its_24_targets(capsys: Any) -> None:
    run("read", str(SEED), "--json")
    found = json.loads(capsys.readouterr().out)
    assert len(found["targets"]) == 24
    assert [t["value"] for t in found["targets"] if t["clause"] == "4.2"] == [["0.015", "0.025"], "0.6"]


def test_read_for_people(capsys: Any) -> None:
    run("read", str(DOCUMENT))
    out = capsys.readouterr().out
    assert "江工发〔2021〕18号" in out and "疑问 6 个" in out


def test_read_for_people_shows_what_is_no_goal(tmp_path: Path, capsys: Any) -> None:
    text = "示例市职工素质规划（2021—2025年）\n一、现状\n全市现有职工书屋120家。\n二、目标\n每年新建职工书屋20家。\n"
    (tmp_path / "plan.txt").write_text(text, encoding="utf-8")
    run("read", str(tmp_path / "plan.txt"))
    out = capsys.readouterr().out
    assert "没有作为目标的数字、期限 1 处" in out and "全市现有职工书屋120家\t说的是已有成绩或现状" in out


def test_check_tells_faults_and_fails(tmp_path: Path, capsys: Any) -> None:
    assert run("check", str(PACK)) == 0
    assert "没有错误" in capsys.readouterr().out
    (tmp_path / "pack.yaml").write_text("code: a\nperiod: {start: 2021, end: 2025}\n", encoding="utf-8")
    assert run("check", str(tmp_path), "--json") == 1
    messages = [problem["message"] for problem in json.loads(capsys.readouterr().out)]
    assert messages == ["缺少“document”。"] or "缺少“document”。" in messages


@pytest.mark.django_db
def test_load_and_diff(cast: Any, capsys: Any) -> None:
    assert run("load", str(PACK), "--json") == 0
    assert json.loads(capsys.readouterr().out)["version"] == 1
    assert run("load", str(DOCUMENT), "--root", "C") == 0
    assert "plan-2021-2025 第 1 版（江城市总工会）" in capsys.readouterr().out
    assert run("diff", "jiangcheng-2021-2025@1", str(PACK)) == 0
    assert "没有不同" in capsys.readouterr().out
    run("diff", str(PACK), "plan-2021-2025@1", "--json")
    found = json.loads(capsys.readouterr().out)
    assert {"removed", "added"} <= {one["kind"] for one in found}


@pytest.mark.django_db
def test_load_attaches_the_wording(cast: Any, capsys: Any) -> None:
    from suzhi.domains.plans.api import plan_named

    run("load", str(PACK), "--document", str(DOCUMENT))
    assert "集中开展普法活动" in plan_named("jiangcheng-2021-2025").clauses.get(ref="2.4").text


def test_an_unknown_file_is_refused() -> None:
    from suzhi.kernel.errors import Refusal

    with pytest.raises(Refusal, match="找不到文件"):
        run("read", "nowhere.txt")


@pytest.fixture
def cast(db: None) -> Any:
    from cast import make_cast

    return make_cast()
