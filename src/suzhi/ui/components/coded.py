"""Components drawn by code: the living plan has hundreds of them, and in a template each costs dozens of nodes.

What they look like is told here once; there is no template of the same name. Everything that is not markup
already is escaped.
"""

from __future__ import annotations

from typing import Any

from django.utils.html import conditional_escape as esc
from django.utils.translation import gettext as _

from suzhi.ui.components import states
from suzhi.ui.components.writing import day


def state(c: Any) -> str:
    """Shape and word."""
    return _state(c.state, c.word)


def _state(code: str, word: bool = True) -> str:
    shown, hidden = states.state(code), "" if word else ' class="hidden"'
    return (
        f'<span class="state" data-state="{shown.code}"><span class="state-mark" aria-hidden="true">'
        f"{shown.mark}</span><span{hidden}>{esc(shown.word)}</span></span>"
    )


def sparkline(c: Any) -> str:
    """Target, runs of points, single points, the last one."""
    line = c.line
    pieces = [
        f'<svg class="spark" viewBox="0 0 96 24" width="96" height="24" role="img"><title>{esc(c.label)}</title>'
    ]
    pieces.append(f"<desc>{esc(c.told)}</desc>")
    if line.target:
        pieces.append(
            f'<line class="spark-target" x1="0" x2="96" y1="{line.target}" y2="{line.target}"></line>'
        )
    pieces += [f'<polyline class="spark-line" points="{run}"></polyline>' for run in line.runs]
    pieces += [f'<circle class="spark-dot" cx="{x}" cy="{y}" r="1.5"></circle>' for x, y in line.dots]
    if line.end:
        pieces.append(f'<circle class="spark-end" cx="{line.end[0]}" cy="{line.end[1]}" r="2.5"></circle>')
    return "".join([*pieces, "</svg>"])


def figure(c: Any) -> str:
    """Name and state; value, parts, target, unit and trend; the note and the day."""
    name = f'<a class="figure-label" href="{esc(c.href)}">' if c.href else '<span class="figure-label">'
    end = "</a>" if c.href else "</span>"
    head = f"{name}{esc(c.label)}{end}" + (f" {_state(c.state)}" if c.state else "")
    foot = ""
    if c.note or c.as_of:
        told = _("截至 %(day)s") % {"day": day(c.as_of)} if c.as_of else ""
        as_of = f' <span class="figure-asof">{esc(told)}</span>' if told else ""
        foot = f'<p class="figure-foot">{esc(c.note)}{as_of}</p>'
    return (
        f'<div class="figure" data-size="{esc(c.size)}"><p class="figure-head">{head}</p>'
        f'<p class="figure-line">{" ".join(_line(c))}</p>{foot}</div>'
    )


def _line(c: Any) -> list[str]:
    if c.blank:
        said = '<span aria-hidden="true">–</span>' if c.state else esc(_("暂无记录"))
        pieces = [f'<span class="figure-value figure-blank">{said}</span>']
    else:
        parts = f'<span class="figure-parts">{esc(c.parts)}</span>' if c.parts else ""
        pieces = [f'<span class="figure-value">{esc(c.shown)}</span>{parts}']
    if c.shown_target:
        word = f'<span class="hidden">{esc(_("目标"))}</span>'
        pieces.append(f'<span class="figure-target">{word}/ {esc(c.shown_target)}</span>')
    if c.unit:
        pieces.append(f'<span class="figure-unit">{esc(c.unit)}</span>')
    if c.line:
        pieces.append(sparkline(c.line))
    return pieces


def note(c: Any) -> str:
    """A margin note's frame."""
    return f'<div class="note" data-kind="{esc(c.kind)}">{esc(c.body)}</div>'


def clause(c: Any) -> str:
    """The heading at its level, the wording, and the notes beside."""
    size = {1: "h2", 2: "h3"}.get(c.level, "h4")
    named = f"{esc(c.number)}{esc(c.title)}"
    more = ""
    if c.href:
        hidden = f'<span class="hidden"> {named}</span>'
        more = f'<p class="clause-more"><a href="{esc(c.href)}">{esc(_("本条的记录"))}{hidden}</a></p>'
    notes = ""
    if c.notes:
        label = esc(_("批注：%(title)s") % {"title": c.title})
        notes = f'<aside class="clause-notes" aria-label="{label}">{esc(c.notes)}</aside>'
    return (
        f'<section class="clause level-{c.level}" id="{esc(c.id)}"><div class="clause-text">'
        f'<{size} class="clause-title">{named}</{size}>{esc(c.body)}{more}</div>{notes}</section>'
    )
