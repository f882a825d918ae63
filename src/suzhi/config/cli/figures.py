"""``suzhi figures``: keeps the columnar mirror warm and computes what changed. ``suzhi up`` runs it."""

from __future__ import annotations

import argparse

NAME = "figures"
HELP = "指标计算进程：记录有变动时重新计算。通常由 suzhi up 启动。"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """No arguments."""


def run(options: argparse.Namespace) -> int:
    """Compute until told to stop."""
    from suzhi.engines.metrics import api

    api.run_figures_daemon()
    return 0
