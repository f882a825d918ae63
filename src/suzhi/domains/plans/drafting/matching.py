"""Which known definition a goal most likely means: shared pairs of characters, figures of one kind."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from suzhi.domains.plans.drafting.fit import misfit
from suzhi.domains.plans.drafting.target import TargetDraft
from suzhi.domains.plans.drafting.templates import Template
from suzhi.engines.metrics.api import type_of

# Below this nothing is suggested; a person chooses, or the goal waits.
LIKELY = Fraction(45, 100)
# So far apart two suggestions must be that the first is not doubted.
_SAME_KIND = Fraction(1, 10)
_NOISE = re.compile(r"[^\w]|[0-9０-９]|全市|各级|以上|达到|力争|努力|不少于|至少|每年")


def pairs(text: str) -> set[str]:
    """Pairs of neighbouring characters, numbers and filler left out."""
    plain = _NOISE.sub("", text.replace("规模以上", "规上"))
    return {plain[at : at + 2] for at in range(len(plain) - 1)}


def likeness(item: TargetDraft, template: Template) -> Fraction:
    """From 0 to a little above 1: how much of the template's name is in the goal's words."""
    name = pairs(template.name)
    if not name:
        return Fraction(0)
    listed = item.kind == "open" and bool(item.measure)
    own = pairs(item.measure if listed else item.quote + item.measure)
    # What stands just before often names the thing, and the goal only its number; a list names its head once.
    near = pairs(item.quote if listed else item.context) - own
    shared = Fraction(2 * len(name & own) + len(name & near), 2 * len(name))
    if not shared:
        return shared
    return shared + (_SAME_KIND if _same_kind(item, template.spec) else -_SAME_KIND)


def ranked(item: TargetDraft, known: Iterable[Template]) -> list[tuple[Template, Fraction]]:
    """The likely templates that can answer it, the best first."""
    scored = [(template, likeness(item, template)) for template in known if not misfit(item, template)]
    return sorted((pair for pair in scored if pair[1] > 0), key=lambda pair: (-pair[1], pair[0].code))


def assigned(items: Sequence[TargetDraft], known: Mapping[str, Template]) -> list[str]:
    """A template for each item, the surest first, none used twice; empty where nothing is likely."""
    offers = sorted(
        (
            (score, number, template.code)
            for number, item in enumerate(items)
            for template, score in ranked(item, known.values())
        ),
        key=lambda offer: (-offer[0], offer[1], offer[2]),
    )
    found = [""] * len(items)
    used: set[str] = set()
    for score, number, code in offers:
        if score >= LIKELY and not found[number] and code not in used:
            found[number] = code
            used.add(code)
    return found


def _same_kind(item: TargetDraft, spec: Mapping[str, Any]) -> bool:
    share = type_of(spec).percent
    if item.kind == "open":
        return bool(spec["commitment"] == "open")
    if item.rate != share:
        return False
    if item.each:
        return type_of(spec).for_each or type_of(spec).percent
    return bool(spec.get("each_year")) == item.yearly
