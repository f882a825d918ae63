"""What is wrong with a definition, where, and how to mend it. Nothing unlinted is ever compiled."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from django.utils.translation import gettext as _

from suzhi.engines.metrics.registry import all_sources
from suzhi.engines.metrics.settings import declared_settings
from suzhi.engines.metrics.spec import GRAINS, MEASURES, SETTING, TIMES
from suzhi.engines.metrics.targets import target_faults
from suzhi.engines.metrics.types import FIGURE_TYPES
from suzhi.engines.org.api import UnitType

_KEYS = {
    "code", "clauses", "name", "unit", "type", "grain", "level", "target", "most", "comparison", "due", "each_year",
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
            yield Problem(code, key, _("不认识的项“%(key)s”。") % {"key": key}, _nearest(key, _KEYS))
    for key, allowed in (("type", FIGURE_TYPES), ("grain", GRAINS), ("commitment", _COMMITMENTS)):
        if spec.get(key) not in allowed:
            yield Problem(
                code,
                key,
                _("%(key)s 写作“%(get)s”。") % {"key": key, "get": spec.get(key, "")},
                _("应为 %(names)s 之一。") % {"names": _("、").join(allowed)},
            )
    if spec.get("level", "") not in ("", *UnitType.values):
        yield Problem(
            code,
            "level",
            _("没有“%(level)s”这一级单位。") % {"level": spec["level"]},
            _("应为 %(names)s 之一。") % {"names": _("、").join(UnitType.values)},
        )
    for place, message, remedy in target_faults(spec, settings):
        yield Problem(code, place, message, remedy)
    if str(spec.get("target")).startswith(SETTING):
        yield from _lint_setting(code, "target", spec["target"], settings)
    if not spec.get("awaits"):
        yield from _lint_body(code, spec, settings)


def _lint_body(code: str, spec: Mapping[str, Any], settings: Mapping[str, Any]) -> Iterator[Problem]:
    counted, rated = "counts" in spec, "of" in spec
    type_ = FIGURE_TYPES.get(spec.get("type", ""))
    if counted == rated and (type_ is None or type_.computed):
        yield Problem(
            code, "counts", _("须写 counts 或 of 之一。"), _("数量写 counts，比率写 of 与 having。")
        )
    for place, message, remedy in type_.faults(spec) if type_ else ():
        yield Problem(code, place, message, remedy)
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
                _("口径“%(chosen)s”所需的记录（%(names)s）尚未启用。")
                % {"chosen": chosen, "names": _("、").join(awaited)},
                _("请先选其他口径。"),
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
            yield Problem(
                code, f"{place}.{key}", _("不认识的项“%(key)s”。") % {"key": key}, _nearest(key, _PART_KEYS)
            )
    name = part.get("source", "")
    if name not in all_sources():
        yield Problem(
            code,
            f"{place}.source",
            _("没有名为“%(name)s”的数据来源。") % {"name": name},
            _nearest(name, all_sources()),
        )
        return
    if part.get("time", "on_date") not in TIMES:
        yield Problem(
            code,
            f"{place}.time",
            _("时间规则“%(time)s”不认识。") % {"time": part["time"]},
            _("应为 %(names)s 之一。") % {"names": _("、").join(TIMES)},
        )
    measure = part.get("measure")
    if isinstance(measure, str) and measure.startswith(SETTING):
        yield from _lint_setting(code, f"{place}.measure", measure, settings)
    elif measure is not None and measure not in MEASURES:
        yield Problem(
            code,
            f"{place}.measure",
            _("量“%(measure)s”不认识。") % {"measure": measure},
            _("应为 %(names)s 之一。") % {"names": _("、").join(MEASURES)},
        )
    if "sum" in part and part["sum"] not in all_sources()[name].columns:
        yield Problem(
            code, f"{place}.sum", _("来源“%(name)s”没有“%(sum)s”一列。") % {"name": name, "sum": part["sum"]}
        )
    yield from _lint_where(code, f"{place}.where", name, part.get("where", {}), settings)


def _lint_where(
    code: str, place: str, source: str, where: Mapping[str, Any], settings: Mapping[str, Any]
) -> Iterator[Problem]:
    fields = all_sources()[source].fields
    for field, value in where.items():
        if field not in fields:
            yield Problem(
                code,
                f"{place}.{field}",
                _("来源“%(source)s”没有可筛选的“%(field)s”。") % {"source": source, "field": field},
                _nearest(field, fields),
            )
        if isinstance(value, str) and value.startswith(SETTING):
            yield from _lint_setting(code, f"{place}.{field}", value, settings)
        if isinstance(value, dict) and set(value) != {"contains_any"}:
            yield Problem(code, f"{place}.{field}", _("不认识的条件。"), _("可写 contains_any: [..]。"))


def _lint_setting(code: str, place: str, value: str, settings: Mapping[str, Any]) -> Iterator[Problem]:
    name, known = str(value).removeprefix(SETTING), declared_settings()
    if str(value).startswith(SETTING) and (name not in known or name not in settings):
        yield Problem(code, place, _("没有名为“%(name)s”的设置。") % {"name": name}, _nearest(name, known))


def _lint_settings(settings: Mapping[str, Any]) -> Iterator[Problem]:
    for name, value in settings.items():
        place, known = f"settings.{name}", declared_settings()
        if name not in known:
            message = _("没有名为“%(name)s”的设置。") % {"name": name}
            yield Problem("settings", place, message, _nearest(name, known))
        elif fault := known[name].fault(value):
            yield Problem("settings", place, *fault)


def _nearest(word: str, known: Any) -> str:
    near = get_close_matches(str(word), [str(k) for k in known], n=1, cutoff=0.5)
    return (
        _("是否为“%(near)s”？") % {"near": near[0]}
        if near
        else _("可用：%(names)s。") % {"names": _("、").join(sorted(map(str, known)))}
    )
