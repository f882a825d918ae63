"""The command line's frame: finding verbs, exit status, refusals as sentences or JSON."""

from __future__ import annotations

import argparse
import errno
import inspect
import json
import subprocess
import sys
import types
from pathlib import Path

import pytest

from suzhi.config.cli import main as command_line
from suzhi.config.cli.verbs import Verb, present_verbs
from suzhi.config.cli.wording import SENTENCES
from suzhi.kernel.errors import Refusal
from suzhi.operations import ready


class StandIn(Verb):
    """A verb whose module is made up on the spot."""

    __slots__ = ()

    def load(self) -> types.SimpleNamespace:
        return MODULES[self.module]


MODULES: dict[str, types.SimpleNamespace] = {}


def verb_that(act: object) -> Verb:
    MODULES["stand-in"] = types.SimpleNamespace(
        HELP="试",
        NEEDS=ready.NOTHING,
        run=act,
        add_arguments=lambda p: p.add_argument("--json", action="store_true"),
    )
    return StandIn("stand-in", "试")


def refuse(options: object) -> int:
    raise Refusal("test.no", "不行。", "换一个。")


def test_a_refusal_is_a_sentence_with_a_remedy_and_status_1(capsys: pytest.CaptureFixture[str]) -> None:
    assert command_line.run_verb("try", verb_that(refuse), []) == 1
    assert capsys.readouterr() == ("", "不行。\n换一个。\n")


def test_with_json_a_refusal_is_an_object(capsys: pytest.CaptureFixture[str]) -> None:
    assert command_line.run_verb("try", verb_that(refuse), ["--json"]) == 1
    assert json.loads(capsys.readouterr().out)["error"]["code"] == "test.no"


def test_a_full_disk_is_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    def act(options: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    assert command_line.run_verb("try", verb_that(act), []) == 1
    assert "磁盘已满" in capsys.readouterr().err


def test_a_full_disk_under_the_database_is_the_same_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    def act(options: object) -> int:
        raise RuntimeError("could not extend file: No space left on device")

    assert command_line.run_verb("try", verb_that(act), []) == 1
    assert "磁盘已满" in capsys.readouterr().err


def test_a_fault_of_ours_is_not_hidden() -> None:
    def act(options: object) -> int:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        command_line.run_verb("try", verb_that(act), [])


def test_wrong_arguments_end_with_status_2(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as leaving:
        command_line.run_verb("try", verb_that(lambda options: 0), ["--unknown"])
    assert leaving.value.code == 2
    assert "命令用法不对" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("verb", "words", "said"),
    [
        ("values", ["--bad"], "没有这样的参数：--bad"),
        ("explain", [], "缺少参数：code"),
        ("import", ["--undo", "abc"], "参数 --undo：'abc' 不是整数"),
        ("values", ["--unit"], "参数 --unit：后面须写一个值"),
        ("plan", ["lod"], "没有 'lod' 这个选择；可选："),
    ],
)
def test_a_wrong_call_is_told_in_chinese(
    verb: str, words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as leaving:
        command_line.main([verb, *words])
    told = capsys.readouterr().err
    assert leaving.value.code == 2
    assert said in told and "用法：suzhi" in told


def test_every_sentence_of_argparse_is_still_its_own() -> None:
    """A sentence that argparse no longer says would come out in English."""
    source = inspect.getsource(argparse)
    assert [sentence for sentence in SENTENCES if sentence not in source] == []


def test_a_file_that_cannot_be_read_is_told_in_chinese(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def act(options: object) -> int:
        (tmp_path / "none").read_bytes()
        return 0

    assert command_line.run_verb("try", verb_that(act), []) == 1
    assert f"不能读写 {tmp_path / 'none'}：没有这个文件或文件夹。" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "status"), [(["--help"], 0), ([], 2), (["no-such-verb"], 2), (["--version"], 0)]
)
def test_the_overview(words: list[str], status: int) -> None:
    assert command_line.main(words) == status


def test_the_overview_imports_no_django() -> None:
    program = "import sys; from suzhi.config.cli.main import main; main(['--help'])\n"
    program += "assert 'django' not in sys.modules"
    assert subprocess.run([sys.executable, "-c", program], capture_output=True, check=False).returncode == 0


@pytest.mark.parametrize("name", list(present_verbs()))
def test_every_verb_has_its_help(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    verb = present_verbs()[name]
    module = verb.load()
    assert name == getattr(module, "NAME", name)
    with pytest.raises(SystemExit) as leaving:
        command_line.parser_of(name, verb, module).parse_args(["--help"])
    assert leaving.value.code == 0
    assert f"suzhi {name}" in capsys.readouterr().out
