"""``python -m suzhi.workbench.pictures OUT``: a fresh tiny city, every picture of the documents from it.

Needs Chromium and the development requirements (``make test`` installs both).
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from suzhi.workbench.demo.script import read_script
from suzhi.workbench.pictures.city import running_city
from suzhi.workbench.pictures.shots import SHOTS

LARGEST = 200_000


def main(words: list[str] | None = None) -> int:
    """Take them all; 1 when a page did not answer or a picture is too large."""
    parser = argparse.ArgumentParser(prog="python -m suzhi.workbench.pictures", description=__doc__)
    parser.add_argument("out", type=Path, help="folder for the pictures, such as docs/pictures")
    parser.add_argument("--address", help="take them from this running demo instead of a fresh one")
    parser.add_argument("--only", nargs="+", metavar="NAME", help="these pictures only")
    options = parser.parse_args(words)
    options.out.mkdir(parents=True, exist_ok=True)
    with _city(options.address) as address:
        return _take(address, options.out, options.only)


@contextmanager
def _city(address: str | None) -> Iterator[str]:
    if address:
        yield address.rstrip("/")
    else:
        with running_city() as fresh:
            yield fresh


def _take(address: str, out: Path, only: list[str] | None) -> int:
    from playwright.sync_api import sync_playwright

    from suzhi.workbench.pictures.camera import Camera
    from suzhi.workbench.pictures.palette import write_png

    script = read_script("tiny", 1)
    words = {
        "plan": script.words["plan"],
        "county": script.words["accounts"]["county"],
        "year": str(script.years[len(script.years) // 2]),
    }
    status = 0
    with sync_playwright() as playwright:
        camera = Camera(playwright, address, words)
        for shot in SHOTS:
            if only and shot.name not in only:
                continue
            points = camera.take(shot)
            size = 0 if points is None else write_png(out / f"{shot.name}.png", points)
            print(f"{shot.name}: {size:,} bytes" if size else f"{shot.name}: no answer", flush=True)
            status |= int(not 0 < size <= LARGEST)
        camera.browser.close()
    _write_index(out)
    return status


def _write_index(out: Path) -> None:
    """A page that shows them all."""
    lines = [
        "# Pictures",
        "",
        "The demo city's pages, made by `python -m suzhi.workbench.pictures docs/pictures`.",
        "",
    ]
    for shot in SHOTS:
        if (out / f"{shot.name}.png").exists():
            lines += [f"## {shot.caption}", "", f"![{shot.caption}]({shot.name}.png)", ""]
    (out / "README.md").write_text("\n".join(lines), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
