"""Collects what a person must decide before the plan's figures mean one thing only."""

from __future__ import annotations

import bisect
from collections.abc import Callable

from suzhi.domains.reading.intake.source import Source
from suzhi.domains.reading.model import Ambiguity, Clause, Document, Target
from suzhi.domains.reading.questions import about_shares, about_targets
from suzhi.domains.reading.questions.about_document import about_document, about_levels, about_open_goals
from suzhi.domains.reading.questions.context import Context, Question
from suzhi.domains.reading.targets.find import Findings
from suzhi.domains.reading.targets.sentences import Sentence

RULES: tuple[Callable[[Context], Question | None], ...] = (
    about_targets.each_or_all,
    about_shares.participation,
    about_shares.changing_roster,
    about_shares.basic_threshold,
    about_shares.mixed_unit,
    about_shares.assessed_denominator,
    about_shares.roster_in_office,
    about_targets.no_due,
    about_targets.people_or_visits,
    about_shares.joined_activities,
    about_shares.covers_whom,
    about_shares.especially,
    about_shares.unstated_base,
    about_shares.starting_value,
    about_targets.upper_end,
    about_targets.density_people,
    about_targets.with_conditions,
    about_targets.named_places,
    about_targets.stock_or_new,
    about_targets.approximate,
    about_targets.in_principle,
    about_targets.before_year,
    about_targets.odd_cycle,
    about_targets.no_figure,
)


def find_ambiguities(
    document: Document, clauses: list[Clause], findings: Findings, source: Source
) -> list[Ambiguity]:
    """Those of the document first, then those of each goal in reading order, without repeats."""
    out: list[Ambiguity] = list(about_document(document, clauses))
    seen: set[tuple[str, str, str]] = set()
    by_clause: dict[str, tuple[list[int], list[Sentence]]] = {}
    for sentence in findings.sentences:
        starts, sentences = by_clause.setdefault(sentence.clause, ([], []))
        starts.append(sentence.view.span(sentence.at, sentence.at + 1)[0])
        sentences.append(sentence)
    for target in findings.targets:
        context = Context(target, _around(target, by_clause.get(target.clause, ([], []))), document)
        for rule in RULES:
            found = rule(context)
            key = (target.clause, rule.__name__, target.quote)
            if found is None or key in seen:
                continue
            seen.add(key)
            out.append(Ambiguity(target.clause, target.quote, *found, rule.__name__, target.place))
    asked = {item.clause for item in out if item.rule == "level_included"}
    out += [item for item in about_levels(clauses) if item.clause not in asked]
    out += about_open_goals(findings.open_goals)
    return out


def _around(target: Target, known: tuple[list[int], list[Sentence]]) -> str:
    """The sentence of the clause in which the goal stands; they come in reading order."""
    starts, sentences = known
    at = bisect.bisect_right(starts, target.place.start) - 1
    return sentences[at].text if at >= 0 else target.quote
