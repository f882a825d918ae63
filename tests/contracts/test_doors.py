"""A package is entered by its door, and inside it everything lies on what is below; what would not is named."""

from __future__ import annotations

import pytest

from contracts.doors import ENTERED, PARTS, SOURCE, breach, breaches, names_of

# (module, import): one of every sort that once passed or that the import linter catches; planted in memory.
PLANTED = [
    # floors and siblings
    ("suzhi.engines.org.services", "from suzhi.engines.people.api import Person"),
    ("suzhi.domains.venues.services", "from suzhi.domains.activities.api import Activity"),
    ("suzhi.ui.api", "from suzhi.engines.org.api import Unit"),
    ("suzhi.kernel.clock", "from suzhi.engines.org.api import Unit"),
    ("suzhi.domains.venues.services", "from suzhi.engines.people.models import Person"),
    ("suzhi.faces.console.views", "from suzhi.domains.venues.models import Venue"),
    ("suzhi.engines.unheard.models", "from suzhi.engines.org.api import Unit"),
    # doors
    ("suzhi.engines.people.services", "from suzhi.engines.org.models import Unit"),
    ("suzhi.engines.people.services", "from suzhi.engines.access.roles import role"),
    ("suzhi.domains.venues.services", "from suzhi.engines.workflow.steps import must_be_editable"),
    ("suzhi.domains.activities.services", "from suzhi.engines.people.services_reveal import reveal"),
    ("suzhi.domains.reports.services", "from suzhi.domains.plans.loading import load_pack"),
    ("suzhi.domains.reports.services", "from suzhi.domains.plans.services_drafts import start_draft"),
    ("suzhi.faces.console.views", "from suzhi.domains.activities.rules import twin_doubts"),
    ("suzhi.faces.console.views", "from suzhi.domains.activities.pages.console.listing import ACTIVITIES"),
    ("suzhi.faces.console.views", "from suzhi.engines.people.services_posts import add_post"),
    # order inside a package, purity
    ("suzhi.domains.venues.models", "from suzhi.domains.venues.pages.console.listing import VENUES"),
    ("suzhi.domains.reading.targets.tables", "from suzhi.domains.plans.models import Plan"),
    # weight
    ("suzhi.domains.venues.services", "import duckdb"),
    ("suzhi.engines.workflow.timeline", "import pandas"),
    ("suzhi.engines.search.listing", "import ibis"),
    ("suzhi.domains.plans.values", "import ibis"),
    # and more of their kinds
    ("suzhi.engines.people.rules", "from suzhi.engines.people.selectors import people"),
    ("suzhi.engines.people.selectors", "from suzhi.engines.people.services import leave"),
    ("suzhi.engines.people.services", "from suzhi.engines.people.api import seated"),
    ("suzhi.domains.reading.api", "from django.db import models"),
    ("suzhi.kernel.dates", "from django.utils import timezone"),
    ("suzhi.engines.search.exporting", "import xlsxwriter"),
    ("suzhi.engines.metrics.explain", "import duckdb"),
    ("suzhi.domains.plans.values", "from suzhi.workbench.demo.tree import Tree"),
]


@pytest.mark.parametrize(("module", "line"), PLANTED, ids=[f"{m} {line}" for m, line in PLANTED])
def test_a_planted_import_is_named(module: str, line: str) -> None:
    assert len(list(breaches(module, f'"""Text."""\n{line}\n'))) == 1


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("suzhi.engines.people.services", "from suzhi.engines.org.api import Unit"),
        ("suzhi.domains.reports.services", "from suzhi.domains.plans.api import Plan"),
        ("suzhi.domains.venues.pages.console.views", "from suzhi.domains.venues.services import close_venue"),
        ("suzhi.faces.console.urls", "from suzhi.domains.venues.pages.console.urls import urlpatterns"),
        ("suzhi.domains.venues.services", "import decimal"),
    ],
)
def test_a_good_import_is_not(module: str, line: str) -> None:
    assert list(breaches(module, line)) == []


def test_a_library_may_be_heavy_where_it_is_used_late() -> None:
    late = "def write():\n    import xlsxwriter\n"
    assert list(breaches("suzhi.engines.search.exporting", late)) == []
    assert list(breaches("suzhi.engines.search.listing", late)) != []


def modules() -> dict[str, str]:
    found = {}
    for path in SOURCE.rglob("*.py"):
        if "migrations" not in path.parts:
            name = ".".join(path.relative_to(SOURCE.parent).with_suffix("").parts).removesuffix(".__init__")
            found[name] = path.read_text(encoding="utf-8")
    return found


def test_no_import_of_the_product_passes_a_closed_door() -> None:
    assert [wrong for module, text in modules().items() for wrong in breaches(module, text)] == []


def test_every_exception_is_still_needed() -> None:
    import ast

    texts = modules()
    for module, entered in [*ENTERED, *PARTS.items()]:
        names = [name for node in ast.walk(ast.parse(texts[module])) for name in names_of(node)]
        assert any(name.startswith(entered) for name in names), (module, entered)
    assert breach("suzhi.engines.metrics.compute", "suzhi.engines.kinds.sources.KIND_BASE")
