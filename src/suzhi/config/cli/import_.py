"""``suzhi import``: check a workbook, and write it once that is confirmed."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from suzhi.engines.exchange.api import Result

NAME = "import"
HELP = (
    "检查工作簿（.xlsx，或以工作表名命名的 CSV 打成的 .zip）。不加 --confirm 只检查，不写入任何内容。"
    "有行被退回时以状态 1 结束。"
)
_SHOWN = 50


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The file, and what to do with it."""
    parser.add_argument("file", type=Path, nargs="?", metavar="文件", help="要导入的工作簿")
    parser.add_argument("--confirm", action="store_true", help="检查通过后写入；有行被退回则一行也不写")
    parser.add_argument("--skip-bad-rows", action="store_true", help="跳过错误行，写入其余的行")
    parser.add_argument("--errors", type=Path, metavar="文件", help="把带“错误”列的工作簿写到这里")
    parser.add_argument("--undo", type=int, metavar="编号", help="撤销这一次导入")
    parser.add_argument("--json", action="store_true", help="以 JSON 输出检查结果")


def run(options: argparse.Namespace) -> int:
    """0 when nothing was refused, else 1."""
    from suzhi.engines.exchange.api import FileRefused
    from suzhi.operations.progress import Progress

    if options.undo:
        return _undo(options)
    if options.file is None:
        print("请写明要导入的文件。", file=sys.stderr)
        return 2
    try:
        with Progress() as progress:
            result = _import(options, lambda label, done: progress(label, done, 0))
    except FileRefused as refused:
        if not options.json:
            raise
        print(json.dumps(_refused_file(refused), ensure_ascii=False))
        return 1
    if options.json:
        print(json.dumps(result, ensure_ascii=False))
    else:
        print(_report(result, options))
    return 0 if result["status"] == "ok" else 1


def _import(options: argparse.Namespace, report: Any) -> dict[str, Any]:
    from suzhi.engines.access.api import system_actor
    from suzhi.engines.exchange.api import check_file, error_workbook, import_file

    actor = system_actor("命令行")
    result: Result | None = None
    if options.errors:
        result = error_workbook(actor=actor, path=options.file, target=options.errors, report=report)
    if options.confirm:
        record = import_file(
            actor=actor,
            path=options.file,
            name=options.file.name,
            skip_bad=options.skip_bad_rows,
            report=report,
        )
        return dict(record.result)
    result = result or check_file(actor=actor, path=options.file, report=report)
    return result.as_dict()


def _undo(options: argparse.Namespace) -> int:
    from suzhi.engines.access.api import system_actor
    from suzhi.engines.exchange.api import Import, undo_import
    from suzhi.kernel.errors import Refusal
    from suzhi.operations.progress import Progress

    record = Import.objects.filter(pk=options.undo).first()
    if record is None:
        raise Refusal("exchange.unknown_import", f"没有编号为 {options.undo} 的导入。", "编号在导入结果中。")
    with Progress() as progress:
        undo_import(
            actor=system_actor("命令行"),
            record=record,
            report=lambda label, done: progress(label, done, 0),
        )
    print(
        json.dumps({"import": record.pk, "state": "undone"})
        if options.json
        else f"已撤销导入 {record.pk}（{record.name}）。"
    )
    return 0


def _refused_file(refused: Any) -> dict[str, Any]:
    """A file that could not be read at all, in the form of a check result."""
    problem = {"sheet": "", "row": 0, "column": "", "value": "", "problem": refused.message}
    return {
        "status": "refused",
        "written": False,
        "import": None,
        "sheets": [],
        "problems": [{**problem, "expected": refused.remedy, "nearest": ""}],
        "problem_count": 1,
        "warnings": [],
        "ignored_sheets": [],
        "error": refused.as_dict(),
    }


def _report(result: dict[str, Any], options: argparse.Namespace) -> str:
    """The result for a person."""
    lines = [
        f"{one['sheet']}：新增 {one['add']}，更改 {one['change']}，不变 {one['same']}，退回 {one['refused']}"
        for one in result["sheets"]
    ]
    lines += [_sentence(one) for one in result["problems"][:_SHOWN]]
    rest = result["problem_count"] - min(_SHOWN, len(result["problems"]))
    if rest > 0:
        where = f"见 {options.errors}" if options.errors else "加 --errors 文件.xlsx 可得到带“错误”列的工作簿"
        lines.append(f"……还有 {rest} 处问题；{where}。")
    for one in result["warnings"]:
        near = f"；是否为“{one['nearest']}”？" if one["nearest"] else ""
        row = f"第 {one['row']} 行 " if one["row"] else ""
        lines.append(f"提示：{one['sheet']} {row}{one['column']} {one['problem']}{near}".replace("  ", " "))
    return "\n".join([*lines, _ending(result, options)])


def _sentence(one: dict[str, Any]) -> str:
    from suzhi.engines.exchange.api import Problem

    return f"{one['sheet']} 第 {one['row']} 行 {Problem(**one).sentence()}"


def _ending(result: dict[str, Any], options: argparse.Namespace) -> str:
    """What was done, or what to do next."""
    changes = sum(one["add"] + one["change"] for one in result["sheets"])
    if result["written"]:
        if not changes:
            return f"没有任何变化：所有行都与系统一致（导入 {result['import']}）。"
        return (
            f"已写入 {changes} 行（导入 {result['import']}；撤销：suzhi import --undo {result['import']}）。"
        )
    if result["status"] != "ok":
        return "有行被退回，没有写入任何内容。改正后重新导入，或加 --confirm --skip-bad-rows 只写入其余的行。"
    if not changes:
        return "没有任何变化：所有行都与系统一致。"
    return "检查通过，还没有写入；加 --confirm 写入。" if not options.confirm else "没有写入。"
