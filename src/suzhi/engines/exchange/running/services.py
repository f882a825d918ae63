"""Importing: check, confirm, undo. A check writes nothing; a confirmed import is one transaction."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from django.db import OperationalError, connection, transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from suzhi.engines.access.api import Actor, allow, service
from suzhi.engines.access.api import note as note_act
from suzhi.engines.exchange.checking.checks import Check, check_workbook, listed_problems, silent
from suzhi.engines.exchange.giving.error_book import write_error_book
from suzhi.engines.exchange.models import Import, ImportState
from suzhi.engines.exchange.policies import state_of_new
from suzhi.engines.exchange.reading.problems import Result
from suzhi.engines.exchange.running import storage
from suzhi.engines.exchange.running.same_moment import earlier_upload, reread, told_apart
from suzhi.engines.exchange.sheets.declare import REGISTRY
from suzhi.engines.exchange.sheets.targets import Context
from suzhi.engines.exchange.writing.applying import apply
from suzhi.engines.exchange.writing.undoing import undo
from suzhi.engines.workflow.api import State, all_workflows
from suzhi.kernel.clock import today
from suzhi.kernel.errors import Refusal

Report = Callable[[str, int], None]
_LOCK = 0x5A_1309  # any fixed number: imports that write wait for each other
_PATIENCE = "10min"


def check_file(*, actor: Actor, path: Path, report: Report = silent) -> Result:
    """What confirming the file would do. Nothing is written, whatever it holds."""
    allow(actor, "import.run")
    with transaction.atomic(), connection.cursor() as cursor:
        check = check_workbook(_context(cursor, actor), path, report)
        transaction.set_rollback(True)
    return check.result


@service("exchange.check_import", "检查导入的工作簿")
def begin_import(*, actor: Actor, path: Path, name: str, report: Report = silent) -> Import:
    """Check an uploaded file and keep both, so that it can be confirmed later."""
    sha256 = storage.digest(path)
    if earlier := earlier_upload(actor, sha256):
        return earlier
    result = check_file(actor=actor, path=path, report=report)
    record = Import.objects.create(
        name=name[:200], sha256=sha256, actor=actor.account, result=result.as_dict()
    )
    storage.keep(path, record.pk)
    note_act(rows=sum(count.rows for count in result.sheets), refused=result.refused)
    return record


@service("exchange.receive_import", "收到待检查的工作簿")
def receive_import(*, actor: Actor, path: Path, name: str) -> Import:
    """Keep a large file, to be checked after the answer (jobs.py)."""
    allow(actor, "import.run")
    record = Import.objects.create(
        name=name[:200], sha256=storage.digest(path), actor=actor.account, state=ImportState.WAITING
    )
    storage.keep(path, record.pk)
    return record


@service("exchange.check_received", "检查收到的工作簿")
def check_received(*, actor: Actor, record: Import, report: Report = silent) -> Import:
    """Check the kept file; what was checked already is left as it is."""
    allow(actor, "import.run", record)
    record = reread(record)
    if record.state != ImportState.WAITING:
        return record
    result = check_file(actor=actor, path=_kept(record), report=report)
    record.state, record.result = ImportState.CHECKED, result.as_dict()
    record.save(update_fields=["state", "result"])
    note_act(rows=sum(count.rows for count in result.sheets), refused=result.refused)
    return record


@service("exchange.confirm_import", "写入导入的工作簿")
def confirm_import(
    *, actor: Actor, record: Import, skip_bad: bool = False, report: Report = silent
) -> Import:
    """Check the kept file again, against the records of this moment, and write it.

    While a row is refused nothing is written, unless ``skip_bad``; the new result says so.
    """
    allow(actor, "import.run", record)
    record = reread(record)
    if record.state != ImportState.CHECKED:
        raise Refusal("exchange.not_waiting", _("这次导入已经办结。"), _("请重新上传工作簿。"))
    result = _write(actor, record, _kept(record), skip_bad, report)
    # While rows were left out, the person may still want them back with the column 错误.
    if result.written and not result.refused:
        transaction.on_commit(lambda: storage.forget(record.pk))
    return record


@service("exchange.import_file", "导入工作簿")
def import_file(
    *, actor: Actor, path: Path, name: str, skip_bad: bool = False, report: Report = silent
) -> Import:
    """Check and write in one go, as the command line does."""
    allow(actor, "import.run")
    record = Import.objects.create(name=name[:200], sha256=storage.digest(path), actor=actor.account)
    if not _write(actor, record, path, skip_bad, report).written:
        # Nothing waits to be confirmed: the file stayed where it was.
        record.state = ImportState.REFUSED
        record.save(update_fields=["state"])
    return record


@service("exchange.undo_import", "撤销导入")
def undo_import(*, actor: Actor, record: Import, report: Report = silent) -> Import:
    """Take back a whole import, while nothing that came later rests on it."""
    allow(actor, "import.undo", record)
    with connection.cursor() as cursor:
        context = _context(cursor, actor)
        _one_at_a_time(context, report)
        record = reread(record)
        if record.state != ImportState.CONFIRMED:
            raise Refusal("exchange.not_written", _("这次导入没有写入，或已经撤销。"), _("无需撤销。"))
        rows = undo(context, record.pk, report)
    record.state, record.undone_at = ImportState.UNDONE, Now()
    record.save(update_fields=["state", "undone_at"])
    record.refresh_from_db()
    note_act(rows=sum(rows.values()))
    return record


@service("exchange.discard_import", "放弃导入")
def discard_import(*, actor: Actor, record: Import) -> None:
    """Forget a checked import and its file."""
    allow(actor, "import.run", record)
    number = record.pk
    waiting = Import.objects.filter(pk=number, state__in=(ImportState.WAITING, ImportState.CHECKED))
    if not waiting.delete()[0]:
        raise Refusal("exchange.not_waiting", _("这次导入已经办结。"), _("已写入的导入可以撤销。"))
    transaction.on_commit(lambda: storage.forget(number))


def error_workbook(*, actor: Actor, path: Path, target: Path, report: Report = silent) -> Result:
    """Check the file and give it back with a column 错误."""
    allow(actor, "import.run")
    with transaction.atomic(), connection.cursor() as cursor:
        context = _context(cursor, actor)
        check = check_workbook(context, path, report)
        of_sheets = [problem for problem in check.result.problems if problem.row == 1]
        problems = of_sheets + listed_problems(context, None)
        transaction.set_rollback(True)
    write_error_book(path, target, problems)
    return check.result


def writing_now() -> bool:
    """Whether somebody's import is being written at this moment, so that another would have to wait."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_LOCK])
        return not cursor.fetchone()[0]


def _kept(record: Import) -> Path:
    path = storage.kept(record.pk)
    if not path.exists():
        raise Refusal("exchange.expired", _("上传的文件已过保存期。"), _("请重新上传工作簿。"))
    return path


def _write(actor: Actor, record: Import, path: Path, skip_bad: bool, report: Report) -> Result:
    """Check and, if nothing stands against it, write; the record tells which."""
    with connection.cursor() as cursor, told_apart():
        context = _context(cursor, actor)
        context.import_id = record.pk
        _one_at_a_time(context, report)
        check = check_workbook(context, path, report)
        result = check.result
        result.import_id = record.pk
        if result.status == "ok" or skip_bad:
            _apply(context, check, report)
    record.skip_bad = skip_bad
    if result.written:
        record.state, record.confirmed_at = ImportState.CONFIRMED, Now()
    record.result = result.as_dict()
    record.save(update_fields=["skip_bad", "state", "confirmed_at", "result"])
    record.refresh_from_db()
    note_act(written=result.written, changes=result.changes if result.written else 0, refused=result.refused)
    return result


def _apply(context: Context, check: Check, report: Report) -> None:
    report(_("写入"), 0)
    apply(context, check.sheets)
    check.result.written = True


def _context(cursor: object, actor: Actor) -> Context:
    """On whose behalf, and within which units."""
    context = Context(
        cursor,
        REGISTRY,
        today(),
        state=state_of_new(actor),
        locked=tuple(
            (process.code, state.code)
            for process in all_workflows().values()
            for state in process.states.values()
            if _locked(actor, state)
        ),
        actor_id=actor.account_id,
    )
    permissions = {sheet.target.permission for sheet in REGISTRY.all() if sheet.target}
    if not actor.system and not all(actor.everywhere(one) for one in permissions):
        context.actor = actor
    _clear(context)
    return context


def _locked(actor: Actor, state: State) -> bool:
    """Whether such records are closed to this actor: what already counts needs the right to confirm."""
    return "editable" not in state.flags or ("counted" in state.flags and not actor.has("records.confirm"))


def _clear(context: Context) -> None:
    """Tables of an earlier check in the same transaction."""
    for (name,) in context.rows(
        "SELECT relname FROM pg_class WHERE relnamespace = pg_my_temp_schema() AND relkind = 'r'"
        " AND relname ~ '^(stage|plan|twice|scope)_'"
    ):
        context.run(f"DROP TABLE pg_temp.{name}")


def _one_at_a_time(context: Context, report: Report = silent) -> None:
    """Two people importing at once: the second waits and then plans on what the first has written."""
    if context.rows("SELECT pg_try_advisory_xact_lock(%s)", [_LOCK])[0][0]:
        return
    report(_("排队中，等另一次导入写完"), 0)
    context.run(f"SET LOCAL lock_timeout = '{_PATIENCE}'")
    try:
        context.run("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    except OperationalError as error:
        raise Refusal("exchange.busy", _("另一次导入正在写入。"), _("请等它结束后再试。")) from error
    context.run("SET LOCAL lock_timeout = 0")
