"""``suzhi template``: an empty workbook to fill in."""

from __future__ import annotations

import argparse
from pathlib import Path

from suzhi.operations import ready

NAME = "template"
HELP = "生成填报用的空白工作簿：列名、格式、下拉列表、填表说明。"
NEEDS = ready.SETTINGS


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which sheets, and where to."""
    parser.add_argument("sheets", nargs="*", metavar="工作表", help="如 单位 职工；不写则为全部")
    parser.add_argument(
        "-o", "--output", type=Path, default=Path("模板.xlsx"), help="输出文件（.xlsx），默认 模板.xlsx"
    )


def run(options: argparse.Namespace) -> int:
    """Write it and say where."""
    from suzhi.engines.exchange.api import chosen, write_template

    sheets = chosen(options.sheets)
    write_template(options.output, sheets)
    print(f"已生成 {options.output}：{'、'.join(sheet.name for sheet in sheets)}")
    return 0
