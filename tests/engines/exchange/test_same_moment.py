"""Sent twice at the same moment: one record, and words for the second."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from books import make_book
from django.db import connection, transaction

from cast import Cast, make_cast
from suzhi.engines.exchange.api import Import, ImportState
from suzhi.engines.exchange.running import same_moment, services
from suzhi.engines.org.api import Unit
from suzhi.kernel.errors import Refusal

pytestmark = pytest.mark.django_db(transaction=True)

ROWS = [["单位编码", "名称", "类型", "上级编码", "地区代码"], ["N1", "甲厂工会", "基层工会", "A", "511102"]]


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    return make_cast()


def at_once(act: Callable[[], Any], times: int = 2) -> list[Any]:
    """What each of them was answered; a refusal is an answer, anything else that is raised fails the test."""
    start, answers = threading.Barrier(times), []

    def run() -> None:
        try:
            start.wait(60)
            answers.append(act())
        except Refusal as refusal:
            answers.append(refusal)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _time in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    assert len(answers) == times
    return answers


def test_an_upload_that_waited_for_the_same_one_is_that_one(
    cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first goes on only when the second waits, so that the moment is surely the same."""
    actor, path = cast.actor("city_office", "C"), make_book(tmp_path / "a.xlsx", {"单位": ROWS})
    check_file = services.check_file

    def slowly(**facts: Any) -> Any:
        _until_somebody_waits()
        return check_file(**facts)

    monkeypatch.setattr(services, "check_file", slowly)
    first, second = at_once(lambda: services.begin_import(actor=actor, path=path, name="a.xlsx"))
    assert first.pk == second.pk and Import.objects.count() == 1


def _until_somebody_waits() -> None:
    for _time in range(600):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*), pg_sleep(0.05) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
            )
            if cursor.fetchone()[0]:
                return
    raise AssertionError("nobody waits for the first upload")


def test_uploads_one_after_the_other_are_two(cast: Cast, tmp_path: Path) -> None:
    actor, path = cast.actor("city_office", "C"), make_book(tmp_path / "a.xlsx", {"单位": ROWS})
    for _time in range(2):
        services.begin_import(actor=actor, path=path, name="a.xlsx")
    assert Import.objects.count() == 2


def test_confirmed_twice_at_the_same_moment(cast: Cast, tmp_path: Path) -> None:
    actor, path = cast.actor("city_office", "C"), make_book(tmp_path / "a.xlsx", {"单位": ROWS})
    record = services.begin_import(actor=actor, path=path, name="a.xlsx")
    answers = at_once(lambda: services.confirm_import(actor=actor, record=record), times=4)
    refused = [one for one in answers if isinstance(one, Refusal)]
    assert [one.code for one in refused] == ["exchange.not_waiting"] * 3
    assert Unit.objects.filter(code="N1").count() == 1
    assert Import.objects.get().state == ImportState.CONFIRMED


def test_discarded_while_another_was_about_to_confirm(cast: Cast, tmp_path: Path) -> None:
    actor, path = cast.actor("city_office", "C"), make_book(tmp_path / "a.xlsx", {"单位": ROWS})
    record = services.begin_import(actor=actor, path=path, name="a.xlsx")
    services.discard_import(actor=actor, record=Import.objects.get())
    with pytest.raises(Refusal) as caught, transaction.atomic():
        same_moment.reread(record)
    assert caught.value.code == "exchange.discarded" and caught.value.remedy
