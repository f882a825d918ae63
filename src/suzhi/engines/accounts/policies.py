"""An account is looked after where it holds a grant, or will; when all have ended, where it last held one."""

from __future__ import annotations

from django.db.models import Q

from suzhi.engines.access.api import Grant, Policy, Reach, not_ended
from suzhi.engines.accounts.models import Account


def _looked_after() -> Q:
    return not_ended("grants") | ~Q(pk__in=Grant.objects.filter(not_ended()).values("account"))


POLICIES = [
    Policy(Account, unit=Reach("grants__unit", holds=_looked_after), view="accounts.manage", own="id"),
]
