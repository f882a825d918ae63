"""What a report says, before anyone decides how it looks.

Everything is a frozen value: the service that issues a report gathers figures once and hands them
over, and the verifier later renders the very same figures again.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal, TypeAlias

Measure = Literal["count", "rate", "density", "milestone"]
State = Literal["met", "on_pace", "behind", "missed", "open", "no_records"]
Commitment = Literal["hard", "basic", "strive", "open"]

STATE_WORDS: dict[str, str] = {
    "met": "达成",
    "on_pace": "按进度",
    "behind": "滞后",
    "missed": "未达成",
    "open": "不设指标",
    "no_records": "暂无记录",
}
COMMITMENT_WORDS: dict[str, str] = {
    "hard": "应达到",
    "basic": "基本实现",
    "strive": "力争",
    "open": "不设指标",
}

# Word keeps at most 64 characters of a control's tag; prefix, form and ordinal need the rest.
_VALUE_ID = re.compile(r"[A-Za-z0-9_.-]{1,40}")


@dataclass(frozen=True, slots=True)
class Figure:
    """One frozen value with everything needed to write it in words.

    A rate holds its value as a share (23/25), a density per 10,000. For an indicator that holds for
    every child unit, ``children`` and ``children_met`` decide and ``least`` is the weakest child.
    ``comparison`` says which way the target binds; with ``most`` it is the lower end of a band.
    """

    value_id: str
    code: str
    name: str
    clause: str
    measure: Measure
    unit_of_measure: str
    numerator: int | None = None
    denominator: int | None = None
    value: Fraction | None = None
    target: Fraction | None = None
    due: date | None = None
    commitment: Commitment = "open"
    state: State = "open"
    people: int | None = None
    visits: int | None = None
    children: int | None = None
    children_met: int | None = None
    least: Fraction | None = None
    reached_on: date | None = None
    text_form: str = "full"
    comparison: str = ">="
    most: Fraction | None = None

    @property
    def limit(self) -> Fraction | None:
        """What the value must not pass, where there is such a thing."""
        return self.target if self.comparison == "<=" else self.most

    def __post_init__(self) -> None:
        if not _VALUE_ID.fullmatch(self.value_id):
            raise ValueError(f"value id cannot be carried by a document tag: {self.value_id!r}")


FrozenValue: TypeAlias = Figure


@dataclass(frozen=True, slots=True)
class Cite:
    """A place where a figure is written; an empty form means the figure's own."""

    figure: Figure
    form: str = ""

    @property
    def shape(self) -> str:
        return self.form or self.figure.text_form


Inline: TypeAlias = str | Cite


@dataclass(frozen=True, slots=True)
class Paragraph:
    parts: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a header that repeats on every page; ``weights`` are relative column widths."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[Inline, ...], ...]
    weights: tuple[int, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Series:
    name: str
    points: tuple[Cite | None, ...]
    line: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """``bars`` lie down, one per unit; ``columns`` stand, one per year, with the target as a line."""

    title: str
    kind: Literal["bars", "columns"]
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    number_format: str = "General"
    description: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with what stands under it; the number is given by the place, never typed.

    ``free``: written by people, not made from figures; a check tells it from the rest.
    """

    title: str
    blocks: tuple[Block, ...] = ()
    free: bool = False


Block: TypeAlias = Paragraph | Table | Chart | Section


@dataclass(frozen=True, slots=True)
class Setting:
    name: str
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Definition:
    """What an indicator counts, in plain words, and which version of the rule was used."""

    code: str
    name: str
    clause: str
    words: str
    version: str
    digest: str
    settings: tuple[Setting, ...] = ()


@dataclass(frozen=True, slots=True)
class AnnualReport:
    """An annual report, ready to be set. Without a document number it is a draft."""

    issuer: str
    document_number: str
    title: str
    addressees: tuple[str, ...]
    dated: date
    plan_title: str
    unit_name: str
    year: int
    cutoff: date
    as_of: str
    opening: tuple[Paragraph, ...]
    sections: tuple[Section, ...]
    settings: tuple[Setting, ...] = ()
    definitions: tuple[Definition, ...] = ()
    attachments: tuple[str, ...] = ()
    copies_to: tuple[str, ...] = ()
    printed_by: str = ""
    printed_on: date | None = None
    signer: str = ""


@dataclass(frozen=True, slots=True)
class ValueRow:
    """One line of the workbook of all values."""

    unit_code: str
    unit_name: str
    year: int
    figure: Figure
