"""Sizes may only get better: the worst allowed is written in tests/ratchet/size.json.

`python tests/contracts/test_size.py` writes today's sizes as the new baseline, where they are better.
"""

from __future__ import annotations

import ast
import json
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BASELINE = ROOT / "tests" / "ratchet" / "size.json"

# The house's limits. A baseline can ask for more than these, never for less.
LIMITS = {"file_p90": 250, "file_longest": 400, "function_p90": 25, "functions_over_50_permille": 15}


def sources() -> list[Path]:
    """Every Python file of the product and its tests, and the set-up script; migrations are generated."""
    folders = (ROOT / "src", ROOT / "tests")
    found = [path for folder in folders for path in folder.rglob("*.py") if "migrations" not in path.parts]
    return [*found, ROOT / "dev.py"]


def function_lengths(text: str) -> list[int]:
    """Lines of each function, its docstring included."""
    tree = ast.parse(text)
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return [(node.end_lineno or 0) - node.lineno + 1 for node in ast.walk(tree) if isinstance(node, kinds)]


def p90(numbers: list[int]) -> int:
    """Nine in ten are not longer."""
    ordered = sorted(numbers)
    return ordered[max(0, -(-len(ordered) * 9 // 10) - 1)]


def measure() -> dict[str, int]:
    """Today's sizes."""
    texts = [path.read_text(encoding="utf-8") for path in sources()]
    files = [text.count("\n") for text in texts]
    functions = [length for text in texts for length in function_lengths(text)]
    return {
        "file_p90": p90(files),
        "file_longest": max(files),
        "function_p90": p90(functions),
        "functions_over_50_permille": sum(length > 50 for length in functions) * 1000 // len(functions),
    }


def allowed() -> dict[str, int]:
    """The baseline, with the house's limits where it is silent or laxer."""
    baseline = json.loads(BASELINE.read_text(encoding="utf-8")) if BASELINE.exists() else {}
    return {name: min(limit, baseline.get(name, limit)) for name, limit in LIMITS.items()}


@pytest.mark.parametrize("name", list(LIMITS))
def test_no_size_got_worse(name: str) -> None:
    found, limit = measure()[name], allowed()[name]
    longest = sorted(sources(), key=lambda path: -path.read_text(encoding="utf-8").count("\n"))[:5]
    assert found <= limit, (
        f"{name} is {found}, allowed {limit}; longest files: {[path.name for path in longest]}"
    )


def test_the_measure_itself() -> None:
    assert function_lengths(
        "def a():\n    pass\n\n\nclass B:\n    async def c(self):\n        x = 1\n        return x\n"
    ) == [2, 3]
    assert p90([1] * 9 + [100]) == 1
    assert p90([1] * 8 + [100, 100]) == 100


if __name__ == "__main__":
    best = {name: min(found, allowed()[name]) for name, found in measure().items()}
    BASELINE.write_text(json.dumps(best, indent=1) + "\n", encoding="utf-8")
    print(best)
