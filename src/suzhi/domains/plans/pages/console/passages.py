"""The clauses of a plan with what stands beside each: notes at the words of the document."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from suzhi.domains.plans.anchoring import Wanted
from suzhi.domains.plans.margin import Shown, shown
from suzhi.domains.plans.models import Clause, Duty
from suzhi.domains.plans.pages.console.marking import marked, numbered, sign
from suzhi.domains.plans.pages.console.marking import wanted as wanted_at
from suzhi.domains.plans.pages.console.place import Place
from suzhi.domains.plans.selectors import clauses_of
from suzhi.domains.plans.values import Reading
from suzhi.kernel import clock
from suzhi.ui.api import Link, day, drawing


@dataclass
class Passage:
    """A clause with what stands beside it."""

    clause: Clause
    figures: list[Shown] = field(default_factory=list)
    seen: list[Link] = field(default_factory=list)
    duties: list[str] = field(default_factory=list)
    states: list[str] = field(default_factory=list)
    heading: str = ""
    wanted: list[Wanted] = field(default_factory=list)
    folded: list[tuple[str, str]] = field(default_factory=list)

    @property
    def kept(self) -> bool:
        return bool(self.figures)

    @property
    def anchor(self) -> str:
        return f"c{self.clause.ref}"

    @property
    def drawn(self) -> SafeString:
        """The clause with its notes."""
        clause = self.clause
        return drawing(
            "clause", id=self.anchor, number=self.heading, title=clause.label, level=clause.level,
            body=self.body, notes=drawing("note", body=self._notes()) if self.figures or self.seen else "",
        )  # fmt: skip

    def _notes(self) -> SafeString:
        figures = [drawing("figure", **figure.props) for figure in self.figures]
        seen = [
            format_html(
                '<p class="quiet">{} <a href="{}">{}</a> {}</p>',
                _("另见"), link.href, link.label, drawing("state", state=link.state),
            )
            for link in self.seen
        ]  # fmt: skip
        return mark_safe("".join([*figures, *seen]))

    @property
    def body(self) -> str:
        """The wording, or what it comes to, and the duties."""
        brief = format_html("<p>{}</p>", self.clause.brief) if self.clause.summary else ""
        own = marked(self.clause.text, tuple(self.wanted), tuple(self.folded))
        wording = own if self.clause.text else brief
        return wording + format_html_join("", '<p class="quiet">{}</p>', ([duty] for duty in self.duties))


def passages_of(place: Place, found: list[Reading], duties: list[Duty], wanted: Any) -> list[Passage]:
    """Each clause with its figures: whole at the first clause that an indicator names, else a reference."""
    by_code: dict[str, list[Reading]] = defaultdict(list)
    for reading in found:
        by_code[reading.indicator.code].append(reading)
    passages = {clause.ref: Passage(clause) for clause in clauses_of(place.plan)}
    for code, past in by_code.items():
        current = next(reading for reading in past if reading.year == place.year)
        if not wanted(current):
            continue
        refs = [ref for ref in current.indicator.clauses if ref in passages]
        for ref in refs[:1]:
            passages[ref].wanted.append(wanted_at(current.indicator, passages[ref].clause))
            passages[ref].figures.append(shown(current, past, place.figure(code)))
            passages[ref].states.append(current.state)
        for ref in refs[1:]:
            passages[ref].seen.append(
                Link(label=current.indicator.label, href=place.figure(code), state=current.state)
            )
    for duty in duties:
        if duty.clause in passages:
            passages[duty.clause].duties.append(_duty_line(duty))
    return _numbered(with_marks(_folded(passages)))


def _folded(passages: dict[str, Passage]) -> dict[str, Passage]:
    """Where the document is attached, an obligation that our pack only paraphrases is told by the document's own
    words: its notes stand at them, in the passage of its clause."""
    kept: dict[str, Passage] = {}
    for ref, passage in passages.items():
        above = ref.rpartition(".")[0]
        while above and not (above in kept and kept[above].clause.text):
            above = above.rpartition(".")[0]
        if passage.clause.text or not (passage.clause.summary and above):
            kept[ref] = passage
            continue
        home = kept[above]
        for part in ("figures", "seen", "duties", "states", "wanted"):
            getattr(home, part).extend(getattr(passage, part))
        home.folded.append((passage.anchor, passage.wanted[0].key if passage.wanted else ""))
    return kept


def with_marks(passages: dict[str, Passage]) -> list[Passage]:
    """Each note bears the number of the mark at its words."""
    for passage in passages.values():
        marks = numbered(passage.clause.text, passage.wanted) if passage.clause.text else {}
        passage.figures = [
            replace(one, label=f"{sign(marks[one.code])} {one.label}") if one.code in marks else one
            for one in sorted(passage.figures, key=lambda one: marks.get(one.code, len(marks) + 1))
        ]
    return list(passages.values())


def _numbered(passages: list[Passage]) -> list[Passage]:
    """The number stands once: an obligation within a clause goes without its clause's number."""
    levels: dict[int, str] = {}
    for passage in passages:
        clause = passage.clause
        levels[clause.level] = clause.number
        above = [number for level, number in levels.items() if level < clause.level]
        if clause.number and clause.number not in above and clause.number not in clause.title:
            passage.heading = f"{clause.number}、" if clause.level == 1 else f"{clause.number} "
    return passages


def narrowed(passages: list[Passage]) -> list[Passage]:
    """The clauses with figures left, and the headings above them."""
    kept = {passage.clause.ref for passage in passages if passage.kept}
    needed = kept | {ref.split(".")[0] for ref in kept} | {".".join(ref.split(".")[:2]) for ref in kept}
    return [passage for passage in passages if passage.clause.ref in needed]


def _duty_line(duty: Duty) -> str:
    if duty.done_on:
        return _("%(what)s：%(who)s，%(day)s完成") % {
            "what": duty.label,
            "who": duty.owner_label,
            "day": day(duty.done_on),
        }
    if duty.due is None:
        return _("%(what)s：%(who)s，没有期限") % {"what": duty.label, "who": duty.owner_label}
    words = {"what": duty.label, "who": duty.owner_label, "day": day(duty.due)}
    if duty.due < clock.today():
        return _("%(what)s：%(who)s，应于%(day)s前完成，尚未登记完成") % words
    return _("%(what)s：%(who)s，%(day)s前") % words
