"""The embedded database: started on demand, shared, stopped with its last user, back after a crash."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from suzhi.operations.processes.postgres import EmbeddedPostgres, remove_cluster

HOLD = """
import sys
from pathlib import Path
from suzhi.operations.processes.postgres import EmbeddedPostgres
postgres = EmbeddedPostgres(Path(sys.argv[1]))
postgres.start()
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path
    remove_cluster(tmp_path)


def hold(home: Path) -> subprocess.Popen[str]:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(home)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout is not None
    assert holder.stdout.readline().strip() == "held"
    return holder


def let_go(holder: subprocess.Popen[str]) -> None:
    holder.communicate(timeout=60)


def test_it_stops_with_its_last_user_and_only_then(home: Path) -> None:
    first, second = hold(home), hold(home)
    let_go(first)
    assert EmbeddedPostgres(home).is_ready()
    let_go(second)
    assert EmbeddedPostgres(home).server_pid() is None


def test_a_user_that_was_killed_does_not_keep_it_running(home: Path) -> None:
    killed, other = hold(home), hold(home)
    killed.kill()
    killed.wait()
    let_go(other)
    assert EmbeddedPostgres(home).server_pid() is None


def test_committed_rows_survive_a_crash_and_uncommitted_do_not(home: Path) -> None:
    postgres = EmbeddedPostgres(home)
    dsn = postgres.start()
    with psycopg.connect(dsn, autocommit=True) as connection:
        connection.execute("create table kept (number int)")
        connection.execute("insert into kept values (1)")
    open_work = psycopg.connect(dsn)
    open_work.execute("insert into kept values (2)")
    postgres.kill()
    postgres.start()
    with psycopg.connect(dsn) as connection:
        assert connection.execute("select number from kept").fetchall() == [(1,)]
    postgres.release()


def test_the_defaults_are_durable_and_utf8(home: Path) -> None:
    postgres = EmbeddedPostgres(home)
    with psycopg.connect(postgres.start()) as connection:
        asked = "select current_setting('fsync'), current_setting('synchronous_commit'), "
        asked += "current_setting('server_encoding'), current_setting('listen_addresses')"
        assert connection.execute(asked).fetchone() == ("on", "on", "UTF8", "")
    postgres.release()


def test_a_stale_pid_file_with_a_strangers_number_does_no_harm(home: Path) -> None:
    postgres = EmbeddedPostgres(home)
    postgres.start()
    postgres.release()
    (home / "pg" / "postmaster.pid").write_text(f"{os.getpid()}\n{home / 'pg'}\n")
    assert postgres.server_pid() is None
    again = EmbeddedPostgres(home)
    again.start()
    assert again.is_ready()
    again.release()


def test_a_path_too_long_for_a_socket_still_works(tmp_path: Path) -> None:
    home = tmp_path / ("long" * 30)
    home.mkdir()
    postgres = EmbeddedPostgres(home)
    assert psycopg.connect(postgres.start()).execute("select 1").fetchone() == (1,)
    remove_cluster(home)


def test_a_home_with_chinese_and_spaces_works(tmp_path: Path) -> None:
    home = tmp_path / "素质 数据's"
    home.mkdir()
    postgres = EmbeddedPostgres(home)
    assert psycopg.connect(postgres.start()).execute("select 1").fetchone() == (1,)
    remove_cluster(home)
