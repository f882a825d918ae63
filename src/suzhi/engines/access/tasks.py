"""What is cleared away at night."""

from __future__ import annotations

from procrastinate.contrib.django import app

from suzhi.engines.access import once


@app.periodic(cron="20 3 * * *")
@app.task(name="access.forget", queueing_lock="access.forget", pass_context=False)
def forget_nightly(timestamp: int) -> None:
    """A key of a form is of use while the form can be open."""
    once.forget_old()
