"""Hostile requests over all addresses as every role: never a server error, whatever is sent.

The seed makes the run the same each time; a failure names the request, which can be put beside it as a test.
"""

from __future__ import annotations

import inspect
import random
import re
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from django.db import connection, transaction
from django.test import Client

import suzhi
from contracts.addresses import Address, all_addresses
from contracts.arguments import address_for
from contracts.world import World, make_world, role_accounts
from suzhi.engines.access.api import actor_for

pytestmark = pytest.mark.django_db

SEED = 20161127
READ = re.compile(r"(?:GET|POST|asked|data)\.get(?:list)?\(\s*\"(\w+)\"")
COMMON = ("page", "sort", "q", "unit", "year", "kind", "state", "opened", "row")
LINES = "甲\n" * 300
HOSTILE = [
    "", " ", "\0", "a\0b", "²", "…", "٣٤", "３", "0", "-1", "1", "2", "7.5", "1e400", "NaN", "Infinity", "-0",
    "9" * 19, "9" * 50, "9" * 5000, str(2**63), str(2**31), "0001-01-01", "9999-12-31", "1900-01-01",
    "2100-12-31", "2017-02-29", "2017-06-30", "10000-01-01", "2017", "0000", "20160", "'; DROP TABLE audit_act; --",
    "%", "_", "\\", "%%%", "{0}", "{{ 7*7 }}", "%(name)s", "%s%n", "<script>alert(1)</script>", "=1+1",
    "../../etc/passwd", "/%2F/evil.example", "//evil.example", "\u202e\u200b", "𠀀", "😀" * 40, "\ufffd", "\ud7ff",
    "a" * 300, "长" * 5000, LINES, "[]", "{}", "[[[[", "null", "None", "true", "on", "A1", "B1", "C", "zq", "step",
    "confirm", "return", "add", "-name", "name", "id__gt", "pk", "password", "page", "\r\nX: y", "\t", "1,2,3",
    "95%", "1/0", "19/20", "-19/20", "1.", "0x10", "1_000", "١٢", "二〇一七", "leshan-2016-2020", "setting:both",
]  # fmt: skip


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
            connection.check_constraints()
            yield made
        finally:
            transaction.set_rollback(True)
            atomic.__exit__(None, None, None)
            settings.EVIDENCE_ROOT = kept


class Fuzz:
    """Requests made of a seed; what fell and how long the slowest took."""

    def __init__(self, world: World, seed: int) -> None:
        self.world, self.chance = world, random.Random(seed)
        self.addresses = [
            a for a in all_addresses() if a.name not in LEFT_OUT and (a.ours or not a.arguments)
        ]
        self.names = sorted(_names())
        self.clients = {name: _client(account) for name, account in world.cast.accounts.items()}
        self.actors = {name: actor_for(account) for name, account in world.cast.accounts.items()}
        self.clients[""] = _client(None)
        self.answers: Counter[int] = Counter()
        self.fallen: list[str] = []
        self.slowest = (0.0, "")

    def run(self, requests: int) -> None:
        for _ in range(requests):
            address = self.chance.choice(self.addresses)
            client, path, names = self._who(address), self._path(address), self._names(address)
            with transaction.atomic():
                self._send(client, path, names)
                transaction.set_rollback(True)

    def _who(self, address: Address) -> Client:
        """Mostly somebody who may, so that the page itself is reached."""
        allowed = [
            name
            for name, actor in self.actors.items()
            if address.rule and any(actor.has(one) for one in address.rule.permissions)
        ]
        some = allowed if allowed and self.chance.random() < 0.8 else sorted(self.clients)
        return self.clients[self.chance.choice(some)]

    def _names(self, address: Address) -> list[str]:
        """What the page's own module reads, and one name of another's."""
        module = inspect.getsourcefile(inspect.unwrap(address.view))
        own = READ.findall(Path(str(module)).read_text(encoding="utf-8"))
        return [*dict.fromkeys([*own, *COMMON, self.chance.choice(self.names)])]

    def _send(self, client: Client, path: str, names: list[str]) -> None:
        query = self._query(names)
        if self.chance.random() < 0.5:
            self._note(f"GET {path}?{query}"[:400], lambda: client.get(f"{path}?{query}"))
            return
        fields = self._fields(client, path) if self.chance.random() < 0.6 else {}
        for name in self.chance.sample(names, self.chance.randint(0, 3)):
            fields[name] = self._value()
        for name in self.chance.sample(sorted(fields), min(len(fields), self.chance.randint(0, 2))):
            fields[name] = self._value()
        self._note(f"POST {path}?{query} {fields}"[:900], lambda: client.post(f"{path}?{query}", fields))

    def _note(self, said: str, send: Any) -> None:
        started = time.perf_counter()
        answer = send()
        took = time.perf_counter() - started
        if hasattr(answer, "streaming_content"):
            b"".join(answer.streaming_content)
        self.answers[answer.status_code] += 1
        self.slowest = max(self.slowest, (took, said))
        if answer.status_code >= 500:
            error = getattr(answer, "exc_info", None)
            self.fallen.append(f"{said}: {error[1]!r}" if error else said)

    def _path(self, address: Address) -> str:
        unit = self.chance.choice(("A", "A1", "B1", "C"))
        path = address_for(address, self.world, unit)
        if self.chance.random() < 0.15:
            # One part of the address becomes something else.
            parts = path.strip("/").split("/")
            parts[self.chance.randrange(len(parts))] = quote(self._value()[:3000], safe="")
            path = "/" + "/".join(parts) + "/"
        return path

    def _query(self, names: list[str]) -> str:
        chosen = self.chance.sample(names, self.chance.randint(0, 3))
        query = urlencode([(name, self._value()) for name in chosen])
        return query + self.chance.choice([""] * 17 + ["&%ff=1", "&a=%00", "&page=%C2%B2"])

    def _fields(self, client: Client, path: str) -> dict[str, Any]:
        """The page's own form, as it stands there: what is changed afterwards reaches further."""
        form = (client.get(path).context or {}).get("form")
        if form is None:
            return {}
        said = {name: form[name].value() for name in form.fields}
        return {
            name: value if isinstance(value, list) else str(value) for name, value in said.items() if value
        }

    def _value(self) -> str:
        return self.chance.choice(HOSTILE)


# Signing out ends the fuzz of that role; the gallery stands outside the product.
LEFT_OUT = {"account_logout", "ui:gallery-layout"}


def _client(account: Any) -> Client:
    client = Client(raise_request_exception=False)
    if account is not None:
        client.force_login(account)
    return client


def _names() -> set[str]:
    found: set[str] = set()
    for path in Path(suzhi.__file__).parent.rglob("pages/**/*.py"):
        found.update(READ.findall(path.read_text(encoding="utf-8")))
    return found


def test_no_hostile_request_is_a_server_error(world: World) -> None:
    fuzz = Fuzz(world, SEED)
    fuzz.run(600)
    assert fuzz.fallen == []
    assert fuzz.answers[200] > 100 and fuzz.answers[404] > 30 and fuzz.answers[400] > 10


@pytest.mark.slow
def test_twenty_thousand_hostile_requests(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    fuzz = Fuzz(world, SEED + 1)
    fuzz.run(20_000)
    with capsys.disabled():
        answers = ", ".join(f"{count} x {status}" for status, count in sorted(fuzz.answers.items()))
        print(f"\nfuzz: {answers}; slowest {fuzz.slowest[0]:.2f} s, {fuzz.slowest[1][:120]}")
    assert fuzz.fallen == []
    assert fuzz.slowest[0] < 30, fuzz.slowest
