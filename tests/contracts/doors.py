"""Who may import whom, as one function over (module, imported name): floors, doors, order inside a package, weight.

The orders of floors, engines and domains are read from ``.importlinter``, which holds them for every indirect way too.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from configparser import ConfigParser
from functools import cache
from pathlib import Path

import suzhi

SOURCE = Path(suzhi.__file__).parent
ROOT = SOURCE.parents[1]

# Inside a package, the ground first. A file of another name (closure, roster, wording) stands where it likes.
ORDER = ("models", "rules", "declarations", "selectors", "services", "api", "pages")
DECLARATIONS = {"families", "policies", "sheets", "sources", "privacy"}
# What a front door re-exports of its own pages, for the pages of others: fields, filters, links.
PARTS = {
    "suzhi.engines.org.api": "suzhi.engines.org.pages.console",
    "suzhi.engines.search.api": "suzhi.engines.search.pages.console",
    "suzhi.domains.plans.api": "suzhi.domains.plans.pages.console",
}
# Inner files that another package enters, each with its reason.
ENTERED = {
    ("suzhi.engines.metrics.registry", "suzhi.engines.kinds.sources"): "kinds are a source like any other",
    ("suzhi.config.cli.registry", "suzhi.engines.metrics.registry"): "prints what is declared",
    (
        "suzhi.config.cli.registry",
        "suzhi.engines.records.telling",
    ): "prints what is derived, after the models are there",
}
# The bench measures the inside; the demo writes tables in bulk. The product never imports either.
LOOKS_INSIDE = "suzhi.workbench"
# Columnar engines and document writers: where they may be imported, and where at the top of a file.
HEAVY = {"duckdb", "ibis", "pandas", "pyarrow", "polars", "numpy", "adbc_driver_postgresql"}
WRITERS = {"xlsxwriter", "docx", "openpyxl"}
HOME_OF_HEAVY = ("suzhi.engines.metrics",)
HOME_OF_WRITERS = ("suzhi.engines.exchange", "suzhi.engines.search.exporting", "suzhi.domains.reports")
AT_THE_TOP = (
    "suzhi.engines.metrics.expressions",
    "suzhi.engines.metrics.mirror",
    "suzhi.engines.metrics.store",
    "suzhi.domains.reports.document",
)
READING = "suzhi.domains.reading"


def breach(module: str, name: str, top: bool = True) -> str:
    """What is wrong with this import, or nothing. ``top``: it stands at the top of the file."""
    if module.startswith(LOOKS_INSIDE):
        return "" if not name.startswith("suzhi") else _floors(module, name)
    if not name.startswith("suzhi."):
        return _weight(module, name.partition(".")[0], top) or _purity(module, name)
    return _floors(module, name) or _doors(module, name) or _inside(module, name) or _purity(module, name)


def breaches(module: str, text: str) -> Iterator[str]:
    """Every breach in the text of a module."""
    tree = ast.parse(text)
    lazy = {
        id(node) for part in ast.walk(tree) if isinstance(part, ast.FunctionDef) for node in ast.walk(part)
    }
    for node in ast.walk(tree):
        for name in names_of(node):
            if wrong := breach(module, name, id(node) not in lazy):
                yield f"{module} -> {name}: {wrong}"


def names_of(node: ast.AST) -> list[str]:
    """What the statement imports, by whole names: a module or something in it."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom) and node.module and not node.level:
        return [f"{node.module}.{alias.name}" for alias in node.names]
    return []


def package_of(name: str) -> str:
    """``suzhi.engines.org`` for whatever lies in it; nothing outside engines, domains and faces."""
    parts = name.split(".")
    return ".".join(parts[:3]) if len(parts) > 2 and parts[1] in ("engines", "domains", "faces") else ""


@cache
def layers() -> dict[str, dict[str, int]]:
    """By contract: the place of each name, 0 for the highest."""
    parser = ConfigParser()
    parser.read(ROOT / ".importlinter", encoding="utf-8")
    found = {}
    for key, prefix in (("floors", ""), ("engines", "suzhi.engines."), ("domains", "suzhi.domains.")):
        rows = parser[f"importlinter:contract:{key}"]["layers"].strip().splitlines()
        found[key] = {
            prefix + name.strip(" ()"): at for at, row in enumerate(rows) for name in row.split("|")
        }
    return found


def _floors(module: str, name: str) -> str:
    floors = layers()["floors"]
    mine, other = (".".join(one.split(".")[:2]) for one in (module, name))
    if floors.get(mine, 99) > floors.get(other, 99):
        return "imports point down: floors"
    own, entered = package_of(module), package_of(name)
    for key in ("engines", "domains"):
        order = layers()[key]
        if not own.startswith(f"suzhi.{key}.") or own == entered:
            continue
        if own not in order:
            return f"{own} has no place in the order of {key}"
        higher = order[own] > order.get(entered, 99) or (order[own] == order.get(entered) and own != entered)
        if higher and not _allowed(module, name):
            return f"imports point down: {key}"
    return ""


def _allowed(module: str, name: str) -> bool:
    """The exceptions of .importlinter, which say their reasons there."""
    audit = module.startswith(("suzhi.engines.audit.policies", "suzhi.engines.audit.pages"))
    export = module.startswith("suzhi.engines.exchange.pages") and name.startswith("suzhi.engines.org.api")
    return (audit and name.startswith("suzhi.engines.access.")) or export


def _doors(module: str, name: str) -> str:
    own, entered = package_of(module), package_of(name)
    if not entered or own == entered or entered.startswith("suzhi.faces."):
        return ""
    inner = name.removeprefix(f"{entered}.").split(".")
    if inner[0] == "api" or any(module == one and name.startswith(to) for one, to in ENTERED):
        return ""
    if own.startswith("suzhi.faces.") and inner[0] == "pages" and inner[2:3] == ["urls"]:
        return ""
    return "a package is entered by its api"


def _inside(module: str, name: str) -> str:
    own = package_of(module)
    if not own or own != package_of(name) or own.startswith("suzhi.faces."):
        return ""
    if name.startswith(PARTS.get(module, "suzhi.nowhere")):
        return ""
    mine, other = _room(module.removeprefix(own)), _room(name.removeprefix(own))
    first = module.removeprefix(f"{own}.").split(".")[0]
    if other == "pages" and mine != "pages" and first != "findable":
        return "pages are the roof of a package"
    if mine and other and ORDER.index(other) > ORDER.index(mine):
        return f"{other} lie above {mine}"
    return ""


def _room(within: str) -> str:
    first = within.strip(".").split(".")[0]
    if first in DECLARATIONS or first.endswith("_sheet"):
        return "declarations"
    for room in ORDER:
        if first == room or first.startswith(f"{room}_"):
            return room
    return ""


def _weight(module: str, library: str, top: bool) -> str:
    homes = HOME_OF_HEAVY if library in HEAVY else HOME_OF_WRITERS if library in WRITERS else ()
    if not homes:
        return ""
    if not module.startswith(homes):
        return f"{library} is no business of this module"
    return (
        ""
        if not top or module.startswith(AT_THE_TOP)
        else f"{library} at the top of a file that pages import"
    )


def _purity(module: str, name: str) -> str:
    if module.startswith("suzhi.kernel") and name.startswith("django"):
        return "the kernel knows nothing of Django"
    pure = name.startswith((READING, "suzhi.kernel.")) or not name.startswith(("suzhi.", "django"))
    return "" if pure or not module.startswith(READING) else "the reader knows the kernel alone"
