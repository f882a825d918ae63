"""Tries are counted in the database before they are judged, whatever the spelling, process or number at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace
from typing import Any

import pytest
from allauth.mfa.totp.internal import auth
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core.cache import cache
from django.db import connection
from django.test import Client

from cast import PASSWORD, Cast
from suzhi.engines.accounts import lockout
from suzhi.engines.accounts.folding import fold_name
from suzhi.engines.accounts.models import Account, FailedSignIn
from suzhi.engines.audit.models import Act
from suzhi.kernel import clock

SIGN_IN, SECOND = "/accounts/login/", "/accounts/2fa/authenticate/"
WRONG, SHUT = "登录名或密码不对", "密码连续错误 5 次"


@pytest.fixture(autouse=True)
def quick(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.DEMO_WITHOUT_TOTP = False
    # A code must not run out between being made and being entered.
    monkeypatch.setattr(auth, "time", SimpleNamespace(time=lambda: 1_800_000_000.0))


def attempt(name: str, password: str = "wrong", address: str = "10.0.0.7") -> str:
    return Client(REMOTE_ADDR=address).post(SIGN_IN, {"login": name, "password": password}).content.decode()


def account_of(cast: Cast, role: str = "worker", unit: str = "A1") -> Account:
    account = cast.account(role, unit)
    account.set_password(PASSWORD)
    account.save()
    return account


SPELLINGS = [
    "Kim.Ivan",
    "KIM.IVAN",
    "kım.ıvan",
    "KİM.İVAN",
    "ｋｉｍ.ｉｖａｎ",
    "ki\u200bm.ivan",
    "\u212aim.ivan",
]


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_every_spelling_is_one_name(spelling: str) -> None:
    assert fold_name(spelling) == fold_name("kim.ivan")


def test_the_long_s_is_an_s_and_other_names_stay_apart() -> None:
    assert fold_name("ſun") == fold_name("SUN") == "sun"
    assert fold_name("张三") == "张三"
    assert len({fold_name(name) for name in ("kim.ivan", "kim.iva", "kin.ivan", "张三")}) == 4


def test_spellings_share_their_five_tries(cast: Cast) -> None:
    assert all(WRONG in attempt(spelling) for spelling in SPELLINGS[:5])
    assert SHUT in attempt(SPELLINGS[5])
    assert SHUT in attempt("kim.ivan")


@pytest.mark.django_db(transaction=True)
def test_of_forty_tries_at_once_five_are_judged(settings: Any) -> None:
    Account.objects.create(username="many.at.once", display_name="甲")

    def one(_number: int) -> str:
        try:
            return attempt("many.at.once")
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(one, range(40)))
    assert sum(WRONG in answer for answer in answers) == lockout.ALLOWED
    assert sum(SHUT in answer for answer in answers) == 40 - lockout.ALLOWED
    assert Act.objects.filter(verb="accounts.locked").count() == 1


def test_an_address_that_sprays_names_is_slowed_and_others_are_not(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    home, other = account_of(cast), account_of(cast, "worker", "B1")
    start = clock.now()
    monkeypatch.setattr(clock, "now", lambda: start)
    assert attempt(home.username, PASSWORD) == ""
    for number in range(lockout.NAMES_ALLOWED):
        assert WRONG in attempt(f"name-{number}")
    assert "已放慢" in attempt("name-x")
    assert "已放慢" in attempt(other.username, PASSWORD)
    # Who has signed in from here before is not shut out, and nobody is from elsewhere.
    assert attempt(home.username, PASSWORD) == ""
    assert attempt(other.username, PASSWORD, address="10.0.0.8") == ""
    monkeypatch.setattr(clock, "now", lambda: start + lockout.SLOWED_TO)
    assert WRONG in attempt("name-x")
    assert "已放慢" in attempt("name-y")


def test_a_right_password_is_no_failure(cast: Cast) -> None:
    account = account_of(cast, "unit_chair")
    TOTP.activate(account, generate_totp_secret())
    for _ in range(lockout.ALLOWED + 1):
        assert SHUT not in attempt(account.username, PASSWORD)
    assert not FailedSignIn.objects.exists()


def _code(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def test_a_code_is_accepted_once_by_all_processes_together(cast: Cast) -> None:
    account, secret = account_of(cast, "unit_chair"), generate_totp_secret()
    TOTP.activate(account, secret)
    code = _code(secret)

    def enter() -> Any:
        client = Client()
        client.post(SIGN_IN, {"login": account.username, "password": PASSWORD})
        return client.post(SECOND, {"code": code})

    assert enter().status_code == 302
    # Another process has another cache.
    cache.clear()
    again = enter()
    assert again.status_code == 200
    assert "这组数字已经用过" in again.content.decode()


def test_codes_are_tried_five_times_and_no_more(cast: Cast) -> None:
    account, secret = account_of(cast, "unit_chair"), generate_totp_secret()
    TOTP.activate(account, secret)
    client = Client()
    client.post(SIGN_IN, {"login": account.username, "password": PASSWORD})
    for _ in range(lockout.ALLOWED):
        assert "数字不对" in client.post(SECOND, {"code": "000000"}).content.decode()
        cache.clear()
    assert SHUT in client.post(SECOND, {"code": _code(secret)}).content.decode()
