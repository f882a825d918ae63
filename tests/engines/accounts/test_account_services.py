"""The security administrator's work, and what nobody may do to himself."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.checks import run_checks
from django.test import Client

from cast import PASSWORD, Cast
from suzhi.engines.access.api import Actor, Grant, actor_for, can, end_grant, grant_role
from suzhi.engines.accounts.api import (
    Account,
    open_account,
    reset_second_factor,
    resume_account,
    set_password,
    suspend_account,
)
from suzhi.engines.audit.models import Act
from suzhi.kernel import clock
from suzhi.kernel.errors import Denied, Refusal


@pytest.fixture
def security(cast: Cast) -> Actor:
    return cast.actor("security_admin", "C")


def opened(security: Actor, username: str = "wang.fang") -> Account:
    return open_account(actor=security, username=username, display_name="王芳")


def test_an_account_is_opened_with_a_temporary_password(security: Actor) -> None:
    account = opened(security)
    assert account.must_change_password
    assert account.check_password(account.temporary)  # type: ignore[attr-defined]
    act = Act.objects.get(verb="accounts.open")
    assert act.subject_id == account.pk
    assert account.temporary not in str(act.detail)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("username", "code"),
    [("a", "accounts.username"), ("有 空格", "accounts.username"), ("WANG.fang", "accounts.taken")],
)
def test_bad_names_are_refused(security: Actor, username: str, code: str) -> None:
    opened(security)
    with pytest.raises(Refusal) as refused:
        opened(security, username)
    assert refused.value.code == code


def test_a_weak_password_is_refused_in_chinese(security: Actor) -> None:
    with pytest.raises(Refusal, match="密码"):
        open_account(actor=security, username="li.na", display_name="李娜", password="12345")


def test_a_role_is_given_and_taken_and_stays_in_the_books(cast: Cast, security: Actor) -> None:
    account = opened(security)
    grant = grant_role(actor=security, account=account, role_code="recorder", unit=cast.units["A1"])
    assert actor_for(account).covers("records.record", cast.units["A1"].pk)
    Grant.objects.filter(pk=grant.pk).update(valid_from=clock.today() - timedelta(days=9))
    end_grant(actor=security, grant=grant)
    assert not actor_for(account).has("records.record")
    assert Grant.objects.get(pk=grant.pk).valid_to == clock.today() - timedelta(days=1)
    assert Act.objects.filter(verb__startswith="grants.", unit_id=cast.units["A1"].pk).count() == 2


def test_nobody_holds_two_of_the_three(cast: Cast, security: Actor) -> None:
    account = opened(security)
    grant_role(actor=security, account=account, role_code="audit_admin", unit=cast.units["C"])
    with pytest.raises(Refusal, match="三类管理员须由不同的人担任"):
        grant_role(actor=security, account=account, role_code="system_admin", unit=cast.units["C"])


def test_nobody_raises_himself(cast: Cast, security: Actor) -> None:
    assert security.account is not None
    with pytest.raises(Refusal) as refused:
        grant_role(actor=security, account=security.account, role_code="city_office", unit=cast.units["C"])
    assert refused.value.code == "access.self_grant"
    with pytest.raises(Denied):
        set_password(actor=security, account=security.account)


def test_a_county_administrator_gives_roles_in_the_county_only(cast: Cast, security: Actor) -> None:
    county = cast.actor("security_admin", "A")
    account = opened(security)
    grant_role(actor=county, account=account, role_code="recorder", unit=cast.units["A1"])
    with pytest.raises(Denied):
        grant_role(actor=county, account=account, role_code="recorder", unit=cast.units["B1"])
    with pytest.raises(Denied):
        set_password(actor=county, account=cast.account("recorder", "B1"))


@pytest.mark.parametrize("role", ["city_office", "system_admin", "audit_admin", "worker"])
def test_others_cannot_open_accounts_or_give_roles(cast: Cast, role: str) -> None:
    actor = cast.actor(role, "C")
    with pytest.raises(Denied):
        opened(actor)
    with pytest.raises(Denied):
        grant_role(
            actor=actor, account=cast.account("recorder", "A1"), role_code="leader", unit=cast.units["A1"]
        )


def test_a_reset_ends_every_sign_in(cast: Cast, security: Actor) -> None:
    account = cast.account("worker", "A1")
    for act in (
        lambda: set_password(actor=security, account=account),
        lambda: reset_second_factor(actor=security, account=account),
        lambda: suspend_account(actor=security, account=account, reason="调离"),
    ):
        client = Client()
        client.force_login(account)
        act()
        assert client.get("/me/account/").status_code == 302
    resume_account(actor=security, account=account)
    assert Account.objects.get(pk=account.pk).is_active


def test_the_pages_of_the_security_administrator(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.account("security_admin", "C"))
    assert (
        client.post("/security/accounts/new/", {"username": "zhao.min", "display_name": "赵敏"}).status_code
        == 302
    )
    account = Account.objects.get(username="zhao.min")
    assert "临时密码" in client.get("/security/accounts/").content.decode()
    form = {"role": "recorder", "unit": "A1", "valid_from": clock.today().isoformat()}
    assert client.post(f"/security/accounts/{account.pk}/grants/", form).status_code == 302
    page = client.get(f"/security/accounts/{account.pk}/").content.decode()
    assert "录入员 · 东县机床厂工会" in page
    body = client.post(f"/security/accounts/{account.pk}/grants/", form | {"unit": "机床"}).content.decode()
    assert "东县机床厂工会(A1)" in body
    assert client.post(f"/security/grants/{account.grants.get().pk}/end/").status_code == 302
    assert not account.grants.exists()


def test_demo_accounts_are_named_as_a_mistake_of_deployment(cast: Cast) -> None:
    cast.account("worker", "A1")
    found = {message.id for message in run_checks(include_deployment_checks=True)}
    assert {"accounts.demo", "accounts.demo_without_totp"} <= found
    assert PASSWORD


def test_who_holds_roles_elsewhere_too_is_managed_from_above_only(cast: Cast) -> None:
    """Whoever resets a password can take the account's place: also where he has no say."""
    east = cast.actor("security_admin", "A")
    account = cast.account("recorder", "A1")
    set_password(actor=east, account=account)
    Grant.objects.create(account=account, role="leader", unit=cast.units["B1"], valid_from=clock.today())
    for act in (set_password, reset_second_factor, resume_account):
        with pytest.raises(Refusal) as refused:
            act(actor=east, account=account)  # type: ignore[operator]
        assert refused.value.code == "accounts.elsewhere"
    set_password(actor=cast.actor("security_admin", "C"), account=account)


def test_an_account_is_looked_after_where_its_grants_hold(cast: Cast) -> None:
    account, today = cast.account("recorder", "A1"), clock.today()
    east, west = cast.actor("security_admin", "A"), cast.actor("security_admin", "B")
    Grant.objects.filter(account=account).update(valid_to=today - timedelta(1))
    assert can(east, "accounts.manage", account)
    Grant.objects.create(account=account, role="recorder", unit=cast.units["B1"], valid_from=today)
    assert not can(east, "accounts.manage", account)
    assert can(west, "accounts.manage", account)
