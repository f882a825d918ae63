"""Signing in, as a browser does it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.test import Client

from cast import PASSWORD, Cast
from suzhi.engines.accounts import lockout, sessions
from suzhi.engines.accounts.models import Account, FailedSignIn, SignIn
from suzhi.engines.audit.models import Act
from suzhi.kernel import clock

SIGN_IN = "/accounts/login/"
OWN = "/me/account/"


@pytest.fixture(autouse=True)
def quick(settings: Any) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.DEMO_WITHOUT_TOTP = False


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Move the clock."""
    start = clock.now()

    def move(**by: float) -> None:
        monkeypatch.setattr(clock, "now", lambda: start + timedelta(**by))

    return move


def with_password(cast: Cast, role: str = "worker", unit: str = "A1") -> Account:
    account = cast.account(role, unit)
    account.set_password(PASSWORD)
    account.save()
    return account


def sign_in(client: Client, account: Account, password: str = PASSWORD) -> Any:
    return client.post(SIGN_IN, {"login": account.username, "password": password})


def code_for(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def test_a_worker_signs_in_with_a_password(client: Client, cast: Cast) -> None:
    account = with_password(cast)
    assert sign_in(client, account).status_code == 302
    assert client.get(OWN).status_code == 200
    assert SignIn.objects.get(account=account).ended == ""
    assert Act.objects.filter(verb="accounts.signed_in", actor=account).count() == 1
    client.post("/accounts/logout/")
    assert SignIn.objects.get(account=account).ended == "signed_out"
    assert client.get(OWN)["Location"].startswith(SIGN_IN)


def test_the_sign_in_page_is_chinese_and_without_sign_up(client: Client, db: None) -> None:
    body = client.get(SIGN_IN).content.decode()
    assert "登录名" in body or "用户名" in body
    assert "Sign" not in body
    assert "登录名或密码不对。" in client.post(SIGN_IN, {"login": "nobody", "password": "x"}).content.decode()
    assert client.get("/accounts/signup/").status_code == 404
    assert client.get("/accounts/password/reset/").status_code == 404


def test_five_wrong_passwords_shut_that_name_out_from_that_address(
    client: Client, cast: Cast, later: Any
) -> None:
    account = with_password(cast)
    for _ in range(lockout.ALLOWED):
        body = sign_in(client, account, "wrong").content.decode()
        assert "已暂停登录" not in body
    body = sign_in(client, account).content.decode()
    assert "密码连续错误 5 次，已暂停登录。" in body
    assert "分钟后再试" in body
    assert Act.objects.filter(verb="accounts.locked").count() == 1
    other = with_password(cast, "worker", "B1")
    assert sign_in(Client(), other).status_code == 302
    assert sign_in(Client(REMOTE_ADDR="10.0.0.9"), account).status_code == 302
    later(minutes=16)
    assert sign_in(client, account).status_code == 302


def test_a_name_that_does_not_exist_is_answered_alike(client: Client, cast: Cast) -> None:
    account = with_password(cast)
    known = sign_in(client, account, "wrong").content.decode()
    unknown = client.post(SIGN_IN, {"login": "nobody.here", "password": "wrong"}).content.decode()
    assert [line for line in known.splitlines() if "密码" in line and "csrf" not in line] == [
        line.replace("nobody.here", account.username)
        for line in unknown.splitlines()
        if "密码" in line and "csrf" not in line
    ]
    assert FailedSignIn.objects.count() == 2


def test_a_right_password_forgets_the_wrong_ones(client: Client, cast: Cast) -> None:
    account = with_password(cast)
    for _ in range(3):
        sign_in(client, account, "wrong")
    assert sign_in(client, account).status_code == 302
    assert not FailedSignIn.objects.exists()


def test_a_cadre_must_set_up_a_second_factor_and_then_use_it(client: Client, cast: Cast) -> None:
    account = with_password(cast, "unit_chair", "A1")
    sign_in(client, account)
    assert client.get(OWN)["Location"] == "/accounts/2fa/totp/activate/"
    page = client.get("/accounts/2fa/totp/activate/")
    secret = page.context["form"].secret
    done = client.post("/accounts/2fa/totp/activate/", {"code": code_for(secret)})
    assert done.status_code == 302
    assert client.get(OWN).status_code == 200
    assert client.get("/accounts/2fa/recovery-codes/").status_code == 200
    client.post("/accounts/logout/")

    again = sign_in(client, account)
    assert again["Location"] == "/accounts/2fa/authenticate/"
    assert client.get(OWN)["Location"].startswith(SIGN_IN)
    assert client.post("/accounts/2fa/authenticate/", {"code": "000000"}).status_code == 200
    assert client.get(OWN)["Location"].startswith(SIGN_IN)


def test_the_second_factor_signs_in(client: Client, cast: Cast) -> None:
    account = with_password(cast, "unit_chair", "A1")
    secret = generate_totp_secret()
    TOTP.activate(account, secret)
    sign_in(client, account)
    assert client.post("/accounts/2fa/authenticate/", {"code": code_for(secret)}).status_code == 302
    assert client.get(OWN).status_code == 200


def test_demo_accounts_go_without_while_the_setting_says_so(
    client: Client, cast: Cast, settings: Any
) -> None:
    settings.DEMO_WITHOUT_TOTP = True
    account = cast.account("unit_chair", "A1")
    client.force_login(account)
    assert client.get(OWN).status_code == 200
    Account.objects.update(demo=False)
    assert client.get(OWN).status_code == 302


def test_a_temporary_password_must_be_changed_first(client: Client, cast: Cast) -> None:
    account = with_password(cast)
    Account.objects.update(must_change_password=True)
    sign_in(client, account)
    assert client.get(OWN)["Location"] == "/accounts/password/change/"
    fresh = "a-much-better-9"
    client.post(
        "/accounts/password/change/", {"oldpassword": PASSWORD, "password1": fresh, "password2": fresh}
    )
    assert client.get(OWN).status_code == 200


def test_a_password_change_ends_the_other_sign_ins(cast: Cast) -> None:
    account = with_password(cast)
    here, there = Client(), Client()
    sign_in(here, account)
    sign_in(there, account)
    fresh = "a-much-better-9"
    here.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": fresh, "password2": fresh})
    assert here.get(OWN).status_code == 200
    assert there.get(OWN).status_code == 302


def test_a_cadre_is_signed_out_when_idle_and_everybody_after_eight_hours(
    cast: Cast, later: Any, settings: Any
) -> None:
    settings.DEMO_WITHOUT_TOTP = True
    cadre, worker = Client(), Client()
    cadre.force_login(cast.account("unit_chair", "A1"))
    worker.force_login(cast.account("worker", "A1"))
    later(minutes=29)
    assert cadre.get(OWN).status_code == 200
    later(minutes=58)
    assert cadre.get(OWN).status_code == 200
    later(minutes=90)
    assert worker.get(OWN).status_code == 200
    assert cadre.get(OWN)["Location"].startswith(SIGN_IN)
    assert "半小时没有操作" in cadre.get(SIGN_IN).content.decode()
    later(hours=8, minutes=1)
    assert worker.get(OWN)["Location"].startswith(SIGN_IN)


def test_one_can_end_ones_own_other_sign_in_and_nobody_elses(cast: Cast) -> None:
    account = cast.account("worker", "A1")
    here, there, stranger = Client(), Client(), Client()
    here.force_login(account)
    there.force_login(account)
    stranger.force_login(cast.account("worker", "B1"))
    other = sessions.open_sign_ins(account)[0]
    assert stranger.post(f"/me/sign-ins/{other.pk}/end/").status_code == 404
    assert Act.objects.filter(verb="access.denied").count() == 1
    assert here.post(f"/me/sign-ins/{other.pk}/end/").status_code == 302
    assert sorted([here.get(OWN).status_code, there.get(OWN).status_code]) == [200, 302]


def test_a_suspended_account_is_out_at_once(client: Client, cast: Cast) -> None:
    account = cast.account("worker", "A1")
    client.force_login(account)
    Account.objects.update(is_active=False)
    assert client.get(OWN).status_code == 302


def test_the_secret_of_the_second_factor_is_sealed(cast: Cast, settings: Any) -> None:
    from allauth.mfa.models import Authenticator

    settings.MFA_ADAPTER = "suzhi.engines.accounts.second_factor.SealedAdapter"
    secret = generate_totp_secret()
    TOTP.activate(cast.account("unit_chair", "A1"), secret)
    kept = Authenticator.objects.get()
    assert secret not in str(kept.data)
    assert kept.wrap().validate_code(code_for(secret))
