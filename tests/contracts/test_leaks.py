"""The leak crawl: whoever one is, no page, partial, export or file shows another unit's token, and no link is dead."""

from __future__ import annotations

import io
import re
import zipfile
from collections import deque
from html import unescape
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from django.db import transaction
from django.test import Client

from contracts.addresses import all_addresses
from contracts.arguments import address_for
from contracts.world import TOKEN, World, role_accounts, several_accounts
from suzhi.engines.org.models import Unit
from suzhi.engines.people.api import sits
from suzhi.engines.people.models import Membership, Person

# Warm: what one reader's crawl has drawn is there when the next one asks.
pytestmark = [pytest.mark.django_db, pytest.mark.warm]

LINKS = re.compile(r"""(?:href|src|action|hx-get)=["']([^"'#]+)""")
ANCHORS = re.compile(r"""<a\s[^>]*href=["']([^"'#]+)""")
SEARCHES = ["?q=zq", "?q=138", "?q=5110", "?page=2", "?sort=name", "?sort=-name"]
MOST = 420
SCOPES = {"A": {"a", "a1"}, "A1": {"a1"}, "C": {"a", "a1", "b", "b1", "c"}}
# What a lower unit may read of those above it: their names (the way up the tree) and their campaigns.
OPEN_ABOVE = ("org.Unit", "activities.Campaign")


class Crawl:
    """One person, following everything that can be followed, and trying every other address too."""

    def __init__(self, world: World, account: Any, scope: str, inside: set[str] | None = None) -> None:
        self.client = Client(raise_request_exception=False)
        if account is not None:
            self.client.force_login(account)
        self.world = world
        self.inside = SCOPES.get(scope, set()) if inside is None else inside
        self.open = _open_tokens(world, self.inside) if account is not None else set()
        # Names of people whom the reader may not know although he reads the records of their unit.
        self.nameless: set[str] = set()
        self.leaks: list[str] = []
        self.broken: list[str] = []
        # Where a page of this reader leads, and on which page it says so.
        self.led: dict[str, str] = {}
        self.missing: set[str] = set()
        self.read = self.pages = 0
        # Asked again with a search, a sort, another page, where they may be opened at all.
        self.lists = {address_for(a, world, "A1") for a in all_addresses() if a.ours and not a.arguments}

    def run(self) -> None:
        waiting = deque(self._starts())
        known = set(waiting)
        starts = len(waiting)
        while waiting and self.pages < max(MOST, starts):
            where = waiting.popleft()
            for link in self._visit(where):
                if link not in known and "logout" not in link:
                    known.add(link)
                    waiting.append(link)

    def _starts(self) -> list[str]:
        found = ["/"]
        for address in (a for a in all_addresses() if a.ours and not a.name.startswith("ui:")):
            if address.arguments:
                found += [address_for(address, self.world, unit) for unit in self.world.cast.units]
            else:
                found.append(address_for(address, self.world, "A1"))
        return list(dict.fromkeys(found))

    def _visit(self, where: str) -> list[str]:
        self.pages += 1
        # Reading must not write; if it does (a denial in the audit, a session seen) it is thrown away.
        with transaction.atomic():
            answer = self.client.get(where)
            body = b"".join(answer.streaming_content) if answer.streaming else answer.content
            transaction.set_rollback(True)
        if answer.status_code >= 500:
            self.broken.append(f"{where}: {answer.status_code}")
        self._look(where, _unpacked(body))
        self._look(where, "\n".join(f"{k}: {v}" for k, v in answer.headers.items()).encode())
        if answer.status_code in {301, 302}:
            return _local(where, [answer["Location"]])
        if answer.status_code == 404:
            self.missing.add(where)
        if "html" not in answer.get("Content-Type", ""):
            return []
        if answer.status_code == 200:
            self.led.update((link, where) for link in _local(where, ANCHORS.findall(body.decode())))
        searches = [where + search for search in SEARCHES] if where in self.lists else []
        return searches + _local(where, LINKS.findall(body.decode()))

    @property
    def dead(self) -> list[str]:
        """Links that a page offers to this reader, and that lead to nothing."""
        return [f"{page} -> {link}" for link, page in self.led.items() if link in self.missing]

    def _look(self, where: str, body: bytes) -> None:
        self.read += len(body)
        for found in TOKEN.finditer(body):
            token = found.group().decode()
            # What the asker wrote into the address is no news to him.
            told = token in self.open or token in where
            if token in self.nameless or (found.group(1).decode() not in self.inside and not told):
                self.leaks.append(f"{where}: {token}")
        plain = body.replace(b",", b"")
        for number, unit in self.world.figures.items():
            if unit.lower() not in self.inside and str(number).encode() in plain:
                self.leaks.append(f"{where}: figure {number} of {unit}")
        for at, unit in enumerate(self.world.cast.units):
            if f"1380000{at:04d}".encode() in body or f"51110019800101{at:04d}".encode() in body:
                self.leaks.append(f"{where}: whole number of a person of {unit}")


def _open_tokens(world: World, inside: set[str]) -> set[str]:
    """Of the units above: names and campaigns. Of units where own people have sat or will sit: the name."""
    codes = {code for code in world.cast.units if code.lower() in inside}
    above = {up for code in codes for up in {"A1": "AC", "B1": "BC", "A": "C", "B": "C"}.get(code, "")}
    rows = [world.row(label, unit) for unit in above - codes for label in OPEN_ABOVE]
    names = Unit.objects.filter(pk__in=_seats_of(codes, world)).values_list("name", flat=True)
    values = [*names, *(value for row in rows for value in vars(row).values())]
    return {str(value) for value in values if TOKEN.fullmatch(str(value).encode())}


def _seats_of(codes: set[str], world: World) -> set[int]:
    here = Membership.objects.filter(sits(), unit__in=[world.cast.units[code].pk for code in codes])
    return set(Membership.objects.filter(person__in=here.values("person")).values_list("unit", flat=True))


def _names_outside(world: World, codes: set[str]) -> set[str]:
    """Names of everybody who sits elsewhere today."""
    here = Membership.objects.filter(sits(), unit__in=[world.cast.units[code].pk for code in codes])
    return set(Person.objects.exclude(pk__in=here.values("person")).values_list("name", flat=True))


def _local(where: str, links: list[str]) -> list[str]:
    found = []
    for link in links:
        parts = urlsplit(urljoin(where, unescape(link)))
        if not parts.netloc and not parts.scheme and not parts.path.startswith(("/static/", "/ui/")):
            found.append(parts.path + (f"?{parts.query}" if parts.query else ""))
    return found


def _unpacked(body: bytes) -> bytes:
    """Everything inside, when it is a workbook, a document or another archive."""
    if not body.startswith(b"PK\x03\x04"):
        return body
    with zipfile.ZipFile(io.BytesIO(body)) as parts:
        return body + b"".join(_unpacked(parts.read(name)) for name in parts.namelist())


ROLES = [
    ("city_office", "C"),
    ("department", "A"),
    ("leader", "A"),
    ("county_reviewer", "A"),
    ("unit_chair", "A1"),
    ("recorder", "A1"),
    ("worker", "A1"),
    ("auditor", "A"),
    ("security_admin", "A"),
    ("audit_admin", "A"),
    ("system_admin", "C"),
    ("anonymous", ""),
]


@pytest.mark.parametrize(("role", "scope"), ROLES, ids=[role for role, _ in ROLES])
def test_no_token_of_a_unit_outside_the_scope_is_ever_shown(world: World, role: str, scope: str) -> None:
    crawl = Crawl(world, role_accounts(world).get(role), scope)
    crawl.run()
    assert crawl.leaks == []
    assert crawl.broken == []
    assert crawl.dead == []
    assert crawl.pages > 50


SEVERAL = ["office_and_recorder", "leader_and_recorder", "two_counties", "other_days"]


@pytest.mark.parametrize("name", SEVERAL)
def test_several_grants_and_other_days_add_up_to_no_more_than_they_give(world: World, name: str) -> None:
    """Also where a person of the unit comes next month or left last month, and where a grant holds another day."""
    account, inside = several_accounts(world)[name]
    crawl = Crawl(world, account, "", inside)
    if name == "leader_and_recorder":
        crawl.nameless = _names_outside(world, {"A1"})
    crawl.run()
    assert crawl.leaks == []
    assert crawl.broken == []
    assert crawl.dead == []


def test_the_crawl_would_see_a_leak(world: World) -> None:
    """The city office's crawl, judged as if it were the east county's, is full of leaks."""
    crawl = Crawl(world, world.cast.account("city_office", "C"), "A")
    crawl.run()
    units = {match.group(1) for leak in crawl.leaks for match in [re.search(r"zq([abc]1?)q", leak)] if match}
    assert {"b", "b1", "c"} <= units
    assert any("figure" in leak for leak in crawl.leaks)
    assert world.tokens > 100
