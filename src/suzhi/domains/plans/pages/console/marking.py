"""The document's own paragraphs with a mark at the words that each note speaks of."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from django.utils.html import escape, linebreaks
from django.utils.safestring import SafeString, mark_safe

from suzhi.domains.plans.anchoring import Wanted, places
from suzhi.domains.plans.models import Clause, Indicator
from suzhi.kernel.exact import parse_fraction


def wanted(indicator: Indicator, clause: Clause) -> Wanted:
    """By what a figure is looked for: its name, and what its clause or obligation is called."""
    own = "" if clause.text else f"{clause.title} {clause.summary}"
    return Wanted(indicator.code, f"{indicator.name} {own}", _written(indicator.target))


def numbered(text: str, figures: Sequence[Wanted]) -> dict[str, int]:
    """Key -> the number of its mark, counted in the order of the text."""
    found = places(text, tuple(figures))
    order = sorted(found.items(), key=lambda item: item[1])
    return {key: at for at, (key, _span) in enumerate(order, start=1)}


def sign(number: int) -> str:
    """①, and (21) where the circles end."""
    return chr(0x2460 + number - 1) if number <= 20 else f"({number})"


@lru_cache(maxsize=1024)
def marked(text: str, figures: tuple[Wanted, ...], ids: tuple[tuple[str, str], ...] = ()) -> SafeString:
    """The wording as markup; `ids` says which old place of a page (#c2.4.f) now stands at which figure's words."""
    found = places(text, figures)
    numbers = numbered(text, figures)
    by_span: dict[tuple[int, int], list[str]] = {}
    for key, span in found.items():
        by_span.setdefault(span, []).append(key)
    anchors = {key: anchor for anchor, key in ids if key in found}
    out = "".join(f'<span id="{escape(anchor)}"></span>' for anchor, key in ids if anchors.get(key) != anchor)
    at = 0
    for (start, end), keys in sorted(by_span.items()):
        signs = "".join(f"<sup>{sign(number)}</sup>" for number in sorted(numbers[key] for key in keys))
        targets = "".join(f'<span id="{escape(anchors[key])}"></span>' for key in keys if key in anchors)
        out += (
            escape(text[at:start]) + f'{targets}<span class="noted">{escape(text[start:end])}</span>{signs}'
        )
        at = end
    return mark_safe(linebreaks(out + escape(text[at:]), autoescape=False))


def _written(target: str | None) -> tuple[str, ...]:
    """A target as documents write it: 92%, 400, 20万."""
    try:
        value = parse_fraction(target)
    except ValueError:
        return ()
    share = f"{float(value * 100):g}%"
    if value.denominator != 1:
        return (share,)
    whole = [str(value)] + ([f"{float(value / 10000):g}万"] if value >= 10000 else [])
    return (*whole, share) if value == 1 else tuple(whole)
