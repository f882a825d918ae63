"""A small city in which every unit has one of everything, and every text in it says whose it is.

A token is ``zq<unit>q<number>``: wherever one turns up, one knows which unit's row it came from.
"""

from __future__ import annotations

import io
import itertools
import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db import models

from cast import LONG_AGO, Cast, make_cast
from suzhi.domains.activities.models import Activity, Campaign, Participation, Partner
from suzhi.domains.plans.api import Allocation, Draft, Duty, Indicator, load_pack, pack_of, read_pack
from suzhi.domains.plans.services_drafts import start_draft
from suzhi.domains.reports.models import ReportDraft
from suzhi.domains.venues.models import Venue
from suzhi.engines.access.api import Grant, all_roles, system_actor
from suzhi.engines.accounts.models import Account
from suzhi.engines.audit.api import Act, append_act
from suzhi.engines.exchange.models import Import, Job
from suzhi.engines.files.api import Evidence, EvidenceLink
from suzhi.engines.files.storage import digest_of, keep
from suzhi.engines.metrics.models import Issue, IssuedValue, Preview, Value
from suzhi.engines.org.models import Unit, UnitTag, UnitYear
from suzhi.engines.people.api import seal_id_number, seal_phone
from suzhi.engines.people.models import Membership, Person, Post
from suzhi.engines.people.seats import reseat
from suzhi.kernel import clock

TOKEN = re.compile(rb"zq([abc]1?)q\d{4}")

# Texts with a meaning of their own: a token would break the row.
PLAIN = {
    "kind",
    "state",
    "process",
    "type",
    "role",
    "mime",
    "sha256",
    "digest",
    "previous",
    "comparison",
    "rule",
    "value",
    "level",
    "commitment",
    "subject_type",
    "verb",
    "sex",
    "ownership",
    "nature",
    "password",
    "phone_hash",
    "id_hash",
    "ended",
    "session_key",
    "area_code",
    "uscc",
    "email",
    "ref",
    "number",
    "clauses",
    "clause",
    "target",
    "department",
    "language",
}


# A document of our own: what a draft is made of.
DOCUMENT = (
    "江城市总工会关于印发职工素质提升计划的通知\n\n一、目标\n（一）到2020年底，全市建成职工书屋120个。\n"
)


@dataclass
class World:
    """The rows by unit code and model label."""

    cast: Cast
    rows: dict[str, dict[str, Any]] = field(default_factory=dict)
    plan: Any = None
    figures: dict[int, str] = field(default_factory=dict)
    tokens: int = 0

    def row(self, label: str, unit: str) -> Any:
        return self.rows[unit][label]


def make_world(with_plan: bool = True) -> World:
    """Everything for every unit."""
    world = World(make_cast())
    numbers = itertools.count(1)
    for at, code in enumerate(world.cast.units):
        rows = _rows(world.cast, code, at)
        for row in rows:
            world.tokens += _plant(row, code, numbers)
        world.rows[code] = {row._meta.label: row for row in rows}
        _file(world, code)
    _movers(world, numbers)
    reseat(None)
    _acts(world)
    if with_plan:
        _plan(world)
    return world


def _rows(cast: Cast, code: str, at: int) -> list[models.Model]:
    unit = cast.units[code]
    account = cast.account("recorder", code)
    person = Person(key=f"R{code}", name="x")
    person.phone_sealed, person.phone_hash = seal_phone(f"1380000{at:04d}")
    person.id_sealed, person.id_hash = seal_id_number(f"51110019800101{at:04d}")
    person.save()
    campaign = Campaign.objects.create(code=f"Z{code}", name="x", unit=unit)
    activity = Activity.objects.create(
        key=f"H{code}",
        kind="workers-lecture",
        name="x",
        unit=unit,
        starts_on=date(2017, 5, 4),
        campaign=campaign,
        state="confirmed",
        recorded_by=account,
    )
    return [
        unit,
        account,
        Grant.objects.get(account=account),
        UnitTag.objects.create(unit=unit, tag="x", valid_from=LONG_AGO),
        UnitYear.objects.create(
            unit=unit,
            year=2017,
            ownership="public",
            nature="enterprise",
            above_scale=True,
            disease_contract_due=False,
            unionised=True,
            workers=100 + at,
        ),
        person,
        Membership.objects.create(person=person, unit=unit, joined_on=LONG_AGO),
        Post.objects.create(
            person=person, kind="workers-representative", unit=unit, valid_from=LONG_AGO, state="confirmed"
        ),
        campaign,
        activity,
        Partner.objects.create(activity=activity, unit=unit),
        Participation.objects.create(activity=activity, person=person),
        Venue.objects.create(
            key=f"V{code}", kind="book-house", name="x", unit=unit, opened_on=LONG_AGO, state="confirmed"
        ),
        Import.objects.create(name="x", sha256="0" * 64, actor=account, result={}),
        Job.objects.create(kind="export", account=account, wanted={"sheets": ["单位"]}),
        _draft(account),
    ]


# Whither people go and whence they come: each pair of units changes one of its people every way.
_PEERS = {"A1": "B1", "B1": "A1", "A": "B", "B": "A"}


def _movers(world: World, numbers: Any) -> None:
    """Of each unit, one who moves to its peer next month and one who came from there last month: its own, both."""
    today = clock.today()
    for code, peer in _PEERS.items():
        here, there = world.cast.units[code], world.cast.units[peer]
        soon, lately = today + timedelta(30), today - timedelta(30)
        stays = {
            "N": ((here, LONG_AGO, soon - timedelta(1)), (there, soon, None)),
            "L": ((there, LONG_AGO, lately - timedelta(1)), (here, lately, None)),
        }
        for letter, seats in stays.items():
            person = Person.objects.create(key=f"{letter}{code}", name="x")
            for unit, first, last in seats:
                Membership.objects.create(person=person, unit=unit, joined_on=first, left_on=last)
            world.tokens += _plant(person, code, numbers)


def several_accounts(world: World) -> dict[str, tuple[Any, set[str]]]:
    """Accounts of more than one grant, with the units in which they may read; some of the grants hold another day."""
    today = clock.today()
    past, ahead = (LONG_AGO, today - timedelta(30)), (today + timedelta(30), None)
    held = (LONG_AGO, None)
    wanted = {
        "office_and_recorder": ({"a", "a1", "b1"}, ("city_office", "A", held), ("recorder", "B1", held)),
        "leader_and_recorder": (
            {"a", "a1", "b", "b1", "c"},
            ("leader", "C", held),
            ("recorder", "A1", held),
        ),
        "two_counties": (
            {"a", "a1", "b", "b1"},
            ("county_reviewer", "A", held),
            ("county_reviewer", "B", held),
        ),
        "other_days": (
            {"a1"},
            ("recorder", "A1", held),
            ("unit_chair", "B1", ahead),
            ("county_reviewer", "B", past),
            ("city_office", "C", past),
        ),
    }
    found = {}
    for name, (inside, *grants) in wanted.items():
        account, _made = Account.objects.get_or_create(
            username=name, defaults={"display_name": name, "demo": True, "password": "!"}
        )
        for role, unit, (first, last) in grants:
            Grant.objects.get_or_create(
                account=account, role=role, unit=world.cast.units[unit], valid_from=first, valid_to=last
            )
        found[name] = (account, inside)
    return found


def _draft(account: Any) -> Draft:
    draft = start_draft(actor=system_actor(), name="计划.txt", data=DOCUMENT.encode())
    draft.created_by = account
    draft.save()
    return draft


def _plant(row: models.Model, code: str, numbers: Any) -> int:
    """A token into every free text of the row."""
    changes: dict[str, str] = {}
    for one in row._meta.concrete_fields:
        text = (
            isinstance(one, models.CharField | models.TextField) and not one.choices and one.name not in PLAIN
        )
        if text and (one.max_length is None or one.max_length >= 10) and not one.primary_key:
            changes[one.name] = f"zq{code.lower()}q{next(numbers):04d}"
    if changes:
        type(row)._base_manager.filter(pk=row.pk).update(**changes)
        row.refresh_from_db()
    return len(changes)


def _file(world: World, code: str) -> None:
    """A file whose bytes bear the token too, hung on the activity and the venue."""
    rows = world.rows[code]
    body = b"%PDF-1.7 zq" + code.lower().encode() + b"q9000"
    digest = digest_of(io.BytesIO(body))
    keep(io.BytesIO(body), digest)
    evidence = Evidence.objects.create(
        sha256=digest,
        name=f"zq{code.lower()}q9001.pdf",
        mime="application/pdf",
        size=len(body),
        unit=world.cast.units[code],
    )
    rows["files.Evidence"] = evidence
    for subject in (rows["activities.Activity"], rows["venues.Venue"]):
        EvidenceLink.objects.create(
            evidence=evidence,
            subject_type=subject._meta.label_lower,
            subject_id=subject.pk,
            note=f"zq{code.lower()}q9002",
        )


def _acts(world: World) -> None:
    for code, rows in world.rows.items():
        append_act(
            verb="test.planted",
            actor_name=f"zq{code.lower()}q9100",
            subject=rows["activities.Activity"],
            unit_id=world.cast.units[code].pk,
            detail={"reason": f"zq{code.lower()}q9101"},
        )
    assert Act.objects.filter(verb="test.planted").count() == len(world.rows)


def _plan(world: World) -> None:
    """The shipped plan on this city, with figures whose numbers say whose they are."""
    plain = dict(read_pack("leshan-2016-2020").plain)
    plain.pop("places", None)
    plain["root"] = Unit.objects.get(pk=world.cast.units["C"].pk).code
    world.plan = load_pack(actor=system_actor(), pack=pack_of(plain))
    indicators = list(Indicator.objects.filter(plan=world.plan))
    Preview.objects.create(catalogue=world.plan.catalogue, settings=world.plan.catalogue.settings, answer=[])
    for at, (code, rows) in enumerate(world.rows.items()):
        unit = world.cast.units[code]
        number = 7_130_017 + at * 10_101
        world.figures[number] = code
        for indicator in indicators:
            for year in range(2016, 2021):
                Value.objects.create(
                    definition=indicator.definition,
                    unit=unit,
                    year=year,
                    numerator=number,
                    denominator=number,
                    least=number,
                )
        rows["plans.Allocation"] = Allocation.objects.create(
            indicator=indicators[0], unit=unit, year=2018, value=str(number + 5), rule=""
        )
        issue = Issue.objects.create(
            catalogue=world.plan.catalogue,
            unit=unit,
            year=2018,
            title=f"zq{code.lower()}q9200",
            cutoff="2019-01-01T00:00Z",
        )
        IssuedValue.objects.create(
            issue=issue,
            key=f"zq{code.lower()}q9201",
            code=indicators[0].code,
            unit=unit,
            year=2018,
            body={},
            digest="",
        )
        rows["metrics.Issue"] = issue
        draft = ReportDraft.objects.create(plan=world.plan, unit=unit, year=2018)
        _plant(draft, code, itertools.count(9300))
        rows["reports.ReportDraft"] = draft
        rows["plans.Duty"] = Duty.objects.filter(plan=world.plan).first()


def role_accounts(world: World) -> dict[str, Any]:
    """One account for every role, where its like works: the city office at the top, the rest in the east."""
    where = {"city_office": "C", "system_admin": "C", "unit_chair": "A1", "recorder": "A1", "worker": "A1"}
    found = {}
    for role in all_roles():
        account = world.cast.account(role, where.get(role, "A"))
        account.must_change_password = False
        account.save(update_fields=["must_change_password"])
        found[role] = account
    found["worker"].person = world.row("people.Person", "A1")
    found["worker"].save()
    return found
