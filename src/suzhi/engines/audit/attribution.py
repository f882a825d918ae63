"""Changes that nobody stands behind: written into the history by a trigger, but by no service of the product."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from suzhi.engines.audit.protection import history_models


def unattributed() -> Iterator[tuple[str, int]]:
    """Tables with the number of their changes that name no actor: somebody wrote to the database directly."""
    for model in history_models():
        found = model._base_manager.filter(pgh_context_id=None).count()
        if found:
            yield model.pgh_tracked_model._meta.db_table, found  # type: ignore[attr-defined]


def warnings() -> list[str]:
    """One sentence for a person, or none. The changes themselves are whole in the history."""
    found = list(unattributed())
    if not found:
        return []
    tables = _("、").join(f"{table} {count}" for table, count in found)
    return [_("有改动不是通过系统做的（直接改了数据库），历史中有旧值，没有操作人：%s。") % tables]
