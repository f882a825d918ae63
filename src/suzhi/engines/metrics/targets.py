"""What is wrong with a definition's target: no number, none that its type can have, a band that is none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from suzhi.engines.metrics.spec import resolve
from suzhi.engines.metrics.types import FIGURE_TYPES, FigureType
from suzhi.kernel.exact import parse_fraction

Fault = tuple[str, str, str]


def target_faults(spec: Mapping[str, Any], settings: Mapping[str, Any]) -> Iterator[Fault]:
    """Place, what is wrong, how to mend it. A setting that does not exist is another rule's matter."""
    ends = {place: _resolved(spec[place], settings) for place in ("target", "most") if place in spec}
    numbers = {place: number_of(text) for place, text in ends.items() if text is not None}
    for place, number in numbers.items():
        if number is None:
            words = {"target": ends[place]}
            remedy = _("写整数、小数或分数，如 23/25。")
            yield place, _("目标值“%(target)s”不是数。") % words, remedy
    known = {place: number for place, number in numbers.items() if number is not None}
    type_ = FIGURE_TYPES.get(spec.get("type", ""))
    # What awaits its records has a type by guess only.
    if type_ is not None and not spec.get("awaits"):
        yield from _misfits(spec, type_, known, ends)
    if "most" in spec:
        fault = band_fault(known.get("target"), known.get("most"), spec.get("comparison", ">="))
        if fault:
            yield "most", fault, _("范围写 target（下限）和 most（上限）。")


def _misfits(
    spec: Mapping[str, Any], type_: FigureType, known: Mapping[str, Fraction], ends: Mapping[str, Any]
) -> Iterator[Fault]:
    for place, number in known.items():
        if not type_.fits(number, spec):
            words = {"target": ends[place], "type": _(type_.name)}
            yield place, _("目标值“%(target)s”不合“%(type)s”。") % words, _(type_.wanted)
    if "most" in spec and type_.for_each:
        yield "most", _("逐个考核的指标不能写上限。"), _("请改用 count，或去掉 most。")


def band_fault(target: Fraction | None, most: Fraction | None, comparison: str) -> str:
    """Why the two are not the lower and the upper end of a band; empty if they are."""
    if comparison != ">=":
        return _("写了上限就不能再写“不超过”或“等于”。")
    if target is None:
        return _("只有上限，没有下限。")
    if most is not None and most < target:
        return _("上限小于下限。")
    return ""


def number_of(text: Any) -> Fraction | None:
    """The exact number; None for what is none."""
    try:
        return parse_fraction(text)
    except ValueError:
        return None


def _resolved(value: Any, settings: Mapping[str, Any]) -> Any:
    try:
        return resolve(value, settings)
    except KeyError:
        return None
