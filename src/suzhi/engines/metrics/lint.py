"""What is wrong with a definition, where, and how to mend it. Nothing unlinted is ever compiled."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from fractions import Fraction
from typing import Any

from suzhi.engines.metrics.registry import all_sources
from suzhi.engines.metrics.spec import GRAINS, MEASURES, SETTING, TIMES, TYPES
from suzhi.engines.org.api import UnitType

# setting -> the values it may take; None: an exact fraction between 0 and 1; "year": a year
SETTINGS: dict[str, Any] = {
    "start_year": "year",
    "counted_from": ("confirmed", "reviewed", "verified"),
    "people_or_visits": ("visits", "people"),
    "basic_threshold": None,
    "union_units_only": (True, False),
    "area_coverage_counts": (True, False),
    "above_scale_scope": ("listed",),
    "ankang_reading": ("education", "cup", "either", "both"),
    "bargaining_denominator": ("evaluated", "bargaining"),
}
_KEYS = {
    "code", "clauses", "name", "unit", "type", "grain", "level", "target", "comparison", "due", "each_year",
    "commitment", "department", "awaits", "counts", "of", "having", "that", "mode", "per", "note",
}  # fmt: skip
_PART_KEYS = {
    "source",
    "where",
    "time",
    "measure",
    "beside",
    "entity",
    "default",
    "at",
    "reading",
    "sum",
    "each",
    "awaits",
}
_COMMITMENTS = ("hard", "basic", "strive", "open")


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault: the definition's code, the place in it, what is wrong and how to mend it."""

    code: str
    place: str
    message: str
    remedy: str = ""


def lint_definition(spec: Mapping[str, Any], settings: Mapping[str, Any]) -> list[Problem]:
    """Every fault of one definition under these settings."""
    return list(_lint(spec, settings))


def lint_settings(settings: Mapping[str, Any]) -> list[Problem]:
    """Every fault of a plan's settings."""
    return list(_lint_settings(settings))


def _lint(spec: Mapping[str, Any], settings: Mapping[str, Any]) -> Iterator[Problem]:
    code = str(spec.get("code", "?"))
    for key in spec:
        if key not in _KEYS:
            yield Problem(code, key, f"不认识的项“{key}”。", _nearest(key, _KEYS))
    for key, allowed in (("type", TYPES), ("grain", GRAINS), ("commitment", _COMMITMENTS)):
        if spec.get(key) not in allowed:
            yield Problem(
                code, key, f"{key} 写作“{spec.get(key, '')}”。", f"应为 {'、'.join(allowed)} 之一。"
            )
    if spec.get("level", "") not in ("", *UnitType.values):
        yield Problem(
            code, "level", f"没有“{spec['level']}”这一级单位。", f"应为 {'、'.join(UnitType.values)} 之一。"
        )
    yield from _lint_target(code, spec.get("target"), settings)
    if not spec.get("awaits"):
        yield from _lint_body(code, spec, settings)


def _lint_target(code: str, target: Any, settings: Mapping[str, Any]) -> Iterator[Problem]:
    if target is None:
        return
    if isinstance(target, str) and target.startswith(SETTING):
        yield from _lint_setting(code, "target", target, settings)
        return
    try:
        Fraction(str(target))
    except (ValueError, ZeroDivisionError):
        yield Problem(code, "target", f"目标值“{target}”不是数。", "写整数、小数或分数，如 23/25。")


def _lint_body(code: str, spec: Mapping[str, Any], settings: Mapping[str, Any]) -> Iterator[Problem]:
    counted, rated = "counts" in spec, "of" in spec
    if counted == rated and spec.get("type") != "milestone":
        yield Problem(code, "counts", "须写 counts 或 of 之一。", "数量写 counts，比率写 of 与 having。")
    if spec.get("type") == "density" and "per" not in spec:
        yield Problem(
            code, "per", "密度须写 per。", "例：per: {source: unit_years, sum: workers, each: 10000}。"
        )
    if rated and "having" not in spec and "that" not in spec:
        yield Problem(code, "having", "比率须写 having 或 that，说明怎样算达到。")
    for place, part in _parts(spec):
        yield from _lint_part(code, place, part, settings)
    if "that" in spec and rated and spec["of"].get("source") in all_sources():
        yield from _lint_where(code, "that", spec["of"]["source"], spec["that"], settings)
    if "mode" in spec:
        yield from _lint_setting(code, "mode", spec["mode"], settings)
        awaited = [p["reading"] for p in spec.get("having", ()) if p.get("awaits") and "reading" in p]
        chosen = settings.get(str(spec["mode"]).removeprefix(SETTING))
        if awaited and chosen in (*awaited, "both", "either"):
            yield Problem(
                code,
                "mode",
                f"口径“{chosen}”所需的记录（{'、'.join(awaited)}）尚未启用。",
                "请先选其他口径。",
            )


def _parts(spec: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for key in ("counts", "of", "per"):
        if key in spec:
            yield key, spec[key]
    for number, part in enumerate(spec.get("having", ())):
        if "awaits" not in part:
            yield f"having[{number}]", part


def _lint_part(
    code: str, place: str, part: Mapping[str, Any], settings: Mapping[str, Any]
) -> Iterator[Problem]:
    for key in part:
        if key not in _PART_KEYS:
            yield Problem(code, f"{place}.{key}", f"不认识的项“{key}”。", _nearest(key, _PART_KEYS))
    name = part.get("source", "")
    if name not in all_sources():
        yield Problem(code, f"{place}.source", f"没有名为“{name}”的数据来源。", _nearest(name, all_sources()))
        return
    if part.get("time", "on_date") not in TIMES:
        yield Problem(
            code, f"{place}.time", f"时间规则“{part['time']}”不认识。", f"应为 {'、'.join(TIMES)} 之一。"
        )
    measure = part.get("measure")
    if isinstance(measure, str) and measure.startswith(SETTING):
        yield from _lint_setting(code, f"{place}.measure", measure, settings)
    elif measure is not None and measure not in MEASURES:
        yield Problem(
            code, f"{place}.measure", f"量“{measure}”不认识。", f"应为 {'、'.join(MEASURES)} 之一。"
        )
    if "sum" in part and part["sum"] not in all_sources()[name].columns:
        yield Problem(code, f"{place}.sum", f"来源“{name}”没有“{part['sum']}”一列。")
    yield from _lint_where(code, f"{place}.where", name, part.get("where", {}), settings)


def _lint_where(
    code: str, place: str, source: str, where: Mapping[str, Any], settings: Mapping[str, Any]
) -> Iterator[Problem]:
    fields = all_sources()[source].fields
    for field, value in where.items():
        if field not in fields:
            yield Problem(
                code, f"{place}.{field}", f"来源“{source}”没有可筛选的“{field}”。", _nearest(field, fields)
            )
        if isinstance(value, str) and value.startswith(SETTING):
            yield from _lint_setting(code, f"{place}.{field}", value, settings)
        if isinstance(value, dict) and set(value) != {"contains_any"}:
            yield Problem(code, f"{place}.{field}", "不认识的条件。", "可写 contains_any: [..]。")


def _lint_setting(code: str, place: str, value: str, settings: Mapping[str, Any]) -> Iterator[Problem]:
    name = str(value).removeprefix(SETTING)
    if str(value).startswith(SETTING) and (name not in SETTINGS or name not in settings):
        yield Problem(code, place, f"没有名为“{name}”的设置。", _nearest(name, SETTINGS))


def _lint_settings(settings: Mapping[str, Any]) -> Iterator[Problem]:
    for name, value in settings.items():
        place = f"settings.{name}"
        if name not in SETTINGS:
            yield Problem("settings", place, f"没有名为“{name}”的设置。", _nearest(name, SETTINGS))
        elif isinstance(SETTINGS[name], tuple) and value not in SETTINGS[name]:
            yield Problem(
                "settings",
                place,
                f"设置“{name}”不能是“{value}”。",
                f"应为 {'、'.join(map(str, SETTINGS[name]))} 之一。",
            )
        elif SETTINGS[name] is None and not _is_share(value):
            yield Problem("settings", place, f"设置“{name}”应为 0 与 1 之间的分数。", "例：19/20。")
        elif SETTINGS[name] == "year" and not isinstance(value, int):
            yield Problem("settings", place, f"设置“{name}”应为年份。", "例：2016。")


def _is_share(value: Any) -> bool:
    try:
        return 0 <= Fraction(str(value)) <= 1
    except (ValueError, ZeroDivisionError):
        return False


def _nearest(word: str, known: Any) -> str:
    near = get_close_matches(str(word), [str(k) for k in known], n=1, cutoff=0.5)
    return f"是否为“{near[0]}”？" if near else f"可用：{'、'.join(sorted(map(str, known)))}。"
