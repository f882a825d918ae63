"""The database out of and into one file, by PostgreSQL's own programs."""

from __future__ import annotations

import subprocess
import tempfile
import time
from pathlib import Path

import psycopg
from psycopg import sql

from suzhi.kernel.errors import Refusal
from suzhi.operations.processes.binaries import bin_folder
from suzhi.operations.progress import Report

# Everything goes with this: tables, types and functions that a dump of another version may lack.
CLEAR = "drop schema if exists public cascade; create schema public"


def dump(dsn: str, target: Path, report: Report) -> dict[str, int]:
    """Write the database to the file while others work on; the rows of each table in that same instant."""
    with psycopg.connect(dsn) as connection:
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        connection.read_only = True
        rows = count_rows(connection)
        snapshot = connection.execute("select pg_export_snapshot()").fetchone()
        assert snapshot is not None
        command = [
            str(bin_folder() / "pg_dump"), "--format=custom", "--no-owner", "--no-privileges",
            f"--snapshot={snapshot[0]}", f"--file={target}", f"--dbname={dsn}",
        ]  # fmt: skip
        with tempfile.TemporaryFile() as said:
            process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=said, stderr=said)
            try:
                while process.poll() is None:
                    report("导出数据库（字节）", target.stat().st_size if target.exists() else 0, 0)
                    time.sleep(0.05)
            finally:
                if process.poll() is None:
                    process.kill()
                    process.wait()
            said.seek(0)
            _require(process.returncode, said.read(), "backup.dump", "数据库导出没有成功")
    return rows


def load(dsn: str, source: Path, report: Report) -> None:
    """Replace what the database holds by the dump, in one transaction: all or nothing."""
    unpack = [str(bin_folder() / "pg_restore"), "--no-owner", "--no-privileges", "--file=-", str(source)]
    apply = [
        str(bin_folder() / "psql"), "--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1",
        f"--dbname={dsn}", f"--command={CLEAR}", "--file=-",
    ]  # fmt: skip
    with tempfile.TemporaryFile() as said:
        reader = subprocess.Popen(unpack, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=said)
        writer = subprocess.Popen(apply, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=said)
        try:
            _pump(reader, writer, report)
        finally:
            for process in (reader, writer):
                if process.poll() is None:
                    process.kill()
                process.wait()
        said.seek(0)
        _require(
            reader.returncode or writer.returncode,
            said.read(),
            "restore.load",
            "数据库恢复没有成功，原数据未改动",
        )


def _pump(reader: subprocess.Popen[bytes], writer: subprocess.Popen[bytes], report: Report) -> None:
    # By hand and not by a pipe between the two: when the reader fails, the writer must not see a
    # clean end of its input and commit half a database.
    assert reader.stdout is not None and writer.stdin is not None
    moved = 0
    try:
        while chunk := reader.stdout.read(1024 * 1024):
            writer.stdin.write(chunk)
            moved += len(chunk)
            report("恢复数据库（字节）", moved, 0)
        if reader.wait() != 0:
            writer.kill()
        writer.stdin.close()
    except BrokenPipeError:
        reader.kill()
    while writer.poll() is None:
        report("恢复数据库（字节）", moved, 0)
        time.sleep(0.05)


def _require(status: int, said: bytes, code: str, message: str) -> None:
    if status != 0:
        text = said.decode("utf-8", "replace").strip()[-600:]
        raise Refusal(code, f"{message}:{text}", "请检查磁盘空间和数据库权限。")


def count_rows(connection: psycopg.Connection[tuple[object, ...]]) -> dict[str, int]:
    """Rows of every table."""
    names = connection.execute(
        "select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace"
        " where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition order by 1"
    ).fetchall()
    counts = {}
    for (name,) in names:
        row = connection.execute(
            sql.SQL("select count(*) from {}").format(sql.Identifier("public", str(name)))
        ).fetchone()
        assert row is not None
        counts[str(name)] = int(str(row[0]))
    return counts
