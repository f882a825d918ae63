"""Posts: the list, a post, its steps."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from suzhi.engines.access.api import Actor, actor_of, can, fetch, page, refusal_for
from suzhi.engines.people import services_posts as services
from suzhi.engines.people.models import Person, Post
from suzhi.engines.people.pages.console.forms import EndForm, PostForm
from suzhi.engines.people.pages.console.listing import POSTS, post_kind, tabs
from suzhi.engines.people.pages.console.views_entry import form_page
from suzhi.engines.people.selectors import name_posts, posts, seat_people
from suzhi.engines.search.api import Action, Bulk, list_page
from suzhi.engines.workflow.api import (
    Guard,
    actions_of,
    change_refused,
    panels_for,
    state_kind,
    stated,
    step_many,
    timeline,
    write,
)
from suzhi.kernel.asked import parse_ids
from suzhi.kernel.errors import Refusal
from suzhi.ui.api import Link, Pair, day

NAMES: dict[str, tuple[Any, Any]] = {
    "return_reason": (gettext_lazy("退回理由"), write),
    "valid_from": (gettext_lazy("起"), write),
    "valid_to": (gettext_lazy("止"), write),
    "education": (gettext_lazy("学历"), write),
    "degree": (gettext_lazy("学位"), write),
    "major": (gettext_lazy("专业"), write),
}


@page("records.view", kept=True)
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Every post in reach."""
    actor = actor_of(request)
    confirm = refusal_for(actor, "records.confirm")
    button = Action(_("确认所选"), value="confirm", refused=confirm.message if confirm else "")
    return list_page(
        request,
        POSTS,
        tabs=tabs(actor, "people:posts"),
        bulk=Bulk(reverse("people:posts_bulk"), [button], _("只确认草稿和已退回的记录。")),
        empty_title=_("还没有任职"),
        empty_text=_("在职工页面上登记任职，或导入工作簿的“任职”表。"),
        empty_href=reverse("people:list"),
        empty_action=_("查看职工"),
    )


@page("records.record")
def enter(request: HttpRequest, pk: int) -> HttpResponse:
    """A new post of a person."""
    actor = actor_of(request)
    person: Person = fetch(actor, "people.view", Person.objects.all(), pk=pk)
    seat_people([person])
    now = person.seat  # type: ignore[attr-defined]
    form = PostForm(request.POST or None, actor=actor, initial={"unit": now.unit if now else None})
    if request.method == "POST" and form.is_valid():
        post = form.carry_out(lambda: services.add_post(actor=actor, person=person, **form.cleaned_data))
        if post:
            messages.success(request, _("已登记任职，确认后计数。"))
            return redirect("people:post", pk=post.pk)
    title = _("登记“%s”的任职") % person.name
    return form_page(request, form, title, _("登记任职"), reverse("people:person", args=[pk]))


@page("records.view", kept=True)
@require_GET
def record(request: HttpRequest, pk: int) -> HttpResponse:
    """One post."""
    actor = actor_of(request)
    post: Post = fetch(actor, "records.view", posts(actor), pk=pk)
    name_posts([post], actor)
    process = post.own_process
    state = process.state(post.state)
    return render(
        request,
        "people/post.html",
        {
            "post": post,
            "breadcrumbs": [
                Link(label=_("任职"), href=reverse("people:posts")),
                Link(label=str(post.told_name), href=request.path),
            ],
            "kind": post_kind(post.kind),
            "state": state,
            "state_kind": state_kind(state),
            "pairs": _pairs(actor, post),
            "actions": actions_of(actor, process, post),
            "change_refused": change_refused(actor, process, post),
            "change_label": _("结束任职"),
            "edit_href": reverse("people:post_end", args=[pk]),
            "step_href": reverse("people:post_step", args=[pk]),
            "events": timeline(post, stated(post, NAMES), actor),
            "panels": panels_for(request, post),
        },
    )


@page("records.view")
@require_POST
def step(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm, return, review or verify."""
    actor = actor_of(request)
    post = fetch(actor, "records.view", Post.objects.all(), pk=pk)
    code, reason = request.POST.get("step", ""), request.POST.get("reason", "")
    try:
        services.step_post(actor=actor, post=post, step=code, reason=reason)
        messages.success(request, _("已办理。"))
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("people:post", pk=pk)


@page("records.record")
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """The last day of a post."""
    actor = actor_of(request)
    post: Post = fetch(actor, "records.record", posts(actor), pk=pk)
    form = EndForm(request.POST or None, actor=actor, guard=Guard(post, stated(post, NAMES)))
    if request.method == "POST" and form.is_valid():
        done = form.carry_out(lambda: services.end_post(actor=actor, post=post, **form.cleaned_data))
        if done:
            messages.success(request, _("已办理。"))
            return redirect("people:post", pk=pk)
    return form_page(request, form, _("结束任职"), _("结束任职"), reverse("people:post", args=[pk]))


@page("records.confirm")
@require_POST
def bulk(request: HttpRequest) -> HttpResponse:
    """The same step for every ticked post."""
    actor = actor_of(request)
    rows = posts(actor).filter(pk__in=parse_ids(request.POST.getlist("row")))
    step_many(
        request, list(rows[:200]), lambda row, code: services.step_post(actor=actor, post=row, step=code)
    )
    return redirect("people:posts")


def _pairs(actor: Actor, post: Post) -> list[Pair]:
    # Who may see posts may still not see people.
    page = reverse("people:person", args=[post.person_id]) if can(actor, "people.view", post.person) else ""
    pairs = [
        Pair(label=_("姓名"), value=str(post.told_name), href=page),
        Pair(label=_("职务"), value=post_kind(post.kind)),
        Pair(label=_("任职单位"), value=post.unit.name, href=reverse("org:unit", args=[post.unit_id])),
        Pair(label=_("起"), value=day(post.valid_from)),
        Pair(label=_("止"), value=day(post.valid_to) if post.valid_to else _("在任")),
    ]
    optional = ((_("学历"), post.education), (_("学位"), post.degree), (_("专业"), post.major))
    return pairs + [Pair(label=label, value=value) for label, value in optional if value]
