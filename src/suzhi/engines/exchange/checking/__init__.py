"""Staged rows against the records: what would be added, changed, left, and what is refused for which reason."""
