"""Large workbooks go to the jobs worker; a killed worker loses nothing and can be followed by another."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import threading
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from cast import Cast, make_cast
from engines.exchange.pages.console.filling import filled, unit
from suzhi.engines.exchange.api import Import, ImportState, Job, JobKind, JobState, storage_path
from suzhi.engines.exchange.pages.console import uploads, views_steps
from suzhi.engines.exchange.running import jobs, leases
from suzhi.engines.org.api import Unit, UnitTag
from suzhi.kernel.clock import now

pytestmark = pytest.mark.django_db(transaction=True)

# Does the job, then waits inside the transaction to be killed.
CHILD = """
    import sys, time
    from pathlib import Path
    import django
    from django.conf import settings
    settings.DATABASES["default"]["NAME"] = sys.argv[2]
    settings.SUZHI_HOME = Path(sys.argv[3])
    django.setup()
    from suzhi.engines.exchange.running import jobs, leases
    from suzhi.engines.exchange.running import services
    written = services.apply

    def apply_and_wait(context, sheets):
        written(context, sheets)
        print("written", flush=True)
        time.sleep(60)

    services.apply = apply_and_wait
    jobs.run(int(sys.argv[1]))
"""


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    return make_cast()


@pytest.fixture
def client(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Client:
    monkeypatch.setattr(uploads, "AT_ONCE", 100)
    client = Client()
    client.force_login(cast.account("city_office", "C"))
    return client


@pytest.fixture
def record(client: Client, tmp_path: Path) -> Import:
    """A large workbook has come in."""
    path = filled(tmp_path / "a.xlsx", {"单位": [unit("N1", "A"), unit("N2", "B")]})
    client.post("/imports/new/", {"workbook": SimpleUploadedFile("大.xlsx", path.read_bytes())})
    return Import.objects.get()


def last(record: Import) -> Job:
    return record.jobs.latest("pk")


def text(answer: Any) -> str:
    assert answer.status_code == 200, answer
    return str(answer.content.decode())


def test_a_large_workbook_is_checked_and_written_in_the_background(client: Client, record: Import) -> None:
    where = f"/imports/{record.pk}/"
    assert (
        record.state == ImportState.WAITING
        and storage_path(record.pk).exists()
        and queued_of(last(record)) == 1
    )
    assert "马上开始" in text(client.get(where)) and "progress" in text(client.get(f"{where}progress/"))
    jobs.run(last(record).pk)
    assert client.get(f"{where}progress/")["HX-Redirect"] == where
    assert "检查通过，还没有写入" in text(client.get(where))
    client.post(f"{where}confirm/")
    assert queued_of(last(record)) == 1 and not Unit.objects.filter(code="N1").exists()
    jobs.run(last(record).pk)
    assert last(record).state == JobState.DONE
    assert "已写入 2 行" in text(client.get(where)) and Unit.objects.filter(code="N1").exists()


def test_a_large_import_is_taken_back_in_the_background(
    client: Client, record: Import, monkeypatch: pytest.MonkeyPatch
) -> None:
    where = f"/imports/{record.pk}/"
    jobs.run(last(record).pk)
    client.post(f"{where}confirm/")
    jobs.run(last(record).pk)
    monkeypatch.setattr(views_steps, "AT_ONCE_ROWS", 1)
    client.post(f"{where}undo/")
    assert last(record).kind == JobKind.UNDO and f"{where}progress/" in text(client.get(where))
    tag = UnitTag.objects.create(unit=Unit.objects.get(code="N1"), tag="贫困县", valid_from="2016-01-01")
    jobs.run(last(record).pk)
    page = text(client.get(where))
    assert "不能整体撤销" in page and "再次撤销" in page and "已写入 2 行" in page
    tag.delete()
    client.post(f"{where}retry/")
    jobs.run(last(record).pk)
    assert "这次导入已撤销" in text(client.get(where)) and not Unit.objects.filter(code="N1").exists()


def test_a_damaged_file_is_told_in_the_page(client: Client) -> None:
    client.post("/imports/new/", {"workbook": SimpleUploadedFile("坏.xlsx", b"x" * 200)})
    record = Import.objects.get()
    jobs.run(last(record).pk)
    page = text(client.get(f"/imports/{record.pk}/"))
    assert last(record).state == JobState.FAILED and last(record).outcome["message"] in page
    assert "放弃这次导入" in page


def test_a_fault_of_the_programme_ends_the_job_and_can_be_tried_again(
    client: Client, record: Import, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(**_facts: Any) -> None:
        raise RuntimeError("a fault")

    with monkeypatch.context() as patch:
        patch.setattr(jobs.services, "check_received", broken)
        jobs.run(last(record).pk)
    assert "处理时出了错" in text(client.get(f"/imports/{record.pk}/"))
    client.post(f"/imports/{record.pk}/retry/")
    jobs.run(last(record).pk)
    record.refresh_from_db()
    assert record.state == ImportState.CHECKED and last(record).kind == JobKind.CHECK


def test_killed_while_writing(client: Client, record: Import, settings: Any) -> None:
    """kill -9: nothing is half written; the next worker, or the person, takes it up again."""
    jobs.run(last(record).pk)
    client.post(f"/imports/{record.pk}/confirm/")
    job = last(record)
    name, home = str(connection.settings_dict["NAME"]), str(settings.SUZHI_HOME)
    child = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(CHILD), str(job.pk), name, home],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert child.stdout is not None and child.stdout.readline() == "written\n"
    os.kill(child.pid, signal.SIGKILL)
    child.wait()
    job.refresh_from_db()
    record.refresh_from_db()
    assert (job.state, record.state) == (JobState.RUNNING, ImportState.CHECKED)
    assert not Unit.objects.filter(code="N1").exists() and storage_path(record.pk).exists()

    Job.objects.filter(pk=job.pk).update(beat_at=now() - timedelta(minutes=5))
    page = text(client.get(f"/imports/{record.pk}/"))
    assert "处理中断了，没有写入任何内容" in page and "重新写入" in page
    client.post(f"/imports/{record.pk}/retry/")
    assert last(record).pk != job.pk
    jobs.run(last(record).pk)
    # The worker's own rescue brings the old job as well: what was written is not written again.
    jobs.run(job.pk)
    record.refresh_from_db()
    assert record.state == ImportState.CONFIRMED and Unit.objects.filter(code__in=["N1", "N2"]).count() == 2


def test_taken_up_again_by_the_next_worker(client: Client, record: Import) -> None:
    """A job that was left running is done by whoever is given it next."""
    job = last(record)
    Job.objects.filter(pk=job.pk).update(state=JobState.RUNNING, beat_at=now() - timedelta(minutes=5))
    jobs.run(job.pk)
    record.refresh_from_db()
    assert record.state == ImportState.CHECKED
    assert jobs.run(job.pk) is None and last(record).state == JobState.DONE


def test_old_uploads_and_exports_are_forgotten(record: Import) -> None:
    path = storage_path(record.pk)
    week = now().timestamp() - 8 * 86_400
    os.utime(path, (week, week))
    jobs.forget_old()
    assert not path.exists()


def killed(job: Job, **facts: Any) -> None:
    """The row as a killed worker leaves it."""
    Job.objects.filter(pk=job.pk).update(
        state=JobState.RUNNING, beat_at=now() - timedelta(seconds=30), **facts
    )


def queued_of(job: Job) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'exchange.job' AND (args->>'job_id')::int = %s",
            [job.pk],
        )
        return int(cursor.fetchone()[0])


def test_what_a_killed_worker_left_running_is_taken_up(client: Client, record: Import) -> None:
    """Check done, write said to be running, nothing written: it may not stay so for ever."""
    jobs.run(last(record).pk)
    client.post(f"/imports/{record.pk}/confirm/")
    job = last(record)
    killed(job)
    assert "处理中断了" in text(client.get(f"/imports/{record.pk}/"))
    assert (jobs.take_up_broken(), queued_of(job)) == (1, 2)
    assert last(record).state == JobState.QUEUED and jobs.take_up_broken() == 0
    jobs.run(job.pk)
    record.refresh_from_db()
    assert record.state == ImportState.CONFIRMED


def test_what_a_living_session_holds_is_let_be(client: Client, record: Import) -> None:
    """However long it has not beaten: and nobody does the work a second time beside it."""
    job, held, done = last(record), threading.Event(), threading.Event()

    def hold() -> None:
        assert leases.take(job.pk)
        held.set()
        done.wait(60)
        connection.close()

    thread = threading.Thread(target=hold)
    thread.start()
    try:
        assert held.wait(60)
        killed(job)
        assert jobs.take_up_broken() == 0 and not jobs.silent(last(record))
        jobs.run(job.pk)
        assert last(record).state == JobState.RUNNING
        record.refresh_from_db()
        assert record.state == ImportState.WAITING
    finally:
        done.set()
        thread.join(60)
    assert jobs.take_up_broken() == 1


def test_a_file_that_kills_its_worker_is_not_tried_for_ever(client: Client, record: Import) -> None:
    job = last(record)
    for _time in range(jobs.MOST_TRIES):
        job.refresh_from_db()
        killed(job)
        assert jobs.take_up_broken() == 1
    assert last(record).state == JobState.FAILED and queued_of(job) == jobs.MOST_TRIES
    page = text(client.get(f"/imports/{record.pk}/"))
    assert "处理几次都中断了" in page and "重新检查" in page


def test_files_that_killed_workers_left_are_cleared_at_night(record: Import) -> None:
    wanted, folder = storage_path(record.pk), storage_path(record.pk).parent
    left = [folder / "7.part", storage_path(record.pk + 1)]
    fresh = folder / "8.part"
    for path in (*left, fresh):
        path.write_bytes(b"x")
    hours = now().timestamp() - 2 * 3_600
    for path in (wanted, *left):
        os.utime(path, (hours, hours))
    jobs.forget_old()
    assert wanted.exists() and fresh.exists() and not any(path.exists() for path in left)
    Import.objects.update(state=ImportState.CONFIRMED)
    jobs.forget_old()
    assert not wanted.exists()
