"""A plan: a document with clauses, indicators bound to definitions, targets broken down, duties."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from suzhi.engines.audit.api import history


@history()
class Plan(models.Model):
    """One version of a plan, loaded from its pack."""

    code = models.CharField(max_length=60)
    version = models.IntegerField(default=1)
    title = models.CharField(max_length=200)
    number = models.CharField(max_length=60, blank=True)
    issuer = models.CharField(max_length=120, blank=True)
    issued_on = models.DateField(null=True)
    start_year = models.SmallIntegerField()
    end_year = models.SmallIntegerField()
    parent = models.CharField(max_length=120, blank=True, help_text="number of the plan it derives from")
    root = models.ForeignKey("org.Unit", models.PROTECT, related_name="+")
    catalogue = models.OneToOneField("metrics.Catalogue", models.PROTECT, related_name="plan")
    pack = models.JSONField(help_text="the pack as loaded")
    digest = models.CharField(max_length=64)
    current = models.BooleanField(default=True)
    document = models.TextField(blank=True, help_text="the document's own text, once imported")
    loaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code", "version"], name="plan_once"),
            models.UniqueConstraint(fields=["code"], condition=models.Q(current=True), name="plan_current"),
        ]

    def __str__(self) -> str:
        return self.title


@history()
class Clause(models.Model):
    """A numbered clause (2.4) or one obligation in it (2.4.b). ``text`` is the document's own wording."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="clauses")
    ref = models.CharField(max_length=20)
    number = models.CharField(max_length=20)
    level = models.SmallIntegerField()
    position = models.SmallIntegerField()
    title = models.CharField(max_length=200)
    summary = models.TextField(blank=True)
    text = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "ref"], name="clause_once")]

    @property
    def label(self) -> str:
        """The title as the page's language has it."""
        return _(self.title)

    @property
    def brief(self) -> str:
        """The summary as the page's language has it."""
        return _(self.summary)


@history()
class Indicator(models.Model):
    """A figure of the plan: which clauses it answers, its target, and the definition that computes it."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="indicators")
    definition = models.OneToOneField("metrics.Definition", models.PROTECT, related_name="indicator")
    code = models.CharField(max_length=60)
    name = models.CharField(max_length=120)
    clauses = ArrayField(models.CharField(max_length=20))
    position = models.SmallIntegerField()
    unit = models.CharField(max_length=20, blank=True)
    level = models.CharField(max_length=12, blank=True, help_text="unit type at which the target holds")
    target = models.CharField(max_length=40, blank=True, help_text="exact fraction; empty: none")
    most = models.CharField(max_length=40, blank=True, help_text="upper end of a band; empty: none")
    comparison = models.CharField(max_length=6, default=">=")
    due = models.DateField(null=True)
    each_year = models.BooleanField(default=False)
    commitment = models.CharField(max_length=12)
    department = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "code"], name="indicator_once")]

    @property
    def label(self) -> str:
        """The name as the page's language has it; documents and workbooks keep the name."""
        return _(self.name)

    @property
    def measure_label(self) -> str:
        """The unit of measure as the page's language has it."""
        return _(self.unit)


@history()
class Allocation(models.Model):
    """A part of a target: what one unit is to reach in one year (year null: over the plan)."""

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="allocations")
    unit = models.ForeignKey("org.Unit", models.CASCADE, related_name="+")
    year = models.SmallIntegerField(null=True)
    value = models.CharField(max_length=40, help_text="exact fraction")
    rule = models.CharField(max_length=20, blank=True, help_text="empty: by hand")
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "unit", "year"], nulls_distinct=False, name="allocation_once"
            )
        ]


@history()
class Duty(models.Model):
    """Something a clause obliges somebody to do by a day."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="duties")
    clause = models.CharField(max_length=20)
    title = models.CharField(max_length=200)
    owner = models.CharField(max_length=120)
    due = models.DateField(null=True)
    done_on = models.DateField(null=True)
    note = models.CharField(max_length=300, blank=True)

    @property
    def label(self) -> str:
        """The title as the page's language has it."""
        return _(self.title)

    @property
    def owner_label(self) -> str:
        """Who is responsible, as the page's language has it."""
        return _(self.owner)


class Draft(models.Model):
    """A document being read: findings and what a person decided about each, until it becomes a plan."""

    name = models.CharField(max_length=200)
    text = models.TextField()
    reading = models.JSONField()
    decisions = models.JSONField(default=dict)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(db_default=Now())
    plan = models.ForeignKey(Plan, models.SET_NULL, null=True, related_name="+")

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """What the document calls itself; the file's name only if it has none."""
        return str(self.decisions.get("plan", {}).get("title") or "") or self.name
