"""Large workbooks are checked, written and exported by the jobs worker; this is what the pages see of it.

A job may be run twice: a check repeats, an import that has been written is not written again. So what a killed
worker left half done is simply taken up anew: each minute by whoever works then, or by the person who presses the button.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from suzhi.engines.access.api import Actor, actor_for
from suzhi.engines.exchange.models import Import, ImportState, Job, JobKind, JobState
from suzhi.engines.exchange.running import leases, services, services_export, storage
from suzhi.kernel.clock import now
from suzhi.kernel.errors import Refusal

logger = logging.getLogger(__name__)

# A running job says every second that it lives.
BEAT = 1.0
SILENT_AFTER = timedelta(seconds=60)
# Between the last beat and the word that it has ended.
ENDING = timedelta(seconds=10)
# A file that kills its worker again and again is not tried for ever.
MOST_TRIES = 3
OPEN = (JobState.QUEUED, JobState.RUNNING)
_STARTS_FROM: dict[str, str] = {
    JobKind.CHECK: ImportState.WAITING,
    JobKind.WRITE: ImportState.CHECKED,
    JobKind.UNDO: ImportState.CONFIRMED,
}
KEPT_DAYS = 7


def queue(actor: Actor, kind: JobKind, record: Import | None = None, **wanted: Any) -> Job:
    """Put the work in the queue; what was queued for the same import before is given up."""
    from suzhi.engines.exchange.tasks import run_job

    assert actor.account is not None  # the system does its work at once
    with transaction.atomic():
        if record is not None:
            Job.objects.filter(import_ref=record, state__in=OPEN).update(state=JobState.FAILED)
        job = Job.objects.create(kind=kind, import_ref=record, account=actor.account, wanted=wanted)
        run_job.defer(job_id=job.pk)
    return job


def fits(kind: str, record: Import) -> bool:
    """Whether such work can still be done with an import in this state."""
    return record.state == _STARTS_FROM.get(kind)


def ahead(job: Job) -> int:
    """How many jobs stand before this one."""
    return Job.objects.filter(pk__lt=job.pk, state__in=OPEN, beat_at__gt=now() - SILENT_AFTER).count()


def silent(job: Job) -> bool:
    """Whether whoever ran it seems to be gone, or nobody has taken it up at all."""
    if job.state == JobState.RUNNING:
        return job.beat_at < now() - ENDING and job.pk not in leases.held()
    return job.state in OPEN and job.beat_at < now() - SILENT_AFTER and not _somebody_works(job)


def take_up_broken() -> int:
    """Queue anew what is said to run but is held by no living session; returns how many were found."""
    from suzhi.engines.exchange.tasks import run_job

    running = Job.objects.filter(state=JobState.RUNNING, beat_at__lt=now() - ENDING)
    broken = list(running.exclude(pk__in=leases.held()))
    for job in broken:
        tries = job.outcome.get("tries", 1) + 1
        with transaction.atomic():
            if tries > MOST_TRIES:
                _end(job, JobState.FAILED, _broken_off().as_dict())
            elif running.filter(pk=job.pk).update(
                state=JobState.QUEUED, beat_at=now(), outcome={"tries": tries}
            ):
                run_job.defer(job_id=job.pk)
    return len(broken)


def _broken_off() -> Refusal:
    return Refusal(
        "exchange.broken_off",
        _("处理几次都中断了，什么都没有改动。"),
        _("请分成几个文件再导入；仍不行请联系系统管理员。"),
    )


def run(job_id: int) -> None:
    """Do the work, unless somebody does. Whatever happens, the job says how it ended, if it is not killed."""
    job = Job.objects.filter(pk=job_id, state__in=OPEN).select_related("account", "import_ref").first()
    if job is None:
        return
    try:
        with _beating(job) as report:
            if report is None:
                return
            outcome = _WORK[JobKind(job.kind)](job, report)
    except Refusal as refusal:
        _end(job, JobState.FAILED, refusal.as_dict())
    except Exception:
        logger.exception("job %s (%s) failed", job.pk, job.kind)
        told = Refusal(
            "exchange.failed", _("处理时出了错，什么都没有改动。"), _("请再试；仍不行请联系系统管理员。")
        )
        _end(job, JobState.FAILED, told.as_dict())
    else:
        _end(job, JobState.DONE, outcome)


def forget_old() -> None:
    """Delete what nobody will fetch any more: jobs after a week, the files of exports after a day."""
    Job.objects.filter(created_at__lt=now() - timedelta(days=KEPT_DAYS)).delete()
    storage.forget_old(KEPT_DAYS)
    storage.forget_unwanted(_wanted_uploads())
    storage.forget_old_exports()


def _wanted_uploads() -> set[int]:
    """The imports whose file may still be asked for: they wait, or rows of them were left out."""
    waiting = Q(state__in=(ImportState.WAITING, ImportState.CHECKED))
    left_out = Q(state=ImportState.CONFIRMED, skip_bad=True)
    return set(Import.objects.filter(waiting | left_out).values_list("pk", flat=True))


def _check(job: Job, report: services.Report) -> dict[str, Any]:
    record = _record(job)
    if record.state == ImportState.WAITING:
        services.check_received(actor=actor_for(job.account), record=record, report=report)
    return {}


def _write(job: Job, report: services.Report) -> dict[str, Any]:
    record = _record(job)
    if record.state == ImportState.CHECKED:
        skip_bad = bool(job.wanted.get("skip_bad"))
        services.confirm_import(actor=actor_for(job.account), record=record, skip_bad=skip_bad, report=report)
    return {}


def _undo(job: Job, report: services.Report) -> dict[str, Any]:
    record = _record(job)
    if record.state == ImportState.CONFIRMED:
        services.undo_import(actor=actor_for(job.account), record=record, report=report)
    return {}


def _export(job: Job, report: services.Report) -> dict[str, Any]:
    wanted = services_export.Wanted.of(job.wanted)
    path = storage.export_path(job.pk, wanted.form)
    part = path.with_name(f"part-{path.name}")
    try:
        counts = services_export.carry_out(actor_for(job.account), part, wanted)
        part.chmod(0o600)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    return {"rows": counts}


_WORK: dict[JobKind, Callable[[Job, services.Report], dict[str, Any]]] = {
    JobKind.CHECK: _check,
    JobKind.WRITE: _write,
    JobKind.UNDO: _undo,
    JobKind.EXPORT: _export,
}


def _record(job: Job) -> Import:
    assert job.import_ref is not None
    return job.import_ref


def _end(job: Job, state: JobState, outcome: dict[str, Any]) -> None:
    Job.objects.filter(pk=job.pk).update(state=state, outcome=outcome, beat_at=now())


def _somebody_works(job: Job) -> bool:
    """A queued job behind one that beats is only waiting its turn."""
    alive = Job.objects.filter(state=JobState.RUNNING, beat_at__gt=now() - SILENT_AFTER)
    return job.state == JobState.QUEUED and alive.exclude(pk=job.pk).exists()


@contextmanager
def _beating(job: Job) -> Iterator[services.Report | None]:
    """Show how far the work is, or nothing where another session does it already.

    On a connection of its own, for the work itself is one transaction; that session holds the job as well.
    """
    said: dict[str, Any] = {"stage": "", "rows": 0}
    begun, ended = threading.Event(), threading.Event()
    mine: list[bool] = []

    def beat() -> None:
        try:
            mine.append(leases.take(job.pk))
            while mine[0]:
                still = Job.objects.filter(pk=job.pk, state__in=OPEN)
                still.update(state=JobState.RUNNING, beat_at=now(), **said)
                begun.set()
                if ended.wait(BEAT):
                    return
        finally:
            begun.set()
            connection.close()

    def report(stage: str, rows: int) -> None:
        said.update(stage=stage[:60], rows=rows)

    thread = threading.Thread(target=beat, name=f"beat of job {job.pk}", daemon=True)
    thread.start()
    begun.wait()
    try:
        yield report if mine == [True] else None
    finally:
        ended.set()
        thread.join()
