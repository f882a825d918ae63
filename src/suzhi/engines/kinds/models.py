"""The kinds of records as rows, so that both engines can join them. Filled from packs/kinds at migrate."""

from __future__ import annotations

from django.db import models


class Kind(models.Model):
    """One kind of activity, venue or post. The truth is its YAML entry."""

    code = models.CharField(max_length=40, primary_key=True)
    family = models.CharField(max_length=20)
    name = models.CharField(max_length=40)
    counts_as = models.CharField(max_length=40)
    function = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["family", "name"], name="kind_name")]
