"""What each field asks for by itself: to be filled, to keep its bounds, to belong to the kind."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from suzhi.engines.kinds.api import of_family
from suzhi.engines.records.fields.said import Fact
from suzhi.engines.records.rules.rule import Frame, Rule
from suzhi.engines.workflow.api import write

if TYPE_CHECKING:
    from suzhi.engines.records.family import Family


def literal(value: Any) -> str:
    """A bound as SQL."""
    return f"DATE '{value.isoformat()}'" if isinstance(value, date) else str(value)


@dataclass(frozen=True, kw_only=True)
class Bounds(Rule):
    """Not below, not above, not more places than are kept."""

    fact: Fact

    def broken(self, row: Any) -> bool:
        value, said = getattr(row, self.at), self.fact.said
        if value is None:
            return False
        if isinstance(value, Decimal) and (not value.is_finite() or value != round(value, said.places)):
            return True
        low, high = self.fact.minimum, said.most
        return (low is not None and value < low) or (high is not None and value > high)

    def sql(self, frame: Frame) -> str:
        column, said, low = frame.col(self.at), self.fact.said, self.fact.minimum
        parts = [f"{column} < {literal(low)}"] if low is not None else []
        parts += [f"{column} > {literal(said.most)}"] if said.most is not None else []
        if hasattr(self.fact.field, "decimal_places"):
            parts.append(f"{column} <> round({column}, {said.places})")
        return f"COALESCE({' OR '.join(parts)}, FALSE)" if parts else "FALSE"

    def words(self, family: Family, row: Any = None) -> tuple[str, str]:
        said, low = self.fact.said, self.fact.minimum
        value = self.fact.measured(getattr(row, self.at)) if row is not None else ""
        given = {"label": said.label, "value": value, "low": write(low), "high": write(said.most)}
        remedy = _("请核对%(label)s：%(low)s 至 %(high)s。") % given
        return _("%(label)s %(value)s不合理。") % given, remedy


@dataclass(frozen=True, kw_only=True)
class Filled(Rule):
    """Required fields are filled, and no text is longer than it may be."""

    fact: Fact

    def broken(self, row: Any) -> bool:
        if self.fact.field.is_relation:
            return not self.fact.optional and getattr(row, self.fact.field.attname) is None
        value, most = getattr(row, self.at), self.fact.field.max_length
        if value is None or value == "":
            return not self.fact.optional
        return most is not None and len(value) > most

    def sql(self, frame: Frame) -> str:
        column, most = frame.col(self.at), self.fact.field.max_length
        empty = f"{column} IS NULL" + (f" OR {column} = ''" if most else "")
        parts = [] if self.fact.optional else [empty]
        parts += [f"COALESCE(length({column}) > {most}, FALSE)"] if most else []
        return " OR ".join(parts) or "FALSE"

    def words(self, family: Family, row: Any = None) -> tuple[str, str]:
        label, most = self.fact.said.asked or self.fact.label, self.fact.field.max_length
        remedy = _("请填写%(label)s。") % {"label": label}
        if most and not self.fact.said.choices:
            return _("%(label)s须为 1 至 %(most)s 字。") % {"label": label, "most": most}, remedy
        return _("没有填写%(label)s。") % {"label": label}, remedy


@dataclass(frozen=True, kw_only=True)
class Chosen(Rule):
    """One of the words of the list; of a kind: one of the family's."""

    fact: Fact
    kinds: str = ""

    def _known(self) -> list[str]:
        if self.kinds:
            return [one.code for one in of_family(self.kinds)]
        return list(self.fact.said.choices or {})

    def broken(self, row: Any) -> bool:
        value = getattr(row, self.at)
        return value not in (None, "") and value not in self._known()

    def sql(self, frame: Frame) -> str:
        column = frame.col(self.at)
        known = ", ".join(f"'{code}'" for code in self._known())
        return f"COALESCE({column} NOT IN ('', {known}), FALSE)"

    def words(self, family: Family, row: Any = None) -> tuple[str, str]:
        given = {
            "value": self.fact.write(getattr(row, self.at)) if row is not None else "",
            "name": family.name,
        }
        if self.kinds:
            return _("“%(value)s”不是%(name)s类别。") % given, _("请从%(name)s类别中选择。") % given
        return _("“%(value)s”不是可选的值。") % given, _("请从列出的值中选择。")


@dataclass(frozen=True, kw_only=True)
class Asked(Rule):
    """A field that a trait brings is filled only for a kind with this trait."""

    fact: Fact
    kinds: str

    @property
    def reads(self) -> tuple[str, ...]:
        return (self.at, "kind")

    def _asking(self) -> list[str]:
        return [one.code for one in of_family(self.kinds) if self.fact.said.trait in one.traits]

    def broken(self, row: Any) -> bool:
        return getattr(row, self.at) not in (None, "") and row.kind not in self._asking()

    def sql(self, frame: Frame) -> str:
        asking = ", ".join(f"'{code}'" for code in self._asking()) or "''"
        column = frame.col(self.at)
        filled = f"{column} IS NOT NULL" + (f" AND {column} <> ''" if self.fact.field.max_length else "")
        return f"({filled} AND COALESCE({frame.col('kind')} NOT IN ({asking}), TRUE))"

    def words(self, family: Family, row: Any = None) -> tuple[str, str]:
        given = {"label": self.fact.label}
        return _("这个类别不填%(label)s。") % given, _("请清空%(label)s，或改选类别。") % given


def of_fields(family: Family) -> Iterator[Rule]:
    """The rules that the fields of a family bring along."""
    for name, fact in family.facts.items():
        said = fact.said
        part = said.code or name
        if not fact.optional or fact.field.max_length:
            yield Filled(code=part, at=name, fact=fact)
        if name == "kind" or said.choices:
            yield Chosen(code=part, at=name, fact=fact, kinds=family.kinds if name == "kind" else "")
        if fact.minimum is not None or said.most is not None:
            yield Bounds(code=part, at=name, fact=fact)
        if said.trait:
            yield Asked(code=part, at=name, fact=fact, kinds=family.kinds)
