"""Whether the embedded database has today's tables, told from a note beside its data instead of by asking.

Asking means loading Django and every migration, which is most of what a start costs. The note lies in the
cluster's own folder, so that it goes when the cluster goes.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import suzhi
from suzhi.operations.home import CHECKOUT, suzhi_home

NOTE = "suzhi-tables"


def _note() -> Path:
    return suzhi_home() / "pg" / NOTE


def tables_wanted() -> str:
    """A digest over our migrations, the sources (views are made of them) and, for the libraries, over the lock."""
    package = Path(suzhi.__file__).parent
    total = hashlib.sha256()
    ours = [*sorted(package.glob("**/migrations/*.py")), *sorted(package.glob("**/sources.py"))]
    for path in [*ours, CHECKOUT / "requirements" / "base.txt"]:
        total.update(str(path.relative_to(CHECKOUT)).encode())
        total.update(path.read_bytes() if path.exists() else b"")
    return total.hexdigest()


def are_up_to_date() -> bool:
    """Whether the note says so."""
    try:
        return _note().read_text() == tables_wanted()
    except OSError:
        return False


def note_up_to_date() -> None:
    """Write the note, after the migrations."""
    _note().write_text(tables_wanted())


def forget() -> None:
    """Remove the note, before the tables are replaced."""
    _note().unlink(missing_ok=True)
