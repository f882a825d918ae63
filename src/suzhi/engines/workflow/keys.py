"""Keys of records that are entered by hand: readable, from a sequence, never one that is already taken."""

from __future__ import annotations

from typing import Any

from django.db import connection, models


def next_key(model: type[models.Model], prefix: str, year: int | None = None) -> str:
    """``HD-2017-000123``. An import may have brought a key of the same look; then the next number is tried."""
    rows: models.Manager[Any] = model._default_manager
    stem = f"{prefix}-{year}-" if year else f"{prefix}-"
    while True:
        key = f"{stem}{_next_number(model._meta.app_label):06}"
        if not rows.filter(key=key).exists():
            return key


def _next_number(app_label: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(%s::regclass)", [f"{app_label}_key_seq"])
        return int(cursor.fetchone()[0])
