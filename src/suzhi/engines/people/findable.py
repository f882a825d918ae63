"""People can be found by number and by any part of their name; never by sealed numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from suzhi.engines.access.api import Actor
from suzhi.engines.people.selectors import find_people, people, seat_people
from suzhi.engines.search.api import Finder, Hit


def _hits(rows: Sequence[Any], actor: Actor) -> list[Hit]:
    seat_people(rows)
    return [
        Hit(
            row.name,
            f"{row.seat.unit.name if row.seat else ''} {row.key}",
            reverse("people:person", args=[row.pk]),
        )
        for row in rows
    ]


FINDERS = [
    Finder(
        "person",
        _("职工"),
        "people.view",
        # No order: the first that are found will do, and sorting a common name would be work.
        lambda actor, text: find_people(people(actor), text, actor),
        _hits,
        lambda text: f"{reverse('people:list')}?{urlencode({'q': text})}",
    )
]
