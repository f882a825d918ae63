"""Long documents and lines made to run a rule away are read to the end; how fast is ``suzhi bench reading``'s matter."""

from __future__ import annotations

import pytest

from suzhi.domains.reading.api import read_document
from suzhi.workbench.bench.reading import HEAD, HOSTILE, document, hostile


def test_a_hundred_kilobytes_are_read_to_the_last_line() -> None:
    text = document(29)
    assert len(text.encode()) > 100_000
    reading = read_document(text.encode(), "plan.txt")
    assert len(reading.targets) >= 29 * 20


@pytest.mark.parametrize(("noise", "length"), HOSTILE.items(), ids=list(HOSTILE))
def test_a_hostile_line_is_read_and_hides_nothing(noise: str, length: int) -> None:
    after = "\n（二）到2025年，职工参训率达到85%以上。\n"
    alone = read_document((HEAD + after).encode(), "plan.txt")
    reading = read_document((hostile(noise, length) + after).encode(), "plan.txt")
    assert reading.document.title == alone.document.title
    assert len(reading.targets) >= len(alone.targets) == 1
