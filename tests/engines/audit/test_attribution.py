"""A change made past the product is whole in the history, and verification says that nobody stands behind it."""

from __future__ import annotations

from typing import Any

import pytest

pytestmark = pytest.mark.django_db


def test_a_raw_change_is_remarked_and_a_service_is_not(cast: Any) -> None:
    from django.db import connection

    from suzhi.engines.access.api import system_actor
    from suzhi.engines.audit.attribution import warnings
    from suzhi.engines.org.api import change_unit

    assert warnings() == []
    with connection.cursor() as cursor:
        cursor.execute("UPDATE org_unit SET name = '另一个名字' WHERE code = 'B'")
    said = warnings()
    assert "org_unit 1" in said[0]
    change_unit(actor=system_actor("测试"), unit=cast.units["A"], name="东县总工会（新）")
    assert warnings() == said


def test_a_raw_deletion_is_remarked(cast: Any) -> None:
    from django.db import connection

    from suzhi.engines.audit.attribution import unattributed
    from suzhi.engines.org.models import UnitTag
    from suzhi.kernel import clock

    UnitTag.objects.create(unit=cast.units["A"], tag="贫困县", valid_from=clock.today())
    assert list(unattributed()) == []
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM org_unittag")
    assert list(unattributed()) == [("org_unittag", 1)]
