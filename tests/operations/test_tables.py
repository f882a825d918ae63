"""When an embedded database is asked again whether it is up to date."""

from __future__ import annotations

from pathlib import Path

import pytest

import suzhi
from suzhi.operations.processes import tables


@pytest.mark.parametrize("name", ["engines/people/sources.py", "engines/people/migrations/0002_initial.py"])
def test_a_changed_source_or_migration_asks_for_new_tables(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The views of an installation are made of the sources: an update that changes one must make them anew."""
    file = Path(suzhi.__file__).parent / name
    file = file if file.exists() else next(file.parent.glob("0*.py"))
    before, read = tables.tables_wanted(), Path.read_bytes
    monkeypatch.setattr(Path, "read_bytes", lambda path: read(path) + b"#" * (path == file))
    assert tables.tables_wanted() != before


@pytest.mark.django_db
def test_new_views_have_the_figures_computed_again() -> None:
    from suzhi.engines.metrics.api import Catalogue
    from suzhi.engines.metrics.registry import make_views
    from suzhi.kernel import clock

    made = Catalogue.objects.create(code="x", first_year=2016, last_year=2020, computed_at=clock.now())
    make_views()
    made.refresh_from_db()
    assert made.computed_at is None
