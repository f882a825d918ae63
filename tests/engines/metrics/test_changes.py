"""Following the change feed gives the very figures that computing everything gives; a killed process loses nothing."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from datetime import date, timedelta
from typing import Any

import pytest

pytestmark = pytest.mark.django_db(transaction=True)


def _one(dice: random.Random, model: Any) -> Any:
    rows = list(model.objects.order_by("pk"))
    return dice.choice(rows) if rows else None


def _day(dice: random.Random) -> date:
    return date(2016, 1, 1) + timedelta(dice.randrange(1800))


def _change(model: Any, **choices: Any) -> Any:
    """A correction that gives one field of one row another value."""

    def act(dice: random.Random) -> None:
        row = _one(dice, model)
        if row is not None:
            field = dice.choice(sorted(choices))
            setattr(row, field, choices[field](dice))
            # A state takes its rank along.
            row.save(update_fields={field} | ({"rank"} if field == "state" else set()))

    return act


def _join(dice: random.Random) -> None:
    from suzhi.domains.activities.api import Activity, Participation
    from suzhi.engines.people.api import Person

    activity, person = _one(dice, Activity), _one(dice, Person)
    if activity and person:
        Participation.objects.get_or_create(activity=activity, person=person)


def _leave(dice: random.Random) -> None:
    from suzhi.domains.activities.api import Participation

    row = _one(dice, Participation)
    if row is not None:
        row.delete()


def _transfer(dice: random.Random) -> None:
    from suzhi.engines.org.api import Unit
    from suzhi.engines.people.api import Membership, reseat

    row = _one(dice, Membership)
    if row is not None:
        Membership.objects.filter(pk=row.pk).update(unit=_one(dice, Unit))
        reseat()


def _move(dice: random.Random) -> None:
    from suzhi.engines.org.api import Line, Unit, rebuild_closure

    line = _one(dice, Line)
    if line.unit.type == "grassroots":
        Line.objects.filter(pk=line.pk).update(parent=Unit.objects.get(code="Z"))
        rebuild_closure()


def _corrections() -> list[Any]:
    from suzhi.domains.activities.api import Activity
    from suzhi.domains.venues.api import Venue
    from suzhi.engines.org.api import UnitTag, UnitYear
    from suzhi.engines.people.api import Person, Post

    return [
        _join,
        _leave,
        _transfer,
        _move,
        _change(
            Activity,
            starts_on=_day,
            state=lambda d: d.choice(["confirmed", "returned"]),
            kind=lambda d: d.choice(["skills-training", "law-education"]),
            headcount=lambda d: d.randrange(30),
        ),
        _change(Person, sex=lambda d: d.choice("mf"), migrant=lambda d: d.random() < 0.5),
        _change(Post, valid_to=_day, major=lambda d: d.choice(["法学", "会计"])),
        _change(
            Venue, opened_on=lambda d: date(2016, 1, 1), state=lambda d: d.choice(["confirmed", "draft"])
        ),
        _change(UnitYear, above_scale=lambda d: d.random() < 0.5, workers=lambda d: d.randrange(900)),
        _change(UnitTag, tag=lambda d: d.choice(["贫困县", "具备条件"])),
    ]


@pytest.mark.parametrize("seed", [3, 14])
def test_following_changes_equals_computing_everything(seed: int) -> None:
    from django.db import IntegrityError, transaction

    from suzhi.engines.metrics import freshness
    from suzhi.engines.metrics.daemon import step
    from worlds import clear, enter, load_plan, random_world

    clear()
    enter(random_world(seed))
    load_plan()
    mirror = freshness.compute_everything()
    dice = random.Random(seed)
    corrections = _corrections()
    for _ in range(8):
        try:
            with transaction.atomic():
                dice.choice(corrections)(dice)
        except IntegrityError:
            continue
        step(mirror)
        assert freshness.recompute() == 0
    mirror.close()


def test_a_change_is_seen_without_touching_other_figures() -> None:
    from suzhi.domains.activities.api import Activity
    from suzhi.engines.metrics import freshness
    from suzhi.engines.metrics.api import Value
    from suzhi.engines.metrics.daemon import step
    from suzhi.engines.org.api import Unit
    from worlds import clear, enter, load_plan, random_world

    clear()
    enter(random_world(5))
    load_plan()
    mirror = freshness.compute_everything()
    city = Unit.objects.get(code="C")
    law = {"definition__code": "law-talks", "unit": city, "year": 2020}
    before = Value.objects.get(**law).numerator
    Activity.objects.create(
        key="NEW", kind="law-education", name="普法", unit=city, starts_on=date(2020, 1, 1), state="confirmed"
    )
    assert freshness.is_stale()
    assert step(mirror) <= 5
    assert not freshness.is_stale()
    assert Value.objects.get(**law).numerator == before + 1
    mirror.close()


def test_a_killed_process_leaves_whole_figures() -> None:
    """kill -9 in the middle of computing: what is stored stays whole, and the next one finishes the work."""
    from suzhi.engines.metrics import freshness
    from suzhi.engines.metrics.api import Value
    from worlds import clear, enter, load_plan, random_world

    clear()
    enter(random_world(8))
    load_plan()
    script = (
        "from suzhi.operations.ready import ready_settings; ready_settings();"
        "from suzhi.engines.metrics.api import run_figures_daemon; print('up', flush=True); run_figures_daemon()"
    )
    from django.conf import settings

    database = settings.DATABASES["default"]
    url = f"postgresql://{database['USER']}@/{database['NAME']}?host={database['HOST']}"
    process = subprocess.Popen(
        [sys.executable, "-c", script],
        env={**os.environ, "DATABASE_URL": url, "PYTHONPATH": "src"},
        stdout=subprocess.PIPE,
    )
    assert process.stdout is not None
    process.stdout.readline()
    time.sleep(1.5)
    process.send_signal(signal.SIGKILL)
    process.wait()
    done = Value.objects.count()
    assert done == 0 or not freshness.is_stale()
    freshness.ensure_fresh()
    assert Value.objects.exists()
    assert freshness.recompute() == 0
