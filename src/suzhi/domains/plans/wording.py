"""What a definition says, in plain words: made from the data that computes it, so that it cannot differ."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from suzhi.engines.access.api import place_of_record
from suzhi.engines.kinds.api import all_kinds
from suzhi.engines.metrics.api import all_sources, declared_settings, settings_named, type_of
from suzhi.engines.org.api import Nature, Ownership, UnitType
from suzhi.ui.api import percent, plain

SETTING = "setting:"

SOURCES: dict[str, Any] = {
    "participations": gettext_lazy("活动参加记录"),
    "unit_years": gettext_lazy("单位（按当年的单位年度表）"),
    "tags": gettext_lazy("有标签的单位"),
}
MEASURES: dict[str, Any] = {
    "rows": gettext_lazy("按条数计"),
    "visits": gettext_lazy("按人次计，同一人参加几次计几次"),
    "people": gettext_lazy("按人数计，同一人只计一次"),
}
TIMES: dict[str, Any] = {
    "in_year": gettext_lazy("当年之内"),
    "in_plan": gettext_lazy("规划开始至当年年底"),
    "in_whole_plan": gettext_lazy("整个规划期内"),
    "on_date": gettext_lazy("当年最后一天（当年未完的，到今天）"),
}
FUNCTIONS: dict[str, Any] = {
    "training": gettext_lazy("培训"), "help": gettext_lazy("帮扶"), "culture": gettext_lazy("文化体育")
}  # fmt: skip
YES_NO: dict[bool, Any] = {True: gettext_lazy("是"), False: gettext_lazy("否")}


def sentences(spec: Mapping[str, Any], settings: Mapping[str, Any]) -> list[tuple[str, str]]:
    """(term, meaning) in reading order."""
    found = [(_("类型"), _(type_of(spec).name))]
    if spec.get("awaits"):
        return [*found, (_("数据"), _("这类记录尚未启用；启用前不显示数值。"))]
    if "counts" in spec:
        found.append((_("统计什么"), _counted(spec["counts"], type_of(spec).time, settings)))
    if "of" in spec:
        found.append((_("分母"), _population(spec["of"], settings)))
        found.append((_("分子"), _numerator(spec, settings)))
    if "per" in spec:
        found.append((_("分母"), _per(spec["per"], settings)))
    found.append((_("归属"), _("按隶属关系归到单位，逐级汇总；同一条记录只计一次。")))
    return found


def settings_used(spec: Any, settings: Mapping[str, Any]) -> list[str]:
    """The settings that this definition depends on, those of every definition first."""
    named = settings_named(spec)
    return [name for name in settings if name in named]


def setting_name(name: str) -> str:
    """What a setting decides."""
    known = declared_settings().get(name)
    return _(known.name) if known else name


def choice_name(value: Any) -> str:
    """A setting's value in words."""
    if isinstance(value, bool):
        return str(YES_NO[value])
    for setting in declared_settings().values():
        if value in setting.choices:
            return _(setting.choices[value])
    is_share = isinstance(value, str) and "/" in value
    return short_percent(Fraction(value)) if is_share else str(value)


def within(write: Callable[[Fraction], str], target: Fraction, comparison: str, most: Fraction | None) -> str:
    """90%, 不超过 0.20%, 1.50% 至 2.50%: a target with the word that says which way it binds."""
    if most is not None:
        return _("%(least)s 至 %(most)s") % {"least": write(target), "most": write(most)}
    return _("不超过 %s") % write(target) if comparison == "<=" else write(target)


def share_target(value: Fraction, unit: str = "") -> str:
    """90%; where the document counts in thousandths, these too: 0.20%（2‰）."""
    text = short_percent(value)
    beside = {"share": text, "thousandths": plain(value * 1000)}
    return _("%(share)s（%(thousandths)s‰）") % beside if unit == "‰" else text


def short_percent(value: Fraction) -> str:
    """95% or 97.50%: a target, which is written as short as it is exact."""
    return percent(value, places=0 if (value * 100).denominator == 1 else 2)


def _counted(part: Mapping[str, Any], usual: str, settings: Mapping[str, Any]) -> str:
    time = str(TIMES[part.get("time", usual)])
    if "sum" in part:
        measure = _("%s合计") % _column(part["sum"])
    else:
        measure = str(MEASURES[_resolve(part["measure"], settings)])
    return _("，").join([_which(part, settings), time, measure])


def _population(of: Mapping[str, Any], settings: Mapping[str, Any]) -> str:
    text = _("，").join([_which(of, settings), str(TIMES[of["time"]])])
    if of["entity"] == "person":
        text += _("，同一人只计一次")
    if of.get("default"):
        text += _("；没有名单的年份取%s") % _conditions("units", of["default"], settings)
    return text


def _numerator(spec: Mapping[str, Any], settings: Mapping[str, Any]) -> str:
    if "that" in spec:
        return _("其中%s的") % _conditions(spec["of"]["source"], spec["that"], settings)
    mode = str(_resolve(spec.get("mode", "all"), settings))
    readings = ("both", "either", "all", "any")
    live = [part for part in spec["having"] if "awaits" not in part]
    chosen = [part for part in live if "reading" not in part or mode in (*readings, part["reading"])]
    joined = _("，或") if mode in ("any", "either") else _("，并且")
    return _("其中有%s的") % joined.join(_having(part, settings) for part in chosen)


def _having(part: Mapping[str, Any], settings: Mapping[str, Any]) -> str:
    where = _("（本单位自己的）") if part.get("at") == "itself" else ""
    what = f"{_which(part, settings)}{where}"
    return _("%(name)s（%(detail)s）") % {"name": what, "detail": TIMES[part["time"]]}


def _per(per: Mapping[str, Any], settings: Mapping[str, Any]) -> str:
    words = {"rows": _which(per, settings), "column": _column(per["sum"]), "each": per.get("each", 1)}
    return (
        _("%(rows)s的%(column)s合计，每 %(each)s 人") if "each" in per else _("%(rows)s的%(column)s合计")
    ) % words


def _column(name: str) -> str:
    return {"workers": _("职工数")}.get(name, name)


def _which(part: Mapping[str, Any], settings: Mapping[str, Any]) -> str:
    name = part["source"]
    known = _conditions(name, part.get("where", {}), settings)
    place = place_of_record(all_sources()[name].record) if name in all_sources() else None
    said = str(SOURCES.get(name) or (place.label if place else name))
    return _("%(name)s（%(detail)s）") % {"name": said, "detail": known} if known else said


def _conditions(source: str, where: Mapping[str, Any], settings: Mapping[str, Any]) -> str:
    """The filters in words; a yes/no setting that is off lifts its filter."""
    fields = all_sources()[source].fields if source in all_sources() else {}
    found = []
    for field, value in where.items():
        known = _resolve(value, settings)
        if isinstance(value, str) and value.startswith(SETTING) and known is False:
            continue
        found.append(_condition(_(str(fields.get(field, field))), field, known))
    return _("，").join(found)


def _condition(name: str, field: str, value: Any) -> str:
    if isinstance(value, bool):
        return name if value else _("不是%s") % name
    if isinstance(value, Mapping):
        return _("%(name)s含%(values)s") % {
            "name": name,
            "values": _("或").join(map(str, value["contains_any"])),
        }
    values = value if isinstance(value, list) else [value]
    return _("%(name)s为%(values)s") % {
        "name": name,
        "values": _("、").join(_value(field, one) for one in values),
    }


def _value(field: str, value: Any) -> str:
    if field == "unit_type":
        return str(dict(UnitType.choices).get(value, value))
    if field in ("nature", "ownership"):
        return str({**dict(Nature.choices), **dict(Ownership.choices)}.get(value, value))
    if field == "function":
        return str(FUNCTIONS.get(value, value))
    if field == "kind":
        return all_kinds()[value].label if value in all_kinds() else str(value)
    if field == "counts_as":
        names = [kind.label for kind in all_kinds().values() if kind.counts_as == value]
        return _("/").join(names[:4]) if names else str(value)
    return str(value)


def _resolve(value: Any, settings: Mapping[str, Any]) -> Any:
    if isinstance(value, str) and value.startswith(SETTING):
        return settings[value.removeprefix(SETTING)]
    return value
