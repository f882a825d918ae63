"""Backup and restore by the command line: a round trip under writes, and every kind of bad archive."""

from __future__ import annotations

import io
import json
import os
import stat
import subprocess
import sys
import tarfile
import threading
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from suzhi.kernel.errors import Refusal
from suzhi.operations.keeping.archive import back_up
from suzhi.operations.keeping.manifest import MANIFEST
from suzhi.operations.keeping.restoring import restore, unpack
from suzhi.operations.processes.postgres import EmbeddedPostgres, remove_cluster
from suzhi.operations.progress import silent

RARE_NAME = "𠮷田·买买提"


def suzhi(home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    return subprocess.run(
        [sys.executable, "-m", "suzhi.config.cli.main", *words],
        env={**environment, "SUZHI_HOME": str(home)}, capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """An installation with two tables that belong together, a file and keys."""
    home = tmp_path_factory.mktemp("source")
    postgres = EmbeddedPostgres(home)
    with psycopg.connect(postgres.start(), autocommit=True) as connection:
        connection.execute("create table person (id int primary key, name text)")
        connection.execute("create table visit (id serial, person int references person)")
        connection.execute("insert into person values (1, %s)", [RARE_NAME])
        connection.execute("insert into visit (person) values (1), (1)")
    (home / "files" / "ab").mkdir(parents=True)
    (home / "files" / "ab" / "证据").write_bytes(b"\0evidence" * 1000)
    (home / "keys").mkdir()
    (home / "keys" / "field_key").write_text("k" * 44)
    yield home
    remove_cluster(home)


@pytest.fixture
def target(tmp_path: Path) -> Iterator[Path]:
    home = tmp_path / "target"
    yield home
    if home.exists():
        remove_cluster(home)


@pytest.fixture
def archive(source: Path, tmp_path: Path) -> Path:
    path = tmp_path / "one.tar"
    back_up(EmbeddedPostgres(source).dsn(), source, path, silent)
    return path


def test_a_round_trip_by_the_command_line(source: Path, target: Path, tmp_path: Path) -> None:
    file = tmp_path / "备份.tar"
    made = suzhi(source, "backup", str(file), "--json")
    assert made.returncode == 0, made.stderr
    assert json.loads(made.stdout)["rows"] == 3
    assert stat.S_IMODE(file.stat().st_mode) == 0o600

    back = suzhi(source, "restore", str(file), "--home", str(target))
    assert back.returncode == 0, back.stderr
    assert (target / "files" / "ab" / "证据").read_bytes() == b"\0evidence" * 1000
    assert (target / "keys" / "field_key").read_text() == "k" * 44
    postgres = EmbeddedPostgres(target)
    with psycopg.connect(postgres.start()) as connection:
        assert connection.execute("select name from person").fetchall() == [(RARE_NAME,)]
        with pytest.raises(psycopg.errors.ForeignKeyViolation):
            connection.execute("insert into visit (person) values (2)")
    postgres.release()

    again = suzhi(source, "restore", str(file), "--home", str(target))
    assert (again.returncode, "--force" in again.stderr) == (1, True)
    forced = suzhi(source, "restore", str(file), "--home", str(target), "--force")
    assert forced.returncode == 0, forced.stderr
    assert list(target.glob("replaced-*/files/ab/证据"))


def test_a_backup_under_writes_is_of_one_instant(source: Path, target: Path, tmp_path: Path) -> None:
    dsn, stop, count = EmbeddedPostgres(source).dsn(), threading.Event(), [0]

    def write() -> None:
        with psycopg.connect(dsn, autocommit=True) as connection:
            while not stop.is_set():
                count[0] += 1
                with connection.transaction():
                    connection.execute("insert into person values (%s, '增')", [1000 + count[0]])
                    connection.execute("insert into visit (person) values (%s)", [1000 + count[0]])

    writer = threading.Thread(target=write)
    writer.start()
    try:
        manifest = back_up(dsn, source, tmp_path / "busy.tar", silent)
    finally:
        stop.set()
        writer.join()
    target.mkdir()
    postgres = EmbeddedPostgres(target)
    restore(tmp_path / "busy.tar", postgres.start(), target, silent)  # itself compares the counts
    assert count[0] > 0
    assert manifest.rows["visit"] == manifest.rows["person"] + 1
    postgres.release()


def rewrite(archive: Path, change: str, content: bytes | None, target_name: str = "") -> Path:
    """A copy in which one member has other bytes or another name, or is gone."""
    altered = archive.with_name("altered.tar")
    with tarfile.open(archive) as old, tarfile.open(altered, "w") as new:
        for member in old:
            data = old.extractfile(member).read()  # type: ignore[union-attr]
            if member.name == change:
                if content is None and not target_name:
                    continue
                data = data if content is None else content
                member.name, member.size, member.pax_headers = target_name or member.name, len(data), {}
            new.addfile(member, io.BytesIO(data))
    return altered


def cut(archive: Path) -> Path:
    altered = archive.with_name("cut.tar")
    altered.write_bytes(archive.read_bytes()[: archive.stat().st_size // 2])
    return altered


@pytest.mark.parametrize(
    "spoil",
    [
        lambda path: rewrite(path, "files/ab/证据", b"forged"),
        lambda path: rewrite(path, "files/ab/证据", None),
        lambda path: rewrite(path, "files/ab/证据", None, "../../outside"),
        lambda path: rewrite(path, MANIFEST, b"{}"),
        lambda path: rewrite(path, MANIFEST, None),
        cut,
        lambda path: Path(__file__),
    ],
    ids=["changed", "missing", "outside", "no-list", "no-manifest", "cut", "not-a-tar"],
)
def test_a_spoilt_archive_is_refused_before_anything_is_touched(
    archive: Path, tmp_path: Path, spoil: object
) -> None:
    folder = tmp_path / "unpacked" / "here"
    folder.mkdir(parents=True)
    with pytest.raises(Refusal):
        unpack(spoil(archive), folder, silent)  # type: ignore[operator]
    assert not (tmp_path / "outside").exists()


def test_a_dump_that_cannot_be_loaded_leaves_the_old_data(
    archive: Path, source: Path, tmp_path: Path
) -> None:
    from suzhi.operations.keeping.dumping import load

    dsn = EmbeddedPostgres(source).dsn()
    with tarfile.open(archive) as opened:
        content = opened.extractfile("database.dump").read()  # type: ignore[union-attr]
    broken = tmp_path / "broken.dump"
    broken.write_bytes(content[: len(content) - 200])
    with pytest.raises(Refusal, match="原数据未改动"):
        load(dsn, broken, silent)
    with psycopg.connect(dsn) as connection:
        assert connection.execute("select name from person where id = 1").fetchone() == (RARE_NAME,)


def test_a_running_installation_is_not_restored_over(source: Path, target: Path, archive: Path) -> None:
    import fcntl

    from suzhi.operations.processes.locks import open_lock

    (target / "run").mkdir(parents=True)
    held = open_lock(target / "run" / "up.lock")
    fcntl.flock(held, fcntl.LOCK_EX)
    refused = suzhi(source, "restore", str(archive), "--home", str(target))
    os.close(held)
    assert (refused.returncode, "正在运行" in refused.stderr) == (1, True)
