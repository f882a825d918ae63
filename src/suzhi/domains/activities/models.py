"""Things that happened: who organised them, who took part."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now

from suzhi.engines.audit.api import feed, history
from suzhi.engines.kinds.api import declare_family, processes_of
from suzhi.engines.search.api import grams_index
from suzhi.engines.workflow.api import Recorded

# The traits that the code of activities knows.
declare_family("activity", ("partners", "roster", "headcount", "hours", "scoring"))


@history()
class Campaign(models.Model):
    """Activities of many units gathered under one theme. It keeps no figure: they are computed from its records."""

    code = models.CharField(max_length=32, unique=True)
    name = models.CharField(max_length=120)
    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="+")
    summary = models.CharField(max_length=500, blank=True, db_default="")
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True, help_text="from then on nothing more joins")
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(starts_on__isnull=True)
                | models.Q(ends_on__isnull=True)
                | models.Q(ends_on__gte=models.F("starts_on")),
                name="campaign_dates",
            )
        ]

    def __str__(self) -> str:
        return self.name


@history()
class Activity(Recorded):
    """One activity, counted once, for its lead organiser.

    ``headcount`` is visits without names; where a roster exists the roster counts and this does not.
    """

    key = models.CharField(max_length=32, unique=True)
    kind = models.CharField(max_length=40)
    name = models.CharField(max_length=200)
    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="+", help_text="lead organiser")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    place = models.CharField(max_length=200, blank=True, db_default="")
    theme = models.CharField(max_length=200, blank=True, db_default="")
    headcount = models.IntegerField(null=True, blank=True)
    hours = models.DecimalField(max_digits=7, decimal_places=2, null=True, blank=True)
    campaign = models.ForeignKey(Campaign, models.SET_NULL, null=True, blank=True, related_name="activities")
    extra = models.JSONField(default=dict, blank=True)

    class Meta:
        triggers = feed()
        indexes = [
            models.Index(fields=["unit", "-starts_on"]),
            models.Index(fields=["kind", "-starts_on"]),
            models.Index(fields=["-starts_on", "-id"]),
            grams_index("name", "activity_search"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=models.F("starts_on")),
                name="activity_dates",
            ),
            models.CheckConstraint(
                condition=models.Q(headcount__isnull=True) | models.Q(headcount__gte=0),
                name="activity_headcount",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def by_kind(cls) -> dict[str, str]:
        return processes_of("activity")


@history()
class Partner(models.Model):
    """A co-organiser: the activity is shown there and counted at the lead only."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="partners")
    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["activity", "unit"], name="partner_once")]


@history()
class Participation(models.Model):
    """One person in one activity."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="participations")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="participations")
    role = models.CharField(max_length=40, blank=True, db_default="")
    hours = models.DecimalField(max_digits=7, decimal_places=2, null=True, blank=True)
    score = models.DecimalField(max_digits=7, decimal_places=2, null=True, blank=True)
    result = models.CharField(max_length=40, blank=True, db_default="")
    imported = models.ForeignKey(
        "exchange.Import", models.SET_NULL, null=True, related_name="+", db_index=False
    )
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        triggers = feed("activity_id")
        constraints = [models.UniqueConstraint(fields=["activity", "person"], name="participation_once")]
