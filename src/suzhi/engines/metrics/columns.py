"""The columns of a computed figure, in their order: known without the machinery that computes them."""

from __future__ import annotations

PARTS = ("migrant", "women", "front_line")
# Every definition gives these columns, in this order; those that do not apply are null.
FIXED = ("numerator", "denominator", "least", "total", "visits", "people")
PART_COLUMNS = tuple(f"{kind}_{name}" for name in PARTS for kind in ("people", "visits", "of"))
COLUMNS = ("unit_id", "year", *FIXED, *PART_COLUMNS, "checksum")
# By this column of a source its rows are taken from a state on; who keeps states fills it.
RANK = "state_rank"
