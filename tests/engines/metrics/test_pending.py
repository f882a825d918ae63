"""A statement over too many rows names none in the feed: then all are meant, whatever else was named."""

from __future__ import annotations

import pytest

from suzhi.engines.audit.api import Change
from suzhi.engines.metrics.freshness import pending


@pytest.mark.django_db
@pytest.mark.parametrize("feed", [(None,), (None, [1]), ([1], None), ([1], None, [2])])
def test_so_many_that_all_are_meant(feed: tuple[list[int] | None, ...]) -> None:
    for keys in feed:
        Change.objects.create(relation="venues_venue", keys=keys)
    Change.objects.create(relation="org_unit", keys=[3])
    ids, changes = pending()
    assert (len(ids), changes) == (len(feed) + 1, {"venues_venue": None, "org_unit": {3}})
