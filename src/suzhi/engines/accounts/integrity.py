"""For the audit: passwords, second factors and states of accounts are those that the last act on each left."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from suzhi.engines.accounts.credentials import credentials
from suzhi.engines.audit.api import Act, Problem, kept_by_seal

LABEL = "credentials"


def sealed() -> dict[str, str]:
    """For the seal: the accounts that no act tells of, because they were there before acts did."""
    known = _by_acts()[0]
    return {str(pk): digest for pk, digest in credentials().items() if pk not in known}


def check() -> Iterator[Problem]:
    """Accounts whose credentials no act of the chain accounts for."""
    by_acts, broken = _by_acts()
    for pk in broken:
        yield _problem("credential.altered", pk, _("第 %(pk)s 号账号的密码曾被人绕过系统换过。"))
    before = kept_by_seal(LABEL)
    now = credentials()
    for pk, digest in now.items():
        expected = by_acts.get(pk) or (before or {}).get(str(pk))
        if expected is None and before is not None:
            yield _problem(
                "account.inserted", pk, _("第 %(pk)s 号账号不是通过系统开立的：没有操作记录对应。")
            )
        elif expected not in (None, digest):
            text = _("第 %(pk)s 号账号的登录名、密码、状态或两步验证被人绕过系统改动。")
            yield _problem("credential.altered", pk, text)
    for pk in sorted(({int(known) for known in before or {}} | set(by_acts)) - set(now)):
        yield _problem("account.removed", pk, _("第 %(pk)s 号账号被删除。账号只停用，不删除。"))


def _by_acts() -> tuple[dict[int, str], list[int]]:
    """Account -> what the last act on it left; and the accounts of which an act found another than that."""
    found: dict[int, str] = {}
    broken = []
    acts = Act.objects.filter(subject_type="accounts.account", detail__has_key="credential").order_by("id")
    for number, detail in acts.values_list("subject_id", "detail"):
        pk = int(number or 0)
        if "was" in detail and found.get(pk, detail["was"]) != detail["was"]:
            broken.append(pk)
        found[pk] = detail["credential"]
    return found, broken


def _problem(kind: str, pk: int, text: str) -> Problem:
    return Problem(kind, "accounts_account", pk, text % {"pk": pk})
