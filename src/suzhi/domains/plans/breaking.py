"""Rules by which a target is divided. Pure: a whole and weights in, exact parts that add up to it out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext_lazy as _

RULES: dict[str, Any] = {
    "even": _("平均分"),
    "workers": _("按职工数"),
    "above_scale": _("按规上企业数"),
    "last_year": _("按上年完成数"),
    "same": _("各单位同一比率"),
}


def divide(
    whole: Fraction, weights: Mapping[int, Fraction | int], indivisible: bool = True
) -> dict[int, Fraction]:
    """Parts in proportion to the weights. What cannot be split goes to the largest remainders, so that the
    sum is the whole to the last one; equal remainders in the order given."""
    keys = list(weights)
    total = sum((Fraction(w) for w in weights.values()), Fraction(0))
    if not keys:
        return {}
    if total <= 0:
        weights, total = dict.fromkeys(keys, 1), Fraction(len(keys))
    exact = {key: whole * Fraction(weights[key]) / total for key in keys}
    if not indivisible or whole.denominator != 1:
        return exact
    parts = {key: Fraction(value.numerator // value.denominator) for key, value in exact.items()}
    rest = int(whole - sum(parts.values(), Fraction(0)))
    by_remainder = sorted(keys, key=lambda key: (parts[key] - exact[key], keys.index(key)))
    for key in by_remainder[:rest]:
        parts[key] += 1
    return parts


def weighted(rates: Mapping[int, Fraction], sizes: Mapping[int, int]) -> Fraction | None:
    """What shares of several populations come to together; None where nobody knows how large they are."""
    known = [key for key in rates if sizes.get(key)]
    total = sum(sizes[key] for key in known)
    return sum((rates[key] * sizes[key] for key in known), Fraction(0)) / total if total else None


def summed(parts: Sequence[Fraction | None]) -> Fraction:
    """The sum of the parts that were given."""
    return sum((part for part in parts if part is not None), Fraction(0))
