"""How a figure is said in a sentence of the report."""

from __future__ import annotations

from collections.abc import Iterator

from suzhi.domains.reports.document.content import Cite, Figure, Inline
from suzhi.domains.reports.document.figures import excess, is_short

_AIMS = {"hard": "应达到", "basic": "应基本实现", "strive": "力争达到", "open": "参考"}
_LIMITS = {"hard": "应", "basic": "应基本", "strive": "力争", "open": "参考"}


def sentence(figure: Figure) -> Iterator[Inline]:
    """``某指标：92.00%（230/250），应达到 90%，期限2017年12月31日，达成。``"""
    yield f"{figure.name}："
    yield Cite(figure, _opening_form(figure))
    beside = _people_or_visits(figure)
    if beside:
        yield "（"
        yield Cite(figure, beside)
        yield "）"
    if figure.target is not None:
        yield f"，{_aim(figure)}"
        yield Cite(figure, "target")
    if figure.due is not None:
        yield "，期限"
        yield Cite(figure, "due")
    if figure.state != "no_records":
        yield "，"
        yield Cite(figure, "state")
    if lags(figure):
        yield "，" if excess(figure) is not None else f"，差{_space(figure)}"
        yield Cite(figure, "gap")
    yield "。"


def _aim(figure: Figure) -> str:
    """The words before a target: 应达到 90%, 应不超过 5 次, 应在 1.5% 至 2.5%."""
    if figure.limit is None:
        return f"{_AIMS[figure.commitment]}{_space(figure)}"
    return f"{_LIMITS[figure.commitment]}{'在 ' if figure.most is not None else ''}"


def _space(figure: Figure) -> str:
    """ "2 次" has a space inside and so wants one before it; "90%" has none."""
    return "" if figure.measure == "rate" else " "


def lags(figure: Figure) -> bool:
    """Short of the target, or beyond it, and said to be so; what runs on pace is not a shortfall."""
    return figure.state in ("behind", "missed") and (is_short(figure) or excess(figure) is not None)


def _opening_form(figure: Figure) -> str:
    """The target follows in the sentence, so it is not written twice."""
    plain_count = figure.text_form == "full" and figure.measure == "count" and figure.children is None
    return "valued" if plain_count and figure.target is not None else ""


def _people_or_visits(figure: Figure) -> str:
    """People beside visits and visits beside people, never the same number again."""
    if figure.people is None or figure.visits is None:
        return ""
    return "visits" if figure.unit_of_measure == "人" else "people"
