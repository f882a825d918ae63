"""The nightly seal."""

from __future__ import annotations

from procrastinate.contrib.django import app

from suzhi.engines.audit.seals import write_seal


@app.periodic(cron="40 2 * * *")
@app.task(name="audit.seal", queueing_lock="audit.seal", pass_context=False)
def seal_nightly(timestamp: int) -> None:
    """Seal at night, when nobody waits for the tables."""
    write_seal()
