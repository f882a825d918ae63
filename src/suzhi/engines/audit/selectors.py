"""Reading the acts."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db.models import QuerySet

from suzhi.engines.audit.models import Act
from suzhi.kernel.clock import BEIJING


def filtered(
    acts: QuerySet[Act], verb: str = "", who: str = "", first: date | None = None, last: date | None = None
) -> QuerySet[Act]:
    """Narrow acts by what, who and when (days in Beijing, both included); latest first."""
    if verb:
        acts = acts.filter(verb=verb)
    if who.strip():
        acts = acts.filter(actor_name__icontains=who.strip())
    if first:
        acts = acts.filter(at__gte=datetime.combine(first, datetime.min.time(), BEIJING))
    if last:
        acts = acts.filter(at__lt=datetime.combine(last + timedelta(days=1), datetime.min.time(), BEIJING))
    return acts.order_by("-id")
