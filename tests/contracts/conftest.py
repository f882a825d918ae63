"""The city of tokens, made once for a module in a transaction that is thrown away."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest


@pytest.fixture(scope="module")
def world(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Any]:
    from django.conf import settings
    from django.db import connection, transaction

    from contracts.world import make_world, role_accounts

    kept = settings.EVIDENCE_ROOT
    settings.EVIDENCE_ROOT = tmp_path_factory.mktemp("files")
    with django_db_blocker.unblock():
        atomic = transaction.atomic()
        atomic.__enter__()
        try:
            made = make_world()
            role_accounts(made)
            connection.check_constraints()
            yield made
        finally:
            transaction.set_rollback(True)
            atomic.__exit__(None, None, None)
            settings.EVIDENCE_ROOT = kept
