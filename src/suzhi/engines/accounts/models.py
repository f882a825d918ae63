"""Accounts that sign in. A person need not have one; an account need not be a registered worker."""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser
from django.db import models


class Account(AbstractUser):
    """A sign-in. What it may do is in its grants, never in flags here."""

    display_name = models.CharField(max_length=80)
    person = models.OneToOneField(
        "people.Person", models.SET_NULL, null=True, blank=True, related_name="account"
    )
    demo = models.BooleanField(default=False, help_text="made by the demo; refused in production")

    def __str__(self) -> str:
        return self.display_name or self.username
