"""What an account must do before it may work: a password of its own, a second factor."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest

from suzhi.engines.access.api import Actor
from suzhi.engines.accounts.models import Account

_SEEN = "second_factor"


def demo_without_totp() -> bool:
    """Whether the demo's accounts go without a second factor; ``suzhi check`` names it as a mistake."""
    return bool(getattr(settings, "DEMO_WITHOUT_TOTP", True))


def needs_totp(actor: Actor) -> bool:
    """Whether the actor's roles ask for a second factor at all."""
    account = actor.account
    return bool(actor.cadre and not (account is not None and account.demo and demo_without_totp()))


def has_totp(account: Account) -> bool:
    """Whether a second factor has been set up."""
    return Authenticator.objects.filter(user=account, type=Authenticator.Type.TOTP).exists()


def open_duty(request: HttpRequest, actor: Actor) -> str:
    """The name of the address where the account must go first; empty when nothing stands open."""
    if actor.account is not None and actor.account.must_change_password:
        return "account_change_password"
    if actor.account is not None and needs_totp(actor) and not request.session.get(_SEEN):
        if not has_totp(actor.account):
            return "mfa_activate_totp"
        # Remembered for the session only; a reset by an administrator ends the account's sessions.
        request.session[_SEEN] = True
    return ""
