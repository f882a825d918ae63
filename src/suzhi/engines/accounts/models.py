"""Sign-in accounts."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.dispatch import Signal

from suzhi.engines.accounts.browsers import browser_name

# A hash was renewed in passing. Arguments: user, before (the hash as it was).
password_upgraded = Signal()


class Account(AbstractUser):
    """A sign-in. What it may do is in its grants, never in flags here."""

    display_name = models.CharField(max_length=80)
    person = models.OneToOneField(
        "people.Person", models.SET_NULL, null=True, blank=True, related_name="account"
    )
    demo = models.BooleanField(default=False, help_text="made by the demo; refused in production")
    must_change_password = models.BooleanField(default=False, db_default=False)

    def __str__(self) -> str:
        return self.display_name or self.username

    def check_password(self, raw_password: str | None) -> bool:
        """Django renews a hash of a weaker kind in passing; that is a change which must be told."""
        before = self.password
        right = super().check_password(raw_password)
        if self.pk and self.password != before:
            password_upgraded.send(sender=Account, user=self, before=before)
        return right


class SignIn(models.Model):
    """One signed-in browser, from when to when. ``ended``: empty while it lasts, else why it ended."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="sign_ins")
    session_key = models.CharField(max_length=40, db_index=True)
    opened_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    address = models.CharField(max_length=45, blank=True)
    agent = models.CharField(max_length=200, blank=True)
    ended = models.CharField(max_length=20, blank=True)

    class Meta:
        indexes = [models.Index(fields=["account", "-opened_at"])]

    @property
    def browser(self) -> str:
        """What it was opened with, in words."""
        return browser_name(self.agent)


class FailedSignIn(models.Model):
    """One try that was not right, or is not judged yet; enough of them shut the door. Deleted after a day.

    ``username``: folded, so that all spellings of a name are counted together.
    """

    username = models.CharField(max_length=150)
    address = models.CharField(max_length=45, blank=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["username", "address", "-at"]),
            models.Index(fields=["address", "-at"]),
        ]


class UsedCode(models.Model):
    """A code of a second factor that was accepted: no process accepts it again. Deleted after a day."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    code = models.CharField(max_length=64, help_text="digest of the code")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "code"], name="code_used_once")]
