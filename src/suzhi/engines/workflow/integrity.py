"""What the verification asks of processes: no record stands at a rank that is not its state's."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import connection
from django.utils.translation import gettext as _

from suzhi.engines.audit.api import Problem
from suzhi.engines.workflow.models import Standing
from suzhi.engines.workflow.registry import all_workflows
from suzhi.engines.workflow.standing import stated_models, unbound

MOST = 100


def check() -> Iterator[Problem]:
    """The foreign keys are there, the standings are those of the packs, and every row has one of them."""
    for table in unbound():
        text = _("%(table)s 的状态与位次不再受约束。") % {"table": table}
        yield Problem("rank.unbound", table, None, text)
    for one in Standing.objects.order_by("pk"):
        process = all_workflows().get(one.process)
        state = process.states.get(one.state) if process else None
        if state is not None and state.rank != one.rank:
            text = _("流程“%(process)s”的状态“%(state)s”的位次被改动。")
            words = {"process": one.process, "state": one.state}
            yield Problem("rank.standing", "workflow_standing", one.pk, text % words)
    for model in stated_models():
        yield from _strays(str(model._meta.db_table))


def _strays(table: str) -> Iterator[Problem]:
    with connection.cursor() as cursor:
        cursor.execute(
            f'SELECT id FROM "{table}" t WHERE NOT EXISTS (SELECT 1 FROM workflow_standing s'
            " WHERE s.process = t.process AND s.state = t.state AND s.rank = t.rank) ORDER BY id LIMIT %s",
            [MOST],
        )
        for (row,) in cursor.fetchall():
            text = _("%(table)s 第 %(row)s 行的位次与状态不符。") % {"table": table, "row": row}
            yield Problem("rank.altered", table, row, text)
