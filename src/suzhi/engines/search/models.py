"""Search keeps no table of its own: see grams.py. The migration makes the SQL function behind the indexes."""

from __future__ import annotations
