"""Packs of plans: found by code or path, read whole, checked before anything is written."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings

from suzhi.engines.metrics.api import Problem, lint_catalogue
from suzhi.kernel.errors import Refusal

SHIPPED = Path(__file__).resolve().parents[2] / "packs"
PARTS = ("clauses", "indicators", "duties")


@dataclass(frozen=True)
class Pack:
    """A plan as data. ``plain`` is the whole of it in JSON types; ``digest`` its version's fingerprint."""

    plain: dict[str, Any]
    digest: str

    @property
    def code(self) -> str:
        return str(self.plain["code"])

    @property
    def years(self) -> tuple[int, int]:
        return int(self.plain["period"]["start"]), int(self.plain["period"]["end"])

    def part(self, name: str) -> Any:
        return self.plain.get(name) or []


def pack_of(plain: dict[str, Any]) -> Pack:
    """A pack from its content."""
    text = json.dumps(plain, ensure_ascii=False, sort_keys=True, default=str)
    return Pack(json.loads(text), hashlib.sha256(text.encode()).hexdigest())


def read_pack(named: str | Path) -> Pack:
    """The pack of that code (shipped, or in the installation's packs/plans), or at that path."""
    path = _find(named)
    files = [path] if path.is_file() else [path / "pack.yaml", *(path / f"{p}.yaml" for p in PARTS)]
    plain: dict[str, Any] = {}
    for file in files:
        if file.exists():
            plain.update(_yaml(file))
    if "places" in plain and isinstance(plain["places"], str):
        plain["places"] = _places(plain["places"], path)
    return pack_of(plain)


def _find(named: str | Path) -> Path:
    shelves = [SHIPPED / "plans", Path(settings.SUZHI_HOME) / "packs" / "plans"]
    for path in [Path(named), *(shelf / str(named) for shelf in shelves), *(s / f"{named}.yaml" for s in shelves)]:
        if path.is_file() or (path / "pack.yaml").is_file():
            return path
    known = sorted(p.name for shelf in shelves if shelf.is_dir() for p in shelf.iterdir())
    raise Refusal("plans.pack", f"找不到规划包“{named}”。", f"已有的规划包：{'、'.join(known)}；也可以写文件夹或文件的路径。")


def _yaml(file: Path) -> dict[str, Any]:
    try:
        found = yaml.safe_load(file.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        place = f"第 {mark.line + 1} 行" if mark else ""
        raise Refusal("plans.yaml", f"{file.name} {place}不是正确的 YAML。", "请检查缩进、冒号和引号。") from error
    if not isinstance(found, dict):
        raise Refusal("plans.yaml", f"{file.name} 的内容不是“名称: 值”的形式。", "请参照自带的规划包。")
    return found


def _places(code: str, path: Path) -> dict[str, Any]:
    for file in (path / f"{code}.yaml", SHIPPED / "places" / f"{code}.yaml"):
        if file.is_file():
            return _yaml(file)
    raise Refusal("plans.places", f"找不到地区表“{code}”。", "请放在规划包旁边或 packs/places 下。")


def lint_pack(pack: Pack) -> list[Problem]:
    """Every fault of a pack: what is missing, what points nowhere, and the definitions' own."""
    problems = [
        Problem("pack", key, f"缺少“{key}”。") for key in ("code", "document", "period", "indicators") if key not in pack.plain
    ]
    if problems:
        return problems
    problems.extend(lint_catalogue(pack.part("indicators"), pack.plain.get("settings", {})))
    clauses = {c["ref"] for c in pack.part("clauses")}
    first, last = pack.years
    for spec in pack.part("indicators"):
        for ref in spec.get("clauses", ()):
            if clauses and ref not in clauses:
                problems.append(Problem(spec["code"], "clauses", f"没有条款“{ref}”。", "请先在 clauses 中写上。"))
        due = due_day(spec.get("due"), last)
        if due and not first <= due.year <= last:
            problems.append(Problem(spec["code"], "due", f"期限 {due} 不在规划期 {first}-{last} 内。"))
    return problems


def due_day(due: Any, last_year: int) -> date | None:
    """A due as written (2017, 2018-12-31 or nothing) as a day."""
    if due is None:
        return None
    text = str(due)
    return date(int(text), 12, 31) if len(text) == 4 else date.fromisoformat(text)
