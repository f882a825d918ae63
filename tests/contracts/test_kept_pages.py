"""Kept pages are never stale: after each of many random changes they are what a fresh drawing would be.

Anything that is stored may change: any column of any table that a page may show, rows that come and go, grants,
settings, the language. `make test-all` makes a thousand changes, the quick suite a hundred and fifty.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import DatabaseError, models, transaction
from django.test import Client

from contracts.addresses import all_addresses
from contracts.arguments import address_for
from contracts.world import World, make_world, role_accounts
from suzhi.engines.audit.revisions import is_marked
from suzhi.faces.shell.drawings import DRAWINGS

pytestmark = [pytest.mark.django_db, pytest.mark.warm]
READERS = [("city_office", "C"), ("leader", "A"), ("unit_chair", "A1"), ("recorder", "A1")]
# What differs between two drawings of the same: tokens, ids of elements that have no name, sizes of nothing.
OWN = re.compile(r'value="\w{64}"|name="once" value="[\w-]+"|X-CSRFToken": "\w{64}"|\bu[0-9a-f]{6}-\d+')
SEEN = [
    ("org.Unit", "name"), ("activities.Activity", "name"), ("people.Person", "name"), ("venues.Venue", "name"),
    ("activities.Campaign", "name"), ("metrics.Value", "numerator"), ("plans.Clause", "title"),
    ("plans.Indicator", "name"), ("plans.Plan", "title"), ("plans.Duty", "title"), ("org.Line", "valid_from"),
]  # fmt: skip
HOLDING = ("django_", "auth_", "account_", "procrastinate_", "mfa_")


@pytest.fixture(scope="module")
def world(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[World]:
    from django.conf import settings

    kept = settings.EVIDENCE_ROOT
    settings.EVIDENCE_ROOT = tmp_path_factory.mktemp("files")
    with django_db_blocker.unblock():
        atomic = transaction.atomic()
        atomic.__enter__()
        try:
            made = make_world()
            role_accounts(made)
            for role, unit in READERS:
                made.cast.account(role, unit)
            yield made
        finally:
            transaction.set_rollback(True)
            atomic.__exit__(None, None, None)
            settings.EVIDENCE_ROOT = kept


@contextmanager
def nothing_kept() -> Iterator[None]:
    """Within, every page is drawn from nothing and none is kept."""
    find, keep = DRAWINGS.find, DRAWINGS.keep
    DRAWINGS.find = lambda key, now: None  # type: ignore[method-assign]
    DRAWINGS.keep = lambda key, drawing: None  # type: ignore[method-assign]
    try:
        yield
    finally:
        DRAWINGS.find, DRAWINGS.keep = find, keep  # type: ignore[method-assign]


class Reader:
    """One account with the pages that it may open."""

    def __init__(self, world: World, role: str, unit: str) -> None:
        account = world.cast.account(role, unit)
        self.client = Client(raise_request_exception=False)
        self.client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
        self.pages = [page for page in kept_pages(world, unit) if self.client.get(page).status_code == 200]

    def read(self, page: str) -> tuple[int, str]:
        answer = self.client.get(page)
        return answer.status_code, OWN.sub("", answer.content.decode())


def kept_pages(world: World, unit: str) -> list[str]:
    kept = [one for one in all_addresses() if one.rule is not None and one.rule.kept]
    found = [address_for(one, world, unit) for one in kept]
    figures = [f"{page}?year=2018&unit={unit}" for page in found if page.startswith("/plans/")]
    return list(dict.fromkeys([*found, *figures, "/activities/?q=zq", "/people/?sort=-name"]))


class Changes:
    """Random changes, from a seed; some are refused by the database and then have not happened."""

    def __init__(self, world: World, seed: int) -> None:
        self.world, self.dice = world, random.Random(seed)
        self.models = [
            model
            for model in apps.get_models()
            if is_marked(model._meta.db_table) and not model._meta.db_table.startswith(HOLDING)
            and not model._meta.proxy and model._meta.app_label not in ("audit",)
        ]  # fmt: skip

    def one(self) -> bool:
        act = self.dice.choice(
            [self._seen] * 8 + [self._edit] * 8 + [self._remove, self._double, self._grant, self._settings]
        )
        try:
            with transaction.atomic():
                return act()
        except (DatabaseError, ValueError, OverflowError, models.ProtectedError):
            return False

    def _row(self) -> Any:
        rows = self.dice.choice(self.models)._base_manager.all()
        found = list(rows.values_list("pk", flat=True)[:40])
        return rows.get(pk=self.dice.choice(found)) if found else None

    def _seen(self) -> bool:
        """What stands on many pages."""
        label, name = self.dice.choice(SEEN)
        rows = apps.get_model(label)._base_manager.order_by("pk")
        row = self.dice.choice(list(rows[:6]))
        return self._change(row, row._meta.get_field(name))

    def _edit(self) -> bool:
        row = self._row()
        if row is None or row._meta.label in ("metrics.Definition", "metrics.Member"):
            return False
        return self._change(
            row, self.dice.choice([one for one in row._meta.concrete_fields if not one.primary_key])
        )

    def _change(self, row: Any, field: Any) -> bool:
        value = self._value(field, getattr(row, field.attname))
        return bool(type(row)._base_manager.filter(pk=row.pk).update(**{field.attname: value}))

    def _value(self, field: Any, before: Any) -> Any:
        if isinstance(field, models.ForeignKey):
            return self.dice.choice(list(field.related_model._base_manager.values_list("pk", flat=True)[:20]))
        if field.choices:
            return self.dice.choice([value for value, _label in field.flatchoices])
        if isinstance(before, bool):
            return not before
        if isinstance(before, int):
            return before + self.dice.randint(1, 9)
        if isinstance(before, date):
            return before - timedelta(days=self.dice.randint(1, 400))
        if isinstance(before, str) and field.name not in ("kind", "state", "type", "role", "value", "target"):
            return before[: max(0, (field.max_length or 999) - 3)] + f"z{self.dice.randint(0, 9)}"
        raise ValueError(field.name)

    def _remove(self) -> bool:
        row = self._row()
        return row is not None and bool(row.delete()[0])

    def _double(self) -> bool:
        row = self._row()
        if row is None:
            return False
        for field in row._meta.concrete_fields:
            if field.unique and isinstance(field, models.CharField):
                setattr(row, field.attname, f"zz{self.dice.randint(0, 10**8)}")
        row.pk, row._state.adding = None, True
        row.save(force_insert=True)
        return True

    def _grant(self) -> bool:
        grants = apps.get_model("access", "Grant").objects
        row = grants.order_by("?").first()
        row.valid_to = self.dice.choice([None, date(2016, 1, 1)])
        row.role = self.dice.choice([role for role, _unit in READERS])
        row.save()
        return True

    def _settings(self) -> bool:
        catalogue = self.world.plan.catalogue
        catalogue.refresh_from_db()
        catalogue.settings = catalogue.settings | {"volunteer_hours": self.dice.randint(1, 99)}
        catalogue.save()
        return True


def run(world: World, rounds: int, seed: int) -> tuple[int, int]:
    """How many changes were made, and how many of them altered the page that was looked at."""
    readers, changes, dice = (
        [Reader(world, *one) for one in READERS],
        Changes(world, seed),
        random.Random(seed),
    )
    made = altered = 0
    while made < rounds:
        reader = dice.choice(readers)
        page = dice.choice(reader.pages)
        if dice.random() < 0.1:
            reader.client.cookies["django_language"] = dice.choice(["en", "zh-hans"])
        before = reader.read(page)
        with transaction.atomic():
            if not changes.one():
                continue
            made += 1
            shown = reader.read(page)
            with nothing_kept():
                fresh = reader.read(page)
            assert shown == fresh, f"change {made} of seed {seed} is not seen on {page}"
            altered += shown != before
            # Each change is taken back, so that the city does not fall apart; the page must follow that too.
            transaction.set_rollback(True)
        if shown != before:
            assert reader.read(page) == before, (
                f"change {made} of seed {seed}, taken back, is still on {page}"
            )
    return made, altered


def test_each_kept_page_is_the_same_when_it_is_drawn_again(world: World) -> None:
    """Nothing random and nothing used once is on it, so it may be kept at all."""
    for role, unit in (READERS[0], READERS[2]):
        reader = Reader(world, role, unit)
        assert len(reader.pages) > 12
        with nothing_kept():
            for page in reader.pages:
                assert reader.read(page) == reader.read(page), page


def test_no_change_is_missed(world: World) -> None:
    DRAWINGS.clear()
    made, altered = run(world, 200, seed=4)
    assert made == 200
    assert altered > 15, f"only {altered} of the changes were to be seen at all"
    assert len(DRAWINGS) > 30


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(5))
def test_none_of_a_thousand_changes_is_missed(world: World, seed: int) -> None:
    assert run(world, 200, seed=100 + seed)[0] == 200
