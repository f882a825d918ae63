"""Seals by time; in between only history and notes answer for what was changed."""

from __future__ import annotations

from procrastinate.contrib.django import app

from suzhi.engines.audit.models import Act
from suzhi.engines.audit.seals import last_seal, write_seal


@app.periodic(cron="40 * * * *")
@app.task(name="audit.seal", queueing_lock="audit.seal", pass_context=False)
def seal_hourly(timestamp: int = 0) -> None:
    """Seal, if anything was done since the last seal."""
    last = last_seal()
    if last is None or Act.objects.filter(pk__gt=last.pk).exists():
        write_seal()
