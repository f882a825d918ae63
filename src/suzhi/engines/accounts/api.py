"""Front door of accounts."""

from suzhi.engines.accounts.duties import demo_without_totp, has_totp, needs_totp, open_duty
from suzhi.engines.accounts.models import Account, SignIn
from suzhi.engines.accounts.services import (
    end_sign_in,
    open_account,
    reset_second_factor,
    resume_account,
    set_password,
    suspend_account,
)
from suzhi.engines.accounts.sessions import open_sign_ins, see
