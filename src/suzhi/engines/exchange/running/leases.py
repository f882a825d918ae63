"""Who works on a job: the session that holds its lock. PostgreSQL lets go of it when the session dies, however it dies."""

from __future__ import annotations

from django.db import connection

_JOBS = 0x5A_1310  # any fixed number of its own: the first half of the locks' names


def take(job_id: int) -> bool:
    """Hold the job in this session until it is closed; False where another living session holds it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [_JOBS, job_id])
        return bool(cursor.fetchone()[0])


def held() -> set[int]:
    """The jobs that somebody works on at this moment."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT objid::bigint FROM pg_locks WHERE locktype = 'advisory' AND granted AND objsubid = 2"
            " AND classid = %s AND database = (SELECT oid FROM pg_database WHERE datname = current_database())",
            [_JOBS],
        )
        return {row[0] for row in cursor.fetchall()}
