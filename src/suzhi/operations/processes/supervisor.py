"""Keeps the database and its children alive, and says what it does."""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Callable
from types import FrameType

from suzhi.kernel.errors import Refusal
from suzhi.operations.processes.children import Child, end_all, status_in_words
from suzhi.operations.processes.postgres import EmbeddedPostgres

LOOK_EVERY = 0.2
PATIENCE = 12.0


def say(text: str) -> None:
    """One line for whoever watches."""
    sys.stderr.write(f"[suzhi] {text}\n")
    sys.stderr.flush()


class Supervisor:
    """Starts the children, restarts what dies, and ends everything on Ctrl-C or SIGTERM."""

    def __init__(self, children: list[Child], postgres: EmbeddedPostgres | None) -> None:
        self._children = children
        self._postgres = postgres
        self._asked_to_stop = 0

    def run(self, greet: Callable[[], bool] = lambda: True) -> int:
        """Until told to stop. ``greet`` is called now and then until it says that it is done."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._ask_to_stop)
        try:
            for child in self._children:
                child.start()
            greeted = False
            while not self._asked_to_stop:
                self._look()
                greeted = greeted or greet()
                time.sleep(LOOK_EVERY)
        finally:
            self._end()
        return 0

    def _ask_to_stop(self, signum: int, frame: FrameType | None) -> None:
        self._asked_to_stop += 1

    def _look(self) -> None:
        if self._postgres is not None and self._postgres.server_pid() is None:
            self._bring_back_database(self._postgres)
        for child in self._children:
            status = child.fallen()
            if status is not None:
                say(f"{child.label}进程{status_in_words(status)}，{child.pause:g} 秒后重新启动。")
            elif child.due():
                child.start_again()
                say(f"{child.label}进程已重新启动。")

    def _bring_back_database(self, postgres: EmbeddedPostgres) -> None:
        say("数据库已停止，正在重新启动 …")
        try:
            postgres.start()
        except Refusal as refusal:
            say(f"{refusal} 稍后再试。")
            time.sleep(2)
        else:
            say("数据库已重新启动。")

    def _end(self) -> None:
        say("正在停止全部进程 …")
        end_all(self._children, PATIENCE)
        if self._postgres is not None:
            self._postgres.release()
        say("已停止。")
