"""A row that is not saved yet is in reach where its unit is, and nowhere else."""

from __future__ import annotations

import pytest

from cast import Cast
from suzhi.domains.activities.models import Activity
from suzhi.domains.venues.models import Venue
from suzhi.engines.access.api import can, system_actor
from suzhi.engines.org.api import create_unit
from suzhi.kernel.errors import Refusal

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("model", [Activity, Venue])
def test_a_new_row_belongs_to_its_unit(cast: Cast, model: type) -> None:
    actor = cast.actor("unit_chair", "A1")
    assert can(actor, "records.record", model(unit=cast.units["A1"]))
    assert not can(actor, "records.record", model(unit=cast.units["B1"]))
    assert not can(actor, "records.record", model())


def test_a_type_of_unit_that_does_not_exist_is_refused(cast: Cast) -> None:
    with pytest.raises(Refusal) as refused:
        create_unit(actor=system_actor(), parent=cast.units["A"], code="N1", name="甲厂工会", type="nonsense")
    assert refused.value.code == "org.type"
