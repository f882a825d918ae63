"""A small town whose records were made by the product, sealed, and worked on since; and the ways of getting at it."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.db import connection

from cast import Cast
from suzhi.engines.access.api import system_actor
from suzhi.engines.audit import anchor
from suzhi.engines.audit.models import Act
from suzhi.engines.audit.seals import write_seal

CHAIR = system_actor("主席")


@dataclass
class Town:
    """What stands in the database, and the ways of getting at it."""

    activity: Any
    person: Any
    other: Any
    account: Any
    issue: Any
    definition: Any
    evidence: Any
    home: Path

    def plain(self, sql: str, *parameters: object) -> None:
        """By another program: triggers on, no call of the product around it."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('pghistory.context_id', '', true)")
            cursor.execute(sql, list(parameters) or None)
            assert cursor.rowcount != 0, "the tampering met no row"

    def off(self, sql: str, *parameters: object) -> None:
        """With the triggers switched off for the session."""
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")
            cursor.execute(sql, list(parameters) or None)
            assert cursor.rowcount != 0, "the tampering met no row"
            cursor.execute("SET LOCAL session_replication_role = origin")

    def forged(
        self, sql: str, *parameters: object, context: str = "11111111-1111-4111-8111-111111111111"
    ) -> None:
        """Triggers on, and a call made up as the product would announce one."""
        told = '{"actor": null, "name": "主席", "verb": "activities.change"}'
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT set_config('pghistory.context_id', %s, true), set_config('pghistory.context_metadata', %s, true)",
                [context, told],
            )
            cursor.execute(sql, list(parameters) or None)


def make_town(cast: Cast, settings: Any, tmp_path: Path) -> Town:
    """Records, rights, credentials, figures and an issue; then a seal; then some more work."""
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    from suzhi.domains.activities.api import change_activity, record_activity
    from suzhi.engines.access.api import grant_role
    from suzhi.engines.accounts.api import open_account
    from suzhi.engines.accounts.signals import _act
    from suzhi.engines.files.api import add_evidence
    from suzhi.engines.people.api import register_person

    settings.SUZHI_HOME = tmp_path
    settings.EVIDENCE_ROOT = tmp_path / "files"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    people = [register_person(actor=CHAIR, unit=cast.units["A1"], name=name) for name in ("甲", "乙", "丙")]
    activity = record_activity(
        actor=CHAIR, unit=cast.units["A1"], kind="volunteer-service", name="河堤清理", starts_on=date(2017, 5, 4), people=people[:2]
    )  # fmt: skip
    account = open_account(actor=CHAIR, username="li.na", display_name="李娜", password="a-much-better-9")
    TOTP.activate(account, generate_totp_secret())
    _act("accounts.second_factor_set", account, type="totp")
    grant_role(actor=CHAIR, account=account, role_code="recorder", unit=cast.units["A1"])
    evidence = add_evidence(
        actor=CHAIR, unit=cast.units["A1"], file=io.BytesIO(_PNG), name="一.png", subject=activity
    )
    definition = _values(cast)
    issue = _issue(cast, definition.catalogue)
    write_seal()
    # And some work after the seal, which only the history and the acts tell of.
    change_activity(actor=CHAIR, activity=activity, name="河堤清理二")
    later = register_person(actor=CHAIR, unit=cast.units["A1"], name="丁")
    keep_head()
    return Town(activity, later, people[2], account, issue, definition, evidence, tmp_path)


_PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c626001000000ffff03000006000557bfabd40000000049454e44ae426082"
)


def _values(cast: Cast) -> Any:
    from suzhi.engines.metrics.models import Catalogue, Definition, Value
    from suzhi.engines.metrics.value_seals import resealing

    catalogue = Catalogue.objects.create(code="p", root=cast.units["C"], first_year=2016, last_year=2020)
    definition = Definition.objects.create(catalogue=catalogue, code="x", position=1, spec={}, digest="d")
    with connection.cursor() as cursor, resealing(cursor, definition.pk, whole=True):
        for unit in cast.units.values():
            Value.objects.create(definition=definition, unit=unit, year=2017, numerator=3, denominator=4)
    return definition


def _issue(cast: Cast, catalogue: Any) -> Any:
    """As ``reports.issue`` leaves it, without the document's long way."""
    from suzhi.domains.reports.integrity import frozen
    from suzhi.domains.reports.issuing import overall
    from suzhi.domains.reports.models import Report
    from suzhi.domains.reports.storage import folder, keep
    from suzhi.engines.access.api import Actor, note, service
    from suzhi.engines.metrics.integrity import body_digest
    from suzhi.engines.metrics.models import Issue, IssuedValue
    from suzhi.kernel import clock

    @service("reports.issue", "签发报告")
    def issue_it(*, actor: Actor) -> Issue:
        part = folder() / "part"
        part.write_bytes(b"a document")
        sha256, size = keep(part)
        bodies = {f"V{n}": {"code": "x", "numerator": n} for n in range(3)}
        digests = {key: body_digest(body) for key, body in bodies.items()}
        issue = Issue.objects.create(
            catalogue=catalogue, unit=cast.units["C"], year=2017, title="年度报告", cutoff=clock.now(),
            manifest={"digest": overall(digests), "values": 3},
        )  # fmt: skip
        for n, (key, body) in enumerate(bodies.items()):
            IssuedValue.objects.create(
                issue=issue,
                key=key,
                code="x",
                unit=cast.units["C"],
                year=2017 + n,
                body=body,
                digest=digests[key],
            )
        Report.objects.create(issue=issue, number="1", name="年度报告.docx", sha256=sha256, size=size)
        note(
            digest=overall(digests), document=sha256, values=3, frozen=frozen(Issue.objects.get(pk=issue.pk))
        )
        return issue

    return issue_it(actor=CHAIR)


def keep_head() -> None:
    """What a commit does."""
    last = Act.objects.order_by("-id").first()
    assert last is not None
    anchor.advance(last.pk, last.digest)
