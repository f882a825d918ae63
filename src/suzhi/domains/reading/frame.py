"""The years against which the words of a plan are read."""

from __future__ import annotations

from dataclasses import dataclass

from suzhi.domains.reading.model import Document


@dataclass(frozen=True)
class Frame:
    """First and last year of the plan and the year of issue, as far as they are known."""

    start: int | None
    end: int | None
    issued: int | None

    @classmethod
    def of(cls, document: Document) -> Frame:
        start, end = document.period or (None, None)
        issued = int(document.date[:4]) if document.date else None
        return cls(start or issued, end, issued)

    @property
    def only(self) -> int | None:
        """The year of a plan of one year."""
        return self.start if self.start == self.end else None

    def is_past(self, year: int) -> bool:
        """Before the plan began."""
        return self.start is not None and year < self.start

    def after(self, years: int) -> str | None:
        """The year in which so many years from the start are over."""
        if self.start is None or not 0 < years <= 20:
            return None
        due = self.start + years - 1
        return str(min(due, self.end) if self.end and due - self.end <= 1 else due)
