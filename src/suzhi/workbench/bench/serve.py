"""``suzhi bench serve``: requests a second on the real server under clients at the same time, beside the bare page.

The same server as `suzhi up` starts, on this home, on a free port of this machine alone, for as long as the measurement
lasts. Pages and the bare page take turns, a few seconds each, so that a busy moment of the machine hits both.
"""

from __future__ import annotations

import argparse
import http.client
import os
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import quote

from suzhi.workbench.bench.addresses import Address, addresses
from suzhi.workbench.bench.machine import size_line
from suzhi.workbench.bench.outcome import Outcome, Row, median, percentile
from suzhi.workbench.bench.pages import BARE, signed_in

HELP = "在真实的网站进程上，多个客户端同时打开页面，每秒答复多少次，与空白页相比"
# At least so much of the bare page's rate.
GOAL = 0.30
WAIT_SECONDS = 60.0

Report = Callable[[str, int, int], None]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """How many clients, how long, as whom."""
    parser.add_argument("--clients", type=int, default=16, help="同时打开页面的客户端数（默认 16）")
    parser.add_argument("--rounds", type=int, default=5, help="每个页面轮几次（默认 5）")
    parser.add_argument("--seconds", type=float, default=2.0, help="每次几秒（默认 2）")
    parser.add_argument("--as", dest="username", default="office", help="用哪个账号打开（默认 office）")


def measure(options: argparse.Namespace, report: Report) -> Outcome:
    """Each page against the bare page measured right before it, round by round; the median of the ratios counts."""
    outcome = Outcome("同时打开页面（每秒答复次数）", size_line())
    cookie = signed_in(options.username).cookies["sessionid"].value
    pages, missing = addresses()
    outcome.notes += [f"没有测“{name}”：本安装还没有这个页面。" for name in missing]
    with served() as port:
        clients = Clients(port, cookie, options.clients, options.seconds)
        pages = [page for page in pages if clients.opens(page.path)]
        rates: dict[str, list[float]] = {page.path: [] for page in pages}
        ratios: dict[str, list[float]] = {page.path: [] for page in pages}
        bares: list[float] = []
        for number in range(options.rounds * len(pages)):
            report("同时打开页面", number, options.rounds * len(pages))
            page = pages[number % len(pages)]
            bares.append(clients.rate(BARE))
            rates[page.path].append(clients.rate(page.path))
            ratios[page.path].append(rates[page.path][-1] / bares[-1])
        outcome.notes += clients.faults
    outcome.rows.append(Row(f"空白页，{options.clients} 个客户端", median(bares), "次/秒"))
    outcome.rows += [_row(page, rates[page.path], ratios[page.path]) for page in pages]
    return outcome


def _row(page: Address, rates: list[float], ratios: list[float]) -> Row:
    # A share that must not fall below the goal, said as how many times slower it may be at most.
    slower = 1 / median(ratios)
    beside = {
        "次/秒": round(median(rates), 1), "占空白页": f"{median(ratios):.0%}",
        "最差一轮": f"{percentile(ratios, 0.0):.0%}", "地址": page.path,
    }  # fmt: skip
    return Row(page.name, slower, "倍慢于空白页", round(1 / GOAL, 2), beside)


class Clients:
    """So many at once, each on its own connection, asking again as soon as it is answered."""

    def __init__(self, port: int, cookie: str, count: int, seconds: float) -> None:
        self.port, self.count, self.seconds = port, count, seconds
        self.headers = {"Cookie": f"sessionid={cookie}", "Accept-Encoding": "gzip", "Host": "127.0.0.1"}
        self.faults: list[str] = []

    def opens(self, path: str) -> bool:
        """Whether the page answers with itself; also warms both processes."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=WAIT_SECONDS)
        statuses = {self._ask(connection, path) for _ in range(8)}
        connection.close()
        if statuses != {200}:
            self.faults.append(f"没有测 {path}：回答是 {statuses}。")
        return statuses == {200}

    def rate(self, path: str) -> float:
        """Answers a second."""
        done = [0] * self.count
        end = time.perf_counter() + self.seconds
        workers = [
            threading.Thread(target=self._client, args=(path, end, done, at)) for at in range(self.count)
        ]
        started = time.perf_counter()
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        return sum(done) / (time.perf_counter() - started)

    def _client(self, path: str, end: float, done: list[int], at: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=WAIT_SECONDS)
        while time.perf_counter() < end:
            if self._ask(connection, path) == 200:
                done[at] += 1
        connection.close()

    def _ask(self, connection: http.client.HTTPConnection, path: str) -> int:
        connection.request("GET", quote(path, safe="/?=&"), headers=self.headers)
        answer = connection.getresponse()
        answer.read()
        return answer.status


@contextmanager
def served() -> Iterator[int]:
    """The web processes of `suzhi up` on a free port, with the bare page among the addresses."""
    from suzhi.operations.processes import ports
    from suzhi.operations.processes.web import web_words

    port = ports.free_port()
    words = web_words("127.0.0.1", port, 2, "suzhi.workbench.bench.wsgi:application")
    environment = os.environ | {"SUZHI_HOSTS": "127.0.0.1,localhost"}
    process = subprocess.Popen(words, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait(port)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait(port: int) -> None:
    from suzhi.operations.processes.ports import FirstAnswer

    answer: Any = FirstAnswer("127.0.0.1", port)
    end = time.monotonic() + WAIT_SECONDS
    while not answer.arrived():
        if time.monotonic() > end:
            raise TimeoutError("the web server did not answer")
        time.sleep(0.2)
