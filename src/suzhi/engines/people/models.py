"""Workers, where they belong, and the posts they hold."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from suzhi.engines.audit.api import feed, history
from suzhi.engines.kinds.api import declare_family, processes_of
from suzhi.engines.search.api import grams_index
from suzhi.engines.workflow.api import Recorded
from suzhi.kernel.dates import EVER, FOREVER

declare_family("post")


@history(at_once=True)
class Person(models.Model):
    """A worker. 身份证号 and 手机号 are kept sealed, with a keyed hash to match by (people/sealing.py)."""

    key = models.CharField(max_length=32, unique=True)
    name = models.CharField(max_length=60)
    sex = models.CharField(max_length=1, blank=True, db_default="", choices=[("m", _("男")), ("f", _("女"))])
    migrant = models.BooleanField(null=True)
    front_line = models.BooleanField(null=True)
    born_on = models.DateField(null=True)
    phone_sealed = models.BinaryField(null=True)
    phone_hash = models.CharField(max_length=64, blank=True, db_default="", db_index=True)
    id_sealed = models.BinaryField(null=True)
    id_hash = models.CharField(max_length=64, blank=True, db_default="", db_index=True)
    created_at = models.DateTimeField(db_default=Now())
    imported = models.ForeignKey("exchange.Import", models.SET_NULL, null=True, related_name="+")

    class Meta:
        triggers = feed()
        indexes = [models.Index(fields=["name"]), grams_index("name", "person_search")]
        constraints = [
            # Looked for before writing, too; two at the same moment see each other only here.
            models.UniqueConstraint(
                fields=["id_hash"], condition=~models.Q(id_hash=""), name="person_id_number_once"
            )
        ]

    def __str__(self) -> str:
        return self.name


@history(at_once=True)
class Membership(models.Model):
    """Where a person belongs, from when to when.

    ``seat_from``/``seat_to`` are derived (services.reseat): they stretch the memberships of a person over all
    time, so that a participation on any day belongs to exactly one unit - the membership that covers the day,
    else the last one before it, else the first.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="memberships")
    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="+")
    joined_on = models.DateField(null=True, blank=True)
    left_on = models.DateField(null=True, blank=True)
    seat_from = models.DateField(db_default=EVER)
    seat_to = models.DateField(db_default=FOREVER)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        triggers = feed("person_id")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "joined_on"], nulls_distinct=False, name="membership_once"
            ),
            models.CheckConstraint(
                condition=models.Q(left_on__isnull=True)
                | models.Q(joined_on__isnull=True)
                | models.Q(left_on__gte=models.F("joined_on")),
                name="membership_dates",
            ),
        ]


@history(at_once=True)
class Post(Recorded):
    """A dated post of a person in a unit: staff representative, legal staff, culture leader, ..."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="posts")
    kind = models.CharField(max_length=40)
    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="+")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    education = models.CharField(max_length=40, blank=True, db_default="")
    degree = models.CharField(max_length=40, blank=True, db_default="")
    major = models.CharField(max_length=60, blank=True, db_default="")

    class Meta:
        triggers = feed()
        indexes = [models.Index(fields=["-valid_from", "-id"])]
        constraints = [
            models.UniqueConstraint(fields=["person", "kind", "unit", "valid_from"], name="post_once"),
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=models.F("valid_from")),
                name="post_dates",
            ),
        ]

    @classmethod
    def by_kind(cls) -> dict[str, str]:
        return processes_of("post")
