"""How a report is issued: figures frozen, the document written, both kept for good; who may is asked before."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import IntegrityError
from django.utils.translation import gettext as _
from django.utils.translation import override

from suzhi.domains.plans.api import Plan, plan_years
from suzhi.domains.reports.composing import material_of
from suzhi.domains.reports.document.freezing import digest, freeze
from suzhi.domains.reports.gathering import Gathered, Gathering, gather
from suzhi.domains.reports.integrity import frozen
from suzhi.domains.reports.models import Report
from suzhi.domains.reports.storage import folder, keep
from suzhi.engines.access.api import note
from suzhi.engines.audit.api import seal_soon
from suzhi.engines.metrics.api import Issue, IssuedValue
from suzhi.engines.org.api import Closure, Unit
from suzhi.kernel import clock
from suzhi.kernel.errors import Refusal


def freeze_and_write(
    *,
    account: Any,
    plan: Plan,
    unit: Unit,
    year: int,
    number: str,
    addressees: Sequence[str],
    copies_to: Sequence[str],
    words: Any = None,
) -> Issue:
    """The issue itself, inside a service that has asked who may.

    Nothing is computed here: figures that are not up to date are refused. Without a document number the
    document is marked a draft; its figures are frozen all the same.
    """
    check_place(plan, unit, year)
    found, cutoff = gather(plan, unit, year), clock.now()
    number = number.strip()
    bodies = {one.figure.value_id: body_of(one, found, cutoff) for one in found}
    digests = {key: digest(body) for key, body in bodies.items()}
    # An official document is written in Chinese, whatever language the page has.
    with override(settings.LANGUAGE_CODE):
        material = material_of(found, number=number, addressees=addressees, copies_to=copies_to, words=words)
    sha256, size, text = _write(material)
    whole = overall(digests)
    issue = Issue.objects.create(
        catalogue=plan.catalogue,
        unit=unit,
        year=year,
        title=material.title,
        cutoff=cutoff,
        settings=plan.catalogue.settings,
        manifest={"document": text, "digest": whole, "values": len(bodies), "left_out": found.left_out},
        issued_by=account,
    )
    IssuedValue.objects.bulk_create(_rows(issue, found, bodies, digests))
    _record(issue, number, sha256, size)
    seal_soon()
    note(frozen=frozen(Issue.objects.get(pk=issue.pk)))
    note(digest=whole, document=sha256, values=len(bodies), year=year, number=number)
    return issue


def check_place(plan: Plan, unit: Unit, year: int) -> None:
    """The plan has the year, the year has begun, and the unit stands under the plan's own unit."""
    years = plan_years(plan)
    if year not in years:
        raise Refusal(
            "reports.year",
            _("%d 年不在规划期内。") % year,
            _("可以选 %(a)d 至 %(b)d 年。") % {"a": years[0], "b": years[-1]},
        )
    if year > clock.today().year:
        raise Refusal("reports.future", _("%d 年还没有开始。") % year, _("请选择已经开始的年度。"))
    if not Closure.objects.filter(ancestor_id=plan.root_id, unit=unit).exists():
        raise Refusal(
            "reports.outside", _("“%s”不在这份规划的范围内。") % unit.name, _("请选择规划所属单位或其下级。")
        )


def body_of(one: Gathered, found: Gathering, cutoff: datetime) -> dict[str, Any]:
    """All that a frozen figure consists of: the figure, by which rule, from which records, as of when."""
    row, definition = one.reading.row, one.reading.indicator.definition
    return {
        "figure": freeze(one.figure),
        "unit": {"code": one.reading.unit.code, "name": one.reading.unit.name},
        "definition": definition.digest,
        "settings": found.plan.catalogue.settings,
        "basis": definition.basis,
        "cutoff": cutoff.isoformat(),
        "inputs": None if row is None or row.checksum is None else str(row.checksum),
        "breakdowns": None if row is None else row.parts,
    }


def overall(digests: dict[str, str]) -> str:
    """One digest over all of an issue's figures; it also stands in the chain of acts."""
    lines = "\n".join(f"{key} {digests[key]}" for key in sorted(digests))
    return hashlib.sha256(lines.encode()).hexdigest()


def _rows(
    issue: Issue, found: Gathering, bodies: dict[str, dict[str, Any]], digests: dict[str, str]
) -> list[IssuedValue]:
    return [
        IssuedValue(
            issue=issue,
            key=one.figure.value_id,
            code=one.figure.code,
            unit=one.reading.unit,
            year=one.reading.year,
            body=bodies[one.figure.value_id],
            digest=digests[one.figure.value_id],
        )
        for one in found
    ]


def _write(material: Any) -> tuple[str, int, str]:
    """The document into its place; returns its sha256, its size and its manifest."""
    from suzhi.domains.reports.document.api import compose_annual, write_annual

    part = folder() / f"{clock.now().timestamp()}.part"
    try:
        manifest = write_annual(compose_annual(material), part)
        sha256, size = keep(part)
    finally:
        part.unlink(missing_ok=True)
    return sha256, size, manifest.to_json()


def _record(issue: Issue, number: str, sha256: str, size: int) -> None:
    name = f"{issue.title}{'' if number else '（草稿）'}.docx"
    try:
        Report.objects.create(issue=issue, number=number, name=name, sha256=sha256, size=size)
    except IntegrityError as error:
        raise Refusal(
            "reports.number", _("文号“%s”已用于另一份报告。") % number, _("请改用没有用过的文号。")
        ) from error
