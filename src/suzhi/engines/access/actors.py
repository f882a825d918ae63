"""Who acts: an account (or the system) with the grants that hold today."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from suzhi.engines.access.models import Grant
from suzhi.engines.access.roles import permission as known_permission
from suzhi.engines.access.roles import role, roles_with
from suzhi.engines.access.terms import in_force
from suzhi.kernel import clock


@dataclass(frozen=True, slots=True)
class Holding:
    """One grant that holds today."""

    role: str
    unit_id: int


@dataclass(frozen=True)
class Actor:
    """Read once per request; every answer below is remembered for its length."""

    account: Any | None
    name: str
    grants: tuple[Holding, ...] = ()
    system: bool = False
    _known: dict[tuple, Any] = field(default_factory=dict, compare=False, repr=False)

    @property
    def account_id(self) -> int | None:
        return self.account.pk if self.account is not None else None

    @property
    def cadre(self) -> bool:
        """Holds a role that asks for a second factor."""
        return any(role(holding.role).cadre for holding in self.grants)

    def has(self, permission: str) -> bool:
        """Whether the actor may do this anywhere at all."""
        known_permission(permission)
        return self.system or bool(self._granted(permission))

    def roots(self, permission: str) -> frozenset[int]:
        """The units on whose subtrees the actor holds the permission; for the system, every top unit."""
        return self._remember(("roots", permission), lambda: self._roots(permission))

    def everywhere(self, permission: str) -> bool:
        """Whether no unit lies outside, so that rows need no filter."""
        return self._remember(("everywhere", permission), lambda: self._everywhere(permission))

    def covers(self, permission: str, unit_id: int | None) -> bool:
        """Whether the unit is, today, at or below one of the actor's roots."""
        if unit_id is None:
            return self.everywhere(permission)
        if self.system or unit_id in self._granted(permission):
            return True
        return self._remember(("covers", permission, unit_id), lambda: self._covers(permission, unit_id))

    def _covers(self, permission: str, unit_id: int) -> bool:
        return units_below(self._granted(permission)).filter(unit_id=unit_id).exists()

    def units(self, permission: str) -> QuerySet:
        """Ids of the units in reach, as a subquery."""
        return units_below(self.roots(permission)).values("unit_id")

    def units_above(self, permission: str) -> QuerySet:
        """Ids of the actor's roots and of everything above them, as a subquery."""
        closure = apps.get_model("org", "Closure")
        return closure.objects.filter(_today(), unit_id__in=self.roots(permission)).values("ancestor_id")

    def _granted(self, permission: str) -> frozenset[int]:
        holders = roles_with(permission)
        return frozenset(h.unit_id for h in self.grants if h.role in holders)

    def _roots(self, permission: str) -> frozenset[int]:
        known_permission(permission)
        return frozenset(_top_units()) if self.system else self._granted(permission)

    def _everywhere(self, permission: str) -> bool:
        if self.system:
            return True
        granted = self._granted(permission)
        if not granted or not (granted & self._remember(("tops", "some"), lambda: _tops_among(self.grants))):
            return False
        return granted >= self._remember(("tops", "all"), lambda: frozenset(_top_units()))

    def _remember(self, key: tuple, find: Any) -> Any:
        if key not in self._known:
            self._known[key] = find()
        return self._known[key]


NOBODY = Actor(None, "")


def holders(permission: str, unit_id: int) -> QuerySet[Grant]:
    """The grants that give the permission on this unit today, to accounts that are not shut."""
    closure = apps.get_model("org", "Closure")
    above = closure.objects.filter(_today(), unit_id=unit_id).values("ancestor_id")
    held = Q(valid_to__isnull=True) | Q(valid_to__gte=clock.today())
    return Grant.objects.filter(
        held,
        role__in=roles_with(permission),
        unit__in=above,
        valid_from__lte=clock.today(),
        account__is_active=True,
    )


def system_actor(name: str = "系统") -> Actor:
    """The programme itself: timed work, the command line, the demo."""
    return Actor(None, name, system=True)


def actor_for(account: Any) -> Actor:
    """The account with the grants that hold today."""
    if account is None or not account.is_authenticated or not account.is_active:
        return NOBODY
    rows = Grant.objects.filter(in_force(), account=account)
    return Actor(account, str(account), tuple(Holding(r, u) for r, u in rows.values_list("role", "unit_id")))


def actor_of(request: HttpRequest) -> Actor:
    """The actor of the request, read once."""
    actor = getattr(request, "_suzhi_actor", None)
    if actor is None:
        actor = actor_for(getattr(request, "user", None))
        request._suzhi_actor = actor  # type: ignore[attr-defined]
    return actor


def units_below(roots: frozenset[int]) -> QuerySet:
    """Closure rows, today, of the units at or below the roots."""
    return apps.get_model("org", "Closure").objects.filter(_today(), ancestor_id__in=roots)


def _today() -> Q:
    today = clock.today()
    return Q(valid_from__lte=today, valid_to__gte=today)


def _parented() -> QuerySet:
    return apps.get_model("org", "Line").objects.filter(_today(), parent__isnull=False)


def _tops_among(grants: tuple[Holding, ...]) -> frozenset[int]:
    """Those of the granted units that report to nobody: a cheap look before the whole tree is asked."""
    units = frozenset(h.unit_id for h in grants)
    return units - set(_parented().filter(unit_id__in=units).values_list("unit_id", flat=True))


def _top_units() -> list[int]:
    units = apps.get_model("org", "Unit").objects.exclude(pk__in=_parented().values("unit_id"))
    return list(units.values_list("pk", flat=True))
