"""Small worlds written as plain data: units, people, posts, activities, venues, in the database and out again.

A world is a dict of lists (see golden/figures.yaml); ``enter`` writes it and returns nothing, because tests ask
the product for everything else.
"""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

from django.db import connection

from suzhi.domains.activities.models import Activity, Participation, Partner
from suzhi.domains.plans.api import Plan, load_pack, pack_of, read_pack
from suzhi.domains.venues.models import Venue
from suzhi.engines.access.api import system_actor
from suzhi.engines.kinds.api import kind_named
from suzhi.engines.org.api import Line, Unit, UnitTag, UnitType, UnitYear, rebuild_closure
from suzhi.engines.people.api import Membership, Person, Post, reseat

FACTS = (
    "people_person, org_unit, activities_activity, venues_venue, metrics_catalogue, plans_plan, audit_change"
)
TYPES = {str(kind.label): kind.value for kind in UnitType}
World = dict[str, list[dict[str, Any]]]


def clear() -> None:
    """Empty the world, for tests that commit."""
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {FACTS} CASCADE")


def enter(world: World) -> None:
    """Write a world: unit codes, person keys and the workbook's Chinese names stand for everything."""
    units = _units(world)
    people = _people(world, units)
    _posts(world, units, people)
    _activities(world, units, people)
    for number, venue in enumerate(world.get("venues", ())):
        Venue.objects.create(
            key=venue.get("key", f"V{number}"),
            kind=_kind("venue", venue["kind"]),
            name=venue["kind"],
            unit=units[venue["unit"]],
            opened_on=venue["opened"],
            closed_on=venue.get("closed"),
            self_built=venue.get("self_built"),
            state=venue.get("state", "confirmed"),
        )


def load_plan(settings: dict[str, Any] | None = None) -> Plan:
    """The shipped plan on whatever city is there, its places left out."""
    plain = dict(read_pack("leshan-2016-2020").plain)
    del plain["places"]
    plain["settings"] = {**plain["settings"], **(settings or {})}
    return load_pack(actor=system_actor("测试"), pack=pack_of(plain))


def _kind(family: str, name: str) -> str:
    found = kind_named(family, name)
    assert found is not None, name
    return found.code


def _units(world: World) -> dict[str, Unit]:
    units: dict[str, Unit] = {}
    for row in world["units"]:
        units[row["code"]] = Unit.objects.create(
            code=row["code"],
            name=row.get("name", row["code"]),
            type=TYPES[row["type"]],
            founded_on=row.get("founded"),
            closed_on=row.get("closed"),
        )
    for row in world["units"]:
        for line in row.get("lines", [{"parent": row.get("parent")}]):
            parent = units[line["parent"]] if line["parent"] else None
            dates = {k: v for k, v in (("valid_from", line.get("from")), ("valid_to", line.get("to"))) if v}
            Line.objects.create(unit=units[row["code"]], parent=parent, **dates)
    rebuild_closure()
    for row in world.get("unit_years", ()):
        UnitYear.objects.create(
            unit=units[row["unit"]],
            year=row["year"],
            ownership=row.get("ownership", "public"),
            nature=row.get("nature", "enterprise"),
            above_scale=row.get("above_scale", False),
            disease_contract_due=False,
            unionised=row.get("unionised", True),
            workers=row.get("workers", 0),
        )
    for row in world.get("tags", ()):
        UnitTag.objects.create(
            unit=units[row["unit"]], tag=row["tag"], valid_from=row["from"], valid_to=row.get("to")
        )
    return units


def _people(world: World, units: dict[str, Unit]) -> dict[str, Person]:
    people: dict[str, Person] = {}
    for row in world.get("people", ()):
        person = Person.objects.create(
            key=row["key"],
            name=row["key"],
            sex=row.get("sex", ""),
            migrant=row.get("migrant"),
            front_line=row.get("front_line"),
        )
        people[row["key"]] = person
        for seat in row.get("seats", [{"unit": row.get("unit")}]):
            Membership.objects.create(
                person=person, unit=units[seat["unit"]], joined_on=seat.get("from"), left_on=seat.get("to")
            )
    reseat()
    return people


def _posts(world: World, units: dict[str, Unit], people: dict[str, Person]) -> None:
    for row in world.get("posts", ()):
        Post.objects.create(
            person=people[row["person"]],
            kind=_kind("post", row["kind"]),
            unit=units[row["unit"]],
            valid_from=row.get("from", date(2016, 1, 1)),
            valid_to=row.get("to"),
            education=row.get("education", ""),
            degree=row.get("degree", ""),
            major=row.get("major", ""),
            state=row.get("state", "confirmed"),
        )


def _activities(world: World, units: dict[str, Unit], people: dict[str, Person]) -> None:
    for number, row in enumerate(world.get("activities", ())):
        activity = Activity.objects.create(
            key=row.get("key", f"A{number}"),
            kind=_kind("activity", row["kind"]),
            name=row["kind"],
            unit=units[row["unit"]],
            starts_on=row["day"],
            theme=row.get("theme", ""),
            headcount=row.get("headcount"),
            state=row.get("state", "confirmed"),
        )
        for code in row.get("partners", ()):
            Partner.objects.create(activity=activity, unit=units[code])
        Participation.objects.bulk_create(
            Participation(activity=activity, person=people[key], result=row.get("results", {}).get(key, ""))
            for key in row.get("people", ())
        )


ACTIVITY_KINDS = [
    "技术培训",
    "岗位练兵",
    "技能比赛",
    "普法活动",
    "志愿服务",
    "安全教育",
    "职工代表培训",
    "道德讲堂",
]
VENUE_KINDS = ["职工书屋", "文化驿站", "实训基地", "创新工作室", "职工学校", "帮扶中心", "法律援助中心"]
POST_KINDS = ["职工代表", "法律工作人员", "法律工作者", "文化骨干"]
STATES = ["confirmed"] * 6 + ["draft", "returned", "reviewed"]


def random_world(seed: int) -> World:
    """A small world with every awkwardness that the rules speak of: moves, closings, two posts, drafts."""
    dice = random.Random(seed)
    day = lambda: date(2015, 6, 1) + timedelta(dice.randrange(2200))  # noqa: E731
    maybe = lambda value, odds=0.5: value if dice.random() < odds else None  # noqa: E731
    units: list[dict[str, Any]] = [{"code": "C", "type": "市总", "parent": None}]
    units += [{"code": f"K{n}", "type": "县总", "parent": "C"} for n in range(dice.randint(1, 3))]
    units += [{"code": "Z", "type": "园区工会", "parent": "C"}]
    uppers = [u["code"] for u in units]
    for n in range(dice.randint(1, 6)):
        unit: dict[str, Any] = {"code": f"G{n}", "type": "基层工会", "parent": dice.choice(uppers)}
        if dice.random() < 0.3:
            moved = day()
            unit["lines"] = [
                {"parent": unit["parent"], "to": moved - timedelta(1)},
                {"parent": dice.choice(uppers), "from": moved},
            ]
        if dice.random() < 0.3:
            unit["closed"] = day()
        if dice.random() < 0.2:
            unit["founded"] = date(2015, 1, 1)
        units.append(unit)
    codes = [u["code"] for u in units]
    people = [_random_person(dice, n, codes, day) for n in range(dice.randint(0, 8))]
    keys = [p["key"] for p in people]
    return {
        "units": units,
        "unit_years": [
            {
                "unit": code,
                "year": year,
                "nature": dice.choice(["enterprise", "enterprise", "institution"]),
                "above_scale": dice.random() < 0.6,
                "unionised": dice.random() < 0.8,
                "workers": dice.randrange(500),
            }
            for code in codes
            for year in (2015, 2016, 2017, 2020)
            if dice.random() < 0.6
        ],
        "tags": [
            {
                "unit": code,
                "tag": dice.choice(["贫困县", "具备条件"]),
                "from": first,
                "to": maybe(first + timedelta(700)),
            }
            for code in codes
            for first in [day()]
            if code.startswith("K") and dice.random() < 0.6
        ],
        "people": people,
        "posts": [
            {
                "person": dice.choice(keys),
                "kind": dice.choice(POST_KINDS),
                "unit": dice.choice(codes),
                "from": first,
                "to": maybe(first + timedelta(dice.randrange(900))),
                "education": dice.choice(["", "大专", "大学", "大学专科", "本科", "本科肄业", "硕士研究生"]),
                "degree": dice.choice(["", "学士", "法学学士", "工学硕士"]),
                "major": dice.choice(["", "法学", "法律", "会计", "书法"]),
                "state": dice.choice(STATES),
            }
            for n in range(dice.randint(0, 8) if keys else 0)
            for first in [date(2015, 6, 1) + timedelta(n * 97 + dice.randrange(90))]
        ],
        "activities": [
            {
                "kind": dice.choice(ACTIVITY_KINDS),
                "unit": dice.choice(codes),
                "day": day(),
                "theme": dice.choice(["", "家庭美德", "职业道德、社会公德", "安全"]),
                "headcount": maybe(dice.randrange(40)),
                "people": dice.sample(keys, dice.randint(0, len(keys))) if dice.random() < 0.7 else [],
                "results": {k: "不合格" for k in keys if dice.random() < 0.2},
                "state": dice.choice(STATES),
            }
            for _ in range(dice.randint(0, 14))
        ],
        "venues": [
            {
                "kind": dice.choice(VENUE_KINDS),
                "unit": dice.choice(codes),
                "opened": first,
                "closed": maybe(first + timedelta(dice.randrange(900)), 0.3),
                "self_built": dice.choice([True, False, None]),
                "state": dice.choice(STATES),
            }
            for _ in range(dice.randint(0, 10))
            for first in [day()]
        ],
    }


def _random_person(dice: random.Random, number: int, codes: list[str], day: Any) -> dict[str, Any]:
    person: dict[str, Any] = {
        "key": f"P{number}",
        "sex": dice.choice(["m", "f", ""]),
        "migrant": dice.choice([True, False, None]),
        "front_line": dice.choice([True, False, None]),
        "unit": dice.choice(codes),
    }
    if dice.random() < 0.3:
        moved = day()
        person["seats"] = [
            {"unit": dice.choice(codes), "from": None, "to": moved - timedelta(30)},
            {"unit": dice.choice(codes), "from": moved},
        ]
    return person
