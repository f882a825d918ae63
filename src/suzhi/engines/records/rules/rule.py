"""A rule: one object, one text, and the same condition in Python for a row and in SQL for a set of rows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from suzhi.engines.workflow.api import Doubt
from suzhi.kernel.errors import Refusal

if TYPE_CHECKING:
    from suzhi.engines.records.family import Family

COUNTED = "counted"


@dataclass(frozen=True)
class Frame:
    """Where the SQL of a rule stands: ``col`` gives the expression of a field, ``id`` that of the row's own id.

    plan: a table of further rows that will be written together with this one, of which ``p`` is the present one.
    """

    col: Callable[[str], str]
    table: str
    id: str = "p._id"
    plan: str = ""


@dataclass(frozen=True, kw_only=True)
class Rule:
    """code: the last part of the refusal's code. at: the field beside which it is shown.

    when: ``counted`` for what must hold only of a record that counts. doubt: it may be meant, and is acknowledged.
    """

    code: str
    at: str
    message: Any = ""
    remedy: Any = ""
    when: str = ""
    doubt: bool = field(default=False)

    @property
    def reads(self) -> tuple[str, ...]:
        """The fields on which it depends."""
        return (self.at,)

    def broken(self, row: Any) -> bool:
        """Whether the row breaks it."""
        raise NotImplementedError

    def sql(self, frame: Frame) -> str:
        """The same as a condition, true (never merely not false) where the row breaks it."""
        raise NotImplementedError

    def words(self, family: Family, row: Any = None) -> tuple[Any, Any]:
        """Message and remedy; without a row, as they stand for a whole set."""
        return self.message, self.remedy

    def refusal(self, family: Family, row: Any) -> Refusal:
        """What is said of this row."""
        message, remedy = self.words(family, row)
        made = Doubt if self.doubt else Refusal
        return made(f"{family.code}.{self.code}", str(message), str(remedy))
