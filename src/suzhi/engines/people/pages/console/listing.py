"""The lists of people and of posts, declared."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from suzhi.engines.access.api import Actor, named
from suzhi.engines.kinds.api import all_kinds, kind_choices
from suzhi.engines.org.api import UNIT_FILTER, broad_units, subtree_of, unit_name
from suzhi.engines.people.models import Person, Post
from suzhi.engines.people.selectors import (
    count_people,
    find_people,
    holding,
    in_units,
    name_posts,
    people,
    posts,
    seat_people,
)
from suzhi.engines.search.api import ListColumn, ListFilter, Listing, matching
from suzhi.engines.workflow.api import state_choices, state_label
from suzhi.kernel.clock import today
from suzhi.ui.api import Cell, Link, day


def post_kind(code: str) -> str:
    """A post's kind as people say it."""
    found = all_kinds().get(code)
    return found.label if found else code


def yes_no(value: bool | None) -> str:
    """是, 否 or a dash."""
    return "–" if value is None else (_now("是") if value else _now("否"))


def tabs(actor: Actor, current: str) -> list[Link]:
    """The lists of this package that the actor may open."""
    names = (
        ("people:list", _now("职工"), "people.view"),
        ("people:posts", _now("任职"), "records.view"),
    )
    return [
        Link(label=label, href=reverse(name), current=name == current)
        for name, label, permission in names
        if actor.has(permission)
    ]


def _unit_of(person: Any) -> str:
    return person.seat.unit.name if person.seat else "–"


def _present(person: Any) -> str:
    seat = person.seat
    if seat and seat.left_on and seat.left_on <= today():
        return _now("%s 离职") % day(seat.left_on)
    return _now("在册") if seat else "–"


def _where(rows: QuerySet[Person], value: str, actor: Actor) -> QuerySet[Person]:
    return in_units(rows, subtree_of(value, actor))


def _marked(field: str) -> Any:
    return lambda rows, value, actor: rows.filter(**{field: value == "yes"})


def _count(actor: Actor, asked: dict[str, str]) -> int | None:
    return count_people(actor, asked, subtree_of(asked["unit"], actor) if asked.get("unit") else None)


YES_NO: list[tuple[str, Any]] = [("yes", _("是")), ("no", _("否"))]

PEOPLE = Listing(
    name="people",
    title=_("职工"),
    rows=people,
    find=find_people,
    prepare=seat_people,
    count=_count,
    order="-id",
    unit=_("人"),
    filters=(
        ListFilter("unit", _("单位"), _where, broad_units, unit_name),
        ListFilter(
            "sex",
            _("性别"),
            lambda rows, v, a: rows.filter(sex=v),
            lambda a: [("m", _now("男")), ("f", _now("女"))],
        ),
        ListFilter("migrant", _("农民工"), _marked("migrant"), lambda a: YES_NO),
        ListFilter("front_line", _("一线"), _marked("front_line"), lambda a: YES_NO),
    ),
    columns=(
        ListColumn(
            "name",
            _("姓名"),
            lambda r: Cell(text=r.name, href=reverse("people:person", args=[r.pk])),
            lambda r: r.name,
            sort="name",
        ),
        ListColumn("key", _("人员编号"), lambda r: r.key, lambda r: r.key, sort="key"),
        ListColumn("unit", _("单位"), _unit_of, _unit_of),
        ListColumn("sex", _("性别"), lambda r: r.get_sex_display() or "–", lambda r: r.get_sex_display()),
        ListColumn("migrant", _("农民工"), lambda r: yes_no(r.migrant), lambda r: r.migrant, named=True),
        ListColumn(
            "front_line", _("一线"), lambda r: yes_no(r.front_line), lambda r: r.front_line, named=True
        ),
        ListColumn("present", _("在册"), _present, _present),
    ),
)


def _find_posts(rows: QuerySet[Post], text: str, actor: Actor) -> QuerySet[Post]:
    # Whose name is not shown is not found by it either, but by the number.
    known = matching(named(actor, rows), text, name="person__name", code="person__key")
    return rows.filter(Q(pk__in=known.values("pk")) | Q(person__key__startswith=text.strip()))


def _end(row: Post) -> str:
    return day(row.valid_to) if row.valid_to else _now("在任")


POSTS = Listing(
    name="posts",
    title=_("任职"),
    rows=posts,
    find=_find_posts,
    prepare=name_posts,
    order="-valid_from -id",
    unit=_("条"),
    filters=(
        ListFilter(
            "kind",
            _("职务"),
            lambda rows, v, a: rows.filter(kind=v),
            lambda a: kind_choices("post"),
        ),
        ListFilter(
            "state",
            _("状态"),
            lambda rows, v, a: rows.filter(state=v),
            lambda a: state_choices(Post.processes()),
        ),
        ListFilter(
            "held", _("在任"), lambda rows, v, a: holding(rows), lambda a: [("now", _now("现在在任"))]
        ),
        UNIT_FILTER,
    ),
    columns=(
        ListColumn(
            "name",
            _("姓名"),
            lambda r: Cell(text=r.told_name, href=reverse("people:post", args=[r.pk])),
            lambda r: r.told_name,
        ),
        ListColumn("key", _("人员编号"), lambda r: r.person.key, lambda r: r.person.key),
        ListColumn("kind", _("职务"), lambda r: post_kind(r.kind), lambda r: post_kind(r.kind)),
        ListColumn("unit", _("单位"), lambda r: r.unit.name, lambda r: r.unit.name),
        ListColumn("from", _("起"), lambda r: day(r.valid_from), lambda r: r.valid_from, sort="valid_from"),
        ListColumn("to", _("止"), _end, lambda r: r.valid_to),
        ListColumn("state", _("状态"), state_label, state_label),
    ),
)
