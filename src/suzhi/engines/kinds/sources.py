"""The kind table, as figures join it."""

from __future__ import annotations

from suzhi.kernel.sources import Base

KIND = Base(
    "kinds_kind",
    {"code": ("text", "code"), "counts_as": ("text", "counts_as"), "function": ("text", "function")},
)
