"""Small pictures: a page has few colours, so each point becomes a number in a table of at most 256."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import numpy
from numpy.typing import NDArray

COLOURS = 256


def write_png(path: Path, points: NDArray[numpy.uint8]) -> int:
    """Write rows x columns x (red, green, blue) as an indexed PNG; returns its size in bytes."""
    height, width = points.shape[:2]
    table, indices = indexed(points)
    rows = numpy.zeros((height, width + 1), dtype=numpy.uint8)  # each row begins with its filter: none
    rows[:, 1:] = indices
    parts = [
        _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)),
        _chunk(b"PLTE", table.tobytes()),
        _chunk(b"IDAT", zlib.compress(rows.tobytes(), 9)),
        _chunk(b"IEND", b""),
    ]
    data = b"\x89PNG\r\n\x1a\n" + b"".join(parts)
    path.write_bytes(data)
    return len(data)


def indexed(points: NDArray[numpy.uint8]) -> tuple[NDArray[numpy.uint8], NDArray[numpy.uint8]]:
    """The commonest colours, and for each point the nearest of them."""
    wide = points.astype(numpy.int64)
    packed = (wide[..., 0] << 16) | (wide[..., 1] << 8) | wide[..., 2]
    colours, places, counts = numpy.unique(packed, return_inverse=True, return_counts=True)
    kept = colours[numpy.argsort(-counts)[:COLOURS]]
    table = numpy.stack([kept >> 16, kept >> 8 & 255, kept & 255], axis=1)
    every = numpy.stack([colours >> 16, colours >> 8 & 255, colours & 255], axis=1)
    nearest = numpy.array([_nearest(colour, table) for colour in every], dtype=numpy.uint8)
    return table.astype(numpy.uint8), nearest[places].reshape(packed.shape)


def _nearest(colour: NDArray[numpy.int64], table: NDArray[numpy.int64]) -> int:
    return int(((table - colour) ** 2).sum(axis=1).argmin())


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
