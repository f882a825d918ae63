"""Where units are opened."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from suzhi.engines.access.api import Place

PLACES = [
    Place(
        "org.unit",
        "unit",
        _("单位"),
        "org:unit",
        "org:list",
        "units.view",
        menu=4,
        short=pgettext_lazy("列表", "单位"),
        begins=("/units/",),
        unit="under",
        unit_label=_("下级单位"),
    ),
]
