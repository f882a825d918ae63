"""Two people at one record: who saves second is told what the first changed meanwhile, and decides.

A form carries the version that it was opened with: the last row of the record's history, and a digest of what
stands beside its row. On another version the save is a doubt, bound to the version that it tells of.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, TypeVar

from django.apps import apps
from django.db import transaction
from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from suzhi.engines.access.api import Actor
from suzhi.engines.audit.api import Act
from suzhi.engines.workflow.doubts import Doubt
from suzhi.engines.workflow.timeline import Names
from suzhi.kernel.errors import Refusal
from suzhi.ui.api import moment

R = TypeVar("R")
_VERSION = re.compile(r"(?P<event>[0-9]{1,18})\.(?P<digest>[0-9a-f]{0,12})")
# A label, and how its facts are read that stand in another table than the record's own.
Beside = tuple[Any, Callable[[Any], str]]


def meanwhile(actor: Actor, last: Any, parts: Sequence[str], version: str) -> Doubt:
    """The doubt that says who changed what: ``last`` is the history row or the act of the last change.

    ``version`` is what one has been told of when one saves again; acknowledging it covers no later change.
    """
    who, account, when = _told_by(last)
    mine = account is not None and account == actor.account_id
    return Doubt(
        f"workflow.meanwhile:{version}",
        _("打开本页之后，%(who)s在%(when)s改过：%(what)s。")
        % {
            "who": _("本人（在另一处）") if mine else who or _("系统"),
            "when": moment(when),
            "what": _("；").join(parts),
        },
        _("这里填写的都还在。核对后勾选“仍然保存”再保存，就以这里填写的为准。"),
    )


def last_change(model: type[Model], keys: Collection[int], after: int = 0) -> Any:
    """The last history row of these rows, with who made the change."""
    rows = events_of(model).filter(pgh_obj_id__in=keys, pgh_id__gt=after)
    return rows.select_related("pgh_context").order_by("-pgh_id").first()


def events_of(model: type[Model]) -> QuerySet[Any]:
    """The history of a model's rows."""
    events = apps.get_model(model._meta.app_label, f"{model._meta.object_name}Event")
    rows: QuerySet[Any] = events._default_manager.all()
    return rows


def _told_by(last: Any) -> tuple[str, int | None, Any]:
    if isinstance(last, Act):
        return last.actor_name, last.actor_id, last.at
    if last is None:
        return "", None, None
    context = last.pgh_context.metadata if last.pgh_context else {}
    return context.get("name", ""), context.get("actor"), last.pgh_created_at


def turned(label: Any, before: str, after: str) -> str:
    """One change in words; without values only what it was about."""
    if not before and not after:
        return str(label)
    return _("“%(label)s”由“%(before)s”改为“%(after)s”") % {"label": label, "before": before, "after": after}


@dataclass(frozen=True, slots=True)
class Guard:
    """Over one record while somebody corrects it. ``names`` as for the history: field -> (label, how it is written).

    ``rows``: the rows of another table that belong to it, where one looks who changed what stands ``beside``.
    """

    record: Model
    names: Names
    beside: Sequence[Beside] = ()
    rows: QuerySet[Any] | None = None

    def version(self) -> str:
        """What the record is now."""
        last = self._history().order_by("-pgh_id").values_list("pgh_id", flat=True).first()
        return f"{last or 0}.{self._digest()}"

    def carry_out(self, act: Callable[[], R], actor: Actor, opened: str, acknowledged: Collection[str]) -> R:
        """Hold the row, look whether it is still what the form was opened with, and only then call the service."""
        refused: Refusal | None = None
        with transaction.atomic():
            self._hold(actor, opened, acknowledged)
            try:
                return act()
            except Refusal as refusal:
                # Out of the block first: what the service wrote down about a denial is to stay.
                refused = refusal
        raise refused

    def _hold(self, actor: Actor, opened: str, acknowledged: Collection[str]) -> None:
        rows = type(self.record)._base_manager.select_for_update(of=("self",))
        now = rows.filter(pk=self.record.pk).first()
        if now is None:
            return
        version = self.version()
        if version == opened or f"workflow.meanwhile:{version}" in acknowledged:
            return
        known = _VERSION.fullmatch(opened)
        if known is None:
            raise self._unknown(version)
        event = int(known["event"])
        parts = self._changes(now, event)
        if known["digest"] != self._digest():
            parts += [str(label) for label, _read in self.beside]
        if parts:
            raise meanwhile(actor, self._last(event), parts, version)

    def _unknown(self, version: str) -> Doubt:
        """Nobody knows what the form was opened with: whatever changed last may be what it would overwrite."""
        who, _account, when = _told_by(self._last(0))
        last = (
            _("最近一次由%(who)s在%(when)s更改。") % {"who": who or _("系统"), "when": moment(when)}
            if when
            else ""
        )
        return Doubt(
            f"workflow.meanwhile:{version}",
            _("看不出打开本页之后有没有别人改过这条记录。") + last,
            _("这里填写的都还在。请在新页打开记录核对；勾选“仍然保存”再保存，就以这里填写的为准。"),
        )

    def _changes(self, now: Any, event: int) -> list[str]:
        """What differs from the row as it was when the form was opened; nothing when it was turned back since."""
        was = self._history().filter(pgh_id__gt=event).order_by("pgh_id").first()
        if was is None:
            return []
        parts = [
            turned(label, say(getattr(was, field)), say(getattr(now, field)))
            for field, (label, say) in self.names.items()
            if getattr(was, field) != getattr(now, field)
        ]
        columns = [field.attname for field in now._meta.concrete_fields if hasattr(was, field.attname)]
        other = any(getattr(was, column) != getattr(now, column) for column in columns)
        return parts or ([_("其他项目")] if other else [])

    def _last(self, event: int) -> Any:
        """The last change of the row; if only what stands beside it changed, the last one there, or act on it."""
        last = last_change(type(self.record), [self.record.pk], event)
        if last is None and self.rows is not None:
            last = last_change(self.rows.model, list(self.rows.values_list("pk", flat=True)))
        acts = Act.objects.filter(subject_type=self.record._meta.label_lower, subject_id=self.record.pk)
        return last or acts.order_by("-id").first()

    def _history(self) -> QuerySet[Any]:
        return events_of(type(self.record)).filter(pgh_obj_id=self.record.pk)

    def _digest(self) -> str:
        said = "\x1f".join(read(self.record) for _label, read in self.beside)
        return sha256(said.encode()).hexdigest()[:12] if said else ""
