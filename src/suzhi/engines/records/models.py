"""What every record of a family carries beside its own fields."""

from __future__ import annotations

from typing import Any

from django.db import models

from suzhi.engines.kinds.api import processes_of
from suzhi.engines.workflow.api import Recorded


class Record(Recorded):
    """The ground of a family's model: state, who recorded it, and the values of its kind's own fields."""

    extra = models.JSONField(default=dict, blank=True)

    # Set by the family when it is made.
    family: Any = None

    class Meta:
        abstract = True

    @classmethod
    def by_kind(cls) -> dict[str, str]:
        return processes_of(cls.family.kinds) if cls.family.kinds else {}

    def __str__(self) -> str:
        return str(self.family.title_of(self))
