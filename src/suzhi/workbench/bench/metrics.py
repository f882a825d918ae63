"""``suzhi bench metrics``: every figure at every unit in every year from nothing, beside hand-written SQL that does
the same; and the time from one recorded activity to the changed figures."""

from __future__ import annotations

import argparse
import gc
import time
from collections.abc import Callable
from typing import Any

from suzhi.kernel.errors import Refusal
from suzhi.workbench.bench.growth import add_argument, measure_growth
from suzhi.workbench.bench.machine import peak_memory, size_line
from suzhi.workbench.bench.outcome import Outcome, Row, median

HELP = "测量全部指标从零计算的用时（与手写 SQL 相比），以及一条记录到指标变化的用时"
RATIO_LIMIT = 3.0
MEMORY_LIMIT = 2048.0
CHANGE_LIMIT = 2.0
KINDS = ("skills-training", "law-education", "safety-education", "skills-contest", "volunteer-service")

Report = Callable[[str, int, int], None]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """How often, and which half."""
    parser.add_argument("--rounds", type=int, default=5, help="双方轮流计算几次（默认 5）")
    parser.add_argument("--change", action="store_true", help="只测一条记录到指标变化的用时")
    parser.add_argument("--people", type=int, default=500, help="新记录的活动有多少人参加（默认 500）")
    add_argument(parser)


def measure(options: argparse.Namespace, report: Report) -> Outcome:
    """Take turns with the reference, compare the values, then record and take back activities."""
    if options.scales:
        return measure_growth(["metrics", "--rounds", str(options.rounds)], "指标计算", report)
    from suzhi.engines.metrics.freshness import try_lock, unlock

    if not try_lock():
        raise Refusal("bench.running", "计算进程正在运行，测量会互相影响。", "请先停止 suzhi up，再测量。")
    try:
        outcome = Outcome("指标计算", size_line())
        if not options.change:
            _from_nothing(options.rounds, outcome, report)
        _changes(options, outcome, report)
        outcome.rows.append(Row("本进程内存峰值", peak_memory(), "MiB", MEMORY_LIMIT))
        return outcome
    finally:
        unlock()


def _plan_and_catalogue() -> Any:
    from suzhi.domains.plans.api import plan_named

    return plan_named("leshan-2016-2020").catalogue


def _from_nothing(rounds: int, outcome: Outcome, report: Report) -> None:
    catalogue = _plan_and_catalogue()
    ours, theirs, parts = [], [], []
    _engine(catalogue)
    for number in range(rounds):
        report("全部指标从零计算", number, rounds)
        theirs.append(_reference()[0])
        taken, mirror = _engine(catalogue)
        ours.append(sum(taken))
        parts.append(taken)
        if number < rounds - 1:
            mirror.close()
        gc.collect()
    ratios = [a / b for a, b in zip(ours, theirs, strict=True)]
    outcome.rows += [
        Row("参照：列式读取加手写 SQL", median(theirs), "秒"),
        Row(
            "本产品：读取记录并计算",
            median(ours),
            "秒",
            beside={
                "读取": round(median([p[0] for p in parts]), 2),
                "计算": round(median([p[1] for p in parts]), 2),
            },
        ),
        Row(
            "与参照之比（逐轮之比的中位数）",
            median(ratios),
            "倍",
            RATIO_LIMIT,
            {"最大": round(max(ratios), 2)},
        ),
    ]
    outcome.rows.append(Row("与参照不同的数值", _differences(mirror, catalogue), "个", 0.0))
    _storing(mirror, catalogue, outcome)
    mirror.close()


def _engine(catalogue: Any) -> tuple[tuple[float, float], Any]:
    from suzhi.engines.metrics.compute import compute_one, jobs
    from suzhi.engines.metrics.freshness import dsn
    from suzhi.engines.metrics.mirror import Mirror

    start = time.perf_counter()
    mirror = Mirror(dsn())
    mirror.load()
    loaded = time.perf_counter()
    for job in jobs(catalogue):
        compute_one(mirror, job)
    return (loaded - start, time.perf_counter() - loaded), mirror


def _reference() -> tuple[float, Any]:
    from suzhi.engines.metrics.freshness import dsn
    from suzhi.workbench.bench import reference

    start = time.perf_counter()
    db = reference.extract(dsn())
    reference.compute(db)
    taken = time.perf_counter() - start
    db.close()
    return taken, None


def _differences(mirror: Any, catalogue: Any) -> int:
    """Values of the engine that the reference does not give, and the other way round."""
    from suzhi.engines.metrics.compute import jobs
    from suzhi.engines.metrics.freshness import dsn
    from suzhi.workbench.bench import reference

    db = reference.extract(dsn())
    reference.compute(db)
    different = 0
    fields = "unit_id, year, CAST(numerator AS BIGINT), CAST(denominator AS BIGINT)"
    for job in jobs(catalogue):
        mine = set(mirror.db.execute(f"SELECT {fields} FROM figures_{job.row.id}").fetchall())
        theirs = set(db.execute(f"SELECT {fields} FROM {reference.table_of(job.row.code)}").fetchall())
        different += len(mine ^ theirs)
    db.close()
    return different


def _storing(mirror: Any, catalogue: Any, outcome: Outcome) -> None:
    from django.db import transaction

    from suzhi.engines.metrics.compute import jobs
    from suzhi.engines.metrics.models import Value
    from suzhi.engines.metrics.store import replace_members, replace_values

    start = time.perf_counter()
    with transaction.atomic():
        for job in jobs(catalogue):
            replace_values(mirror, job.row.id, f"figures_{job.row.id}")
            if job.definition.of is not None:
                replace_members(mirror, job.row.id)
    taken = time.perf_counter() - start
    outcome.rows.append(Row("比对并存入数据库", taken, "秒", beside={"数值": f"{Value.objects.count():,}"}))


def _changes(options: argparse.Namespace, outcome: Outcome, report: Report) -> None:
    """Record an activity, wait for its figures, take it back, wait again; at the end recompute and compare."""
    from suzhi.engines.metrics.daemon import step
    from suzhi.engines.metrics.freshness import compute_everything, recompute

    mirror = compute_everything(report)
    times = []
    for number, kind in enumerate(KINDS):
        report("一条记录到指标变化", number, len(KINDS))
        activity = _record(kind, options.people)
        start = time.perf_counter()
        step(mirror)
        times.append(time.perf_counter() - start)
        _take_back(activity)
        start = time.perf_counter()
        step(mirror)
        times.append(time.perf_counter() - start)
    mirror.close()
    outcome.rows.append(
        Row(
            f"{options.people} 人的活动到指标变化",
            median(times),
            "秒",
            CHANGE_LIMIT,
            {"最大": round(max(times), 2)},
        )
    )
    outcome.rows.append(Row("逐次更新后与全部重算不同的数值", recompute(), "个", 0.0))


def _record(kind: str, people: int) -> Any:
    from datetime import date

    from django.db import transaction

    from suzhi.domains.activities.api import Activity, Participation
    from suzhi.engines.people.api import Person

    catalogue = _plan_and_catalogue()
    with transaction.atomic():
        activity = Activity.objects.create(
            key=f"BENCH-{kind}",
            kind=kind,
            name=f"测量用活动 {kind}",
            unit_id=catalogue.root_id,
            starts_on=date(catalogue.first_year + 2, 5, 1),
            state="confirmed",
        )
        chosen = Person.objects.order_by("pk").values_list("pk", flat=True)[:people]
        Participation.objects.bulk_create(Participation(activity=activity, person_id=pk) for pk in chosen)
    return activity


def _take_back(activity: Any) -> None:
    from django.db import transaction

    with transaction.atomic():
        activity.participations.all().delete()
        activity.delete()
