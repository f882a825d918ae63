"""Indexed pictures: what has few colours keeps them all, what has many keeps the commonest."""

from __future__ import annotations

import zlib
from pathlib import Path

import numpy

from suzhi.workbench.pictures.palette import COLOURS, indexed, write_png


def _points(rows: list[list[tuple[int, int, int]]]) -> numpy.ndarray:
    return numpy.array(rows, dtype=numpy.uint8)


def test_few_colours_are_kept_exactly() -> None:
    points = _points([[(250, 247, 240), (0, 0, 0)], [(168, 46, 34), (250, 247, 240)]])
    table, indices = indexed(points)
    assert (table[indices] == points).all()


def test_a_rare_colour_becomes_its_nearest() -> None:
    """300 greys, the last one point wide: only 256 fit, and the odd one lands beside itself."""
    common = [(shade, shade, 0) for shade in range(COLOURS)]
    points = _points([[*common, *common, (100, 101, 0)]])
    table, indices = indexed(points)
    assert len(table) == COLOURS
    assert tuple(table[indices[0, -1]]) in {(100, 100, 0), (101, 101, 0)}


def test_the_file_is_a_png_whose_rows_can_be_read_back(tmp_path: Path) -> None:
    points = _points([[(1, 2, 3), (4, 5, 6), (1, 2, 3)]] * 2)
    size = write_png(tmp_path / "a.png", points)
    data = (tmp_path / "a.png").read_bytes()
    assert len(data) == size and data.startswith(b"\x89PNG") and data.endswith(b"IEND\xaeB`\x82")
    at = data.index(b"IDAT")
    body = zlib.decompress(data[at + 4 : at + 4 + int.from_bytes(data[at - 4 : at], "big")])
    assert len(body) == 2 * (1 + 3)
    assert body[0] == 0 and body[1] == body[3] != body[2]
