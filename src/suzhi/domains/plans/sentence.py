"""The sentence that says where a figure stands. Pure: numbers and days in, one Chinese sentence out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_CEILING
from fractions import Fraction

from django.utils.translation import gettext as _

from suzhi.domains.plans import judging
from suzhi.domains.plans.judging import Goal
from suzhi.kernel.exact import to_decimal
from suzhi.ui.api import percent, plain

# A pace that needs longer than this is no forecast.
FORESEEABLE = 366 * 40


@dataclass(frozen=True)
class Standing:
    """What the sentence is made of.

    shape: number, rate (a share of a population), density, or spread (how many children reach ``each``).
    """

    value: Fraction | None
    goal: Goal | None
    day: date
    unit: str = ""
    shape: str = "number"
    numerator: int | None = None
    denominator: int | None = None
    each: Fraction | None = None
    least: int | None = None
    runs: bool = False
    awaits: bool = False
    computing: bool = False

    @property
    def state(self) -> str:
        if self.computing:
            return judging.COMPUTING
        return judging.judge(self.value, self.goal, self.day)


def sentence(standing: Standing) -> str:
    """到 2020 年底应达 400 场，按进度现应达 240 场，现 221 场，差 19 场，按现速 2021 年 6 月达成。"""
    if standing.computing:
        return _("正在按现行口径计算，稍后刷新可见数值。")
    if standing.value is None:
        return _("这类记录尚未启用，暂无数值。") if standing.awaits else _("还没有记录，不作 0 计。")
    if standing.goal is None:
        return _("现%(now)s。本单位没有目标数。") % {"now": _now(standing)}
    if standing.shape == "spread":
        return _spread(standing)
    if standing.state == judging.MET:
        return _("%(goal)s，现%(now)s，已达成。") % {"goal": _goal(standing), "now": _now(standing)}
    parts = [_goal(standing)]
    goal = standing.goal
    ahead = standing.day < goal.due and goal.comparison == ">=" and goal.excess(standing.value) is None
    if ahead and standing.shape != "density":
        parts.append(
            _("按进度现应达 %s") % written(judging.expected(standing.goal, standing.day), standing, up=True)
        )
    parts.append(_("现%s") % _now(standing))
    parts += [part for part in (_gap(standing), _forecast(standing)) if part]
    if standing.state == judging.MISSED:
        parts.append(_("未达成"))
    return _("，").join(parts) + _("。")


def short_of(standing: Standing) -> Fraction | None:
    """How much is missing: members of the population for a share, else the amount. None when nothing is."""
    goal, value = standing.goal, standing.value
    if goal is None or value is None or goal.comparison != ">=" or value >= goal.value:
        return None
    if standing.shape in ("rate", "spread") and standing.denominator:
        needed = -(-goal.value.numerator * standing.denominator // goal.value.denominator)
        return Fraction(needed - (standing.numerator or 0))
    return goal.value - value


def reached_on(standing: Standing) -> date | None:
    """The day on which an even pace arrives at the target; None where a pace says nothing."""
    goal, value = standing.goal, standing.value
    if not standing.runs or goal is None or value is None or value <= goal.base:
        return None
    elapsed = (standing.day - goal.start).days + 1
    days = (goal.value - goal.base) * elapsed / (value - goal.base)
    if elapsed <= 0 or days > FORESEEABLE:
        return None
    return goal.start + timedelta(days=int(-(-days.numerator // days.denominator)) - 1)


def written(value: Fraction, standing: Standing, up: bool = False) -> str:
    """A value of this figure as people write it; ``up``: a whole number that is at least as much."""
    if standing.shape == "rate":
        return percent(value, places=0 if (value * 100).denominator == 1 else 2)
    if up and standing.shape == "number":
        value = Fraction(-(-value.numerator // value.denominator))
    return f"{plain(value)} {standing.unit}".strip()


def _now(standing: Standing) -> str:
    assert standing.value is not None
    line = standing.goal.value if standing.goal else None
    if standing.shape in ("rate", "spread"):
        share = percent(standing.value, line)
        return _(" %(share)s（%(n)s/%(d)s）") % {
            "share": share, "n": plain(standing.numerator), "d": plain(standing.denominator)
        }  # fmt: skip
    if standing.shape == "density" and standing.denominator:
        parts = _("（%(parts)s）") % {"parts": f"{plain(standing.numerator)}/{plain(standing.denominator)}"}
        return f" {plain(standing.value, 2)} {standing.unit}".rstrip() + parts
    return f" {plain(standing.value)} {standing.unit}".rstrip()


def _goal(standing: Standing) -> str:
    goal = standing.goal
    assert goal is not None
    due = goal.due
    if goal.limit is not None:
        return _limits(goal, standing)
    target = written(goal.value, standing)
    if (due.month, due.day) == (12, 31):
        return _("到 %(year)d 年底应达 %(target)s") % {"year": due.year, "target": target}
    return _("到 %(year)d 年 %(month)d 月应达 %(target)s") % {
        "year": due.year,
        "month": due.month,
        "target": target,
    }


def _limits(goal: Goal, standing: Standing) -> str:
    """At most so much, or between two bounds, and until when."""
    year_end = (goal.due.month, goal.due.day) == (12, 31)
    when = _("到 %(year)d 年底") if year_end else _("到 %(year)d 年 %(month)d 月")
    words = {"when": when % {"year": goal.due.year, "month": goal.due.month}}
    words |= {"target": written(goal.value, standing)}
    if goal.most is None:
        return _("%(when)s应不超过 %(target)s") % words
    return _("%(when)s应在 %(target)s 至 %(most)s 之间") % {**words, "most": written(goal.most, standing)}


def _beyond(excess: Fraction, standing: Standing) -> str:
    """What is too much, rounded up: an excess never reads as nothing."""
    if standing.shape == "rate":
        return _("超出 %s 个百分点") % plain(_up(excess * 100, 2), 2)
    shown = plain(_up(excess, 0 if excess.denominator == 1 else 2))
    return _("超出 %s") % f"{shown} {standing.unit}".strip()


def _up(value: Fraction, places: int) -> Fraction:
    return Fraction(to_decimal(value, places, ROUND_CEILING))


def _gap(standing: Standing) -> str:
    """Behind: what is missing to the pace of today, or too much; after the due day: to the target."""
    goal, value = standing.goal, standing.value
    assert goal is not None and value is not None
    state = standing.state
    excess = goal.excess(value)
    if excess is not None:
        return _beyond(excess, standing)
    if state == judging.ON_PACE:
        return _("在进度上")
    if standing.shape == "rate":
        missing = short_of(standing)
        return (
            _("还差 %(count)s %(unit)s") % {"count": plain(missing), "unit": standing.unit} if missing else ""
        )
    due = goal.value if state == judging.MISSED else judging.expected(goal, standing.day)
    if goal.comparison != ">=" or standing.shape == "density":
        return ""
    missing = due - value
    whole = Fraction(-(-missing.numerator // missing.denominator))
    return _("差 %(gap)s") % {"gap": written(whole, standing)} if whole > 0 else ""


def _forecast(standing: Standing) -> str:
    goal, value = standing.goal, standing.value
    if standing.state not in (judging.BEHIND, judging.ON_PACE) or goal is None or value is None:
        return ""
    if goal.excess(value) is not None:
        return ""
    day = reached_on(standing)
    if day is None:
        return ""
    if day.year == goal.due.year and day <= goal.due and standing.state == judging.ON_PACE:
        return _("按现速可按期达成")
    return _("按现速 %(year)d 年 %(month)d 月达成") % {"year": day.year, "month": day.month}


def _spread(standing: Standing) -> str:
    """For a target that holds for each child: how many reach it, and the least."""
    met, of = plain(standing.numerator), plain(standing.denominator)
    each = f"{plain(standing.each)} {standing.unit}".strip()
    text = _("每个下级单位应达 %(each)s，%(of)s 个中有 %(met)s 个达到") % {"each": each, "of": of, "met": met}
    if standing.least is not None:
        text += _("，最少的 %(least)s %(unit)s") % {"least": plain(standing.least), "unit": standing.unit}
    return text + _("。")
