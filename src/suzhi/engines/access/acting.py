"""``@service``: one transaction, the actor in every history row it causes, one act in the audit chain."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from contextvars import ContextVar
from functools import wraps
from typing import Any, ParamSpec, TypeVar

import pghistory
from django.apps import apps
from django.core.exceptions import ObjectDoesNotExist
from django.db import IntegrityError, transaction
from django.db.models import Model
from django.utils.translation import gettext_noop

from suzhi.engines.access.actors import Actor
from suzhi.engines.access.changed import changed_fields
from suzhi.engines.access.collisions import collision, gone
from suzhi.engines.access.gathering import put_act, undone_after
from suzhi.engines.access.policy import all_policies
from suzhi.kernel.errors import Denied

P = ParamSpec("P")
R = TypeVar("R")

# verb -> what people read; filled as services are defined
verbs: dict[str, str] = {
    "access.denied": gettext_noop("越权访问被拒"),
    "access.missing": gettext_noop("打开的记录不存在"),
}

_notes: ContextVar[dict[str, Any] | None] = ContextVar("suzhi_act_notes", default=None)


def note(**detail: Any) -> None:
    """Add to the act of the running service: ``note(reason=..., rows=30)``. Ids and counts, never contents.

    ``subject=`` and ``unit_id=`` set what the act is filed under, where the result does not say it.
    """
    notes = _notes.get()
    if notes is None:
        raise RuntimeError("note() outside a service")
    notes.update(detail)


def service(verb: str, name: str = "") -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Decorate a write. Its arguments go by keyword, ``actor`` among them; what it returns is the subject.

    The act is written last, so that the chain's lock is held for a moment and not for the work.
    A star in the verb stands for the code of the ``family`` among the arguments.
    """
    verbs[verb] = name or verbs.get(verb, verb)

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        _check_signature(function)

        @wraps(function)
        def run(*args: P.args, **kwargs: P.kwargs) -> R:
            if args:
                raise TypeError(f"{function.__name__} takes its arguments by keyword")
            actor = kwargs.get("actor")
            if not isinstance(actor, Actor):
                raise TypeError(f"{function.__name__} needs actor=Actor(...)")
            said = verb.replace("*", getattr(kwargs.get("family"), "code", "*"))
            try:
                return _perform(said, actor, function, kwargs)
            except Denied as denied:
                record_denial(actor, denied, verb=said)
                raise

        run.service_verb = verb  # type: ignore[attr-defined]
        return run

    return decorate


def record_denial(actor: Actor, denied: Denied, **where: Any) -> None:
    """One act for one denial, after whatever was under way has been rolled back.

    What does not exist at all was mistyped or guessed (``access.missing``); only what exists was overreached for.
    The person is answered alike.
    """
    if getattr(denied, "audited", False) or transaction.get_connection().needs_rollback:
        return
    about = getattr(denied, "about", {})
    with transaction.atomic():
        denied.audited = put_act(  # type: ignore[attr-defined]
            denied=denied,
            actor_id=actor.account_id,
            actor_name=actor.name,
            verb="access.missing" if _is_missing(about) else "access.denied",
            detail=about | where,
        )


def _is_missing(about: dict[str, str]) -> bool:
    """Whether the denial names one row by its key, and there is none."""
    if about.get("missing"):
        return True
    lookup = {key: about[key] for key in ("pk", "code") if key in about}
    app, _dot, name = about.get("subject", "").partition(".")
    if not lookup or name not in apps.all_models.get(app, {}):
        return False
    return not apps.all_models[app][name]._base_manager.filter(**lookup).exists()


def _perform(verb: str, actor: Actor, function: Callable[..., R], kwargs: dict[str, Any]) -> R:
    """Once; and once more when another call put in the same at the same moment: now its row is to be seen.

    So the second of two is told what a later one is told, or takes the next free number.
    """
    try:
        return _attempt(verb, actor, function, kwargs)
    except IntegrityError as error:
        if collision(error) is None:
            raise
    try:
        return _attempt(verb, actor, function, kwargs)
    except IntegrityError as error:
        refusal = collision(error)
        if refusal is None:
            raise
        raise refusal from error


def _attempt(verb: str, actor: Actor, function: Callable[..., R], kwargs: dict[str, Any]) -> R:
    notes: dict[str, Any] = {}
    token = _notes.set(notes)
    try:
        with (
            undone_after(),
            transaction.atomic(),
            pghistory.context(actor=actor.account_id, name=actor.name, verb=verb) as call,
        ):
            result = function(**kwargs)
            # Now and not at the commit: what points at a row that is gone is to be told of here.
            transaction.get_connection().check_constraints()
            subject = notes.pop("subject", None) or (result if isinstance(result, Model) else None)
            if fields := changed_fields(subject, call.id):
                notes.setdefault("fields", fields)
            put_act(
                actor_id=actor.account_id,
                actor_name=actor.name,
                verb=verb,
                subject=subject,
                unit_id=notes.pop("unit_id", None) or _unit_of(subject) or _first_unit(actor),
                detail=notes,
                context=call.id,
            )
            return result
    except ObjectDoesNotExist as error:
        # The arguments were rows when the caller read them: somebody deleted one since.
        raise gone() from error
    finally:
        _notes.reset(token)


def _unit_of(subject: Model | None) -> int | None:
    if subject is None or subject.pk is None:
        return None
    policy = all_policies().get(type(subject))
    return policy.unit_of(subject) if policy else getattr(subject, "unit_id", None)


def _first_unit(actor: Actor) -> int | None:
    return min((holding.unit_id for holding in actor.grants), default=None)


def _check_signature(function: Callable[..., Any]) -> None:
    parameters = inspect.signature(function).parameters.values()
    by_keyword = {inspect.Parameter.KEYWORD_ONLY, inspect.Parameter.VAR_KEYWORD}
    loose = [p.name for p in parameters if p.kind not in by_keyword]
    if loose or "actor" not in {p.name for p in parameters}:
        raise TypeError(
            f"{function.__name__}: a service has keyword-only arguments, one of them `actor`; see {loose}"
        )
