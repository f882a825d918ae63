"""Parts of a page: heads, notices, steps, things that open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field

from suzhi.ui.components import coded, drawing
from suzhi.ui.components.ids import fresh_id
from suzhi.ui.components.parts import Link
from suzhi.ui.components.registry import component


@component("breadcrumbs")
class Breadcrumbs:
    """The way here; the last one is the page itself."""

    links: Sequence[Link]


@component("heading")
class Heading:
    """The head of a page: title, a sentence that says where it stands, actions at the end."""

    title: str
    lead: str = ""
    kicker: str = ""
    actions: str = ""


@component("section")
class Section:
    """A part of a page under its own heading and hairline."""

    title: str
    body: str
    id: str = ""
    lead: str = ""
    actions: str = ""


@component("clause", kept=lambda props: not props.notes, code=coded.clause)
class Clause:
    """A clause of a document with its margin notes; on a phone the notes fold under it."""

    id: str
    number: str
    title: str
    body: str = ""
    level: int = 1
    notes: str = ""
    href: str = ""


@component("notice")
class Notice:
    """Something to know. ``kind``: info, done, warn, fault."""

    title: str
    body: str = ""
    kind: str = "info"
    remedy: str = ""


@component("empty")
class Empty:
    """What belongs here, and the first step."""

    title: str
    text: str = ""
    href: str = ""
    action: str = ""


@component("disclosure")
class Disclosure:
    """Something that opens in place."""

    label: str
    body: str
    open: bool = False
    count: int | None = None


@component("dialog")
class Dialog:
    """A native dialog; a button with ``dialog=id`` opens it, one inside with ``dialog="close"`` shuts it."""

    id: str
    title: str
    body: str
    actions: str = ""


@component("steps")
class Steps:
    """Where one is in a short procedure; ``now`` counts from 1."""

    steps: Sequence[str]
    now: int
    label: str = ""

    @property
    def marked(self) -> list[tuple[int, str, str]]:
        """Number, label, and done / now / later."""
        return [
            (at, name, "done" if at < self.now else "now" if at == self.now else "later")
            for at, name in enumerate(self.steps, start=1)
        ]


@component("progress")
class Progress:
    """A long work: how far, in words; asks ``poll_href`` each second for the next state until it is done."""

    label: str
    value: int | None = None
    full: int = 100
    text: str = ""
    poll_href: str = ""
    done: bool = False
    id: str = field(default_factory=fresh_id)

    @property
    def portion(self) -> str:
        return drawing.portion(self.value, self.full)
