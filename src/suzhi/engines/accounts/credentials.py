"""What lets an account in, as one digest that every act which changes it notes."""

from __future__ import annotations

import json
from hashlib import sha256

from allauth.mfa.models import Authenticator

from suzhi.engines.accounts.models import Account

LENGTH = 32


def credentials(accounts: list[int] | None = None, password: str | None = None) -> dict[int, str]:
    """Account -> digest of its name, password, state and second factors; of all accounts, or of these."""
    rows, factors = Account.objects.order_by("pk"), Authenticator.objects.order_by("type", "pk")
    if accounts is not None:
        rows, factors = rows.filter(pk__in=accounts), factors.filter(user__in=accounts)
    secrets: dict[int, list[list[str]]] = {}
    for user, kind, data in factors.values_list("user_id", "type", "data"):
        # Which recovery codes are used up and when they were looked at changes with use.
        secrets.setdefault(user, []).append([kind, str(data.get("secret") or data.get("seed") or "")])
    told = rows.values_list("pk", "password", "username", "is_active", "is_superuser", "is_staff")
    return {pk: _digest([password or kept, *row, secrets.get(pk, [])]) for pk, kept, *row in told}


def credential_of(account: Account, password: str | None = None) -> str:
    """The digest of one account, as it stands in the database or with another password's hash."""
    return credentials([account.pk], password)[account.pk]


def _digest(parts: list[object]) -> str:
    return sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()[:LENGTH]
