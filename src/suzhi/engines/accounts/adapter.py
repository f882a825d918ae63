"""Sign-in rules: nobody signs up by himself."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class ClosedAdapter(DefaultAccountAdapter):
    """Accounts are opened by an administrator; the public sign-up form is shut."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
