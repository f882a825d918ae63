"""Killed in the middle, or two at once: the records are whole, and the next import goes through."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
from pathlib import Path
from typing import Any

import pytest
from books import make_book
from django.db import connection
from world import bring, counts, operator, unchanged, world

from suzhi.engines.exchange.api import Import, import_file
from suzhi.engines.exchange.running import services
from suzhi.engines.org.api import Unit
from suzhi.kernel.errors import Refusal

pytestmark = pytest.mark.django_db(transaction=True)

# Writes everything, then waits inside the transaction to be killed.
CHILD = """
    import sys, time
    import django
    from django.conf import settings
    settings.DATABASES["default"]["NAME"] = sys.argv[2]
    django.setup()
    from pathlib import Path
    from suzhi.engines.access.api import system_actor
    from suzhi.engines.exchange.running import services
    written = services.apply

    def apply_and_wait(context, sheets):
        written(context, sheets)
        print("written", flush=True)
        time.sleep(60)

    services.apply = apply_and_wait
    services.import_file(actor=system_actor(), path=Path(sys.argv[1]), name="x")
"""


def test_kill_in_the_middle_rolls_back(tmp_path: Path) -> None:
    path = make_book(tmp_path / "a.xlsx", world())
    child = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(CHILD), str(path), connection.settings_dict["NAME"]],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert child.stdout is not None
    assert child.stdout.readline() == "written\n"
    os.kill(child.pid, signal.SIGKILL)
    child.wait()
    assert not Unit.objects.exists() and not Import.objects.exists()
    # The server may take a moment to notice; the next import waits for the lock and goes through.
    record = bring(tmp_path / "b.xlsx", world())
    assert record.result["written"] and counts(record.result)["单位"] == (4, 0, 0, 0)


def test_waiting_has_an_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "_PATIENCE", "200ms")
    held, done = threading.Event(), threading.Event()

    def hold() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [services._LOCK])
            held.set()
            done.wait(30)
        connection.close()

    thread = threading.Thread(target=hold)
    thread.start()
    try:
        assert held.wait(30)
        with pytest.raises(Refusal) as caught:
            bring(tmp_path / "a.xlsx", world())
    finally:
        done.set()
        thread.join(30)
    assert caught.value.code == "exchange.busy" and not Import.objects.exists()
    assert bring(tmp_path / "a.xlsx", world()).result["written"]


def test_two_at_once_are_one_after_the_other(tmp_path: Path) -> None:
    paths = [make_book(tmp_path / f"{n}.xlsx", world()) for n in range(2)]
    results: list[dict[str, Any]] = []

    def run(path: Path) -> None:
        try:
            results.append(import_file(actor=operator(), path=path, name=path.name).result)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[path]) for path in paths]
    for thread in threads:
        thread.start()
        time.sleep(0.05)
    for thread in threads:
        thread.join(60)
    assert len(results) == 2 and all(result["written"] for result in results)
    assert sorted(unchanged(result) for result in results) == [False, True]
    assert Unit.objects.count() == 4
