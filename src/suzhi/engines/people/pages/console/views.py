"""People: the list and a person."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from suzhi.engines.access.api import Actor, actor_of, fetch, page, refusal_for, scope
from suzhi.engines.org.api import units
from suzhi.engines.people.masking import masked_id_number, masked_phone
from suzhi.engines.people.models import Person
from suzhi.engines.people.pages.console.listing import PEOPLE, post_kind, tabs, yes_no
from suzhi.engines.people.selectors import memberships, seat_people
from suzhi.engines.search.api import Action, list_page
from suzhi.engines.workflow.api import panels_for, state_label, timeline, write
from suzhi.ui.api import Cell, Column, Link, Pair, Row, day

# Sealed columns are not here: history never shows them.
NAMES: dict[str, tuple[Any, Any]] = {
    "name": (gettext_lazy("姓名"), write),
    "sex": (gettext_lazy("性别"), lambda value: {"m": "男", "f": "女"}.get(value, "–")),
    "migrant": (gettext_lazy("农民工"), write),
    "front_line": (gettext_lazy("一线职工"), write),
    "born_on": (gettext_lazy("出生日期"), write),
}
# What changed is told while somebody corrects; of a sealed number only that it did.
GUARDED: dict[str, tuple[Any, Any]] = {
    **NAMES,
    "phone_hash": (gettext_lazy("手机号"), lambda value: ""),
    "id_hash": (gettext_lazy("身份证号"), lambda value: ""),
}


@page("people.view", kept=True)
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Everybody in reach."""
    actor = actor_of(request)
    refusal = refusal_for(actor, "people.manage")
    new = reverse("people:new")
    return list_page(
        request,
        PEOPLE,
        tabs=tabs(actor, "people:list"),
        actions=[Action(_("登记职工"), new, "primary", refusal.message if refusal else "")],
        empty_title=_("还没有职工"),
        empty_text=_("导入工作簿的“职工”表，或逐个登记。"),
        empty_href="" if refusal else new,
        empty_action=_("登记职工"),
    )


@page("people.view", kept=True)
@require_GET
def person_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One person: where he belongs, what he is, his posts, his history."""
    actor = actor_of(request)
    person: Person = fetch(actor, "people.view", Person.objects.all(), pk=pk)
    seats = memberships(person)
    seat_people([person])
    now = person.seat  # type: ignore[attr-defined]
    posts = scope(actor, "records.view", person.posts.select_related("unit")).order_by("-valid_from")
    refusal = refusal_for(actor, "people.manage", person)
    refused = refusal.message if refusal else ""
    return render(
        request,
        "people/person.html",
        {
            "person": person,
            "breadcrumbs": [
                Link(label=_("职工"), href=reverse("people:list")),
                Link(label=person.name, href=request.path),
            ],
            "lead": now.unit.name if now else "",
            "pairs": _pairs(person),
            "seats": _seat_table(actor, seats),
            "posts": _post_table(list(posts)),
            "actions": [
                Action(_("更正"), reverse("people:edit", args=[pk]), refused=refused),
                Action(_("调动"), reverse("people:transfer", args=[pk]), refused=refused),
                Action(_("离职"), reverse("people:leave", args=[pk]), refused=refused),
            ],
            "reveal": _reveal(actor, person),
            "post_action": _post_action(actor, pk),
            "events": timeline(person, NAMES, actor),
            "panels": panels_for(request, person),
        },
    )


def _reveal(actor: Any, person: Person) -> Action:
    refusal = refusal_for(actor, "people.sealed", person)
    href = reverse("people:reveal", args=[person.pk])
    return Action(_("查看完整号码"), href, refused=refusal.message if refusal else "")


def _post_action(actor: Any, pk: int) -> Action:
    refusal = refusal_for(actor, "records.record")
    return Action(
        _("登记任职"), reverse("people:post_new", args=[pk]), refused=refusal.message if refusal else ""
    )


def _pairs(person: Person) -> list[Pair]:
    return [
        Pair(label=_("人员编号"), value=person.key),
        Pair(label=_("性别"), value=person.get_sex_display() or "–"),
        Pair(label=_("出生日期"), value=day(person.born_on)),
        Pair(label=_("农民工"), value=yes_no(person.migrant)),
        Pair(label=_("一线职工"), value=yes_no(person.front_line)),
        Pair(label=_("手机号"), value=masked_phone(person) or "–"),
        Pair(label=_("身份证号"), value=masked_id_number(person) or "–"),
    ]


def _seat_table(actor: Actor, seats: list[Any]) -> dict[str, Any]:
    """Where the person was and will be belongs to the person; the pages of those units to whoever may see them."""
    open_to = set(units(actor).filter(pk__in=[seat.unit_id for seat in seats]).values_list("pk", flat=True))
    columns = [Column(label=_("单位")), Column(label=_("入职")), Column(label=_("离职"))]
    rows = [
        Row(
            cells=[
                Cell(
                    text=seat.unit.name,
                    href=reverse("org:unit", args=[seat.unit_id]) if seat.unit_id in open_to else "",
                ),
                day(seat.joined_on) if seat.joined_on else _("不详"),
                day(seat.left_on) if seat.left_on else _("在册"),
            ]
        )
        for seat in seats
    ]
    return {"columns": columns, "rows": rows}


def _post_table(posts: list[Any]) -> dict[str, Any]:
    labels = (_("职务"), _("单位"), _("起"), _("止"), _("状态"))
    rows = [
        Row(
            cells=[
                Cell(text=post_kind(post.kind), href=reverse("people:post", args=[post.pk])),
                post.unit.name,
                day(post.valid_from),
                day(post.valid_to) if post.valid_to else _("在任"),
                state_label(post),
            ]
        )
        for post in posts
    ]
    return {"columns": [Column(label=label) for label in labels], "rows": rows}
