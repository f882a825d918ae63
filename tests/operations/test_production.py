"""``suzhi check`` names each mistake with a remedy."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import override_settings

from suzhi.kernel import clock
from suzhi.operations import keys
from suzhi.operations.production import database_checks, machine_checks, settings_checks
from suzhi.operations.production.findings import ERROR, Finding

GOOD_KEY = "aZ3-9kQ_w7Lm2Xc8VbN4tR6yU1iO5pS0dF"


def codes(found: Iterable[Finding]) -> set[str]:
    listed = list(found)
    assert all(finding.remedy and finding.message for finding in listed)
    return {finding.code for finding in listed}


@pytest.mark.parametrize(
    ("setting", "value", "check", "code"),
    [
        ("DEBUG", True, settings_checks.debug, "settings.debug"),
        ("SECRET_KEY", "short", settings_checks.signing_key, "settings.secret_key"),
        ("SECRET_KEY", "a" * 60, settings_checks.signing_key, "settings.secret_key"),
        ("SECRET_KEY", "django-insecure-" + GOOD_KEY, settings_checks.signing_key, "settings.secret_key"),
        ("FIELD_KEY", "", settings_checks.field_key, "settings.field_key"),
        ("FIELD_KEY", "0" * 44, settings_checks.field_key, "settings.field_key"),
        ("ALLOWED_HOSTS", ["*"], settings_checks.hosts, "settings.hosts"),
        ("ALLOWED_HOSTS", [], settings_checks.hosts, "settings.hosts"),
        ("ALLOWED_HOSTS", ["localhost"], settings_checks.hosts, "settings.hosts_local"),
        ("SESSION_COOKIE_SECURE", False, settings_checks.encrypted_transport, "settings.tls"),
    ],
)
def test_settings(setting: str, value: object, check: Callable[[], Iterable[Finding]], code: str) -> None:
    with override_settings(**{setting: value}):
        assert codes(check()) == {code}


@override_settings(
    DEBUG=False, SECRET_KEY=GOOD_KEY * 2, FIELD_KEY=GOOD_KEY, ALLOWED_HOSTS=["suzhi.example.cn"],
    SESSION_COOKIE_SECURE=True, CSRF_COOKIE_SECURE=True,
    SECURE_SSL_REDIRECT=True, SECURE_HSTS_SECONDS=31536000,
)  # fmt: skip
def test_good_settings_are_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://suzhi@db.example.cn/suzhi")
    checks = [check for check in settings_checks.CHECKS if check is not settings_checks.django_deploy]
    assert [finding for check in checks for finding in check()] == []


def test_the_embedded_database_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    assert codes(settings_checks.embedded_database()) == {"settings.embedded"}


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SUZHI_HOME", str(tmp_path))
    return tmp_path


def test_a_key_that_others_can_read(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SUZHI_FIELD_KEY", raising=False)
    keys.field_key()
    assert codes(machine_checks.key_files()) == set()
    keys.key_path("field_key").chmod(0o644)
    assert codes(machine_checks.key_files()) == {"machine.key_readable"}


def test_backups_never_lately_and_long_ago(home: Path) -> None:
    assert codes(machine_checks.backed_up()) == {"machine.no_backup"}
    machine_checks.remember_backup(home / "one.tar")
    assert codes(machine_checks.backed_up()) == set()
    long_ago = (clock.now() - timedelta(days=1, minutes=1)).isoformat()
    (home / "run" / machine_checks.LAST_BACKUP).write_text(json.dumps({"at": long_ago}))
    assert codes(machine_checks.backed_up()) == {"machine.old_backup"}


MOUNTS = """21 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw
30 21 0:26 / /run rw,nosuid shared:5 - tmpfs tmpfs rw
31 30 0:27 / /run/my\\040data rw shared:6 - xfs /dev/vdb rw"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [("/srv/suzhi", "ext4"), ("/run/suzhi", "tmpfs"), ("/running", "ext4"), ("/run/my data/a", "xfs")],
)
def test_the_file_system_is_that_of_the_deepest_mount(path: str, kind: str) -> None:
    assert machine_checks.filesystem_of(Path(path), MOUNTS) == kind


def test_a_home_in_memory(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine_checks, "filesystem_of", lambda path, mounts: "tmpfs")
    assert "machine.home_tmpfs" in codes(machine_checks.home_lasts())


def test_a_full_disk(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine_checks, "LEAST_FREE", 2**62)
    assert "machine.disk" in codes(machine_checks.home_lasts())


def test_clocks_apart() -> None:
    present = clock.now()
    assert codes(database_checks.skew(present + timedelta(seconds=6), present)) == {"database.clock"}
    assert codes(database_checks.skew(present - timedelta(seconds=4), present)) == set()


@pytest.mark.django_db
def test_the_loose_test_database_is_found_out() -> None:
    found = list(database_checks.durable())
    assert codes(found) == {"database.fsync", "database.full_page_writes", "database.synchronous_commit"}
    assert {finding.level for finding in found} == {ERROR}
    assert codes(database_checks.encoding()) == set()
    assert codes(database_checks.up_to_date()) == set()
    assert codes(database_checks.clocks()) == set()


@pytest.mark.django_db
def test_demo_accounts_are_found() -> None:
    from django.contrib.auth import get_user_model

    assert codes(database_checks.demo_accounts()) == set()
    get_user_model().objects.create(username="demo", demo=True)
    assert codes(database_checks.demo_accounts()) == {"database.demo_accounts"}
