"""The one clock. Nothing else in Suzhi asks the machine what time it is."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

# The product serves one country with one legal time.
BEIJING = timezone(timedelta(hours=8), "Asia/Shanghai")


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """The present calendar day in Beijing."""
    return datetime.now(BEIJING).date()
