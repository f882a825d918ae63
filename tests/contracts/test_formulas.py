"""One guard against formulas: whoever writes a spreadsheet uses it, and nobody keeps a list of signs of his own."""

from __future__ import annotations

import re
from pathlib import Path

SRC = Path(__file__).parents[2] / "src" / "suzhi"
GUARD = "kernel/formulas.py"
WRITERS = re.compile(r"\bcsv\.(?:writer|DictWriter)\(|\bxlsxwriter\.Workbook\(|\bopenpyxl\b")
# The sign of equality beside another of the signs that begin a formula: in a class, a string or a row of strings.
SIGNS = re.compile(r"""\[=\\?[+\-@]|["']=\\?[+@-]|["']=["'],\s*["'][+@-]["']|["']@["'],\s*["']=["']""")
# The marks of a text cell that is never typed in again; invented rows for measuring.
OTHER_GUARDS = {"domains/reports/document/workbook.py": '"quote_prefix": True'}
INVENTED = "workbench/"


def breaches(name: str, text: str) -> list[str]:
    """What the module does past the guard."""
    found = []
    guard = OTHER_GUARDS.get(name, "kernel.formulas import")
    if WRITERS.search(text) and guard not in text and not name.startswith(INVENTED):
        found.append(f"{name}: writes a spreadsheet without the guard")
    if SIGNS.search(text) and name != GUARD:
        found.append(f"{name}: looks for the signs of formulas by itself")
    return found


def test_every_spreadsheet_is_written_through_the_guard() -> None:
    found = []
    for path in sorted(SRC.rglob("*.py")):
        found += breaches(path.relative_to(SRC).as_posix(), path.read_text())
    assert not found, "\n".join(found)


def test_the_contract_sees_what_it_forbids() -> None:
    assert len(breaches("a.py", "out = csv.writer(text)")) == 1
    for signs in ('re.compile("^[=+-@]")', '("=", "+", "-")', r"r'[=\-+]'", 'text[0] in "=+-@"'):
        assert breaches("a.py", signs), signs
    assert not breaches("a.py", 'from suzhi.kernel.formulas import defused\ncsv.writer(x)\n{"a": "=="}')
