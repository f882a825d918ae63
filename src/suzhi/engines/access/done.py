"""Asked for once more, in another tab or by somebody else: nothing is done, and it is said who did it and when."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db.models import Model
from django.utils.translation import gettext as _

from suzhi.engines.access.acting import verbs
from suzhi.engines.access.actors import Actor
from suzhi.engines.audit.api import Act
from suzhi.kernel.asked import parse_id
from suzhi.kernel.errors import Refusal
from suzhi.ui.api import moment


def done_already(record: Any, message: str, code: str = "access.done") -> Refusal:
    """The refusal of a second act, with the last act on the record."""
    return Refusal(code, message, _last(record))


def deleted_before(actor: Actor, about: dict[str, str]) -> Refusal | None:
    """Who deleted the row that a denial was about; only for whom the row was within reach while it was there."""
    app, _dot, name = about.get("subject", "").partition(".")
    events = getattr(apps.all_models.get(app, {}).get(name), "pgh_event_model", None)
    pk = parse_id(about.get("pk"))
    if events is None or pk is None or not about.get("permission"):
        return None
    rows = events._default_manager.filter(pgh_obj_id=pk, pgh_label="delete")
    row = rows.select_related("pgh_context").order_by("-pgh_id").first()
    if row is None or not actor.covers(about["permission"], getattr(row, "unit_id", None) or 0):
        return None
    who = (row.pgh_context.metadata if row.pgh_context else {}).get("name", "") or _("系统")
    given = {"who": who, "when": moment(row.pgh_created_at)}
    return Refusal("access.deleted", _("这条记录已由%(who)s在%(when)s删除，没有再办。") % given)


def _last(record: Any) -> str:
    if not isinstance(record, Model):
        return ""
    acts = Act.objects.filter(subject_type=record._meta.label_lower, subject_id=record.pk)
    act = acts.order_by("-id").first()
    if act is None:
        return ""
    given = {"who": act.actor_name, "when": moment(act.at), "what": _(verbs.get(act.verb, act.verb))}
    return _("最近一次：%(who)s，%(when)s，%(what)s。") % given
