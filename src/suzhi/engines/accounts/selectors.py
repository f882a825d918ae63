"""Reading accounts within the actor's reach."""

from __future__ import annotations

from django.db.models import Prefetch, Q, QuerySet

from suzhi.engines.access.api import Actor, Grant, scope
from suzhi.engines.accounts.models import Account


def accounts(actor: Actor, text: str = "") -> QuerySet[Account]:
    """Accounts that the actor looks after, with their grants; those without a grant to the top only."""
    found = scope(actor, "accounts.manage", Account.objects.all())
    if text.strip():
        found = found.filter(Q(username__icontains=text.strip()) | Q(display_name__icontains=text.strip()))
    grants = scope(actor, "grants.manage", Grant.objects.select_related("unit")).order_by("-valid_from", "pk")
    return found.prefetch_related(Prefetch("grants", grants, to_attr="shown_grants")).order_by("username")
