"""What every stated record carries: its process and state, who recorded it and from where it came."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from suzhi.engines.workflow.registry import ORDINARY, State, Workflow, workflow


class ProcessField(models.CharField):
    """The process that a record was entered under. It stays, whatever its kind becomes."""

    def pre_save(self, model_instance: Any, add: bool) -> str:
        if not model_instance.process:
            model_instance.process = model_instance.entered_under()
        return str(model_instance.process)


class RankField(models.SmallIntegerField):
    """How far the record has come: always the rank of its state, whatever was put into the field."""

    def pre_save(self, model_instance: Any, add: bool) -> int:
        found = model_instance.own_process.states.get(model_instance.state)
        model_instance.rank = found.rank if found else 0
        return int(model_instance.rank)


class Recorded(models.Model):
    """A record with a state from packs/workflows.yaml. Code asks for flags of the state, never for its name.

    A foreign key of the three first fields to the known standings refuses a state without its rank (standing.py).
    """

    state = models.CharField(max_length=12, default="draft", db_default="draft")
    process = ProcessField(max_length=40, default="", db_default=ORDINARY)
    rank = RankField(default=0, db_default=0)
    return_reason = models.CharField(max_length=300, blank=True, db_default="")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    imported = models.ForeignKey("exchange.Import", models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        abstract = True

    @classmethod
    def by_kind(cls) -> dict[str, str]:
        """Kind -> process, for models whose kinds name one."""
        return {}

    @classmethod
    def processes(cls) -> list[str]:
        """The processes that its records may stand in."""
        return list(dict.fromkeys([ORDINARY, *cls.by_kind().values()]))

    def entered_under(self) -> str:
        """The process of a new record of this kind."""
        return self.by_kind().get(getattr(self, "kind", ""), ORDINARY)

    @property
    def own_process(self) -> Workflow:
        """The process that this record stands in."""
        return workflow(self.process or self.entered_under())

    @property
    def standing(self) -> State:
        """Its state as the process has it."""
        return self.own_process.state(self.state)
