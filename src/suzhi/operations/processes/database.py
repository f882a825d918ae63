"""Which database this process talks to: the one that was given, else the embedded one, started on need."""

from __future__ import annotations

import os

from suzhi.operations.home import suzhi_home
from suzhi.operations.processes.postgres import EmbeddedPostgres

_embedded: EmbeddedPostgres | None = None


def given_database() -> str:
    """The address in ``DATABASE_URL``; empty when none was given."""
    return os.environ.get("DATABASE_URL", "").strip()


def default_dsn() -> str:
    """Where the database is or will be. Starts nothing, so settings can use it at import."""
    return given_database() or EmbeddedPostgres(suzhi_home()).dsn()


def embedded() -> EmbeddedPostgres:
    """This process's one handle on the embedded server."""
    global _embedded
    if _embedded is None:
        _embedded = EmbeddedPostgres(suzhi_home())
    return _embedded


def ensure_database() -> str:
    """The address of a database that runs. Call before Django's set-up; sets ``DATABASE_URL`` for it and for
    the processes started from here. The embedded server stops with the last process that called this."""
    dsn = given_database()
    if dsn:
        return dsn
    dsn = embedded().start()
    os.environ["DATABASE_URL"] = dsn
    return dsn
