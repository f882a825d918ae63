"""What a question is asked about."""

from __future__ import annotations

from dataclasses import dataclass

from suzhi.domains.reading.model import Document, Target

Question = tuple[str, list[str]]


@dataclass(frozen=True)
class Context:
    """A goal, the sentence that it stands in, and the document."""

    target: Target
    sentence: str
    document: Document

    @property
    def quote(self) -> str:
        return "".join(self.target.quote.split()).replace("（", "(").replace("）", ")")

    @property
    def end(self) -> str:
        period = self.document.period
        return f"{period[1]}年" if period else "规划期末"
