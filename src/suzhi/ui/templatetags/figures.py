"""Filters that write figures and days; see ``components.writing``."""

from __future__ import annotations

from datetime import date, datetime

from django import template
from django.utils.translation import gettext as _

from suzhi.ui.components import writing
from suzhi.ui.components.writing import Number

register = template.Library()


@register.filter
def number(value: Number | None, places: int | None = None) -> str:
    """``{{ 2870|number }}`` → 2,870; ``{{ x|number:2 }}`` → two places."""
    return writing.plain(value, places)


@register.filter
def percent(value: Number | None, line: Number | None = None) -> str:
    """``{{ x|percent }}`` → 92.00%; with the pass line as argument it never rounds across it."""
    return writing.percent(value, line)


@register.simple_tag
def share(numerator: int | None, denominator: int | None, line: Number | None = None) -> str:
    """``{% share 230 250 line="0.9" %}`` → 92.00%（230/250）."""
    return writing.share(numerator, denominator, line)


@register.filter
def day(value: date | None) -> str:
    """``{{ date|day }}`` → 2017年6月30日."""
    return writing.day(value)


@register.filter
def moment(value: datetime | None) -> str:
    """``{{ when|moment }}`` → 2017年6月30日 14:05."""
    return writing.moment(value)


@register.filter
def people(value: int | None) -> str:
    """Distinct people: 1,284 人."""
    return _("%(n)s 人") % {"n": writing.plain(value)}


@register.filter
def visits(value: int | None) -> str:
    """Participations: 1,284 人次."""
    return _("%(n)s 人次") % {"n": writing.plain(value)}


@register.filter
def events(value: int | None) -> str:
    """Events: 24 场次."""
    return _("%(n)s 场次") % {"n": writing.plain(value)}


@register.filter
def per10k(value: Number | None) -> str:
    """A density that is already per 10,000: 3.86 人/万人."""
    return _("%(n)s 人/万人") % {"n": writing.plain(value, 2)}


@register.filter
def total(value: int | None, unit: str | None = None) -> str:
    """``{{ 1284|total }}`` → 共 1,284 条."""
    return _("共 %(n)s %(unit)s") % {"n": writing.plain(value or 0), "unit": unit or _("条")}
