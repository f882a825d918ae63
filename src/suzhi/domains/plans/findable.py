"""Clauses of the plans in force can be found by number and by any part of their title."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from suzhi.domains.plans.models import Clause
from suzhi.engines.access.api import Actor, scope
from suzhi.engines.search.api import Finder, Hit, words


def _find(actor: Actor, text: str) -> QuerySet[Clause]:
    """A plan has a few hundred clauses: no index is needed."""
    rows = scope(actor, "plan.view", Clause.objects.filter(plan__current=True).select_related("plan"))
    for word in words(text):
        rows = rows.filter(Q(title__icontains=word) | Q(summary__icontains=word) | Q(number=word))
    return rows.order_by("-plan__start_year", "position")


def _hits(rows: Sequence[Any], actor: Actor) -> list[Hit]:
    return [
        Hit(
            f"{row.ref} {row.label}",
            row.plan.title,
            f"{reverse('plans:plan', args=[row.plan.code])}#c{row.ref}",
        )
        for row in rows
    ]


FINDERS = [Finder("clause", _("条款"), "plan.view", _find, _hits)]
