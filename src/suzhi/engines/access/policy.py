"""One declaration per model says whose rows they are; check and filter are both read from it.

A package declares its own in ``policies.py`` as ``POLICIES = [Policy(...), ...]``; they are found by name.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps
from django.db.models import Model, Q

from suzhi.engines.access.actors import Actor
from suzhi.engines.access.roles import permission as known_permission


@dataclass(frozen=True, slots=True)
class Reach:
    """One way from a row to the unit it belongs to, as an ORM path.

    shown: counts for permissions that only read (a partner unit sees the activity and changes nothing).
    holds: a further condition of the day, asked anew each time (the seat on the way must hold today).
    upward: for reading, the unit may also lie above the actor's own (a county reads the city's plan).
    """

    path: str
    shown: bool = False
    holds: Callable[[], Q] | None = None
    upward: bool = False

    def condition(self, actor: Actor, permission: str, model: type[Model]) -> Q:
        """The rows that this way brings into reach."""
        lookup = Q(**{f"{self.path}__in": actor.units(permission)})
        if self.upward and known_permission(permission).reads:
            lookup |= Q(**{f"{self.path}__in": actor.units_above(permission)})
        if self.holds is not None:
            lookup &= self.holds()
        if "__" not in self.path:
            return lookup
        # A way over other tables goes into a subquery, so that no row comes out twice.
        return Q(pk__in=model._base_manager.filter(lookup).values("pk"))


@dataclass(frozen=True, slots=True)
class Policy:
    """Whose the rows of a model are.

    unit: ways to the unit, any of which suffices; a plain string is the path of an ordinary one.
    view: the permission that shows a row.
    own: path to the account whose row it is; ``own.view`` reaches these rows and no others.
    mine: the actor's own rows (by ``own``) are in reach of every permission held anywhere.
    open: rows of nobody in particular (kinds, definitions): in reach of whoever holds the permission.
    names: a row tells a person's name; it is shown where the reader holds this permission on the row.
    """

    model: type[Model]
    unit: str | Reach | tuple[str | Reach, ...] = ()
    view: str = "records.view"
    own: str = ""
    mine: bool = False
    open: bool = False
    names: str = ""

    @property
    def ways(self) -> tuple[Reach, ...]:
        given = self.unit if isinstance(self.unit, tuple) else (self.unit,)
        return tuple(Reach(way) if isinstance(way, str) else way for way in given)

    def condition(self, actor: Actor, permission: str, shown: bool = True) -> Q | None:
        """The rows in reach; None stands for all of them."""
        known = known_permission(permission)
        own = self._own(actor)
        if not actor.has(permission):
            return _nothing()
        if permission == "own.view" and not actor.system:
            return own
        if self.open or actor.everywhere(permission):
            return None
        found = own if self.mine else _nothing()
        for way in self.ways:
            if (known.reads and shown) or not way.shown:
                found |= way.condition(actor, permission, self.model)
        return found

    def _own(self, actor: Actor) -> Q:
        if not self.own or actor.account_id is None:
            return _nothing()
        mine = Q(**{self.own: actor.account_id})
        return mine if "__" not in self.own else Q(pk__in=self.model._base_manager.filter(mine).values("pk"))

    def unit_of(self, row: Model) -> int | None:
        """The unit that an act on this row is filed under."""
        if row._meta.label == "org.Unit":
            return row.pk
        if hasattr(row, "unit_id"):
            return row.unit_id
        if not self.ways:
            return None
        return self.model._base_manager.filter(pk=row.pk).values_list(self.ways[0].path, flat=True).first()


def _nothing() -> Q:
    return Q(pk__in=[])


@cache
def all_policies() -> dict[type[Model], Policy]:
    """Every declared policy by model."""
    found: dict[type[Model], Policy] = {}
    for app in apps.get_app_configs():
        if not app.name.startswith("suzhi.") or find_spec(f"{app.name}.policies") is None:
            continue
        for policy in import_module(f"{app.name}.policies").POLICIES:
            if policy.model in found:
                raise ValueError(f"two policies for {policy.model._meta.label}")
            found[policy.model] = policy
    return found


def policy_of(model: type[Model]) -> Policy:
    """The policy of the model; none is a fault of the programme, never an open door."""
    try:
        return all_policies()[model._meta.concrete_model]  # type: ignore[index]
    except KeyError:
        raise LookupError(
            f"{model._meta.label} has no policy; declare one in its package's policies.py"
        ) from None
