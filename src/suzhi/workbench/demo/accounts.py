"""The demo's own sign-ins, one for each role. Made by the demo only; a production check refuses them."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date

# Where an account's grant lies.
CITY, COUNTY, EMPLOYER = "city", "county", "employer"


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """One sign-in of the demo."""

    role: str
    username: str
    display_name: str
    place: str

    @property
    def password(self) -> str:
        return f"suzhi-demo-{self.username}"


ACCOUNTS = (
    DemoAccount("city_office", "office", "市总办公室（示例）", CITY),
    DemoAccount("department", "department", "市总部室（示例）", CITY),
    DemoAccount("leader", "leader", "市总领导（示例）", CITY),
    DemoAccount("county_reviewer", "county", "县级审核（示例）", COUNTY),
    DemoAccount("unit_chair", "chair", "基层工会主席（示例）", EMPLOYER),
    DemoAccount("recorder", "recorder", "基层录入员（示例）", EMPLOYER),
    DemoAccount("worker", "worker", "职工（示例）", EMPLOYER),
    DemoAccount("auditor", "auditor", "审计员（示例）", CITY),
    DemoAccount("system_admin", "system", "系统管理员（示例）", CITY),
    DemoAccount("security_admin", "security", "安全管理员（示例）", CITY),
    DemoAccount("audit_admin", "audit", "审计管理员（示例）", CITY),
)


def create_accounts(places: dict[str, int], person_id: int, since: date) -> None:
    """Every account with its grant; ``places`` names the unit of each place, ``person_id`` the worker."""
    # Here and not above: ``suzhi up`` lists the sign-ins without loading Django.
    from django.contrib.auth.hashers import make_password

    from suzhi.engines.access.api import Grant
    from suzhi.engines.accounts.models import Account
    from suzhi.engines.org.api import Unit

    # A password's hash takes a quarter of a second and lets other threads run meanwhile.
    with ThreadPoolExecutor() as pool:
        hashes = list(pool.map(make_password, [entry.password for entry in ACCOUNTS]))
    for entry, hashed in zip(ACCOUNTS, hashes, strict=True):
        account, made = Account.objects.get_or_create(
            username=entry.username,
            defaults={
                "display_name": entry.display_name,
                "password": hashed,
                "demo": True,
                "person_id": person_id if entry.role == "worker" else None,
            },
        )
        if made:
            unit = Unit.objects.get(pk=places[entry.place])
            Grant.objects.create(account=account, role=entry.role, unit=unit, valid_from=since)


def sign_ins() -> list[dict[str, str]]:
    """What ``suzhi up`` and ``suzhi demo`` print."""
    return [
        {"role": e.role, "name": e.display_name, "username": e.username, "password": e.password}
        for e in ACCOUNTS
    ]
