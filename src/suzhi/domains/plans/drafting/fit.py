"""Whether a goal can be answered by a known figure: events are not people, a share is not a number."""

from __future__ import annotations

from django.utils.translation import gettext as _

from suzhi.domains.plans.drafting.target import TargetDraft
from suzhi.domains.plans.drafting.templates import Template
from suzhi.kernel.errors import Refusal

_SORTS: dict[str, frozenset[str]] = {
    "people": frozenset({"人", "名", "人次", "万人"}),
    "events": frozenset({"次", "场", "场次", "期", "届", "轮", "批次", "堂", "讲", "班次", "遍"}),
    "money": frozenset({"元", "万元", "亿元"}),
    "time": frozenset({"学时", "课时", "小时", "分钟", "天", "工作日", "日"}),
}
_SHARES = frozenset({"%", "‰", "百分点"})


def misfit(item: TargetDraft, template: Template) -> Refusal | None:
    """Why the figure cannot answer the goal; None if it can, or if the document does not say what it counts."""
    if item.value is None or item.kind == "open":
        return None
    share = template.spec["type"] in {"coverage", "density"}
    if item.rate and not share:
        return _refusal(item, template, _("文件写的是比例，这个指标统计的是数量"))
    unit, own = sort_of(item.unit), sort_of(str(template.spec.get("unit") or ""))
    if item.rate or unit is None:
        return None
    if share and unit != "things":
        return _refusal(item, template, _("文件写的是数量，这个指标统计的是比例"))
    if own is not None and unit != own and not share:
        return _refusal(item, template, _("计量单位不同"))
    return None


def sort_of(unit: str | None) -> str | None:
    """people, events, money, time, or things; None for a share and for what has no unit."""
    plain = (unit or "").split("/", 1)[0]
    if not plain or plain in _SHARES:
        return None
    return next((sort for sort, units in _SORTS.items() if plain in units), "things")


def _refusal(item: TargetDraft, template: Template, why: str) -> Refusal:
    message = _("“%(goal)s”按%(unit)s计，指标“%(figure)s”按%(own)s计：%(why)s，不能对应。") % {
        "goal": item.measure or item.quote[:20],
        "unit": _("比例") if item.rate else f"“{item.unit}”",
        "figure": template.name,
        "own": f"“{template.spec.get('unit') or _('比例')}”",
        "why": why,
    }
    return Refusal("plans.misfit", message, _("请换一个指标，或选“还没有合适的指标”。"))
