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
from django.utils.translation import gettext as _

from suzhi.domains.plans.linting import Fault, faults
from suzhi.kernel.errors import Refusal

SHIPPED = Path(__file__).resolve().parents[2] / "packs"
PARTS = ("clauses", "indicators", "duties")


@dataclass(frozen=True)
class Pack:
    """A plan as data. ``plain`` is the whole of it in JSON types; ``digest`` its version's fingerprint."""

    plain: dict[str, Any]
    digest: str
    files: tuple[Path, ...] = ()

    @property
    def code(self) -> str:
        return str(self.plain["code"])

    @property
    def years(self) -> tuple[int, int]:
        return int(self.plain["period"]["start"]), int(self.plain["period"]["end"])

    def part(self, name: str) -> Any:
        return self.plain.get(name) or []


def pack_of(plain: dict[str, Any], files: tuple[Path, ...] = ()) -> Pack:
    """A pack from its content."""
    text = json.dumps(plain, ensure_ascii=False, sort_keys=True, default=str)
    return Pack(json.loads(text), hashlib.sha256(text.encode()).hexdigest(), files)


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
    return pack_of(plain, tuple(file for file in files if file.exists()))


def shelves() -> list[Path]:
    """Where packs lie: with the product, and with the installation."""
    return [SHIPPED / "plans", Path(settings.SUZHI_HOME) / "packs" / "plans"]


def pack_codes() -> list[str]:
    """The packs that can be named by code."""
    found = [path for shelf in shelves() if shelf.is_dir() for path in sorted(shelf.iterdir())]
    return [path.stem if path.is_file() else path.name for path in found if path.suffix in ("", ".yaml")]


def _find(named: str | Path) -> Path:
    for path in [
        Path(named),
        *(shelf / str(named) for shelf in shelves()),
        *(s / f"{named}.yaml" for s in shelves()),
    ]:
        if path.is_file() or (path / "pack.yaml").is_file():
            return path
    known = pack_codes()
    raise Refusal(
        "plans.pack",
        _("找不到规划包“%(named)s”。") % {"named": named},
        _("已有的规划包：%(names)s；也可以写文件夹或文件的路径。") % {"names": _("、").join(known)},
    )


def _yaml(file: Path) -> dict[str, Any]:
    try:
        found = yaml.safe_load(file.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        place = _("第 %(line)s 行") % {"line": mark.line + 1} if mark else ""
        raise Refusal(
            "plans.yaml",
            _("%(name)s %(place)s不是正确的 YAML。") % {"name": file.name, "place": place},
            _("请检查缩进、冒号和引号。"),
        ) from error
    if not isinstance(found, dict):
        raise Refusal(
            "plans.yaml",
            _("%(name)s 的内容不是“名称: 值”的形式。") % {"name": file.name},
            _("请参照自带的规划包。"),
        )
    return found


def _places(code: str, path: Path) -> dict[str, Any]:
    for file in (path / f"{code}.yaml", SHIPPED / "places" / f"{code}.yaml"):
        if file.is_file():
            return _yaml(file)
    raise Refusal(
        "plans.places",
        _("找不到地区表“%(code)s”。") % {"code": code},
        _("请放在规划包旁边或 packs/places 下。"),
    )


def lint_pack(pack: Pack) -> list[Fault]:
    """Every fault of a pack, with the line where it stands if the pack came from files."""
    return faults(pack.plain, pack.files)


def due_day(due: Any, last_year: int) -> date | None:
    """A due as written (2017, 2018-12-31 or nothing) as a day."""
    if due is None:
        return None
    text = str(due)
    return date(int(text), 12, 31) if len(text) == 4 else date.fromisoformat(text)
