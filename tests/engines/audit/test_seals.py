"""Facts that were changed past their history are named after the next verification."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from cast import Cast
from suzhi.engines.audit import anchor
from suzhi.engines.audit.protection import history_models
from suzhi.engines.audit.seals import check_seal, last_seal, write_seal
from suzhi.engines.audit.verification import verify
from suzhi.engines.org.models import Unit, UnitTag

Tamper = Callable[..., None]
Product = Callable[[Callable[[], Any]], Any]


def rename(by_product: Product, unit: Unit, name: str) -> None:
    by_product(lambda: Unit.objects.filter(pk=unit.pk).update(name=name))


def found() -> set[tuple[str, str, int | None]]:
    return {(problem.kind, problem.table, problem.row) for problem in check_seal()[1]}


@pytest.fixture
def unit(cast: Cast) -> Unit:
    unit = cast.units["A1"]
    unit.name = "东县机床总厂工会"
    unit.save()
    write_seal()
    return unit


def test_ordinary_changes_after_the_seal_are_no_tampering(unit: Unit, by_product: Product) -> None:
    rename(by_product, unit, "东县机床集团工会")
    rename(by_product, unit, "东县机床工会")
    tag = by_product(lambda: UnitTag.objects.create(unit=unit, tag="贫困县", valid_from="2016-01-01"))
    by_product(tag.delete)
    by_product(lambda: UnitTag.objects.create(unit=unit, tag="贫困县", valid_from="2017-01-01"))
    assert found() == set()
    last = write_seal()
    assert found() == set()
    anchor.advance(last.pk, last.digest)
    assert verify().problems == []


def test_a_deletion_with_history_is_no_tampering(unit: Unit, by_product: Product) -> None:
    tag = by_product(lambda: UnitTag.objects.create(unit=unit, tag="贫困县", valid_from="2016-01-01"))
    write_seal()
    by_product(tag.delete)
    assert found() == set()


def test_a_row_changed_with_the_triggers_off_is_named(unit: Unit, tamper: Tamper) -> None:
    tamper("UPDATE org_unit SET name = '改名' WHERE id = %s", unit.pk)
    assert found() == {("row.altered", "org_unit", unit.pk)}


def test_a_row_changed_past_history_and_then_properly_is_named(
    unit: Unit, tamper: Tamper, by_product: Product
) -> None:
    tamper("UPDATE org_unit SET name = '改名' WHERE id = %s", unit.pk)
    rename(by_product, unit, "再改")
    assert found() == {("row.altered", "org_unit", unit.pk)}


def test_a_row_removed_with_the_triggers_off_is_named(
    unit: Unit, tamper: Tamper, by_product: Product
) -> None:
    tag = by_product(lambda: UnitTag.objects.create(unit=unit, tag="贫困县", valid_from="2016-01-01"))
    write_seal()
    tamper("DELETE FROM org_unittag WHERE id = %s", tag.pk)
    assert found() == {("row.removed", "org_unittag", tag.pk)}


def test_a_history_that_was_altered_or_removed_is_named(unit: Unit, tamper: Tamper) -> None:
    [event] = Unit.objects.get(pk=unit.pk).events.all()
    tamper("UPDATE org_unitevent SET name = '没有的事' WHERE pgh_id = %s", event.pgh_id)
    assert found() == {("row.altered", "org_unitevent", event.pgh_id)}
    tamper("DELETE FROM org_unitevent WHERE pgh_id = %s", event.pgh_id)
    assert found() == {("row.removed", "org_unitevent", event.pgh_id)}


def test_a_new_seal_does_not_whiten_what_was_done_before_it(unit: Unit, tamper: Tamper) -> None:
    tamper("UPDATE org_unit SET name = '改名' WHERE id = %s", unit.pk)
    write_seal()
    assert found() == {("row.altered", "org_unit", unit.pk)}
    tamper("UPDATE org_unit SET name = '东县机床总厂工会' WHERE id = %s", unit.pk)
    assert found() == set()


def test_a_seal_that_was_altered_is_known(unit: Unit, tamper: Tamper) -> None:
    tamper("UPDATE org_unit SET name = '改名' WHERE id = %s", unit.pk)
    tamper("DELETE FROM audit_sealedchunk WHERE relation = 'org_unit'")
    assert {kind for kind, _table, _row in found()} == {"seal.altered"}


def test_every_fact_and_every_history_is_sealed(unit: Unit) -> None:
    seal = last_seal()
    assert seal is not None
    events = history_models()
    assert len(events) > 10
    for event in events:
        assert event._meta.db_table in seal.detail["tables"]
        assert event.pgh_tracked_model._meta.db_table in seal.detail["tables"]
