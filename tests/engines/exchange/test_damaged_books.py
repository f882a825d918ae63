"""Damaged and hostile workbooks by a fixed seed: each is read or refused with words, and none is worked on for ever."""

from __future__ import annotations

import random
import time
import zipfile
from collections import Counter
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from books import make_archive, make_book
from world import operator, world

from suzhi.engines.exchange.api import check_file
from suzhi.engines.exchange.files.container import FileRefused

pytestmark = pytest.mark.django_db

SECONDS = 30
# What parsers stumble over, put in the place of something else.
_PIECES = (
    b"\0", b"\xff\xfe", b"]]>", b"<!--", b"&#0;", b"&#xD800;", b"<![CDATA[", b'"', b"'", b"=1+1", b"9" * 400, b"-1",
    b"<c r='XFD1048576'/>", b"<row r='0'/>", b"&amp;" * 50, b"1e999", b"\xc2\xb2", b"NaN", b'encoding="utf-16"',
    b"../../x", b"<mergeCell ref='A1:XFD1048576'/>", "，".encode("gb18030"), b"<!DOCTYPE x [<!ENTITY y 'z'>]>",
)  # fmt: skip
Hurt = Callable[[random.Random, bytes], bytes]


def _flipped(chance: random.Random, data: bytes) -> bytes:
    hurt = bytearray(data)
    for _time in range(chance.choice((1, 5, 60))):
        hurt[chance.randrange(len(hurt))] ^= chance.randrange(1, 256)
    return bytes(hurt)


def _cut(chance: random.Random, data: bytes) -> bytes:
    first = chance.randrange(len(data))
    return data[:first] + data[min(len(data), first + chance.randrange(1, 4_000)) :]


def _stuffed(chance: random.Random, data: bytes) -> bytes:
    for _time in range(chance.choice((1, 4))):
        at = chance.randrange(len(data) + 1)
        data = data[:at] + chance.choice(_PIECES) + data[at + chance.randrange(12) :]
    return data


def _doubled(chance: random.Random, data: bytes) -> bytes:
    first = chance.randrange(len(data))
    return (
        data[:first]
        + data[first : first + chance.randrange(1, 3_000)] * chance.choice((2, 40))
        + data[first:]
    )


_HURTS: tuple[Hurt, ...] = (_flipped, _cut, _stuffed, _doubled)


def hurt(chance: random.Random, whole: bytes) -> bytes:
    """The file damaged from without, or one of its parts from within, in a container that is sound."""
    harm = chance.choice(_HURTS)
    if chance.random() < 0.3:
        return harm(chance, whole)
    with zipfile.ZipFile(BytesIO(whole)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = chance.choice([name for name, body in parts.items() if body])
    parts[name] = harm(chance, parts[name])
    if chance.random() < 0.1:
        del parts[chance.choice(list(parts))]
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, body in parts.items():
            archive.writestr(part, body)
    return out.getvalue()


def sound(folder: Path) -> list[bytes]:
    """The small city as a workbook and as CSV files."""
    sheets = {
        f"{name}.csv": "\n".join(",".join("" if c is None else str(c) for c in row) for row in rows).encode()
        for name, rows in world().items()
    }
    book, archive = make_book(folder / "a.xlsx", world()), make_archive(folder / "a.zip", sheets)
    return [book.read_bytes(), book.read_bytes(), archive.read_bytes()]


def run(folder: Path, seed: int, times: int) -> tuple[Counter[str], float]:
    """The answers by kind, and the longest time; whatever is no refusal is raised, with the file's number."""
    answers: Counter[str] = Counter()
    longest, bases, path = 0.0, sound(folder), folder / "hurt.xlsx"
    for number in range(times):
        chance = random.Random(f"{seed} {number}")
        path.write_bytes(hurt(chance, chance.choice(bases)))
        begun = time.monotonic()
        try:
            answers[check_file(actor=operator(), path=path).status] += 1
        except FileRefused as refusal:
            assert refusal.message and refusal.remedy
            answers[refusal.code] += 1
        except Exception as error:
            raise AssertionError(f"file {number} of seed {seed}: {error!r}") from error
        longest = max(longest, time.monotonic() - begun)
    return answers, longest


def test_forty_hurt_files(tmp_path: Path) -> None:
    answers, _longest = run(tmp_path, 20_260_101, 40)
    assert answers.total() == 40 and len(answers) > 2


@pytest.mark.slow
def test_five_hundred_hurt_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answers, longest = run(tmp_path, 7, 500)
    with capsys.disabled():
        print(f"\n500 hurt files, longest {longest:.1f} s: {dict(answers.most_common())}")
    assert answers.total() == 500 and longest < SECONDS
