"""No view without a rule, no model of facts without a policy, no role or permission out of the air."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import Model

import suzhi
from contracts.addresses import Address, all_addresses
from suzhi.engines.access.api import all_permissions, all_policies, all_roles, policy_of
from suzhi.engines.access.roles import exclusive_roles

SOURCE = Path(suzhi.__file__).parent

# Derived or internal tables that no page shows on their own.
WITHOUT_POLICY = {
    "access.Submission",
    "audit.Change",
    "audit.SealedChunk",
    "audit.Note",
    "metrics.ValueSeal",
    "org.Closure",
    "accounts.SignIn",
    "accounts.FailedSignIn",
    "accounts.UsedCode",
    "kinds.Kind",
    "workflow.Standing",
    "exchange.Added",
    "exchange.Before",
    "metrics.Member",
    "metrics.Preview",
}


@pytest.mark.parametrize("address", [a for a in all_addresses() if a.ours], ids=lambda address: address.name)
def test_every_view_of_ours_says_who_may_open_it(address: Address) -> None:
    assert address.rule is not None, (
        f"{address.name}: no @page on {address.view.__module__}.{address.view.__name__}"
    )
    assert not address.name.split(":")[-1].startswith("?"), f"{address.view} has an address without a name"


def test_what_is_not_ours_is_listed_or_shut() -> None:
    open_to_all = {a.name for a in all_addresses() if not a.ours and a.rule is not None and a.rule.public}
    assert open_to_all == {
        "account_login",
        "account_logout",
        "account_inactive",
        "mfa_authenticate",
        "ui:language",
    }


@pytest.mark.parametrize(
    "model",
    [
        m
        for m in apps.get_models()
        if m._meta.app_config.name.startswith("suzhi.")
        and not hasattr(m, "pgh_tracked_model")
        and not m._meta.proxy
    ],
    ids=lambda model: model._meta.label,
)
def test_every_model_has_a_policy_or_a_reason(model: type[Model]) -> None:
    if model._meta.label in WITHOUT_POLICY:
        assert model not in all_policies()
        return
    policy = policy_of(model)
    assert policy.view in all_permissions()
    for way in policy.ways:
        # A path that the ORM does not know raises FieldError here.
        model._base_manager.filter(**{f"{way.path}__in": [0]})


def test_every_permission_is_held_by_somebody_and_used_somewhere() -> None:
    held = set().union(*(role.permissions for role in all_roles().values()))
    assert held == set(all_permissions())


def test_the_three_administrators_are_three_and_see_no_records() -> None:
    assert exclusive_roles() == {"system_admin", "security_admin", "audit_admin"}
    for code in exclusive_roles():
        seen = all_roles()[code].permissions
        assert not {
            p
            for p in seen
            if p.startswith(("records.", "people.", "figures.", "evidence.", "import.", "export."))
        }
    assert "accounts.manage" not in all_roles()["system_admin"].permissions
    assert "audit.view" not in all_roles()["security_admin"].permissions


def test_permission_codes_in_the_source_exist() -> None:
    """A code that is misspelt in a call is found here and not by the user."""
    takers = {"allow", "can", "scope", "refusal_for", "page", "fetch"}
    wrong = []
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                not isinstance(node, ast.Call)
                or getattr(node.func, "id", getattr(node.func, "attr", "")) not in takers
            ):
                continue
            for argument in node.args[:2]:
                text = argument.value if isinstance(argument, ast.Constant) else None
                if (
                    isinstance(text, str)
                    and "." in text
                    and " " not in text
                    and text not in all_permissions()
                ):
                    wrong.append(f"{path.relative_to(SOURCE)}:{node.lineno} {text}")
    assert wrong == []
