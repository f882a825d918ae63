"""Places of the programme: book houses, stations, training bases, palaces, studios, ..."""

from __future__ import annotations

from django.db import models

from suzhi.engines.audit.api import feed, history
from suzhi.engines.search.api import grams_index
from suzhi.engines.workflow.api import Recorded


@history()
class Venue(Recorded):
    """One place in operation from ``opened_on`` to ``closed_on``, both days included."""

    key = models.CharField(max_length=32, unique=True)
    kind = models.CharField(max_length=40)
    name = models.CharField(max_length=120)
    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="+")
    opened_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)
    self_built = models.BooleanField(null=True)
    area = models.DecimalField(max_digits=10, decimal_places=2, null=True, blank=True)
    volumes = models.IntegerField(null=True, blank=True)
    longitude = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)
    latitude = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)
    extra = models.JSONField(default=dict, blank=True)

    class Meta:
        triggers = feed()
        indexes = [
            models.Index(fields=["unit", "-opened_on"]),
            models.Index(fields=["kind"]),
            grams_index("name", "venue_search"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(closed_on__isnull=True) | models.Q(closed_on__gte=models.F("opened_on")),
                name="venue_dates",
            )
        ]

    def __str__(self) -> str:
        return self.name
