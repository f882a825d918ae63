"""A second process and kinds that follow it, brought by an installation's own packs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from suzhi.engines.kinds.models import Kind
from suzhi.engines.kinds.registry import all_kinds
from suzhi.engines.kinds.sync import sync_kinds
from suzhi.engines.workflow.models import Standing
from suzhi.engines.workflow.registry import all_workflows
from suzhi.engines.workflow.standing import sync_standings

# A state of its own, one that only shares its code with the ordinary process, and no step "confirm".
PROCESS = """
workflows:
  - code: ballot
    name: 评议
    states:
      - {code: proposed, name: 拟定, rank: 0, flags: [editable, open]}
      - {code: returned, name: 已发回, rank: 0, flags: [editable, open]}
      - {code: passed, name: 已通过, rank: 2, flags: [counted]}
    transitions:
      - {code: pass, name: 通过, from: [proposed, returned], to: passed, permission: records.confirm}
      - {code: reject, name: 发回, from: [proposed, passed], to: returned, permission: records.confirm, reason: true}
"""
KINDS = {
    "activity": "{code: ballot-talk, name: 评议会, counts_as: law-education, workflow: ballot}",
    "venue": "{code: ballot-house, name: 评议点, counts_as: book-house, workflow: ballot}",
    "post": "{code: ballot-post, name: 评议员, counts_as: volunteer, workflow: ballot}",
}


@contextmanager
def second_process(settings: Any, home: Path, process: str = PROCESS) -> Iterator[None]:
    """In force until the block ends."""
    (home / "packs/workflows").mkdir(parents=True)
    (home / "packs/kinds").mkdir()
    (home / "packs/workflows/ballot.yaml").write_text(process, encoding="utf-8")
    for family, entry in KINDS.items():
        text = f"family: {family}\nkinds:\n  - {entry}\n"
        (home / f"packs/kinds/{family}.yaml").write_text(text, encoding="utf-8")
    before = settings.SUZHI_HOME
    settings.SUZHI_HOME = home
    try:
        renew()
        yield
    finally:
        settings.SUZHI_HOME = before
        all_kinds.cache_clear()
        all_workflows.cache_clear()


def renew() -> None:
    """As at the next start."""
    all_kinds.cache_clear()
    all_workflows.cache_clear()
    sync_kinds()
    sync_standings()


def forget() -> None:
    """For tests that commit: after their records are gone."""
    Standing.objects.filter(process="ballot").delete()
    Kind.objects.filter(code__startswith="ballot-").delete()
