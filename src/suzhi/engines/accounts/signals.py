"""What the sign-in library tells: a changed password, a second factor set up or failed."""

from __future__ import annotations

from typing import Any

from allauth.account.signals import password_changed
from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_reset
from django.dispatch import receiver
from django.http import HttpRequest

from suzhi.engines.accounts import sessions
from suzhi.engines.accounts.credentials import credential_of
from suzhi.engines.accounts.models import Account, SignIn, password_upgraded
from suzhi.engines.audit.api import append_act


@receiver(password_changed)
def _password_changed(sender: Any, request: HttpRequest, user: Account, **_kwargs: Any) -> None:
    """The temporary password is gone, and so is every other browser that knew the old one."""
    if user.must_change_password:
        user.must_change_password = False
        user.save(update_fields=["must_change_password"])
    others = SignIn.objects.filter(account=user).exclude(pk=sessions.kept_in(request))
    sessions.end(others, "password")
    _act("accounts.password_changed", user)


@receiver(authenticator_added)
def _factor_added(sender: Any, user: Account, authenticator: Any, **_kwargs: Any) -> None:
    _act("accounts.second_factor_set", user, type=str(authenticator.type))


@receiver(authenticator_removed)
@receiver(authenticator_reset)
def _factor_changed(sender: Any, user: Account, authenticator: Any, **_kwargs: Any) -> None:
    _act("accounts.second_factor_changed", user, type=str(authenticator.type))


@receiver(password_upgraded)
def _password_upgraded(sender: Any, user: Account, before: str, **_kwargs: Any) -> None:
    """The hash was renewed at sign-in because its kind had become too weak; the password is the same."""
    _act("accounts.password_upgraded", user, was=credential_of(user, before))


def _act(verb: str, user: Account, **detail: Any) -> None:
    detail["credential"] = credential_of(user)
    append_act(verb=verb, actor_id=user.pk, actor_name=str(user), subject=user, detail=detail)
