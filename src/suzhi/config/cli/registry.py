"""``suzhi registry``: what is registered in this installation, so that a registry is never a secret."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from importlib import import_module
from typing import Any

from suzhi.config.cli.verbs import present_verbs
from suzhi.operations import ready

NAME = "registry"
HELP = "列出已登记的种类、流程、角色、权限、数据源、工作表等。"
NEEDS = ready.SETTINGS

Row = dict[str, str]


def _named(module: str, function: str) -> Callable[[], list[Row]]:
    """The entries of a registry that answers {code: object with a name}."""

    def read() -> list[Row]:
        entries = getattr(import_module(module), function)()
        return [
            {"code": str(code), "name": str(getattr(entry, "name", ""))} for code, entry in entries.items()
        ]

    return read


def _kinds() -> list[Row]:
    from suzhi.engines.kinds.api import all_kinds

    return [{"code": kind.code, "name": kind.name, "family": kind.family} for kind in all_kinds().values()]


def _families() -> list[Row]:
    from suzhi.engines.records.api import all_families
    from suzhi.engines.records.telling import lines_of

    rows = []
    for family in all_families().values():
        files, lines = lines_of(family)
        rows.append(
            {
                "code": family.code,
                "name": str(family.title),
                "sheet": family.sheet,
                "files": f"{files} files",
                "lines": f"{lines} lines",
            }
        )
    return rows


def _policies() -> list[Row]:
    from suzhi.engines.access.api import all_policies

    return [{"code": model._meta.label, "name": policy.view} for model, policy in all_policies().items()]


def _sheets() -> list[Row]:
    from suzhi.engines.exchange.api import REGISTRY

    return [{"code": sheet.code, "name": sheet.name} for sheet in REGISTRY.all()]


def _sources() -> list[Row]:
    from suzhi.engines.metrics.registry import all_sources

    return [{"code": source.name, "name": source.record} for source in all_sources().values()]


def _verbs() -> list[Row]:
    return [{"code": name, "name": verb.help} for name, verb in present_verbs().items()]


SHELVES: dict[str, Callable[[], list[Row]]] = {
    "families": _families,
    "kinds": _kinds,
    "workflows": _named("suzhi.engines.workflow.api", "all_workflows"),
    "roles": _named("suzhi.engines.access.api", "all_roles"),
    "permissions": _named("suzhi.engines.access.api", "all_permissions"),
    "policies": _policies,
    "sheets": _sheets,
    "sources": _sources,
    "verbs": _verbs,
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which shelf."""
    shelves = [*sorted(SHELVES), "family"]
    parser.add_argument("shelf", nargs="?", choices=shelves, help="只列出一类；不给出时列出全部")
    parser.add_argument("name", nargs="?", help="family 之后：登记册的代码")
    parser.add_argument(
        "--show",
        choices=("form", "sheet", "rules", "sql", "source", "api"),
        help="family：由声明得出的一项；不给出时列出全部",
    )
    parser.add_argument("--json", action="store_true", help="以 JSON 输出")


def run(options: argparse.Namespace) -> int:
    """Print the shelves, or what one family's declaration makes."""
    if options.shelf == "family":
        return _tell(options.name, options.show)
    chosen = [options.shelf] if options.shelf else list(SHELVES)
    found: dict[str, Any] = {name: SHELVES[name]() for name in chosen}
    if options.json:
        print(json.dumps(found, ensure_ascii=False, indent=1))
        return 0
    for name, rows in found.items():
        print(f"{name}({len(rows)})")
        for row in rows:
            print("  " + "  ".join(value for value in row.values() if value))
    return 0


def _tell(name: str | None, show: str | None) -> int:
    from suzhi.engines.records.api import all_families
    from suzhi.engines.records.telling import SHOWN, tell

    families = all_families()
    if name not in families:
        print(f"没有代码为“{name or ''}”的登记册。可选：{'、'.join(families)}。")
        return 2
    for part in [show] if show else SHOWN:
        print(f"# {part}")
        print("\n".join(tell(families[name], part)))
    return 0
