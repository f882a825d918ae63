"""Units can be found by code and by any part of their name."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import pgettext_lazy

from suzhi.engines.access.api import Actor
from suzhi.engines.org.models import Unit
from suzhi.engines.org.pages.console.listing import find
from suzhi.engines.org.selectors import parent_names, units
from suzhi.engines.search.api import Finder, Hit


def _hits(rows: Sequence[Unit], actor: Actor) -> list[Hit]:
    parents = parent_names([row.pk for row in rows])
    return [Hit(row.name, parents.get(row.pk, row.code), reverse("org:unit", args=[row.pk])) for row in rows]


FINDERS = [
    Finder(
        "unit",
        pgettext_lazy("列表", "单位"),
        "units.view",
        lambda actor, text: find(units(actor), text, actor).order_by("code"),
        _hits,
        lambda text: f"{reverse('org:list')}?{urlencode({'q': text})}",
    )
]
