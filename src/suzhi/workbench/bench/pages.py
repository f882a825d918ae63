"""``suzhi bench pages``: server time of the pages people wait for, beside a bare page in the same run.

Warm is a page that was opened before and of which nothing has changed; cold is one of which no drawing is kept.
In process, through every middleware, view and template; sockets and the browser are left out, since they cost
the same for every page. Pages and the bare page take turns, so that a busy moment of the machine hits both.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable

from django.test import Client
from django.test.utils import override_settings

from suzhi.workbench.bench.addresses import Address, addresses
from suzhi.workbench.bench.growth import add_argument, measure_growth
from suzhi.workbench.bench.machine import peak_memory, size_line
from suzhi.workbench.bench.outcome import Outcome, Row, median, percentile

HELP = "测量页面的服务器用时：指标页、单位看板、数值明细、记录列表"
# Warm, at most so many times the bare page; cold, with nothing kept, at most so long.
WARM_TIMES, COLD_MS = 3.0, 60.0
BARE = "/bench/bare/"

Report = Callable[[str, int, int], None]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """How often, and as whom."""
    parser.add_argument("--rounds", type=int, default=30, help="每个页面打开几次（默认 30）")
    parser.add_argument(
        "--as", dest="username", default="office", help="用哪个账号打开（默认演示账号 office）"
    )
    add_argument(parser)


def measure(options: argparse.Namespace, report: Report) -> Outcome:
    """Open every page in turn, ``rounds`` times, with every figure computed beforehand."""
    if options.scales:
        return measure_growth(
            ["pages", "--rounds", str(options.rounds), "--as", options.username], "页面的服务器用时", report
        )
    from suzhi.engines.metrics.api import ensure_fresh, is_stale

    outcome = Outcome("页面的服务器用时（中位数，毫秒）", size_line())
    if is_stale():
        ensure_fresh(report)
        outcome.notes.append("打开页面前先在本进程算完了指标，内存峰值含这次计算；再测一次即不含。")
    with override_settings(ROOT_URLCONF="suzhi.workbench.bench.urls"):
        client = signed_in(options.username)
        pages, missing = addresses()
        pages = [page for page in pages if _opens(client, page, outcome)]
        outcome.notes += [f"没有测“{name}”：本安装还没有这个页面。" for name in missing]
        warm, cold = _rounds(client, [Address("空白页", BARE), *pages], options.rounds, report)
    bare = median(warm[BARE])
    outcome.rows.append(Row("空白页（会话和账号）", bare, "ms", beside={"p95": _p95(warm[BARE])}))
    outcome.rows += [_warm(page, warm[page.path], bare) for page in pages]
    outcome.rows += [_cold(page, cold[page.path]) for page in pages]
    outcome.rows.append(Row("本进程内存峰值", peak_memory(), "MiB"))
    return outcome


def _warm(page: Address, times: list[float], bare: float) -> Row:
    beside = {"ms": round(median(times), 1), "p95": _p95(times), "地址": page.path}
    return Row(page.name, median(times) / bare, "倍空白页", WARM_TIMES, beside)


def _cold(page: Address, times: list[float]) -> Row:
    return Row(f"{page.name}，没有存留的", median(times), "ms", COLD_MS, {"p95": _p95(times)})


def _p95(times: list[float]) -> float:
    return round(percentile(times, 0.95), 1)


def signed_in(username: str) -> Client:
    from suzhi.engines.accounts.models import Account
    from suzhi.kernel.errors import Refusal

    account = Account.objects.filter(username=username).first()
    if account is None:
        raise Refusal("bench.account", f"没有账号“{username}”。", "请先执行 suzhi demo，或用 --as 指定账号。")
    client = Client(SERVER_NAME="localhost")
    client.force_login(account)
    return client


def _opens(client: Client, page: Address, outcome: Outcome) -> bool:
    """Whether the page answers with itself; also warms what is read once."""
    response = client.get(page.path)
    if response.status_code == 200:
        return True
    outcome.notes.append(f"没有测“{page.name}”：{page.path} 的回答是 {response.status_code}。")
    return False


Times = dict[str, list[float]]


def _rounds(client: Client, pages: list[Address], rounds: int, report: Report) -> tuple[Times, Times]:
    """First each page drawn with nothing kept, then all of them asked for again and again in turns.

    Not both in one round: on a busy machine whoever has just worked long is made to wait.
    """
    from suzhi.faces.shell.drawings import DRAWINGS

    warm: Times = {page.path: [] for page in pages}
    cold: Times = {page.path: [] for page in pages}
    for number in range(rounds):
        report("打开没有存留的页面", number, rounds)
        for page in pages:
            DRAWINGS.clear()
            cold[page.path].append(_taken(client, page.path))
    for number in range(rounds + 1):
        report("打开页面", number, rounds + 1)
        for page in pages:
            taken = _taken(client, page.path)
            if number:
                warm[page.path].append(taken)
    return warm, cold


def _taken(client: Client, path: str) -> float:
    started = time.perf_counter()
    _ = client.get(path).content
    return (time.perf_counter() - started) * 1000
