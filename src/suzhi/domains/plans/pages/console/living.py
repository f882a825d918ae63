"""The living plan: the document with its figures in the margin. The office's first page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html, format_html_join, linebreaks
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from suzhi.domains.plans import judging
from suzhi.domains.plans.margin import Shown, shown, tally
from suzhi.domains.plans.models import Clause, Duty, Indicator, Plan
from suzhi.domains.plans.pages.console.place import Place, place_of, unit_path, year_options
from suzhi.domains.plans.selectors import clauses_of, departments_of, duties_of, plans_of
from suzhi.domains.plans.values import Reading, indicators_of, readings
from suzhi.engines.access.api import actor_of, can, page
from suzhi.kernel import clock
from suzhi.ui.api import Chip, Link, day, drawing, state

# The worst of the states below a clause is what its line in the outline shows.
_WORST = (judging.MISSED, judging.BEHIND, judging.ON_PACE, judging.MET, judging.OPEN)


@dataclass
class Passage:
    """A clause with what stands beside it."""

    clause: Clause
    figures: list[Shown] = field(default_factory=list)
    seen: list[Link] = field(default_factory=list)
    duties: list[str] = field(default_factory=list)
    states: list[str] = field(default_factory=list)
    heading: str = ""

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
        wording = _paragraphs(self.clause.text) if self.clause.text else brief
        return wording + format_html_join("", '<p class="quiet">{}</p>', ([duty] for duty in self.duties))


@lru_cache(maxsize=1024)
def _paragraphs(text: str) -> SafeString:
    """The wording of a clause as markup: the same at every unit, in every year, for everybody."""
    return mark_safe(linebreaks(text, autoescape=True))


@page("plan.view", kept=True)
@require_GET
def living_plan(request: HttpRequest, code: str = "") -> HttpResponse:
    """The plan as a document, read at one unit in one year."""
    actor = actor_of(request)
    plans = plans_of(actor)
    if not code and not plans:
        return render(request, "plans/none.html", {"may_load": can(actor, "plan.load")})
    place = place_of(request, code, plans=plans)
    indicators = indicators_of(place.plan)
    found = readings(place.plan, [place.unit], place.years, indicators, parts=False)
    now = [reading for reading in found if reading.year == place.year]
    show = request.GET.get("show", "")
    department = request.GET.get("department", "")
    if department and request.session.get("department") != department:
        request.session["department"] = department
    passages = _passages(place, found, duties_of(place.plan), lambda r: _wanted(r, show, department))
    if show or department:
        passages = _narrowed(passages)
    return render(
        request,
        "plans/living.html",
        {
            "place": place,
            "plan": place.plan,
            "passages": passages,
            "outline": _outline(passages),
            "chips": _chips(place, now, show, department, _departments(request, indicators)),
            "others": [_to_plan(plan) for plan in plans if plan.pk != place.plan.pk],
            "years": year_options(place),
            "show": show,
            "department": department,
            "units": unit_path(place),
            "clear": place.living() if show or department else "",
            "summary": summary(now),
            "may": {"load": can(actor, "plan.load"), "report": can(actor, "reports.issue", place.unit)},
            "facts": _facts(place),
        },
    )


def summary(now: Iterable[Reading]) -> str:
    """达成 8，按进度 5，滞后 3，…"""
    return _("，").join(f"{state(code).word} {count}" for code, count in tally(list(now)))


def _to_plan(plan: Plan) -> Link:
    return Link(label=plan.title, href=reverse("plans:plan", args=[plan.code]))


def _departments(request: HttpRequest, indicators: list[Indicator]) -> dict[str, str]:
    """Department -> label; the one chosen last is one's own and comes first."""
    names = departments_of(indicators)
    mine = request.session.get("department", "")
    first = {mine: _("我的部门：%s") % _(mine)} if mine in names else {}
    return first | {name: _(name) for name in names if name != mine}


def _facts(place: Place) -> list[str]:
    plan = place.plan
    found = [plan.number, day(plan.issued_on) if plan.issued_on else ""]
    if plan.parent:
        found.append(_("落实 %s") % plan.parent)
    return [fact for fact in found if fact]


def _passages(place: Place, found: list[Reading], duties: list[Duty], wanted: Any) -> list[Passage]:
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
            passages[ref].figures.append(shown(current, past, place.figure(code)))
            passages[ref].states.append(current.state)
        for ref in refs[1:]:
            passages[ref].seen.append(
                Link(label=current.indicator.label, href=place.figure(code), state=current.state)
            )
    for duty in duties:
        if duty.clause in passages:
            passages[duty.clause].duties.append(_duty_line(duty))
    return _numbered(list(passages.values()))


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


def _narrowed(passages: list[Passage]) -> list[Passage]:
    """The clauses with figures left, and the headings above them."""
    kept = {passage.clause.ref for passage in passages if passage.kept}
    needed = kept | {ref.split(".")[0] for ref in kept} | {".".join(ref.split(".")[:2]) for ref in kept}
    return [passage for passage in passages if passage.clause.ref in needed]


def _outline(passages: list[Passage]) -> list[Link]:
    """The levels with the worst state below each; obligations within a clause are not listed."""
    links = []
    for passage in passages:
        clause = passage.clause
        if clause.level > 2:
            continue
        below = [s for p in passages if (p.clause.ref + ".").startswith(clause.ref + ".") for s in p.states]
        worst = next((one for one in _WORST if one in below), "")
        label = f"{passage.heading}{clause.label}"
        links.append(Link(label=label, href=f"#c{clause.ref}", level=clause.level, state=worst))
    return links


def _wanted(reading: Reading, show: str, department: str) -> bool:
    if department and reading.indicator.department != department:
        return False
    if show == "behind":
        return reading.state in (judging.BEHIND, judging.MISSED)
    if show == "due":
        return _due_in(reading)
    return True


def _due_in(reading: Reading) -> bool:
    """Due in the year shown: its deadline lies in it. What is asked for every year is due in each."""
    return reading.goal is not None and reading.goal.due.year == reading.year


def _chips(
    place: Place, now: list[Reading], show: str, department: str, departments: dict[str, str]
) -> list[Chip]:
    behind = sum(reading.state in (judging.BEHIND, judging.MISSED) for reading in now)
    due = sum(_due_in(reading) for reading in now)

    def to(**asked: Any) -> str:
        return place.living(**{"show": show, "department": department, **asked})

    chips = [
        Chip(
            label=_("落后 %d") % behind,
            href=to(show="" if show == "behind" else "behind"),
            active=show == "behind",
        ),
        Chip(
            label=_("本年到期 %d") % due, href=to(show="" if show == "due" else "due"), active=show == "due"
        ),
    ]
    for name, label in departments.items():
        chosen = name == department
        chips.append(Chip(label=label, href=to(department="" if chosen else name), active=chosen))
    return chips


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
