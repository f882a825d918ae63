"""Makes a plan pack from a reading and the decisions about it. Pure: plain data in, plain data out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from suzhi.domains.plans.drafting.answering import EACH_OR_ALL, UPPER_END
from suzhi.domains.plans.drafting.decisions import AWAITS, LEAVE, first_decisions, settings_for
from suzhi.domains.plans.drafting.target import TargetDraft
from suzhi.domains.plans.drafting.templates import Template, meaning_of, templates
from suzhi.engines.metrics.api import number_of, type_of


def pack_from_reading(
    reading: Mapping[str, Any], decisions: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """The whole pack. What nobody decided goes as the document suggests; what no known definition answers
    waits for its records and is shown without a value."""
    known = {**first_decisions(reading), **(decisions or {})}
    facts = known["plan"]
    pack: dict[str, Any] = {
        "code": facts["code"],
        "version": 1,
        "document": {
            "number": facts["number"],
            "issuer": facts["issuer"],
            "issued_on": facts["issued_on"] or None,
            "title": facts["title"],
            "parent": facts["parent"],
        },
        "period": {"start": facts["start"], "end": facts["end"]},
        "settings": settings_for(reading, known["answers"]),
        "clauses": clauses_from(reading["clauses"]),
        "indicators": _indicators(_bounded(reading, known), _together(reading, known["answers"])),
        "duties": [],
        "questions": _questions(reading, known["answers"]),
    }
    if facts.get("root"):
        pack["root"] = facts["root"]
    return pack


def drafts_in(decisions: Mapping[str, Any]) -> list[TargetDraft]:
    """The findings and what is decided about each, out of what a draft keeps."""
    return [TargetDraft.of(item) for item in decisions["items"]]


def clauses_from(clauses: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The clause tree with whole numbers (二（四）1) and the document's own wording."""
    plan = [clause for clause in clauses if clause["part"] == "plan"]
    by_id = {clause["id"]: clause for clause in plan}
    return [
        {
            "ref": clause["id"],
            "number": whole_number(clause, by_id),
            "level": min(clause["level"], 4),
            "title": clause["title"][:200],
            "text": clause["text"],
        }
        for clause in plan
    ]


def whole_number(clause: Mapping[str, Any], by_id: Mapping[str, Mapping[str, Any]]) -> str:
    """二 and （四） and 1 make 二（四）1; what numbers itself in full (2.4.1) stays as it is."""
    number = str(clause["number"])
    parent = by_id.get(clause["parent"] or "")
    if parent is None or clause["kind"] not in ("cn_paren", "number", "number_paren", "circled"):
        return number
    return (whole_number(parent, by_id) + number)[:20]


def _together(reading: Mapping[str, Any], answers: Mapping[str, Any]) -> set[str]:
    """Goals of which it was said that all units reach them together, and not each by itself."""
    return _answered(reading, answers, EACH_OR_ALL)


def _bounded(reading: Mapping[str, Any], decisions: Mapping[str, Any]) -> list[TargetDraft]:
    """The drafts; a range of which it was said that its upper end binds too has that end."""
    quotes = _answered(reading, decisions["answers"], UPPER_END)
    return [
        replace(item, most=item.value[1])
        if isinstance(item.value, list)
        and number_of(item.target) == number_of(item.value[0])
        and item.quote in quotes
        else item
        for item in drafts_in(decisions)
    ]


def _answered(reading: Mapping[str, Any], answers: Mapping[str, Any], rule: str) -> set[str]:
    """The quotes for which the second reading of this question was chosen."""
    return {
        question["quote"]
        for number, question in enumerate(reading["ambiguities"])
        if question["rule"] == rule and answers.get(str(number)) == 1
    }


def _indicators(items: Sequence[TargetDraft], together: set[str]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    used: dict[str, int] = {}
    for item in items:
        if item.bind == LEAVE:
            continue
        spec = _indicator(item)
        if type_of(spec).for_each and any(quote in item.quote for quote in together):
            spec.update(type="count", level="city")
        used[spec["code"]] = used.get(spec["code"], 0) + 1
        if used[spec["code"]] > 1:
            spec["code"] = f"{spec['code']}-{used[spec['code']]}"
        found.append(spec)
    return found


def _indicator(item: TargetDraft) -> dict[str, Any]:
    template = templates().get(item.bind)
    spec: dict[str, Any] = {
        "code": template.code if template else f"clause-{item.clause.replace('.', '-') or 'whole'}",
        "clauses": [item.clause] if item.clause else [],
        "name": item.name,
        **(_meaning(item, template) if template else _waiting(item)),
        "commitment": item.commitment,
    }
    if item.measure_unit:
        spec["unit"] = item.measure_unit
    for key, value in (("level", item.level), ("department", item.department)):
        if value:
            spec[key] = value
    if item.target and item.commitment != "open":
        spec["target"] = item.target
        spec["comparison"] = item.comparison
        if item.most:
            spec["most"] = item.most
        if item.each_year:
            spec["each_year"] = True
        if item.due:
            spec["due"] = item.due
    elif item.commitment != "open":
        spec["commitment"] = "open"
    return spec


def _meaning(item: TargetDraft, template: Template) -> dict[str, Any]:
    """What is counted; a number for every year is counted by the year also where another plan summed it up."""
    meaning = meaning_of(template)
    if meaning["type"] == "cumulative" and item.each_year:
        meaning.update(type="count", grain="year")
    return meaning


def _waiting(item: TargetDraft) -> dict[str, Any]:
    """A figure whose records are not kept yet: what kind of figure it will be."""
    if item.rate:
        type_ = "coverage"
    elif item.kind == "open":
        type_ = "stock"
    elif item.each and item.each_year:
        type_ = "each"
    else:
        type_ = "count" if item.each_year else "cumulative"
    grain = {"count": "year", "each": "year", "cumulative": "plan"}.get(type_, "date")
    return {"type": type_, "grain": grain, "awaits": "records"}


def _questions(reading: Mapping[str, Any], answers: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What the document leaves open and how it was settled: the assumptions printed with every report."""
    found = []
    for number, question in enumerate(reading["ambiguities"]):
        chosen = answers.get(str(number))
        answer = question["readings"][chosen] if isinstance(chosen, int) else str(chosen or "")
        found.append({"clause": question["clause"], "question": question["question"], "answer": answer})
    return found


def decided(items: Sequence[TargetDraft]) -> dict[str, int]:
    """How many items are bound to a live definition, wait, or are left out."""
    counts = {"bound": 0, "waiting": 0, "left": 0}
    for item in items:
        template = templates().get(item.bind)
        if item.bind == LEAVE:
            counts["left"] += 1
        elif item.bind == AWAITS or template is None or not template.live:
            counts["waiting"] += 1
        else:
            counts["bound"] += 1
    return counts
