"""Steps as buttons, the same step for many records, and the panels that others hang on a record's page."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.contrib import messages
from django.db.models import Model
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from suzhi.engines.access.api import Actor
from suzhi.engines.workflow.registry import State, Transition, Workflow
from suzhi.engines.workflow.steps import offers
from suzhi.kernel.errors import Refusal

if TYPE_CHECKING:
    from suzhi.engines.workflow.mixins import Recorded


@dataclass(frozen=True, slots=True)
class StepButton:
    """A step on a record page."""

    step: Transition
    primary: bool


def state_kind(state: State) -> str:
    """The kind of tag that a state is drawn with, from its flags."""
    if "counted" in state.flags:
        return "confirmed"
    return "draft" if state.code == "draft" else "returned"


def actions_of(actor: Actor, process: Workflow, record: Recorded) -> list[StepButton]:
    """The steps that this actor may take on this record now, and no others; the first that goes on is primary."""
    buttons: list[StepButton] = []
    for offer in offers(actor, process, record):
        if offer.refused:
            continue
        forward = not offer.step.reason and not offer.step.back
        first = forward and not any(one.primary for one in buttons)
        buttons.append(StepButton(offer.step, first))
    return buttons


def step_many(request: HttpRequest, rows: Iterable[Any], take: Callable[[Any, str], Any]) -> None:
    """Take the posted step on each row and say how it went; one refusal does not stop the others."""
    done, refused = 0, []
    for row in rows:
        try:
            take(row, request.POST.get("step", ""))
            done += 1
        except Refusal as refusal:
            refused.append(_("%(name)s：%(value)s") % {"name": row, "value": refusal.message})
    if done:
        messages.success(request, _("已办理 %s 条。") % done)
    if refused:
        words = _("；").join(refused[:5])
        messages.warning(
            request, _("%(count)s 条没有办理：%(words)s") % {"count": len(refused), "words": words}
        )
    if not done and not refused:
        messages.info(request, _("没有选择记录。"))


Panel = Callable[[HttpRequest, Model], SafeString | str]
_panels: list[tuple[int, Panel]] = []


def panel(order: int) -> Callable[[Panel], Panel]:
    """Register a piece of every record and unit page: ``@panel(20) def evidence(request, record) -> html``.

    A panel that has nothing to say about a record gives an empty text. It is found in ``<package>/pages/console/panels.py``.
    """

    def register(draw: Panel) -> Panel:
        _panels.append((order, draw))
        _panels.sort(key=lambda one: one[0])
        return draw

    return register


@cache
def _load_panels() -> None:
    for app in apps.get_app_configs():
        if (
            app.name.startswith("suzhi.")
            and find_spec(f"{app.name}.pages")
            and find_spec(f"{app.name}.pages.console.panels")
        ):
            import_module(f"{app.name}.pages.console.panels")


def panels_for(request: HttpRequest, record: Model) -> list[str]:
    """What is hung on this record's page, in order."""
    _load_panels()
    return [drawn for drawn in (draw(request, record) for _order, draw in _panels) if drawn]
