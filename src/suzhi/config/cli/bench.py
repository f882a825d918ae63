"""``suzhi bench metrics|pages|serve|first|import|reading``: prints size, time, memory and the ratio to each limit."""

from __future__ import annotations

import argparse
import json
from importlib import import_module
from pathlib import Path
from typing import Any

NAME = "bench"
HELP = "测量性能，与同一次运行中的参照相比。有一项超出上限时以状态 1 结束。"

# Each module has HELP, add_arguments(parser) and measure(options, report) -> Outcome.
BENCHES = ("metrics", "pages", "serve", "first", "import", "reading")
_FOLDER = Path(__file__).parents[2] / "workbench" / "bench"


def _module(name: str) -> Any:
    return import_module(f"suzhi.workbench.bench.{_file(name)}")


def _file(name: str) -> str:
    return {"import": "importing"}.get(name, name)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """One sub-command for each bench of this installation."""
    kinds = parser.add_subparsers(dest="bench", required=True, metavar="|".join(BENCHES))
    for name in BENCHES:
        if not (_FOLDER / f"{_file(name)}.py").exists():
            continue
        module = _module(name)
        own = kinds.add_parser(name, help=module.HELP, description=module.HELP)
        own.add_argument("--json", action="store_true", help="以 JSON 输出")
        module.add_arguments(own)


def run(options: argparse.Namespace) -> int:
    """Measure, print, and say by the status whether every limit was kept."""
    from suzhi.operations.progress import Progress
    from suzhi.workbench.bench.machine import machine_line

    with Progress() as progress:
        outcome = _module(options.bench).measure(options, progress)
    machine = machine_line()
    if options.json:
        print(json.dumps(outcome.as_dict(machine), ensure_ascii=False, indent=2))
    else:
        print(outcome.text(machine))
    return 1 if outcome.broken else 0
