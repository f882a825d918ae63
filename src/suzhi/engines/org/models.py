"""The tree of units: one reporting parent at a time, everything dated."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from suzhi.engines.audit.api import feed, history
from suzhi.engines.search.api import grams_index
from suzhi.kernel.dates import EVER, FOREVER


class UnitType(models.TextChoices):
    """Types of union organisation, as in the workbook."""

    CITY = "city", _("市总")
    COUNTY = "county", _("县总")
    ZONE = "zone", _("园区工会")
    SYSTEM = "system", _("系统工会")
    TOWNSHIP = "township", _("乡镇街道")
    JOINT = "joint", _("联合会")
    GRASSROOTS = "grassroots", _("基层工会")


class Ownership(models.TextChoices):
    PUBLIC = "public", _("公有")
    NONPUBLIC = "nonpublic", _("非公有")


class Nature(models.TextChoices):
    ENTERPRISE = "enterprise", _("企业")
    INSTITUTION = "institution", _("事业")
    AGENCY = "agency", _("机关")
    SOCIAL = "social", _("社会组织")
    OTHER = "other", _("其他")


@history()
class Unit(models.Model):
    """A union organisation. ``code`` is its own code, fixed for life."""

    code = models.CharField(max_length=32, unique=True)
    name = models.CharField(max_length=120)
    type = models.CharField(max_length=12, choices=UnitType.choices)
    area_code = models.CharField(max_length=12, blank=True)
    uscc = models.CharField(max_length=18, blank=True)
    founded_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    successor = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged")
    created_at = models.DateTimeField(db_default=Now())
    imported = models.ForeignKey("exchange.Import", models.SET_NULL, null=True, related_name="+")

    class Meta:
        triggers = feed()
        indexes = [grams_index("name", "unit_search")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(closed_on__isnull=True)
                | models.Q(founded_on__isnull=True)
                | models.Q(closed_on__gte=models.F("founded_on")),
                name="unit_dates",
            )
        ]

    def __str__(self) -> str:
        return self.name


@history()
class Line(models.Model):
    """To whom a unit reports, from when to when. Segments of a unit touch and never overlap."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="lines")
    parent = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    valid_from = models.DateField(db_default=EVER)
    valid_to = models.DateField(db_default=FOREVER)
    reason = models.CharField(max_length=200, blank=True, db_default="")
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        triggers = feed()
        constraints = [
            models.UniqueConstraint(fields=["unit", "valid_from"], name="line_once"),
            models.CheckConstraint(
                condition=models.Q(valid_to__gte=models.F("valid_from")), name="line_dates"
            ),
            models.CheckConstraint(condition=~models.Q(unit=models.F("parent")), name="line_not_self"),
        ]


class Closure(models.Model):
    """Every ancestor of every unit, itself included (depth 0), with the days on which it held. Derived."""

    ancestor = models.ForeignKey(Unit, models.CASCADE, related_name="+")
    unit = models.ForeignKey(Unit, models.CASCADE, related_name="ancestry")
    depth = models.SmallIntegerField()
    valid_from = models.DateField()
    valid_to = models.DateField()

    class Meta:
        indexes = [
            models.Index(fields=["ancestor", "unit"]),
            models.Index(fields=["unit", "ancestor"]),
        ]


@history()
class UnitYear(models.Model):
    """What a unit was in one year: the dated roster that coverage is counted against."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="years")
    year = models.SmallIntegerField()
    ownership = models.CharField(max_length=12, choices=Ownership.choices)
    nature = models.CharField(max_length=12, choices=Nature.choices)
    above_scale = models.BooleanField()
    industry = models.CharField(max_length=8, blank=True)
    disease_contract_due = models.BooleanField()
    unionised = models.BooleanField()
    workers = models.IntegerField()
    women = models.IntegerField(null=True, blank=True)
    migrants = models.IntegerField(null=True, blank=True)
    front_line = models.IntegerField(null=True, blank=True)
    new_workers = models.IntegerField(null=True, blank=True)
    created_at = models.DateTimeField(db_default=Now())
    imported = models.ForeignKey("exchange.Import", models.SET_NULL, null=True, related_name="+")

    class Meta:
        triggers = feed()
        constraints = [
            models.UniqueConstraint(fields=["unit", "year"], name="unityear_once"),
            models.CheckConstraint(condition=models.Q(workers__gte=0), name="unityear_workers"),
        ]


@history()
class UnitTag(models.Model):
    """A dated mark on a unit (贫困县, 具备条件, ...). Data, never a constant in code."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="tags")
    tag = models.CharField(max_length=40)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField(db_default=Now())
    imported = models.ForeignKey("exchange.Import", models.SET_NULL, null=True, related_name="+")

    class Meta:
        triggers = feed()
        constraints = [
            models.UniqueConstraint(fields=["unit", "tag", "valid_from"], name="unittag_once"),
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=models.F("valid_from")),
                name="unittag_dates",
            ),
        ]
