"""Every fault of a pack: its shape by JSON Schema, its definitions by their linter, what points nowhere; with
the file and line where it stands."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from suzhi.engines.metrics.api import lint_catalogue
from suzhi.kernel.asked import whole_number

SCHEMA = Path(__file__).resolve().parents[2] / "packs" / "schema" / "plan.schema.json"
_KINDS = {
    "object": _lazy("一组“名称: 值”"),
    "array": _lazy("列表"),
    "string": _lazy("文字"),
    "integer": _lazy("整数"),
    "number": _lazy("数"),
    "boolean": _lazy("true 或 false"),
}


@dataclass(frozen=True)
class Fault:
    """One fault: what it is about, the place in it, what is wrong, how to mend it, where it is written."""

    code: str
    place: str
    message: str
    remedy: str = ""
    file: str = ""
    row: int = 0

    def line(self) -> str:
        """indicators.yaml 第 12 行 law-talks counts.source：没有名为……"""
        where = _("%(file)s 第 %(row)s 行 ") % {"file": self.file, "row": self.row} if self.row else ""
        place = f"{where}{self.code} {self.place}"
        parts = {"place": place, "message": self.message, "remedy": self.remedy}
        return (_("%(place)s：%(message)s%(remedy)s") % parts).strip()

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


def faults(plain: Mapping[str, Any], files: tuple[Path, ...] = ()) -> list[Fault]:
    """All of them, in the order of the files."""
    found = list(_shape(plain))
    # What has not the right shape cannot be asked what it means.
    if not found:
        found = [*_definitions(plain), *_references(plain)]
    if not files or not found:
        return found
    lines = _lines(files)
    return sorted(
        (_placed(fault, plain, lines) for fault in found), key=lambda fault: (fault.file, fault.row)
    )


def _shape(plain: Mapping[str, Any]) -> Iterator[Fault]:
    for error in sorted(
        _validator().iter_errors(plain), key=lambda one: [str(part) for part in one.absolute_path]
    ):
        path = list(error.absolute_path) + _strange(error)[:1]
        place = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
        message, remedy = _told(error)
        yield Fault(_about(plain, list(error.absolute_path)), place.lstrip(".") or "pack", message, remedy)


@cache
def _validator() -> Any:
    from jsonschema import Draft202012Validator

    return Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))


def _told(error: Any) -> tuple[str, str]:
    """A schema's complaint in Chinese, with what to do."""
    rule, wanted, value = error.validator, error.validator_value, error.instance
    if rule == "required":
        absent = next(name for name in wanted if name not in value)
        return _("缺少“%(absent)s”。") % {"absent": absent}, _("请补上这一项。")
    if rule == "additionalProperties":
        known = list(error.schema["properties"])
        strange = _strange(error)[0]
        near = get_close_matches(str(strange), known, n=1, cutoff=0.5)
        names = {"near": near[0]} if near else {"names": _("、").join(known)}
        remedy = _("是否为“%(near)s”？") if near else _("可用：%(names)s。")
        return _("不认识的项“%(strange)s”。") % {"strange": strange}, remedy % names
    if rule == "type":
        kinds = wanted if isinstance(wanted, list) else [wanted]
        words = _("或").join(str(_KINDS[kind]) for kind in kinds if kind != "null")
        remedy = _("应为%(words)s。文字请加引号。") if "string" in kinds else _("应为%(words)s。")
        return _("“%(value)s”的类型不对。") % {"value": str(value)[:40]}, remedy % {"words": words}
    if rule == "enum":
        remedy = _("可选：%(names)s。") % {"names": _("、").join(map(str, wanted))}
        return _("“%(value)s”不在可选之列。") % {"value": value}, remedy
    if rule == "pattern":
        remedy = _("日期写 2020-12-31，年份写 2020，代码用小写字母、数字和短横线。")
        return _("“%(value)s”的写法不对。") % {"value": value}, remedy
    if rule in ("minimum", "maximum"):
        bound = _("应不小于 %s。") if rule == "minimum" else _("应不大于 %s。")
        return _("“%(value)s”超出范围。") % {"value": value}, bound % wanted
    return (
        _("“%(value)s”不合规定。") % {"value": str(value)[:40]},
        (_("长度或个数至少 %s。") if rule.startswith("min") else _("长度或个数至多 %s。")) % wanted,
    )


def _strange(error: Any) -> list[str]:
    """The keys that the schema does not know, where that is the complaint."""
    if error.validator != "additionalProperties":
        return []
    return [name for name in error.instance if name not in error.schema["properties"]]


def _about(plain: Mapping[str, Any], path: list[Any]) -> str:
    """The code, ref or title of the entry that a path leads into."""
    if len(path) >= 2 and isinstance(path[1], int):
        entry = plain[path[0]][path[1]]
        if isinstance(entry, Mapping):
            return str(entry.get("code") or entry.get("ref") or entry.get("title") or path[0])
    return str(path[0]) if path else "pack"


def _definitions(plain: Mapping[str, Any]) -> Iterator[Fault]:
    for problem in lint_catalogue(plain.get("indicators") or [], plain.get("settings") or {}):
        yield Fault(problem.code, problem.place, problem.message, problem.remedy)


def _references(plain: Mapping[str, Any]) -> Iterator[Fault]:
    refs = [clause["ref"] for clause in plain.get("clauses") or []]
    first, last = plain["period"]["start"], plain["period"]["end"]
    if first > last:
        yield Fault(
            "period",
            "period.end",
            _("结束年份 %(last)s 早于开始年份 %(first)s。") % {"last": last, "first": first},
            _("请改正。"),
        )
    for ref in sorted({ref for ref in refs if refs.count(ref) > 1}):
        yield Fault(
            ref, "ref", _("条款“%(ref)s”写了两次。") % {"ref": ref}, _("请改用另一个编号，如 2.4.b。")
        )
    for spec in plain.get("indicators") or []:
        for ref in spec.get("clauses", ()):
            if refs and ref not in refs:
                yield Fault(
                    spec["code"], "clauses", _("没有条款“%(ref)s”。") % {"ref": ref}, _nearest(ref, refs)
                )
        year = str(spec.get("due") or first)[:4]
        if (known := whole_number(year)) is not None and not first <= known <= last:
            yield Fault(
                spec["code"],
                "due",
                _("期限 %(due)s 不在规划期 %(first)s-%(last)s 内。")
                % {"due": spec["due"], "first": first, "last": last},
                _("请改期限或规划期。"),
            )
    for duty in plain.get("duties") or []:
        if refs and duty["clause"] not in refs:
            yield Fault(
                duty["title"],
                "clause",
                _("没有条款“%(clause)s”。") % {"clause": duty["clause"]},
                _nearest(duty["clause"], refs),
            )


def _nearest(ref: str, refs: list[str]) -> str:
    near = get_close_matches(ref, refs, n=1, cutoff=0.5)
    return _("是否为“%(near)s”？") % {"near": near[0]} if near else _("请先在 clauses 中写上。")


def _lines(files: tuple[Path, ...]) -> dict[str, tuple[str, int]]:
    """Path of every entry (indicators[3].counts.source) -> file and line."""
    found: dict[str, tuple[str, int]] = {}
    for file in files:
        root = yaml.compose(file.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
        found.update({path: (file.name, row) for path, row in _walk(root, "")})
    return found


def _walk(node: Any, path: str) -> Iterator[tuple[str, int]]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            inner = f"{path}.{key.value}".lstrip(".")
            yield inner, key.start_mark.line + 1
            yield from _walk(value, inner)
    elif isinstance(node, yaml.SequenceNode):
        for number, value in enumerate(node.value):
            yield f"{path}[{number}]", value.start_mark.line + 1
            yield from _walk(value, f"{path}[{number}]")


def _placed(fault: Fault, plain: Mapping[str, Any], lines: Mapping[str, tuple[str, int]]) -> Fault:
    """The fault with its file and line: at the very entry, else at the nearest one around it."""
    for start in _starts(fault, plain):
        path = start
        while path:
            if path in lines:
                file, row = lines[path]
                return Fault(fault.code, fault.place, fault.message, fault.remedy, file, row)
            path = path[: max(path.rfind("."), path.rfind("["), 0)]
    return fault


def _starts(fault: Fault, plain: Mapping[str, Any]) -> Iterator[str]:
    """Where to look: the last of the entries so named, for one written twice."""
    if fault.place.startswith(("indicators[", "clauses[", "duties[", "settings", "document", "period")):
        yield fault.place
    for part, key in (("indicators", "code"), ("clauses", "ref"), ("duties", "title")):
        entries = plain.get(part) or []
        for number in range(len(entries) - 1, -1, -1):
            if isinstance(entries[number], Mapping) and entries[number].get(key) == fault.code:
                yield f"{part}[{number}].{fault.place}"
    yield fault.place
