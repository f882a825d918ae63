"""The plan of the invented city of the standing cast, and figures written straight into its store."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
PACK = HERE / "packs" / "jiangcheng-2021-2025"
DOCUMENT = HERE / "documents" / "jiangcheng.txt"


@pytest.fixture(autouse=True)
def spring_2023(monkeypatch: pytest.MonkeyPatch) -> None:
    """A day in the middle of the plan, whenever the tests run."""
    from suzhi.kernel import clock

    monkeypatch.setattr(clock, "today", lambda: date(2023, 7, 1))


@pytest.fixture
def plan(cast: Any) -> Any:
    """The plan of the cast's city, in force; its figures stand as if they had just been computed."""
    from suzhi.domains.plans.api import load_pack, read_pack
    from suzhi.engines.access.api import system_actor

    made = load_pack(actor=system_actor("测试"), pack=read_pack(PACK))
    settle(made)
    return made


def settle(plan: Any) -> None:
    """As the computing process leaves a plan: values of the rules in force, every change taken in."""
    from suzhi.engines.audit.api import Change
    from suzhi.engines.metrics.api import basis_of
    from suzhi.kernel import clock

    for definition in plan.catalogue.definitions.all():
        definition.basis = basis_of(definition, plan.catalogue)
        definition.save(update_fields=["basis"])
    Change.objects.all().delete()
    plan.catalogue.computed_at = clock.now()
    plan.catalogue.save(update_fields=["computed_at"])


@pytest.fixture
def put(plan: Any, cast: Any) -> Callable[..., Any]:
    """put("law-talks", "C", 2023, 60): a stored figure, as the computing process writes it."""
    from suzhi.engines.metrics.api import Value

    def write(
        code: str, unit: str, year: int, numerator: int, denominator: int | None = None, **more: Any
    ) -> Any:
        definition = plan.indicators.get(code=code).definition
        known = {"numerator": numerator, "denominator": denominator, **more}
        return Value.objects.create(definition=definition, unit=cast.units[unit], year=year, **known)

    return write


@pytest.fixture
def as_role(cast: Any, client: Any) -> Callable[[str, str], Any]:
    """as_role("city_office", "C"): a browser signed in so."""

    def sign_in(role: str, unit: str) -> Any:
        client.force_login(
            cast.account(role, unit), backend="allauth.account.auth_backends.AuthenticationBackend"
        )
        return client

    return sign_in


@pytest.fixture
def office(as_role: Any) -> Any:
    return as_role("city_office", "C")
