"""The store of drawings: bounded, and blind to what has changed."""

from __future__ import annotations

from suzhi.faces.shell.drawings import BESIDE, Drawing, Drawings

OLD = {"a": (1,)}


def drawing(size: int = 100) -> Drawing:
    return Drawing((b"x" * size,), (), "text/html", OLD)


def test_a_drawing_holds_while_its_tables_do() -> None:
    kept = Drawings()
    kept.keep("k", drawing())
    assert kept.find("k", {"a": (1,), "b": (7,)}) is not None
    assert kept.find("k", {"a": (2,)}) is None
    assert kept.find("k", OLD) is None, "what was found old is forgotten"
    kept.keep("k", drawing())
    assert kept.find("k", {}) is None, "a table whose mark is gone is not the same table"


def test_what_was_not_used_for_longest_goes_first() -> None:
    kept = Drawings(most=3 * (100 + BESIDE))
    for name in "abc":
        kept.keep(name, drawing())
    kept.find("a", OLD)
    kept.keep("d", drawing())
    assert [name for name in "abcd" if kept.find(name, OLD)] == ["a", "c", "d"]
    kept.keep("e", drawing(4 * BESIDE))
    assert len(kept) == 0, "what is larger than everything together is not kept at all"
    kept.keep("a", drawing())
    kept.keep("a", drawing())
    kept.clear()
    assert len(kept) == 0
