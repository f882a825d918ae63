"""A record in words: the pairs of its page and the labels of its history."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext as translated
from django.utils.translation import gettext_lazy

from suzhi.engines.access.api import Actor
from suzhi.engines.kinds.api import all_kinds
from suzhi.engines.records.extras import extras_of
from suzhi.engines.records.family import Family
from suzhi.engines.records.showing.masks import HIDDEN, kind_name, may_see, may_see_extra, shown, shown_extra
from suzhi.engines.workflow.api import state_label, write
from suzhi.kernel.privacy import SEALED
from suzhi.ui.api import Pair

# Under which page a reference opens.
_PAGES = {"unit": "org:unit", "person": "people:person"}


def names_of(family: Family, actor: Actor | None = None, row: Any = None) -> dict[str, tuple[Any, Any]]:
    """Field -> (label, how it is written), for the history; what the reader may not see is not written."""
    found: dict[str, tuple[Any, Any]] = {
        "state": (gettext_lazy("状态"), lambda code: state_label(row, code) if row is not None else code),
        "return_reason": (gettext_lazy("退回理由"), write),
    }
    for name, fact in family.facts.items():
        if fact.said.privacy == SEALED or (
            row is not None and actor is not None and not may_see(actor, row, name)
        ):
            found[name] = (fact.label, lambda value: HIDDEN)
        else:
            found[name] = (fact.label, kind_name if name == "kind" else fact.write)
    if family.kinds:
        found["extra"] = (gettext_lazy("类别的项目"), lambda value: _write_extra(family, actor, row, value))
    return found


def _write_extra(family: Family, actor: Actor | None, row: Any, value: dict[str, Any]) -> str:
    """The values of the kinds' own fields, those that this reader may see."""
    entries = {one.code: one.entry for one in extras_of(family)}
    told = []
    for code, one in (value or {}).items():
        entry = entries.get(code, {"code": code, "name": code, "privacy": SEALED})
        open_to = actor is not None and row is not None and may_see_extra(actor, row, entry)
        text = write(one) if open_to else HIDDEN
        told.append(_("%(name)s：%(value)s") % {"name": translated(entry["name"]), "value": text})
    return _("；").join(told) or "–"


def pairs_of(family: Family, row: Any, actor: Actor) -> list[Pair]:
    """The facts of the record, those that are filled."""
    beside = {fact.said.beside for fact in family.facts.values() if fact.said.beside}
    found = []
    for name in dict.fromkeys([*family.order.split(), *family.facts]):
        if name not in beside and name != family.titled:
            found += _pair(family, row, actor, name)
    kind = all_kinds().get(row.kind) if family.kinds else None
    if kind:
        found += [
            Pair(label=translated(entry["name"]), value=shown_extra(actor, row, entry))
            for entry in kind.fields
            if entry["code"] in row.extra
        ]
    return found


def _pair(family: Family, row: Any, actor: Actor, name: str) -> list[Pair]:
    fact, value = family.facts[name], getattr(row, name)
    if value is None or value == "":
        return [Pair(label=fact.label, value=str(fact.said.empty))] if fact.said.empty else []
    if fact.said.beside:
        return [Pair(label=fact.said.pair, value=f"{value}, {getattr(row, fact.said.beside)}")]
    page = _PAGES.get(fact.said.type.name)
    href = reverse(page, args=[value.pk]) if page and may_see(actor, row, name) else ""
    return [Pair(label=fact.label, value=shown(actor, row, name, unit_word=True), href=href)]
