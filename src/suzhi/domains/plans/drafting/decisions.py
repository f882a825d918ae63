"""What has to be decided about a reading, with the most likely decision filled in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from suzhi.domains.plans.drafting.answering import settings_of
from suzhi.domains.plans.drafting.matching import assigned
from suzhi.domains.plans.drafting.target import TargetDraft
from suzhi.domains.plans.drafting.templates import Template, templates, usual_settings
from suzhi.engines.metrics.api import type_of

AWAITS, LEAVE = "awaits", "leave"
NEAR = 60


def first_decisions(reading: Mapping[str, Any]) -> dict[str, Any]:
    """Decisions as the document suggests them: nothing is lost if nobody changes any."""
    items = items_of(reading)
    known = templates()
    codes = assigned(items, known)
    decided = [_decided(item, known.get(code), reading) for item, code in zip(items, codes, strict=True)]
    return {"plan": _plan_facts(reading), "items": [item.as_dict() for item in decided], "answers": {}}


def items_of(reading: Mapping[str, Any]) -> list[TargetDraft]:
    """All that may become a figure: goals with a number, goals without, numbers that were doubted."""
    texts = {clause["id"]: clause["text"] for clause in reading["clauses"]}
    items = [_found(target, "target", texts) for target in reading["targets"]]
    items += [replace(_found(goal, "open", texts), grain="date") for goal in reading["open_goals"]]
    items += [_found(one, "doubtful", texts) for one in reading["doubtful"] if one["clause"]]
    return sorted(items, key=lambda item: item.start)


def _before(text: str, quote: str) -> str:
    """The words that lead up to a goal within its clause."""
    at = text.find(quote)
    return text[max(0, at - NEAR) : at] if at > 0 else ""


def _found(finding: Mapping[str, Any], kind: str, texts: Mapping[str, str]) -> TargetDraft:
    place = {"start": finding["place"]["start"], "line": finding["place"]["line"]}
    context = _before(texts.get(finding["clause"], ""), finding["quote"])
    return TargetDraft.of({**finding, **place, "kind": kind, "context": context})


def _decided(item: TargetDraft, template: Template | None, reading: Mapping[str, Any]) -> TargetDraft:
    """The suggestion for one item: a binding, and the target as its definition needs it."""
    is_open = item.kind == "open"
    return replace(
        item,
        bind=LEAVE if item.kind == "doubtful" else template.code if template else AWAITS,
        name=name_for(item, template),
        target=target_for(item, template),
        comparison="<=" if item.comparison == "<=" else ">=",
        measure_unit=str(template.spec.get("unit", "")) if template else _unit(item),
        due=item.due or ("" if item.yearly or is_open else _end(reading)),
        each_year=item.yearly,
        level=level_for(item, template),
        commitment="open" if is_open else item.commitment,
        department=str(template.spec.get("department", "")) if template else "",
    )


def name_for(item: TargetDraft, template: Template | None) -> str:
    """The known name without the other plan's number in it (职工技术培训20万)."""
    return re.sub(r"\d+万?$", "", template.name) if template else _short(item)


def target_for(item: TargetDraft, template: Template | None) -> str:
    """The document's number as the definition measures it; empty where there is none."""
    share = template is not None and type_of(template.spec).percent
    if item.kind == "open" or item.value is None:
        return ""
    if isinstance(item.value, list):
        # A range is a condition on each unit; what is counted is how many units keep to it.
        return "1" if share else item.value[0]
    if item.commitment == "basic" and item.value == "1":
        return "setting:basic_threshold"
    if share and not item.rate:
        # "four counties" of a list of counties means: all of them.
        return "1"
    return item.value


def is_share(item: TargetDraft) -> bool:
    """Whether its target is a part of a whole, by the document's words or by what it is bound to."""
    template = templates().get(item.bind)
    return item.rate or (template is not None and type_of(template.spec).percent)


def level_for(item: TargetDraft, template: Template | None) -> str:
    """The units at which the target holds."""
    if template:
        return str(template.spec.get("level", ""))
    return "county" if item.each and "县" in (item.scope or "") else "city"


def settings_for(reading: Mapping[str, Any], answers: Mapping[str, Any]) -> dict[str, Any]:
    """The settings of the new plan: the usual ones, and what the answered questions decide."""
    settings = dict(usual_settings())
    start = (reading["document"]["period"] or [None])[0]
    if start:
        settings["start_year"] = start
    return {**settings, **settings_of(reading, answers)}


def _plan_facts(reading: Mapping[str, Any]) -> dict[str, Any]:
    document = reading["document"]
    start, end = document["period"] or (None, None)
    parents = document.get("parents") or []
    return {
        "code": f"plan-{start}-{end}" if start else "plan",
        "title": document["title"] or document.get("notice_title") or "",
        "number": document["number"] or "",
        "issuer": document["issuer"] or "",
        "issued_on": document["date"] or "",
        "start": start,
        "end": end,
        "parent": parents[0]["number"] if parents else "",
        "root": "",
    }


def _end(reading: Mapping[str, Any]) -> str:
    period = reading["document"]["period"]
    return str(period[1]) if period else ""


def _unit(item: TargetDraft) -> str:
    unit = item.unit or ""
    return "" if unit in ("%", "％") else unit.split("/", 1)[0][:20]


def _short(item: TargetDraft) -> str:
    text = item.measure or item.quote
    return text if len(text) <= 30 else text[:29] + "…"
