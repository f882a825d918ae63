"""What a package declares in ``privacy.py``: the class of every field, and how long it is kept.

public    may be published (names of units, what an activity was)
internal  for those who work with the system
personal  says something about a person: shown within the scope, never exported without the right to
sealed    encrypted or hashed at rest, masked on every page; seen whole only with a reason, in the audit
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

PUBLIC, INTERNAL, PERSONAL, SEALED = "public", "internal", "personal", "sealed"


@dataclass(frozen=True)
class Fields:
    """The fields of one model by class, each a line of names.

    kept: in words, how long a row is kept and what ends it.
    """

    kept: str
    public: str = ""
    internal: str = ""
    personal: str = ""
    sealed: str = ""

    @cached_property
    def classes(self) -> dict[str, str]:
        """Field -> class; a field named twice raises."""
        found: dict[str, str] = {}
        for name in (PUBLIC, INTERNAL, PERSONAL, SEALED):
            for field in getattr(self, name).split():
                if field in found:
                    raise ValueError(f"{field} is both {found[field]} and {name}")
                found[field] = name
        return found
