"""``suzhi export``: the records as a workbook that can be imported again."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

NAME = "export"
HELP = "导出记录为工作簿（.xlsx，或 .zip 内的 CSV）；原样导回不会有任何变化。手机号和身份证号以星号遮蔽。"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which sheets, of which units, and where to."""
    parser.add_argument("sheets", nargs="*", metavar="工作表", help="如 单位 职工；不写则为全部")
    parser.add_argument(
        "-o", "--output", type=Path, default=Path("导出.xlsx"), help="输出文件（.xlsx 或 .zip）"
    )
    parser.add_argument("--unit", metavar="单位编码", help="只导出这个单位及其下级的记录")
    parser.add_argument(
        "--whole-numbers", action="store_true", help="导出完整的手机号和身份证号（记入审计，须写明 --reason）"
    )
    parser.add_argument("--reason", default="", help="导出完整号码的理由")
    parser.add_argument("--json", action="store_true", help="以 JSON 输出各表行数")


def run(options: argparse.Namespace) -> int:
    """Write it and say how much it holds."""
    from suzhi.engines.access.api import system_actor
    from suzhi.engines.exchange.api import chosen, export_records, export_whole
    from suzhi.engines.org.api import Unit
    from suzhi.kernel.errors import Refusal

    unit = Unit.objects.filter(code=options.unit).first() if options.unit else None
    if options.unit and unit is None:
        raise Refusal("exchange.unknown_unit", f"没有编码为“{options.unit}”的单位。", "请核对单位编码。")
    sheets = chosen(options.sheets)
    wanted = {
        "actor": system_actor("命令行"),
        "path": options.output,
        "sheets": sheets,
        "unit_id": unit.pk if unit else None,
    }
    counts = (
        export_whole(reason=options.reason, **wanted) if options.whole_numbers else export_records(**wanted)
    )
    if options.json:
        print(json.dumps({"file": str(options.output), "rows": counts}, ensure_ascii=False))
    else:
        print(f"已导出 {options.output}：" + "，".join(f"{name} {rows} 行" for name, rows in counts.items()))
    return 0
