"""Whether a database may take the demo."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from suzhi.engines.audit.api import Act
from suzhi.engines.org.api import Unit
from suzhi.kernel.errors import Refusal
from suzhi.workbench.demo.script import Script
from suzhi.workbench.demo.tree import Node

VERB = "demo.load"


@dataclass(frozen=True, slots=True)
class Standing:
    """What the database holds: the demo that was loaded, if any, and the units that are there."""

    loaded: dict[str, Any] | None
    units: int


def standing() -> Standing:
    """Look."""
    units = Unit.objects.count()
    act = Act.objects.filter(verb=VERB).order_by("-id").first() if units else None
    return Standing(act.detail if act else None, units)


def already_loaded(script: Script, found: Standing) -> bool:
    """Whether this very demo is there. Another demo in its place is refused."""
    if found.loaded is None:
        return False
    if found.loaded.get("scale") == script.scale.name and found.loaded.get("seed") == script.seed:
        return True
    raise Refusal(
        "demo.other",
        f"这里已装入另一个演示城市（规模 {found.loaded.get('scale')}，种子 {found.loaded.get('seed')}）。",
        "演示数据不能互相覆盖。请把 SUZHI_HOME 指向一个新目录，再执行 suzhi demo。",
    )


def existing_units(nodes: list[Node], found: Standing, force: bool) -> dict[int, int]:
    """Units of the place that are there already, as row -> id; refuses a database that is in use."""
    if not found.units:
        return {}
    codes = {node.code: row for row, node in enumerate(nodes)}
    same = dict(Unit.objects.filter(code__in=list(codes)).values_list("code", "id"))
    invented = [code for code in same if not nodes[codes[code]].real]
    if invented:
        raise Refusal(
            "demo.codes",
            f"演示单位的编码已被占用：{'、'.join(invented[:5])}。",
            "请把 SUZHI_HOME 指向一个新目录，再执行 suzhi demo。",
        )
    if not force:
        raise Refusal(
            "demo.in_use",
            f"这个数据库已有 {found.units:,} 个单位，不是空的；"
            "装入演示数据会和真实记录混在一起，指标也会算进演示记录。",
            "请把 SUZHI_HOME 指向一个新目录。若一定要装在这里，请加 --force："
            f"现有单位一个不改（同编码的 {len(same)} 个直接沿用），另外加入演示的单位、人员和记录，"
            "以后只能从备份恢复，所以请先执行 suzhi backup。",
        )
    return {codes[code]: pk for code, pk in same.items()}
