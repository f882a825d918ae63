"""How a figure is written. The writer and the verifier share this one function, so they cannot drift."""

from __future__ import annotations

from collections.abc import Callable
from decimal import ROUND_CEILING
from fractions import Fraction

from suzhi.domains.reports.document.content import STATE_WORDS, Figure
from suzhi.kernel.dates import write_day
from suzhi.kernel.exact import rounded, to_decimal

NO_RECORDS = "暂无记录"
NOTHING = "—"
PREFIX = "suzhi"


def render(figure: Figure, form: str = "") -> str:
    """The text of the figure in that form; raises KeyError for a form that does not exist."""
    return FORMS[form or figure.text_form](figure)


def tag_of(figure: Figure, form: str, ordinal: int = 1) -> str:
    """``suzhi:V12:full``; a second place of the same figure and form ends in ``:2``."""
    tag = f"{PREFIX}:{figure.value_id}:{form or figure.text_form}"
    return tag if ordinal == 1 else f"{tag}:{ordinal}"


def parse_tag(tag: str) -> tuple[str, str] | None:
    """Value id and form of a tag of ours, else None."""
    parts = tag.split(":")
    if len(parts) not in (3, 4) or parts[0] != PREFIX or parts[2] not in FORMS:
        return None
    return parts[1], parts[2]


def standing(figure: Figure) -> tuple[Fraction | None, Fraction | None]:
    """What is compared with what when the figure passes or fails."""
    if figure.children is not None and figure.children_met is not None:
        return Fraction(figure.children_met), Fraction(figure.children)
    return figure.value, figure.target


def is_short(figure: Figure) -> bool:
    """Whether records exist and they stay below the target; decided on the exact fractions."""
    reached, goal = standing(figure)
    if figure.state == "no_records" or reached is None or goal is None or figure.comparison == "<=":
        return False
    return reached < goal


def excess(figure: Figure) -> Fraction | None:
    """By how much the value is beyond its limit; None where it is not."""
    if figure.state == "no_records" or figure.value is None or figure.limit is None:
        return None
    return figure.value - figure.limit if figure.value > figure.limit else None


def _number(value: Fraction, line: Fraction | None = None) -> str:
    if value.denominator == 1:
        return f"{value.numerator:,}"
    return f"{rounded(value, 2, line):,.2f}"


def _share(value: Fraction, line: Fraction | None = None) -> str:
    return f"{rounded(value * 100, 2, None if line is None else line * 100):.2f}%"


def _trimmed_share(value: Fraction) -> str:
    text = f"{to_decimal(value * 100, 2):.2f}".rstrip("0").rstrip(".")
    return f"{text}%"


def _whole(number: int | None, word: str = "") -> str:
    if number is None:
        return NO_RECORDS
    return f"{number:,} {word}" if word else f"{number:,}"


def _plain(figure: Figure) -> str:
    if figure.measure == "milestone":
        return _milestone(figure)
    if figure.state == "no_records" or figure.value is None:
        return NO_RECORDS
    if figure.children is not None:
        return f"{figure.children_met}/{figure.children}"
    if figure.measure == "rate":
        return _share(figure.value, figure.target)
    if figure.measure == "density":
        return f"{rounded(figure.value, 2, figure.target):,.2f}"
    return _number(figure.value, figure.target)


def _milestone(figure: Figure) -> str:
    if figure.reached_on is not None:
        return write_day(figure.reached_on)
    return NO_RECORDS if figure.state == "no_records" else "尚未完成"


def _each(figure: Figure) -> str:
    text = f"{figure.children}个单位中{figure.children_met}个达到"
    return text if figure.least is None else f"{text}，最少 {_number(figure.least)} {figure.unit_of_measure}"


def _full(figure: Figure) -> str:
    plain = _plain(figure)
    if plain == NO_RECORDS or figure.measure == "milestone":
        return plain
    if figure.children is not None:
        return _each(figure)
    if figure.measure == "rate":
        return f"{plain}（{_ratio(figure)}）" if figure.denominator is not None else plain
    if figure.measure == "density" or figure.target is None:
        return f"{plain} {figure.unit_of_measure}"
    return f"{plain} / {_number(figure.target)} {figure.unit_of_measure}"


def _valued(figure: Figure) -> str:
    plain = _plain(figure)
    if plain == NO_RECORDS or figure.measure in ("rate", "milestone"):
        return plain
    return f"{plain} {figure.unit_of_measure if figure.children is None else '个单位'}"


def _ratio(figure: Figure) -> str:
    if figure.numerator is None or figure.denominator is None:
        return NO_RECORDS
    return f"{figure.numerator:,}/{figure.denominator:,}"


def _target(figure: Figure) -> str:
    if figure.target is None:
        return STATE_WORDS["open"] if figure.measure != "milestone" else NOTHING
    text = _bound(figure, figure.target)
    if figure.most is not None:
        return f"{text} 至 {_bound(figure, figure.most)}"
    return f"不超过 {text}" if figure.comparison == "<=" else text


def _bound(figure: Figure, value: Fraction) -> str:
    if figure.measure == "rate":
        return _trimmed_share(value)
    each = "" if figure.children is None else "每单位 "
    return f"{each}{_number(value)} {figure.unit_of_measure}"


def _gap(figure: Figure) -> str:
    """What is missing or too much, rounded up: neither ever reads as nothing."""
    beyond = excess(figure)
    if beyond is not None:
        return f"超出 {_amount(figure, beyond)}"
    if not is_short(figure):
        return NOTHING
    reached, goal = standing(figure)
    assert reached is not None and goal is not None
    missing = goal - reached
    return f"{missing} 个单位" if figure.children is not None else _amount(figure, missing)


def _amount(figure: Figure, missing: Fraction) -> str:
    if figure.measure == "rate":
        return f"{to_decimal(missing * 100, 2, ROUND_CEILING):.2f} 个百分点"
    if missing.denominator == 1:
        return f"{missing.numerator:,} {figure.unit_of_measure}"
    return f"{to_decimal(missing, 2, ROUND_CEILING):,.2f} {figure.unit_of_measure}"


def _lacking(figure: Figure) -> str:
    """How many more must satisfy the condition before the rate passes."""
    if figure.measure != "rate" or not is_short(figure) or figure.denominator is None:
        return NOTHING
    assert figure.target is not None
    needed = -(
        -(figure.target * figure.denominator).numerator // (figure.target * figure.denominator).denominator
    )
    return f"{needed - (figure.numerator or 0):,}"


def _attained(figure: Figure) -> Fraction | None:
    reached, goal = standing(figure)
    if figure.state == "no_records" or reached is None or not goal or figure.comparison == "<=":
        return None
    return reached / goal


def _attainment(figure: Figure) -> str:
    if figure.comparison == "<=" and figure.state != "no_records":
        return NOTHING
    share = _attained(figure)
    return NO_RECORDS if share is None else _share(share, Fraction(1))


def _charted(value: Fraction | None, figure: Figure, line: Fraction | None) -> str:
    """A bare number for a chart's cache; empty where there is nothing to draw."""
    if value is None:
        return ""
    if figure.measure == "rate":
        return f"{rounded(value * 100, 2, None if line is None else line * 100):.2f}"
    return _number(value, line).replace(",", "")


def _chart(figure: Figure) -> str:
    """What is drawn is what is compared: for an each-indicator the children that meet it."""
    reached, goal = standing(figure)
    return _charted(None if figure.state == "no_records" else reached, figure, goal)


def _chart_attainment(figure: Figure) -> str:
    share = _attained(figure)
    return "" if share is None else f"{rounded(share * 100, 2, Fraction(100)):.2f}"


FORMS: dict[str, Callable[[Figure], str]] = {
    "full": _full,
    "plain": _plain,
    "valued": _valued,
    "percent": _plain,
    "ratio": _ratio,
    "numerator": lambda figure: _whole(figure.numerator),
    "denominator": lambda figure: _whole(figure.denominator),
    "target": _target,
    "gap": _gap,
    "lacking": _lacking,
    "attainment": _attainment,
    "due": lambda figure: NOTHING if figure.due is None else write_day(figure.due),
    "state": lambda figure: STATE_WORDS[figure.state],
    "people": lambda figure: _whole(figure.people, "人"),
    "visits": lambda figure: _whole(figure.visits, "人次"),
    "least": lambda figure: NOTHING if figure.least is None else _number(figure.least),
    "chart": _chart,
    "chart-target": lambda figure: _charted(standing(figure)[1], figure, None),
    "chart-attainment": _chart_attainment,
}
