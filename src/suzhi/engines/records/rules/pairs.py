"""Rules between the fields of one row."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from suzhi.engines.records.rules.rule import COUNTED, Frame, Rule
from suzhi.kernel import clock

if TYPE_CHECKING:
    from suzhi.engines.records.family import Family


def _filled(value: Any) -> bool:
    return value is not None and value != ""


def _filled_sql(column: str) -> str:
    return f"NULLIF({column}::text, '') IS NOT NULL"


@dataclass(frozen=True, kw_only=True)
class InOrder(Rule):
    """None of these comes before the one named before it."""

    names: tuple[str, ...]

    @property
    def reads(self) -> tuple[str, ...]:
        return self.names

    def broken(self, row: Any) -> bool:
        values = [value for value in (getattr(row, name) for name in self.names) if value is not None]
        return any(after < before for before, after in pairwise(values))

    def sql(self, frame: Frame) -> str:
        columns = [frame.col(name) for name in self.names]
        pairs = [(a, b) for at, b in enumerate(columns) for a in columns[:at]]
        return " OR ".join(f"COALESCE({b} < {a}, FALSE)" for a, b in pairs)

    def words(self, family: Family, row: Any = None) -> tuple[Any, Any]:
        if self.message:
            return self.message, self.remedy
        labels = [family.facts[name].label for name in self.names]
        given = {"first": labels[0], "last": labels[-1]}
        return _("%(last)s早于%(first)s。") % given, _("请核对两个日期。")


@dataclass(frozen=True, kw_only=True)
class Needs(Rule):
    """The field is filled only where the other is."""

    other: str

    @property
    def reads(self) -> tuple[str, ...]:
        return (self.at, self.other)

    def broken(self, row: Any) -> bool:
        return _filled(getattr(row, self.at)) and not _filled(getattr(row, self.other))

    def sql(self, frame: Frame) -> str:
        return f"({_filled_sql(frame.col(self.at))} AND NOT {_filled_sql(frame.col(self.other))})"

    def words(self, family: Family, row: Any = None) -> tuple[Any, Any]:
        given = {"one": family.facts[self.at].label, "other": family.facts[self.other].label}
        message = self.message or _("没有%(other)s，不填%(one)s。") % given
        return message, self.remedy or _("请先填%(other)s，或清空%(one)s。") % given


@dataclass(frozen=True, kw_only=True)
class Together(Rule):
    """Both or neither."""

    other: str

    @property
    def reads(self) -> tuple[str, ...]:
        return (self.at, self.other)

    def broken(self, row: Any) -> bool:
        return _filled(getattr(row, self.at)) != _filled(getattr(row, self.other))

    def sql(self, frame: Frame) -> str:
        return f"({_filled_sql(frame.col(self.at))}) <> ({_filled_sql(frame.col(self.other))})"

    def words(self, family: Family, row: Any = None) -> tuple[Any, Any]:
        given = {"one": family.facts[self.at].label, "other": family.facts[self.other].label}
        return _("%(one)s和%(other)s须同时填写。") % given, _("请补上另一项，或都留空。")


@dataclass(frozen=True, kw_only=True)
class Within(Rule):
    """A part does not exceed its whole."""

    whole: str

    @property
    def reads(self) -> tuple[str, ...]:
        return (self.at, self.whole)

    def broken(self, row: Any) -> bool:
        part, whole = getattr(row, self.at), getattr(row, self.whole)
        return part is not None and whole is not None and part > whole

    def sql(self, frame: Frame) -> str:
        return f"COALESCE({frame.col(self.at)} > {frame.col(self.whole)}, FALSE)"

    def words(self, family: Family, row: Any = None) -> tuple[Any, Any]:
        given = {"part": family.facts[self.at].label, "whole": family.facts[self.whole].label}
        return _("%(part)s大于%(whole)s。") % given, _("请核对这两项。")


@dataclass(frozen=True, kw_only=True)
class NotFuture(Rule):
    """What counts has happened."""

    def broken(self, row: Any) -> bool:
        value = getattr(row, self.at)
        return value is not None and value > clock.today()

    def sql(self, frame: Frame) -> str:
        return f"COALESCE({frame.col(self.at)} > DATE '{clock.today().isoformat()}', FALSE)"

    def words(self, family: Family, row: Any = None) -> tuple[Any, Any]:
        fact = family.facts[self.at]
        given = {"label": fact.label, "day": fact.write(getattr(row, self.at)) if row is not None else ""}
        remedy = _("请核对日期；还没有到的可先存为草稿。")
        return _("%(label)s %(day)s在今天之后，不能确认。") % given, remedy


def in_order(*names: str, code: str = "dates", message: Any = "", remedy: Any = "") -> Rule:
    """Days (or numbers) in this order; those that are empty are passed over."""
    return InOrder(code=code, at=names[-1], names=names, message=message, remedy=remedy)


def needs(field: str, other: str, message: Any = "", *, code: str = "", remedy: Any = "") -> Rule:
    """The field only together with the other, which may stand alone."""
    return Needs(code=code or field, at=field, other=other, message=message, remedy=remedy)


def together(one: str, other: str, *, code: str) -> Rule:
    """Both or neither."""
    return Together(code=code, at=one, other=other)


def within(part: str, whole: str, *, code: str = "") -> Rule:
    """The part is at most the whole."""
    return Within(code=code or part, at=part, whole=whole)


def not_future(field: str, *, code: str = "future_date", when: str = COUNTED) -> Rule:
    """Not after today, for what counts."""
    return NotFuture(code=code, at=field, when=when)
