"""Dated posts: who is what, where, from when to when."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from suzhi.engines.access.api import Actor, allow, done_already, note, service
from suzhi.engines.kinds.api import kind as kind_of
from suzhi.engines.org.api import Unit
from suzhi.engines.people import rules
from suzhi.engines.people.models import Person, Post
from suzhi.engines.workflow.api import advance, first_state, must_be_editable, workflow
from suzhi.kernel.errors import Refusal


@service("people.add_post", "登记任职")
def add_post(
    *,
    actor: Actor,
    person: Person,
    kind: str,
    unit: Unit,
    valid_from: date,
    valid_to: date | None = None,
    education: str = "",
    degree: str = "",
    major: str = "",
) -> Post:
    """Enter a post as a draft; it counts once it is confirmed."""
    allow(actor, "records.record", unit)
    allow(actor, "people.view", person)
    found = kind_of(kind)
    if found.family != "post":
        raise Refusal("people.post_kind", _("“%s”不是职务类别。") % found.label, _("请从职务类别中选择。"))
    rules.check_post(person, kind, unit, valid_from, valid_to)
    return Post.objects.create(
        person=person,
        kind=kind,
        unit=unit,
        valid_from=valid_from,
        valid_to=valid_to,
        education=education,
        degree=degree,
        major=major,
        state=first_state(workflow(found.workflow)),
        recorded_by=actor.account,
    )


@service("people.end_post", "结束任职")
def end_post(*, actor: Actor, post: Post, on: date) -> Post:
    """The post's last day."""
    post = Post.objects.select_for_update().get(pk=post.pk)
    must_be_editable(actor, post.own_process, post)
    if post.valid_to == on:
        raise done_already(post, _("这一天已经登记为任职的最后一天，没有再办。"))
    if on < post.valid_from:
        raise Refusal("people.post_dates", _("任职的止日早于起日。"), _("请核对两个日期。"))
    post.valid_to = on
    post.save(update_fields=["valid_to"])
    return post


@service("people.step_post", "办理任职")
def step_post(*, actor: Actor, post: Post, step: str, reason: str = "") -> Post:
    """Confirm, return, review or verify a post."""
    post = Post.objects.select_for_update().get(pk=post.pk)
    advance(actor, post.own_process, post, step, reason)
    note(step=step, reason=reason)
    post.save(update_fields=["state", "rank", "return_reason"])
    return post
