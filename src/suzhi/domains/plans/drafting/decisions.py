"""What has to be decided about a reading, with the most likely decision filled in. Plain data throughout."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from suzhi.domains.plans.drafting.matching import assigned
from suzhi.domains.plans.drafting.templates import Template, templates, usual_settings

AWAITS, LEAVE = "awaits", "leave"
NEAR = 60

# A question's rule -> the setting it decides, and what each of its readings stands for (None: no change).
DECIDES: dict[str, tuple[str, tuple[Any, ...]]] = {
    "people_or_visits": ("people_or_visits", ("visits", "people", "visits")),
    "basic_threshold": ("basic_threshold", ("19/20", "9/10", "1")),
    "assessed_denominator": ("bargaining_denominator", ("evaluated", "bargaining")),
    "changing_roster": ("union_units_only", (None, None, True)),
    "joined_activities": ("ankang_reading", ("both", "either", None)),
}


def first_decisions(reading: Mapping[str, Any]) -> dict[str, Any]:
    """Decisions as the document suggests them: nothing is lost if nobody changes any."""
    items = items_of(reading)
    known = templates()
    for item, code in zip(items, assigned(items, known), strict=True):
        item.update(_decided(item, known.get(code), reading))
    return {"plan": _plan_facts(reading), "items": items, "answers": {}}


def items_of(reading: Mapping[str, Any]) -> list[dict[str, Any]]:
    """All that may become a figure: goals with a number, goals without, numbers that were doubted."""
    items = [{**_bare(target), "kind": "target"} for target in reading["targets"]]
    items += [
        {**_bare(goal), "kind": "open", "value": None, "grain": "date"} for goal in reading["open_goals"]
    ]
    items += [{**_bare(one), "kind": "doubtful"} for one in reading["doubtful"] if one["clause"]]
    texts = {clause["id"]: clause["text"] for clause in reading["clauses"]}
    for item in items:
        item["context"] = _before(texts.get(item["clause"], ""), item["quote"])
    return sorted(items, key=lambda item: item["start"])


def _before(text: str, quote: str) -> str:
    """The words that lead up to a goal within its clause."""
    at = text.find(quote)
    return text[max(0, at - NEAR) : at] if at > 0 else ""


def _bare(finding: Mapping[str, Any]) -> dict[str, Any]:
    kept = {name: value for name, value in finding.items() if name != "place"}
    return {**kept, "start": finding["place"]["start"], "line": finding["place"]["line"]}


def _decided(
    item: Mapping[str, Any], template: Template | None, reading: Mapping[str, Any]
) -> dict[str, Any]:
    """The suggestion for one item: a binding, and the target as its definition needs it."""
    bind = template.code if template else AWAITS
    if item["kind"] == "doubtful":
        bind = LEAVE
    return {
        "bind": bind,
        "name": name_for(item, template),
        "target": target_for(item, template),
        "comparison": "<=" if item.get("comparison") == "<=" else ">=",
        "measure_unit": template.spec.get("unit", "") if template else _unit(item),
        "due": item.get("due")
        or ("" if item.get("grain") == "year" or item["kind"] == "open" else _end(reading)),
        "each_year": item.get("grain") == "year",
        "level": level_for(item, template),
        "commitment": "open" if item["kind"] == "open" else item.get("commitment", "hard"),
        "department": template.spec.get("department", "") if template else "",
        "confirmed": False,
    }


def name_for(item: Mapping[str, Any], template: Template | None) -> str:
    """The known name without the other plan's number in it (职工技术培训20万)."""
    return re.sub(r"\d+万?$", "", template.name) if template else _short(item)


def target_for(item: Mapping[str, Any], template: Template | None) -> str:
    """The document's number as the definition measures it; empty where there is none."""
    value = item.get("value")
    if item["kind"] == "open" or value is None:
        return ""
    if isinstance(value, list):
        # A range is a condition on each unit; what is counted is how many units keep to it.
        return "1" if template and template.spec["type"] == "coverage" else str(value[0])
    if item.get("commitment") == "basic" and str(value) == "1":
        return "setting:basic_threshold"
    if template and template.spec["type"] == "coverage" and not item.get("rate"):
        # "four counties" of a list of counties means: all of them.
        return "1"
    return str(value)


def is_share(item: Mapping[str, Any]) -> bool:
    """Whether its target is a part of a whole, by the document's words or by what it is bound to."""
    template = templates().get(item["bind"])
    return bool(item.get("rate")) or (template is not None and template.spec["type"] == "coverage")


def level_for(item: Mapping[str, Any], template: Template | None) -> str:
    """The units at which the target holds."""
    if template:
        return str(template.spec.get("level", ""))
    return "county" if item.get("each") and "县" in (item.get("scope") or "") else "city"


def settings_for(reading: Mapping[str, Any], answers: Mapping[str, Any]) -> dict[str, Any]:
    """The settings of the new plan: the usual ones, and what the answered questions decide."""
    settings = dict(usual_settings())
    start = (reading["document"]["period"] or [None])[0]
    if start:
        settings["start_year"] = start
    for number, question in enumerate(reading["ambiguities"]):
        chosen = answers.get(str(number))
        if not isinstance(chosen, int):
            continue
        if question["rule"] == "first_year" and start:
            settings["start_year"] = start + (1 if chosen == 1 else 0)
        name, values = DECIDES.get(question["rule"], ("", ()))
        if chosen < len(values) and values[chosen] is not None:
            settings[name] = values[chosen]
    return settings


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


def _unit(item: Mapping[str, Any]) -> str:
    unit = item.get("unit") or ""
    return "" if unit in ("%", "％") else str(unit).split("/")[0][:20]


def _short(item: Mapping[str, Any]) -> str:
    text = str(item.get("measure") or item["quote"])
    return text if len(text) <= 30 else text[:29] + "…"
