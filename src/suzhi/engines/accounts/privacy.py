"""Sign-ins: who, from where, when. Passwords are hashed, second factors sealed."""

from __future__ import annotations

from suzhi.engines.accounts.models import Account, FailedSignIn, SignIn, UsedCode
from suzhi.kernel.privacy import Fields

PRIVACY = {
    Account: Fields(
        kept="while in use; suspended, not deleted, because acts name it",
        internal="id is_superuser is_staff is_active date_joined demo must_change_password",
        personal="last_login username first_name last_name email display_name person",
        sealed="password",
    ),
    SignIn: Fields(
        kept="six months at least, as the law on network security asks",
        internal="id opened_at seen_at ended",
        personal="account address agent",
        sealed="session_key",
    ),
    FailedSignIn: Fields(kept="one day", internal="id at", personal="username address"),
    UsedCode: Fields(kept="one day", internal="id at", personal="account", sealed="code"),
}
