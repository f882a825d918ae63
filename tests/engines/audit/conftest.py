"""A chain with a head of its own, and a way to write past every trigger."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(autouse=True)
def own_head(settings: Any, tmp_path: Path) -> Path:
    """The head is kept in a home of the test's own."""
    settings.SUZHI_HOME = tmp_path
    return tmp_path / "keys" / "audit_head"


@pytest.fixture
def by_product(db: None) -> Callable[[Callable[[], Any]], Any]:
    """Do something as a service of the product does: with an actor, and an act at the end."""
    from suzhi.engines.access.api import Actor, service, system_actor

    @service("test.change")
    def change(*, actor: Actor, do: Callable[[], Any]) -> Any:
        return do()

    return lambda do: change(actor=system_actor("测试"), do=do)


@pytest.fixture
def tamper(db: None) -> Callable[..., None]:
    """Run SQL as somebody who has switched the triggers off."""
    from django.db import connection

    @contextmanager
    def triggers_off() -> Iterator[None]:
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")
            yield
            cursor.execute("SET LOCAL session_replication_role = origin")

    def run(sql: str, *parameters: object) -> None:
        with triggers_off(), connection.cursor() as cursor:
            cursor.execute(sql, list(parameters) or None)
            assert cursor.rowcount != 0, "the tampering met no row"

    return run
