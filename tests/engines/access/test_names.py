"""A name is told where people may be seen on that very row: readers of several grants, and those of none."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client

from cast import LONG_AGO, Cast
from suzhi.domains.activities.api import record_activity
from suzhi.domains.plans.api import Indicator, load_pack, pack_of, read_pack
from suzhi.engines.access.api import Actor, Grant, actor_for, named, system_actor
from suzhi.engines.accounts.models import Account
from suzhi.engines.metrics.api import ensure_fresh
from suzhi.engines.people.api import Person, Post, add_post, register_person

NAME = "西县某人"
SOON = timedelta(30)


def leader_and_recorder(cast: Cast) -> Account:
    """Figures and records of the whole city without people; people of one enterprise in the east."""
    account = cast.account("leader", "C")
    Grant.objects.create(account=account, role="recorder", unit=cast.units["A1"], valid_from=LONG_AGO)
    return account


def read(account: Account, address: str) -> str:
    client = Client()
    client.force_login(account)
    answer = client.get(address)
    assert answer.status_code == 200, address
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return body.decode()


def somebody(cast: Cast, unit: str = "B1", name: str = NAME) -> Person:
    return register_person(actor=system_actor(), unit=cast.units[unit], name=name)


@pytest.mark.django_db
def test_a_roster_names_whom_the_reader_may_know(cast: Cast) -> None:
    held = record_activity(
        actor=system_actor(),
        unit=cast.units["B1"],
        kind="skills-training",
        name="焊工",
        starts_on=date(2017, 5, 4),
        people=[somebody(cast), somebody(cast, "A1", "东县某人")],
        confirm=True,
    )
    account = leader_and_recorder(cast)
    page = read(account, f"/activities/{held.pk}/")
    assert NAME not in page
    assert "东县某人" in page
    assert NAME in read(cast.account("unit_chair", "B1"), f"/activities/{held.pk}/")


@pytest.mark.django_db(transaction=True)
def test_a_figures_records_name_whom_the_reader_may_know() -> None:
    from cast import make_cast

    cast = make_cast()
    plain = dict(read_pack("leshan-2016-2020").plain)
    plain.pop("places", None)
    load_pack(actor=system_actor(), pack=pack_of(plain | {"root": "C"}))
    held = record_activity(
        actor=system_actor(),
        unit=cast.units["B1"],
        kind="skills-training",
        name="焊工",
        starts_on=date(2017, 5, 4),
        people=[somebody(cast)],
        confirm=True,
    )
    ensure_fresh()
    counts = {"counts_as": "skills-training", "source": "participations"}
    code = Indicator.objects.get(
        definition__spec__counts__where__counts_as=counts["counts_as"],
        definition__spec__counts__source=counts["source"],
    ).code
    address = f"/plans/leshan-2016-2020/figures/{code}/records/?unit=C&year=2017"
    account = leader_and_recorder(cast)
    for where in (address, address.replace("unit=C", "unit=A1") + "&export=csv"):
        assert NAME not in read(account, where)
    page = read(account, address)
    assert "姓名不显示" in page
    assert f"/activities/{held.pk}/" in page
    assert NAME in read(cast.account("city_office", "C"), address)


def post_of(cast: Cast, person: Person) -> Post:
    return add_post(
        actor=system_actor(),
        person=person,
        kind="staff-representative",
        unit=cast.units["B1"],
        valid_from=date(2017, 1, 1),
    )


@pytest.mark.django_db
def test_posts_follow_the_rule_of_the_figures(cast: Cast) -> None:
    post = post_of(cast, somebody(cast))
    leader = cast.account("leader", "C")
    pages = ["/posts/", f"/posts/{post.pk}/", f"/posts/?q={NAME}"]
    for account in (leader, leader_and_recorder(cast)):
        for address in pages[:2]:
            assert NAME not in read(account, address)
            assert "姓名不显示" in read(account, address)
        assert f"/posts/{post.pk}/" not in read(account, pages[2]).replace(f"?q={NAME}", "")
    for address in pages:
        assert f"/posts/{post.pk}/" in read(cast.account("unit_chair", "B1"), address) or address == pages[1]
        assert NAME in read(cast.account("unit_chair", "B1"), address)


@pytest.mark.django_db
def test_a_name_is_known_by_the_row_that_tells_it(cast: Cast) -> None:
    """One rule for posts, participations and persons: ``people.view`` on the row by its own policy."""
    person = somebody(cast)
    post = post_of(cast, person)

    def knows(actor: Actor) -> tuple[bool, bool]:
        return named(actor, Post.objects.filter(pk=post.pk)).exists(), named(
            actor, Person.objects.filter(pk=person.pk)
        ).exists()

    assert knows(cast.actor("unit_chair", "B1")) == (True, True)
    assert knows(cast.actor("leader", "C")) == (False, False)
    assert knows(actor_for(leader_and_recorder(cast))) == (False, False)
