"""Checks a document against what was issued, and what was issued against its own digests."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from suzhi.domains.reports.document.freezing import digest, thaw
from suzhi.domains.reports.issuing import overall
from suzhi.engines.audit.api import Act
from suzhi.engines.metrics.api import Issue, IssuedValue
from suzhi.kernel.errors import Refusal

if TYPE_CHECKING:
    # Loads a document reader, which a web process does not want at its start.
    from suzhi.domains.reports.document.api import Verdict


@dataclass(frozen=True, slots=True)
class Checked:
    """The verdict on a document, and the faults of the archive it was held against."""

    issue: Issue
    verdict: Verdict
    faults: tuple[str, ...]

    @property
    def ok(self) -> bool:
        return self.verdict.ok and not self.faults

    def as_dict(self) -> dict[str, Any]:
        """For programs."""
        about = {
            "id": self.issue.pk,
            "title": self.issue.title,
            "unit": self.issue.unit.code,
            "year": self.issue.year,
            "cutoff": self.issue.cutoff.isoformat(),
        }
        return {**self.verdict.as_dict(), "ok": self.ok, "archive": list(self.faults), "issue": about}


def check_document(path: Path | str, issues: QuerySet[Issue], issue: Issue | None = None) -> Checked:
    """Hold a document against the issue it names (or the one given), among those that may be looked at."""
    from suzhi.domains.reports.document.api import Manifest, read_figures, verify

    found = issue or _issue_of({one.value_id for one in read_figures(path)}, issues)
    values = {row.key: row for row in found.values.all()}

    def lookup(key: str) -> Any:
        return thaw(values[key].body["figure"]) if key in values else None

    manifest = Manifest.from_json(found.manifest["document"])
    return Checked(found, verify(path, lookup, manifest), tuple(archive_faults(found, list(values.values()))))


def _issue_of(keys: set[str], issues: QuerySet[Issue]) -> Issue:
    """The issue that most of the figures belong to."""
    rows = IssuedValue.objects.filter(key__in=keys, issue__in=issues).values_list("issue_id", flat=True)
    counts = Counter(rows)
    if not counts:
        raise Refusal(
            "reports.unknown",
            _("没有找到与这份文件对应的签发记录。"),
            _("可能不是本系统签发的报告，或不在管理范围内，或数值标记已被去掉。"),
        )
    return issues.select_related("unit").get(pk=counts.most_common(1)[0][0])


def archive_faults(issue: Issue, values: list[IssuedValue]) -> list[str]:
    """What does not agree within the archive: each figure's digest, all of them, the chain of acts."""
    faults = [
        _("存档的“%(name)s”（%(key)s）与签发时的摘要不符。")
        % {"name": row.body["figure"].get("name", row.code), "key": row.key}
        for row in values
        if digest(row.body) != row.digest
    ]
    whole = overall({row.key: digest(row.body) for row in values})
    if whole != issue.manifest.get("digest"):
        faults.append(_("存档数值的总摘要与签发时不符。"))
    act = Act.objects.filter(
        verb__in=("reports.issue", "reports.approve"),
        subject_id=issue.pk,
        subject_type=issue._meta.label_lower,
    ).first()
    if act is None:
        faults.append(_("审计记录中没有这次签发。"))
    elif act.detail.get("digest") != whole:
        faults.append(_("存档数值与审计记录中的摘要不符。"))
    return faults
