"""Rules between a row and the others of its family."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from suzhi.engines.records.rules.rule import Frame, Rule

if TYPE_CHECKING:
    from suzhi.engines.records.family import Family

_FOREVER = f"DATE '{date.max.isoformat()}'"


@dataclass(frozen=True, kw_only=True)
class Among(Rule):
    """There is another row with the same values in ``same``, as far as ``narrow`` says."""

    same: tuple[str, ...]

    @property
    def reads(self) -> tuple[str, ...]:
        return self.same

    def others(self, row: Any) -> QuerySet[Any]:
        """The rows that this one meets."""
        values = {name: getattr(row, type(row)._meta.get_field(name).attname) for name in self.same}
        if any(value is None for value in values.values()):
            return type(row)._base_manager.none()
        found = type(row)._base_manager.filter(self.narrow(row), **values)
        return found.exclude(pk=row.pk) if row.pk else found

    def narrow(self, row: Any) -> Q:
        """A further condition on the others."""
        return Q()

    def narrow_sql(self, frame: Frame, other: str) -> str:
        """The same in SQL; ``other`` is the alias of the other row."""
        return "TRUE"

    def broken(self, row: Any) -> bool:
        return self.others(row).exists()

    def sql(self, frame: Frame) -> str:
        def meets(alias: str, stored: bool) -> str:
            parts = [f"{alias}.{_column(frame, name, stored)} = {frame.col(name)}" for name in self.same]
            return " AND ".join([*parts, self.narrow_sql(frame, alias)])

        found = f"EXISTS (SELECT 1 FROM {frame.table} q WHERE {meets('q', True)} AND q.id <> {frame.id}"
        if not frame.plan:
            return f"{found})"
        found += f" AND NOT EXISTS (SELECT 1 FROM {frame.plan} z WHERE z._old = q.id))"
        return f"({found} OR EXISTS (SELECT 1 FROM {frame.plan} q WHERE {meets('q', False)} AND q._row < p._row))"


def _column(frame: Frame, name: str, stored: bool) -> str:
    # A planned row keeps a reference under the same name as the table does.
    return frame.col(name).rsplit(".", 1)[-1]


@dataclass(frozen=True, kw_only=True)
class Twin(Among):
    """Perhaps the same record entered twice."""

    open: str = ""  # the other still runs: this day of it is empty
    day: str = ""
    days: int = 0  # at most so many days apart

    @property
    def reads(self) -> tuple[str, ...]:
        return (*self.same, *((self.day,) if self.day else ()))

    def narrow(self, row: Any) -> Q:
        found = Q(**{f"{self.open}__isnull": True}) if self.open else Q()
        if self.day:
            on = getattr(row, self.day)
            if on is None:
                return Q(pk__in=[])
            apart = timedelta(self.days)
            found &= Q(**{f"{self.day}__gte": on - apart, f"{self.day}__lte": on + apart})
        return found

    def narrow_sql(self, frame: Frame, other: str) -> str:
        parts = [f"{other}.{self.open} IS NULL"] if self.open else []
        if self.day:
            parts.append(f"abs({other}.{self.day} - {frame.col(self.day)}) <= {self.days}")
        return " AND ".join(parts) or "TRUE"

    def words(self, family: Family, row: Any = None) -> tuple[Any, Any]:
        other = self.others(row).first() if row is not None else None
        remedy = _("如是另一条，请勾选“仍然保存”。")
        if other is None:
            return _("可能重复：已有同样的记录。"), remedy
        given = {"name": family.title_of(other), "key": getattr(other, "key", other.pk)}
        return _("可能重复：已有“%(name)s”（%(key)s）。") % given, remedy


@dataclass(frozen=True, kw_only=True)
class Apart(Among):
    """Two spans of the same thing do not overlap."""

    span: tuple[str, str]

    @property
    def reads(self) -> tuple[str, ...]:
        return (*self.same, *self.span)

    def narrow(self, row: Any) -> Q:
        first, last = self.span
        begin, end = getattr(row, first), getattr(row, last) or date.max
        if begin is None:
            return Q(pk__in=[])
        still = Q(**{f"{last}__isnull": True}) | Q(**{f"{last}__gte": begin})
        return still & Q(**{f"{first}__lte": end})

    def narrow_sql(self, frame: Frame, other: str) -> str:
        first, last = self.span
        begin, end = frame.col(first), frame.col(last)
        # In a workbook without the column of the end the rows beside this one have none either.
        ends = f"COALESCE({other}.{last}, {_FOREVER}) >= {begin}"
        return f"{ends} AND {other}.{first} <= COALESCE({end}, {_FOREVER})"

    def words(self, family: Family, row: Any = None) -> tuple[Any, Any]:
        return self.message or _("与另一段时间重叠。"), self.remedy or _(
            "先写明上一段的止日，两段时间不重叠。"
        )


@dataclass(frozen=True, kw_only=True)
class Once(Among):
    """What names the record names no other."""

    def words(self, family: Family, row: Any = None) -> tuple[Any, Any]:
        labels = _("、").join(str(family.facts[name].label) for name in self.same)
        return _("同样的%s已登记过。") % labels, _("请打开已有的记录更正，不要重复登记。")


def doubt_twin(*same: str, open: str = "", day: str = "", within: int = 0, code: str = "twin") -> Rule:
    """A doubt where another record has the same values: one that is still open, or within so many days."""
    return Twin(code=code, at=same[-1], same=same, open=open, day=day, days=within, doubt=True)


def apart(*same: str, span: tuple[str, str], code: str = "twice", **words: Any) -> Rule:
    """Spans of the same thing do not overlap."""
    return Apart(code=code, at=span[0], same=same, span=span, **words)


def once(*same: str, code: str = "once") -> Rule:
    """No two records with the same values in these fields."""
    return Once(code=code, at=same[-1], same=same)
