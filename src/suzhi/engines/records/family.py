"""A family of records: what its model's fields do not say by themselves."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import Model
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from suzhi.engines.access.api import verbs
from suzhi.engines.kinds.api import all_kinds, declare_family
from suzhi.engines.records.fields.said import Fact
from suzhi.engines.records.rules.fields import of_fields
from suzhi.engines.records.rules.rule import Rule
from suzhi.engines.workflow.api import Workflow

END, RUNNING, OVER, USE, ROWS = _("停用"), _("在用"), _("已停用"), _("使用"), _("条")


@dataclass(frozen=True)
class Span:
    """In force from a day to a day, both included; no last day: still in force."""

    first: str
    last: str
    end: Any = END
    running: Any = RUNNING
    over: Any = OVER
    label: Any = USE
    parameter: str = "use"


@dataclass(frozen=True)
class On:
    """It happened on a day."""

    day: str


@dataclass(frozen=True)
class In:
    """It is said of a year."""

    year: str


@dataclass(frozen=True)
class Table:
    """The list. Words in columns and filters are fields, or ``title``, ``state``, ``span``, ``kind``, ``unit``.

    on_unit: the records in force are shown on their unit's page. cap: how far the list counts.
    """

    columns: str
    filters: str = "kind state span unit"
    order: str = "-id"
    cap: int = 10_000
    on_unit: bool = False


@dataclass(frozen=True)
class Family:
    """One register, declared. See docs/how-to/family.md for each word.

    labels: field -> how its value is written, where its type does not say it (the first hook; the others are
    ``check``, a further rule over the whole row that raises, and ``after``, what follows an act).
    """

    model: type[Model]
    code: str
    name: Any
    title: Any
    time: Span | On | In
    order: str
    table: Table
    groups: tuple[tuple[Any, str], ...]
    sheet: str = ""
    kinds: str = ""
    prefix: str = ""
    identity: tuple[str, ...] = ("key",)
    titled: str = "name"
    unit_word: Any = ROWS
    rules: tuple[Rule, ...] = ()
    record: str = ""
    menu: int = 0
    kept: str = "with the programme's books; corrections stay in the history"
    labels: Mapping[str, Callable[[Any], str]] = field(default_factory=dict)
    check: Callable[[Any], None] | None = None
    after: Callable[[Any, Any, str], None] | None = None

    def __post_init__(self) -> None:
        self.model.family = self  # type: ignore[attr-defined]
        strangers = {name for rule in self.all_rules for name in rule.reads} - set(self.facts)
        strangers |= set(self.order.split()) - set(self.facts)
        strangers |= {name for _legend, lines in self.groups for name in _words(lines)} - set(self.facts)
        if strangers:
            raise ValueError(f"family {self.code}: no such fields: {sorted(strangers)}")
        if self.kinds:
            declare_family(self.kinds, {one.said.trait for one in self.facts.values()} - {""})
        for act, words in self.acts.items():
            verbs[f"{self.code}.{act}"] = words

    @cached_property
    def facts(self) -> dict[str, Fact]:
        """The fields that say something, in the order of the model."""
        found = [one for one in self.model._meta.concrete_fields if hasattr(one, "said")]
        return {one.name: Fact(one.name, one, one.said) for one in found}

    @cached_property
    def all_rules(self) -> tuple[Rule, ...]:
        """Those of the fields, then the family's own."""
        return (*of_fields(self), *self.rules)

    @cached_property
    def acts(self) -> dict[str, Any]:
        """The services by name, with what history calls them."""
        words: dict[str, Any] = {
            "record": _("登记{}"),
            "change": _("更正{}"),
            "step": _("办理{}"),
            "delete": _("删除{}草稿"),
        }
        found = {act: format_lazy(text, self.name) for act, text in words.items()}
        if isinstance(self.time, Span):
            found["close"] = format_lazy("{}{}", self.time.end, self.name)
        return found

    @property
    def source_record(self) -> str:
        """What figures call one row of it."""
        return self.record or str(self.model._meta.model_name)

    @property
    def day(self) -> str:
        """The field by which it is ordered in time; empty for what is said of a year."""
        if isinstance(self.time, Span):
            return self.time.first
        return self.time.day if isinstance(self.time, On) else ""

    @property
    def person(self) -> str:
        """The field that names the worker, or nothing."""
        return next((name for name, fact in self.facts.items() if fact.said.type.name == "person"), "")

    @property
    def has_unit(self) -> bool:
        return "unit" in self.facts

    def title_of(self, row: Any) -> str:
        """What the record is called."""
        if self.titled in self.labels:
            return self.labels[self.titled](row)
        return self.facts[self.titled].write(getattr(row, self.titled))

    def process_of(self, row: Any) -> Workflow:
        """The workflow that the record stands in."""
        found: Workflow = row.own_process
        return found

    @property
    def processes(self) -> list[str]:
        """The workflows that its records may stand in."""
        found: list[str] = self.model.processes()  # type: ignore[attr-defined]
        return found

    def traits_of(self, kind: str) -> frozenset[str]:
        """The traits of a kind."""
        found = all_kinds().get(kind)
        return found.traits if found else frozenset()

    def asked(self, kind: str) -> list[str]:
        """The fields that a record of this kind has, in the order of the form."""
        traits = self.traits_of(kind) if self.kinds else frozenset()
        names = [name for _legend, lines in self.groups for name in _words(lines)]
        return [
            name for name in names if not self.facts[name].said.trait or self.facts[name].said.trait in traits
        ]


def _words(lines: str) -> list[str]:
    """``"kind unit / problem"``: fields side by side, a stroke for a new line."""
    return lines.replace("/", " ").split()
