"""The embedded PostgreSQL: one cluster per home, reached by a socket that only its owner can open.

Every process that uses it holds a shared lock; the last one to let go stops the server. A process that was
killed let go without stopping it, which does no harm: the next one to leave finds itself the last.
"""

from __future__ import annotations

import atexit
import hashlib
import os
import shlex
import shutil
import signal
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote

import psycopg

from suzhi.kernel.errors import Refusal
from suzhi.operations.processes import binaries, locks

OWNER = "suzhi"
DATABASE = "suzhi"
# A socket's address holds 107 bytes; PostgreSQL adds "/.s.PGSQL.5432" and a lock file.
SOCKET_FOLDER_LIMIT = 88

# For one machine that also runs the application; durability stays at PostgreSQL's safe defaults.
SERVER_SETTINGS = (
    "listen_addresses=", "unix_socket_permissions=0700", "shared_buffers=256MB", "work_mem=16MB",
    "maintenance_work_mem=128MB", "max_wal_size=2GB", "random_page_cost=1.1", "jit=off",
    "logging_collector=on", "log_directory=log", "log_filename=postgres-%a.log",
    "log_truncate_on_rotation=on", "log_rotation_age=1d", "log_rotation_size=0", "timezone=UTC",
)  # fmt: skip


class EmbeddedPostgres:
    """The cluster under ``home/pg``."""

    def __init__(self, home: Path, extra_settings: Sequence[str] = ()) -> None:
        self.data = home / "pg"
        self._locks = home / "run"
        self._settings = (*SERVER_SETTINGS, *extra_settings)
        self._held: int | None = None
        self._holder_pid = 0

    @property
    def socket_folder(self) -> Path:
        """Inside the data folder, or a private folder under /tmp when that path is too long for a socket."""
        if len(os.fsencode(self.data)) <= SOCKET_FOLDER_LIMIT:
            return self.data
        mark = hashlib.sha256(os.fsencode(self.data)).hexdigest()[:16]
        return Path(tempfile.gettempdir()) / f"suzhi-{mark}"

    def dsn(self, database: str = DATABASE) -> str:
        """The address of a database; known without the server running."""
        return f"postgresql://{OWNER}@/{database}?host={quote(str(self.socket_folder), safe='')}"

    def start(self) -> str:
        """Start if it does not run, hold it, make the database; its address."""
        self._locks.mkdir(parents=True, exist_ok=True)
        with locks.mutex(self._locks / "pg-start.lock"):
            if self._held is None:
                self._held = locks.open_lock(self._locks / "pg-holders.lock")
                self._holder_pid = os.getpid()
                locks.share(self._held)
                atexit.register(self.release)
            if not self.is_ready():
                self._prepare()
                self._launch()
            self._ensure_created()
        return self.dsn()

    def release(self) -> None:
        """Let go; stops the server when nobody else holds it."""
        if self._held is None or self._holder_pid != os.getpid():
            return
        with locks.mutex(self._locks / "pg-start.lock"):
            last = locks.is_last_holder(self._held)
            if last:
                self.stop()
            os.close(self._held)
            self._held = None

    def stop(self) -> None:
        """Stop the server, whoever holds it, breaking open connections but losing nothing committed."""
        if self.server_pid() is not None:
            binaries.run_program("pg_ctl", "-D", str(self.data), "-w", "-t", "60", "-m", "fast", "stop")

    def is_ready(self) -> bool:
        """Whether it runs and answers."""
        if self.server_pid() is None:
            return False
        try:
            psycopg.connect(self.dsn("postgres"), connect_timeout=5).close()
        except psycopg.OperationalError:
            return False
        return True

    def server_pid(self) -> int | None:
        """The server's process, or None; a process number that was given away again does not count."""
        try:
            pid = int((self.data / "postmaster.pid").read_text().split("\n", 1)[0])
            os.kill(pid, 0)
        except (OSError, ValueError):
            return None
        return pid if _works_in(pid, self.data) else None

    def kill(self) -> None:
        """For tests of recovery only: kill the server as a crash would."""
        pid = self.server_pid()
        if pid is not None:
            os.kill(pid, signal.SIGKILL)

    def _prepare(self) -> None:
        account = binaries.service_account()
        folders = {self.data, self.socket_folder}
        for folder in folders:
            folder.mkdir(parents=True, exist_ok=True)
            folder.chmod(0o700)
            if account:
                binaries.let_through(folder)
                os.chown(folder, account.pw_uid, account.pw_gid)
        if account:
            binaries.let_through(binaries.bin_folder() / "postgres")
        if not (self.data / "PG_VERSION").exists():
            self._create_cluster()

    def _create_cluster(self) -> None:
        # initdb removes what it made when it fails, and refuses a folder with foreign files in it.
        binaries.run_program(
            "initdb", "-D", str(self.data), "-U", OWNER, "--encoding=UTF8", "--locale=C.UTF-8",
            "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--auth=trust",
        )  # fmt: skip

    def _launch(self) -> None:
        stale = self.data / "postmaster.pid"
        if stale.exists() and self.server_pid() is None:
            stale.unlink()  # left by a crash; its number may belong to a stranger by now
        settings = (*self._settings, f'unix_socket_directories="{self.socket_folder}"')
        options = " ".join(f"-c {shlex.quote(setting)}" for setting in settings)
        refusal: Refusal | None = None
        for _ in range(10):
            # After a crash the old backends may need a moment to notice and leave the shared memory.
            if self.is_ready():
                return
            try:
                binaries.run_program(
                    "pg_ctl", "-D", str(self.data), "-w", "-t", "60",
                    "-l", str(self.data / "start.log"), "-o", options, "start",
                )  # fmt: skip
                return
            except Refusal as error:
                refusal = error
                time.sleep(0.5)
        raise Refusal(
            "postgres.no_start", f"内置数据库启动失败。{refusal}{self._last_words()}",
            f"请查看 {self.data / 'start.log'}；常见原因是磁盘已满或目录权限被改动。",
        )  # fmt: skip

    def _last_words(self) -> str:
        try:
            return (self.data / "start.log").read_text(errors="replace")[-600:]
        except OSError:
            return ""

    def _ensure_created(self) -> None:
        with psycopg.connect(self.dsn("postgres"), autocommit=True) as connection:
            found = connection.execute("select 1 from pg_database where datname = %s", [DATABASE]).fetchone()
            if not found:
                connection.execute(f"create database {DATABASE} encoding 'UTF8'")


def _works_in(pid: int, folder: Path) -> bool:
    """Whether that process is alive and has its home there. A dead one not yet buried is dead."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        return state != "Z" and Path(f"/proc/{pid}/cwd").readlink() == folder.resolve()
    except OSError:
        return not Path("/proc/self/cwd").exists()  # no /proc on this system: believe the number


def remove_cluster(home: Path) -> None:
    """Remove the cluster of a home that nothing uses any more."""
    postgres = EmbeddedPostgres(home)
    postgres.stop()
    shutil.rmtree(postgres.data, ignore_errors=True)
    if postgres.socket_folder != postgres.data:
        shutil.rmtree(postgres.socket_folder, ignore_errors=True)
