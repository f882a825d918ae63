"""What a change of settings comes to, before anything is written."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from suzhi.domains.plans.models import Indicator, Plan
from suzhi.engines.metrics.api import lint_catalogue
from suzhi.kernel.errors import Refusal

SETTING = "setting:"


def changed(plan: Plan, settings: Mapping[str, Any]) -> list[str]:
    """The settings that would be other than they are."""
    now = plan.catalogue.settings
    return [name for name, value in settings.items() if now.get(name) != value]


def setting_target(indicator: Indicator, settings: Mapping[str, Any]) -> str | None:
    """The target of an indicator whose target is a setting; None for every other."""
    target = indicator.definition.spec.get("target")
    if not isinstance(target, str) or not target.startswith(SETTING):
        return None
    return str(Fraction(str(settings[target.removeprefix(SETTING)])))


def check_settings(plan: Plan, settings: Mapping[str, Any]) -> None:
    """Refuse settings under which some definition could not be computed."""
    specs = list(plan.catalogue.definitions.order_by("position").values_list("spec", flat=True))
    problems = lint_catalogue(specs, settings)
    year = settings.get("start_year")
    if isinstance(year, int) and not plan.start_year <= year <= plan.end_year:
        raise Refusal("plans.setting", _("起计年份不在规划期内。"), f"{plan.start_year}-{plan.end_year}")
    if problems:
        raise Refusal("plans.setting", problems[0].message, problems[0].remedy)
