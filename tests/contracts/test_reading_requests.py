"""Numbers and days out of a request are read by the parsers of the kernel, and by nothing else."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import suzhi

SOURCE = Path(suzhi.__file__).parent
DIGITS = {"isdigit", "isdecimal", "isnumeric"}
# Text of documents and sheets, not of requests; they have readers of their own.
OTHER_TEXT = ("domains/reading/",)
# Already numbers there: a stored digest, the value of a target.
NUMBERS = {"domains/plans/pages/console/records.py", "domains/plans/pages/console/marking.py"}
RAW = {"int", "float", "date.fromisoformat", "datetime.fromisoformat", "datetime.strptime"}


def _called(node: ast.Call) -> str:
    if isinstance(node.func, ast.Name):
        return node.func.id
    if isinstance(node.func, ast.Attribute):
        owner = node.func.value.id if isinstance(node.func.value, ast.Name) else ""
        return f"{owner}.{node.func.attr}"
    return ""


def calls() -> Iterator[tuple[str, int, str]]:
    for path in sorted(SOURCE.rglob("*.py")):
        place = path.relative_to(SOURCE).as_posix()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                yield place, node.lineno, _called(node)


def test_nothing_asks_python_whether_a_text_is_digits() -> None:
    found = [
        f"{place}:{line}"
        for place, line, called in calls()
        if called.rpartition(".")[2] in DIGITS and not place.startswith(OTHER_TEXT)
    ]
    assert found == [], "use suzhi.kernel.asked"


def test_pages_read_no_number_or_day_by_themselves() -> None:
    found = [
        f"{place}:{line} {called}"
        for place, line, called in calls()
        if "/pages/" in place and called in RAW and place not in NUMBERS
    ]
    assert found == [], "use suzhi.kernel.asked"


def test_every_form_takes_days_by_the_field_that_knows_their_bounds() -> None:
    found = [
        f"{place}:{line}"
        for place, line, called in calls()
        if called == "forms.DateField" and place not in {"ui/days.py", "ui/gallery/samples/forms.py"}
    ]
    assert found == [], "use suzhi.ui.api.DayField"
