"""On what a measurement was taken: without it a figure means nothing."""

from __future__ import annotations

import os
import platform
import sys
from pathlib import Path

from django.db import connection


def machine_line() -> str:
    """Cores, memory, versions, and the command."""
    import duckdb

    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        postgres = cursor.fetchone()[0]
    command = " ".join(["suzhi", *sys.argv[1:]])
    cores, load = len(os.sched_getaffinity(0)), os.getloadavg()[0]
    versions = f"Python {platform.python_version()}，PostgreSQL {postgres}，DuckDB {duckdb.__version__}"
    return f"{cores} 核 {_processor()}，内存 {_memory()} GiB，负载 {load:.1f}；{versions}；命令 {command}"


def size_line() -> str:
    """How many rows of the large tables were there."""
    names = {
        "org_unit": "单位",
        "people_person": "职工",
        "activities_activity": "活动",
        "activities_participation": "参加",
    }
    parts = []
    with connection.cursor() as cursor:
        for table, name in names.items():
            cursor.execute(f"SELECT count(*) FROM {table}")
            parts.append(f"{name} {cursor.fetchone()[0]:,}")
    return "，".join(parts)


def peak_memory(pid: int | str = "self") -> int:
    """The most memory that a process has held, in MiB (VmHWM of /proc; 0 where there is no /proc)."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0
    found = next((line for line in lines if line.startswith("VmHWM:")), "VmHWM: 0 kB")
    return int(found.split()[1]) // 1024


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.machine()
    found = next((line for line in lines if line.startswith("model name")), "")
    return found.partition(":")[2].strip() or platform.machine()


def _memory() -> int:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2**30
