"""The one guard against formulas: text from people that a spreadsheet would run.

Whatever leaves for a spreadsheet goes through ``defused``; what comes back loses the apostrophe again by ``restored``.
"""

from __future__ import annotations

import re

# Blanks and apostrophes before it do not keep a spreadsheet from taking a text for a formula; the full-width signs
# are taken so under Chinese settings, the bar and the per cent sign by older ones.
_FORMULA = re.compile(r"^[\s\u200b\u200c\u200d\u2060\ufeff']*[=+\-@|%＝＋－＠]|^'*[\t\r\n]")


def defused(text: str) -> str:
    """Text that no spreadsheet takes for a formula."""
    return "'" + text if _FORMULA.match(text) else text


def restored(text: str) -> str:
    """The text without the apostrophe that ``defused`` put before it."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text
