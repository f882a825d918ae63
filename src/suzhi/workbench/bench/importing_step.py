"""One step of ``suzhi bench import`` in a process of its own: prepare, copy or import. Prints JSON."""

from __future__ import annotations

import json
import random
import sys
import time
from pathlib import Path
from typing import Any

PER_ACTIVITY = 100
_COLUMNS = "activity_id, person_id, role, hours, score, result"


def prepare(stem: Path, rows: int) -> dict[str, Any]:
    """New confirmed activities, a workbook of their participants, and the same rows as CSV for COPY."""
    from django.db import connection

    from suzhi.workbench.bench.machine import size_line

    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO activities_activity (key, kind, name, unit_id, starts_on, hours, extra, state, rank)
            SELECT %s || n, 'skills-training', 'bench ' || n, u.ids[1 + n %% cardinality(u.ids)],
                   DATE '2020-06-15', 8, '{}', 'confirmed', 1
              FROM generate_series(1, %s) n,
                   (SELECT array_agg(id ORDER BY id) AS ids FROM org_unit WHERE type = 'county') u
            RETURNING id, key
            """,
            [f"BENCH-{stem.name}-", -(-rows // PER_ACTIVITY)],
        )
        activities = cursor.fetchall()
        cursor.execute("SELECT id, key FROM people_person ORDER BY id LIMIT 200000")
        people = cursor.fetchall()
    picks = _picks(activities, people, rows)
    _workbook(stem.with_suffix(".xlsx"), picks)
    lines = (f'{activity},{person},"",8,,合格\n' for (activity, _), (person, _) in picks)
    stem.with_suffix(".csv").write_text("".join(lines), encoding="utf-8")
    return {"size": size_line()}


def _picks(activities: list[Any], people: list[Any], rows: int) -> list[tuple[Any, Any]]:
    """A hundred different people for each activity, from all over the list."""
    stream = random.Random(1)
    picks: list[tuple[Any, Any]] = []
    for activity in activities:
        size = min(PER_ACTIVITY, rows - len(picks))
        picks += [(activity, person) for person in stream.sample(people, size)]
    return picks


def _workbook(path: Path, picks: list[tuple[Any, Any]]) -> None:
    import xlsxwriter

    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    sheet = book.add_worksheet("参加")
    sheet.write_row(0, 0, ["活动编号", "人员编号", "学时", "结果"])
    for row, ((_, activity), (_, person)) in enumerate(picks, 1):
        sheet.write_row(row, 0, [activity, person, 8, "合格"])
    book.close()


def copy(stem: Path, rows: int) -> dict[str, Any]:
    """The same rows straight into the same table with its indexes, constraints and triggers; rolled back."""
    from django.db import connection, transaction

    body = stem.with_suffix(".csv").read_bytes()
    started = time.perf_counter()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        with cursor.copy(f"COPY activities_participation ({_COLUMNS}) FROM STDIN (FORMAT csv)") as target:
            target.write(body)
        taken = time.perf_counter() - started
        transaction.set_rollback(True)
    return {"seconds": taken}


def run_import(stem: Path, rows: int) -> dict[str, Any]:
    """Through the front door that the console and the command line use; time by phase."""
    from suzhi.engines.access.api import system_actor
    from suzhi.engines.exchange.api import import_file
    from suzhi.workbench.bench.machine import peak_memory

    marks: list[tuple[str, float]] = []

    def report(label: str, done: int) -> None:
        if not marks or marks[-1][0] != label:
            marks.append((label, time.perf_counter()))

    started = time.perf_counter()
    record = import_file(
        actor=system_actor("bench"), path=stem.with_suffix(".xlsx"), name="bench", report=report
    )
    ended = time.perf_counter()
    result = dict(record.result)
    added = sum(sheet["add"] for sheet in result["sheets"])
    if not result["written"] or added != rows:
        raise SystemExit(f"imported {added} of {rows}: {result['problems'][:3]}")
    ends = [moment for _, moment in marks[1:]] + [ended]
    phases: dict[str, float] = {}
    for (label, moment), end in zip(marks, ends, strict=True):
        phases[label] = phases.get(label, 0.0) + end - moment
    return {"seconds": ended - started, "phases": phases, "memory": peak_memory()}


def main() -> None:
    """``step stem rows``."""
    from suzhi.operations.ready import ready_settings

    ready_settings()
    step, stem, rows = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
    print(
        json.dumps(
            {"prepare": prepare, "copy": copy, "import": run_import}[step](stem, rows), ensure_ascii=False
        )
    )


if __name__ == "__main__":
    main()
