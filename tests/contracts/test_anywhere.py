"""``has`` says that a permission is held somewhere, never where: it shows a button or opens a page, and filters nothing.

So do ``can``, ``allow`` and ``refusal_for`` when they are asked without a row. Every such question stands in the table
with its reason; rows come from ``scope``, ``fetch`` and ``named`` alone.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import suzhi

SOURCE = Path(suzhi.__file__).parent

ITSELF = "the policy begins with it and goes on to the row"
BUTTON = "shows a button, a tab or a link; the page behind it asks for the row"
PANEL = "a panel is left out; its rows come from the scope"
OWN = "what is made belongs to nobody else's unit yet, or the rows follow by scope in the same function"
SKIPS = "saves a query that the scope would answer with nothing"

ANYWHERE = {
    "engines/access/policy.py Policy.condition": ITSELF,
    "engines/access/scopes.py refusal_for": ITSELF,
    "faces/shell/gate.py GateMiddleware.process_view": "the page's rule: whether the address may be opened at all",
    "faces/console/context.py _search": BUTTON,
    "faces/console/menu.py menu": BUTTON,
    "faces/console/units.py switcher": SKIPS,
    "faces/console/views.py home": "whether there is a plan page to begin with",
    "engines/search/finders.py search": SKIPS,
    "engines/search/exporting.py note_export": "the rows are the list's own, from its scope",
    "engines/search/pages/console/lists.py list_page": BUTTON,
    "engines/org/pages/console/unit.py links": BUTTON,
    "engines/people/services_reveal.py reveal_many": OWN,
    "engines/people/pages/console/listing.py tabs": BUTTON,
    "engines/people/pages/console/views.py index": BUTTON,
    "engines/people/pages/console/views.py _post_action": BUTTON,
    "engines/people/pages/console/views_posts.py index": BUTTON,
    "engines/accounts/services.py open_account": OWN,
    "engines/accounts/pages/console/views.py _account": "an account that holds no grant is nobody's yet",
    "engines/workflow/pages/console/panels.py evidence": PANEL,
    "domains/activities/pages/console/panels.py recent": PANEL,
    "domains/activities/pages/console/views.py index": BUTTON,
    "domains/activities/pages/console/views_campaigns.py index": BUTTON,
    "domains/activities/pages/console/views_campaigns.py _join": BUTTON,
    "domains/activities/pages/console/views_entry.py _form_page": BUTTON,
    "engines/records/pages/console/panels.py in_force": PANEL,
    "engines/records/pages/console/views.py index": BUTTON,
    "engines/records/pages/console/views_entry.py _form_page": BUTTON,
    "domains/plans/loading.py load_pack": "before the pack is read; the roots are asked for next",
    "domains/plans/pages/console/living.py living_plan": BUTTON,
    "domains/plans/pages/console/panels.py toward": PANEL,
    "domains/plans/pages/console/records.py _refused": BUTTON,
    "domains/plans/selectors.py plan_heading": SKIPS,
    "domains/plans/services_drafts.py start_draft": OWN,
    "domains/reports/pages/console/views.py index": BUTTON,
    "engines/exchange/pages/console/forms.py ExportForm.build": BUTTON,
    "engines/exchange/pages/console/views.py index": BUTTON,
    "engines/exchange/pages/console/views.py errors": "the import itself is fetched by its scope",
    "engines/exchange/pages/console/views_export.py choose": BUTTON,
    "engines/exchange/running/services.py check_file": OWN,
    "engines/exchange/running/services.py receive_import": OWN,
    "engines/exchange/running/services.py import_file": OWN,
    "engines/exchange/running/services.py error_workbook": "each row is checked by its scope",
    "engines/exchange/policies.py state_of_new": "the state in which new rows begin; each row is checked by its scope",
    "engines/exchange/running/services.py _locked": "which states are open; each row is checked by its scope",
    "engines/exchange/running/services_export.py _sheets_for": "which sheets are offered; their rows come from the scope",
    "engines/exchange/running/services_export.py check_wanted": "refuses early; the rows come from the scope",
}
# Asked without a row: a method or a function with nothing but (the actor and) the permission.
WITHOUT_A_ROW = {"has": 1, "can": 2, "allow": 2, "refusal_for": 2}


def questions(path: Path, text: str) -> Iterator[str]:
    """``file function`` of every question without a row."""

    def walk(node: ast.AST, within: tuple[str, ...]) -> Iterator[str]:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            within = (*within, node.name)
        if isinstance(node, ast.Call) and _asks_anywhere(node):
            yield f"{path.as_posix()} {'.'.join(within)}"
        for child in ast.iter_child_nodes(node):
            yield from walk(child, within)

    yield from walk(ast.parse(text), ())


def _asks_anywhere(call: ast.Call) -> bool:
    method = isinstance(call.func, ast.Attribute)
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    # ``context.has(sheet, column)`` of the workbook takes two.
    wanted = WITHOUT_A_ROW.get(name) if method == (name == "has") else None
    return wanted is not None and len(call.args) + len(call.keywords) == wanted


def asked() -> set[str]:
    found: set[str] = set()
    for path in SOURCE.rglob("*.py"):
        found.update(questions(path.relative_to(SOURCE), path.read_text(encoding="utf-8")))
    return found


def test_no_permission_is_asked_for_without_a_row_but_for_a_reason() -> None:
    assert sorted(asked() - set(ANYWHERE)) == []


def test_no_reason_stands_for_a_question_that_is_no_longer_asked() -> None:
    assert sorted(set(ANYWHERE) - asked()) == []


@pytest.mark.parametrize(
    "line",
    [
        'return rows if actor.has("people.view") else rows.none()',
        'return rows if can(actor, "people.view") else rows.none()',
        'return [] if refusal_for(place.actor, "people.view") else rows',
        'allow(actor, permission="people.view")',
    ],
)
def test_a_filter_by_has_would_be_named(line: str) -> None:
    text = f"def names(actor, rows):\n    {line}\n"
    assert list(questions(Path("domains/plans/names.py"), text)) == ["domains/plans/names.py names"]


def test_a_question_about_a_row_is_none_of_these() -> None:
    text = "def f(actor, row):\n    return can(actor, 'people.view', row) and context.has(sheet, 'born_on')\n"
    assert list(questions(Path("x.py"), text)) == []
