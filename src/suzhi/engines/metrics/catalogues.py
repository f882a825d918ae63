"""Puts a set of definitions in force, linted, so that the computing process takes it up."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from suzhi.engines.metrics.freshness import mark_changed
from suzhi.engines.metrics.lint import Problem, lint_definition, lint_settings
from suzhi.engines.metrics.models import Catalogue, Definition
from suzhi.kernel.errors import Refusal


def spec_digest(spec: Mapping[str, Any]) -> str:
    """The version of a definition: a digest of what it says, whatever the order of its keys."""
    text = json.dumps(spec, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def lint_catalogue(specs: Sequence[Mapping[str, Any]], settings: Mapping[str, Any]) -> list[Problem]:
    """Every fault of the settings and the definitions, codes used twice included."""
    problems = lint_settings(settings)
    seen: set[str] = set()
    for spec in specs:
        problems.extend(lint_definition(spec, settings))
        code = str(spec.get("code", "?"))
        if code in seen:
            problems.append(
                Problem(
                    code, "code", _("指标代码“%(code)s”用了两次。") % {"code": code}, _("请改用另一个代码。")
                )
            )
        seen.add(code)
    return problems


@transaction.atomic
def save_catalogue(
    *,
    code: str,
    version: int,
    root_id: int,
    first_year: int,
    last_year: int,
    settings: Mapping[str, Any],
    specs: Sequence[Mapping[str, Any]],
) -> Catalogue:
    """Write the definitions (all or none) and ask for their figures. Refuses faults, naming the first."""
    problems = lint_catalogue(specs, settings)
    if problems:
        first = problems[0]
        raise Refusal(
            "metrics.definition",
            _("%(code)s 的 %(place)s：%(message)s（共 %(count)s 处）")
            % {"code": first.code, "place": first.place, "message": first.message, "count": len(problems)},
            first.remedy,
        )
    Catalogue.objects.filter(code=code).exclude(version=version).update(active=False)
    catalogue, _made = Catalogue.objects.update_or_create(
        code=code,
        version=version,
        defaults={
            "root_id": root_id,
            "first_year": first_year,
            "last_year": last_year,
            "settings": dict(settings),
            "active": True,
        },
    )
    for position, spec in enumerate(specs):
        plain = json.loads(json.dumps(spec, ensure_ascii=False, default=str))
        Definition.objects.update_or_create(
            catalogue=catalogue,
            code=spec["code"],
            defaults={
                "position": position,
                "spec": plain,
                "digest": spec_digest(plain),
                "awaits": spec.get("awaits", ""),
            },
        )
    mark_changed(catalogue.pk)
    return catalogue


@transaction.atomic
def change_settings(catalogue: Catalogue, settings: Mapping[str, Any]) -> None:
    """Put other settings in force and ask for the figures anew."""
    specs = list(catalogue.definitions.order_by("position").values_list("spec", flat=True))
    problems = lint_catalogue(specs, settings)
    if problems:
        first = problems[0]
        raise Refusal("metrics.setting", f"{first.place}：{first.message}", first.remedy)
    catalogue.settings = dict(settings)
    catalogue.save(update_fields=["settings"])
    mark_changed(catalogue.pk)
