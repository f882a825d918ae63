"""What the jobs worker does for imports and exports."""

from __future__ import annotations

from django.db import close_old_connections
from procrastinate.contrib.django import app

from suzhi.engines.exchange.running import jobs


@app.task(name="exchange.job")
def run_job(job_id: int) -> None:
    """Check, write or export one workbook. Taken up again by the next worker when this one is killed."""
    close_old_connections()
    try:
        jobs.run(job_id)
    finally:
        close_old_connections()


@app.periodic(cron="10 3 * * *")
@app.task(name="exchange.forget", queueing_lock="exchange.forget", pass_context=False)
def forget_nightly(timestamp: int) -> None:
    """Uploads hold whole personal numbers: none lies longer than it is needed."""
    jobs.forget_old()


@app.periodic(cron="* * * * *")
@app.task(name="exchange.take_up", queueing_lock="exchange.take_up", pass_context=False)
def take_up_each_minute(timestamp: int) -> None:
    """What a killed worker left running is done by whoever works now."""
    jobs.take_up_broken()
