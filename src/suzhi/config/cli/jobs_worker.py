"""``suzhi jobs-worker``: runs queued jobs and starts the scheduled ones. ``suzhi up`` runs it."""

from __future__ import annotations

import argparse
import asyncio
from typing import TYPE_CHECKING, cast

from procrastinate.exceptions import ConnectorException

if TYPE_CHECKING:
    from procrastinate import App

NAME = "jobs-worker"
HELP = "处理排队的后台任务，并按时启动定时任务。通常由 suzhi up 启动。"

# How long jobs may take to end after Ctrl-C; what did not end is taken up again by the next worker.
PATIENCE = 8.0
STALLED_AFTER = 30.0


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """How many at once."""
    parser.add_argument("--concurrency", type=int, default=1, help="同时处理几个任务（默认 1）")


def run(options: argparse.Namespace) -> int:
    """Work until told to stop."""
    asyncio.run(_work(options.concurrency))
    return 0


async def _work(concurrency: int) -> None:
    from procrastinate.contrib.django import app
    from procrastinate.contrib.django.django_connector import DjangoConnector

    connector = cast(DjangoConnector, app.connector).get_worker_connector()
    worker_app = app.with_connector(connector)
    async with worker_app.open_async():
        rescue = asyncio.create_task(_rescue(worker_app))
        try:
            await worker_app.run_worker_async(
                concurrency=concurrency, shutdown_graceful_timeout=PATIENCE, name="suzhi"
            )
        finally:
            rescue.cancel()


async def _rescue(worker_app: App) -> None:
    """Queue again what a killed worker was doing: its heart no longer beats."""
    while True:
        try:
            for job in await worker_app.job_manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_AFTER):
                await worker_app.job_manager.retry_job(job)
        except ConnectorException:
            pass  # the database is away; the worker's own loop reports that
        await asyncio.sleep(STALLED_AFTER / 2)
