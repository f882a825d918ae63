"""Definitions as data, values with everything needed to check them, and issues that never change."""

from __future__ import annotations

from django.conf import settings as conf
from django.db import models
from django.db.models.functions import Now

from suzhi.engines.audit.api import history


@history(exclude=["computed_at"])
class Catalogue(models.Model):
    """A set of definitions over a span of years, with the settings that settle what a plan leaves open."""

    code = models.CharField(max_length=60)
    version = models.IntegerField(default=1)
    root = models.ForeignKey("org.Unit", models.PROTECT, related_name="+", null=True)
    first_year = models.SmallIntegerField()
    last_year = models.SmallIntegerField()
    settings = models.JSONField(default=dict)
    active = models.BooleanField(default=True)
    computed_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [models.UniqueConstraint(fields=["code", "version"], name="catalogue_once")]


@history(exclude=["queries", "basis"])
class Definition(models.Model):
    """What one figure means (``spec``, linted), its digest, and the PostgreSQL text that lists its records.

    ``basis``: under what its stored values were computed (see basis.py); empty before the first time.
    """

    catalogue = models.ForeignKey(Catalogue, models.CASCADE, related_name="definitions")
    code = models.CharField(max_length=60)
    position = models.SmallIntegerField()
    spec = models.JSONField()
    digest = models.CharField(max_length=64)
    awaits = models.CharField(max_length=40, blank=True)
    queries = models.JSONField(default=dict)
    basis = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["catalogue", "code"], name="definition_once")]


class Value(models.Model):
    """One figure at one unit in one year. No row means no records. Rates are never stored divided.

    Derived and written by the hundred thousand: the database checks no foreign keys here.
    """

    definition = models.ForeignKey(
        Definition, models.CASCADE, related_name="values", db_constraint=False, db_index=False
    )
    unit = models.ForeignKey(
        "org.Unit", models.CASCADE, related_name="+", db_constraint=False, db_index=False
    )
    year = models.SmallIntegerField()
    numerator = models.BigIntegerField()
    denominator = models.BigIntegerField(null=True)
    least = models.BigIntegerField(null=True)
    total = models.BigIntegerField(null=True)
    visits = models.BigIntegerField(null=True)
    people = models.BigIntegerField(null=True)
    parts = models.JSONField(null=True, help_text="breakdowns: {name: {visits, people}}")
    checksum = models.DecimalField(
        max_digits=38,
        decimal_places=0,
        null=True,
        help_text="digest of the rows counted: the sum of their prints",
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["definition", "unit", "year"], name="value_once")]
        indexes = [models.Index(fields=["unit", "year"])]


class ValueSeal(models.Model):
    """The digest of a definition's stored values under the installation's key, written with them."""

    definition = models.OneToOneField(Definition, models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64)


class Member(models.Model):
    """One member of a coverage's population in one year, and whether it counts in the numerator."""

    definition = models.ForeignKey(
        Definition, models.CASCADE, related_name="members", db_constraint=False, db_index=False
    )
    year = models.SmallIntegerField()
    entity_id = models.BigIntegerField(help_text="a unit or a person, as the definition says")
    unit_id = models.BigIntegerField(help_text="where it counts")
    met = models.BooleanField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["definition", "year", "unit_id", "entity_id"], name="member_once")
        ]


class Preview(models.Model):
    """A question: what would the figures be under other settings? Answered by the computing process."""

    catalogue = models.ForeignKey(Catalogue, models.CASCADE, related_name="previews")
    settings = models.JSONField()
    answer = models.JSONField(null=True)
    created_at = models.DateTimeField(db_default=Now())


class Issue(models.Model):
    """Figures as they were given out: frozen, numbered, never changed."""

    catalogue = models.ForeignKey(Catalogue, models.PROTECT, related_name="issues")
    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="+")
    year = models.SmallIntegerField()
    title = models.CharField(max_length=200)
    cutoff = models.DateTimeField()
    settings = models.JSONField(default=dict)
    manifest = models.JSONField(default=dict)
    issued_by = models.ForeignKey(conf.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    issued_at = models.DateTimeField(db_default=Now())


class IssuedValue(models.Model):
    """One frozen figure. ``key`` is the value's id printed in reports; ``body`` all it consists of."""

    issue = models.ForeignKey(Issue, models.PROTECT, related_name="values")
    key = models.CharField(max_length=40, unique=True)
    code = models.CharField(max_length=60)
    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="+")
    year = models.SmallIntegerField()
    body = models.JSONField()
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["issue", "code", "unit", "year"], name="issued_once")]
