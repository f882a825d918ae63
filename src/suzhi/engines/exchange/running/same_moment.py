"""What arrives twice at the same moment: the second waits, then sees what the first has done."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DataError, IntegrityError, connection
from django.utils.translation import gettext as _

from suzhi.engines.access.api import Actor
from suzhi.engines.exchange.models import Import, ImportState
from suzhi.kernel.errors import Refusal


def earlier_upload(actor: Actor, sha256: str) -> Import | None:
    """The import of the same file by the same person for which this one had to wait, if there is one.

    Sent one after the other they are two: the records may have changed in between.
    """
    what = f"exchange.upload {actor.account_id} {sha256}"
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))", [what])
        if cursor.fetchone()[0]:
            return None
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [what])
    waiting = Import.objects.filter(state__in=(ImportState.WAITING, ImportState.CHECKED))
    return waiting.filter(actor=actor.account, sha256=sha256).order_by("-pk").first()


def reread(record: Import) -> Import:
    """The import as it is now, held until the transaction ends; another may have discarded it meanwhile."""
    held = Import.objects.select_for_update().filter(pk=record.pk).first()
    if held is None:
        raise Refusal("exchange.discarded", _("这次导入已经放弃。"), _("请重新上传工作簿。"))
    return held


@contextmanager
def told_apart() -> Iterator[None]:
    """What only the database noticed is still a refusal, not a crash."""
    try:
        yield
    except (IntegrityError, DataError) as error:
        reason = str(error).splitlines()[0]
        raise Refusal(
            "exchange.database",
            _("数据库拒绝写入，什么都没有改动：%s") % reason,
            _("请重新检查工作簿；仍不行请联系系统管理员。"),
        ) from error
