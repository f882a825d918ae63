"""A document that was altered is named figure by figure; so is an archive that was."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connection

from domains.reports.city import YEAR, City, command, printed
from domains.reports.document.tampering import W, altered, control, letters, unwrap
from suzhi.domains.reports.api import check_document, issued, report_file
from suzhi.engines.access.api import system_actor
from suzhi.engines.metrics.api import Issue
from suzhi.kernel.errors import Refusal

US = system_actor("测试")


def copy_of(issue: Issue, folder: Path) -> Path:
    path = folder / "report.docx"
    path.write_bytes(report_file(issue).read_bytes())
    return path


def tag(issue: Issue, code: str, unit: str, form: str, year: int = YEAR) -> str:
    row = issue.values.get(code=code, unit__code=unit, year=year)
    return f"suzhi:{row.key}:{form}"


def test_exactly_the_figures_tampered_with_are_named(
    city: City, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    issue = city.issue()
    talks, county = tag(issue, "law-talks", "C", "valued"), tag(issue, "law-talks", "B", "plain")

    def change(tree: object) -> None:
        letters(control(tree, talks)).text = "406 场次"  # type: ignore[arg-type]
        letters(control(tree, county)).text = "12"  # type: ignore[arg-type]

    path = altered(copy_of(issue, tmp_path), change)
    assert command("verify", path, "--json") == 1
    verdict = printed(capsys)
    assert verdict["ok"] is False
    assert {(f["tag"], f["kind"], f["found"]) for f in verdict["findings"]} == {
        (talks, "changed", "406场次"),
        (county, "changed", "12"),
    }
    assert all("集中普法活动" in f["message"] for f in verdict["findings"])
    assert command("verify", path) == 1
    assert "发现 2 处不符" in capsys.readouterr().out


def test_a_document_without_its_controls_is_checked_by_the_number_of_its_issue(
    city: City, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    issue = city.issue()

    def strip(tree: object) -> None:
        for node in list(tree.iter(f"{W}sdt")):  # type: ignore[attr-defined]
            unwrap(node)

    path = altered(copy_of(issue, tmp_path), strip)
    assert command("verify", path, "--issue", str(issue.pk), "--json") == 0
    assert printed(capsys)["ok"] is True


def test_an_altered_archive_is_found_even_when_its_digests_were_altered_with_it(
    city: City, tmp_path: Path
) -> None:
    from suzhi.domains.reports.document.freezing import digest

    issue = city.issue()
    row = issue.values.get(code="law-talks", unit__code="C", year=YEAR)
    body = {**row.body, "figure": {**row.body["figure"], "value": "406"}}
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE metrics_issuedvalue DISABLE TRIGGER ALL")
        issue.values.filter(pk=row.pk).update(body=body)
        checked = check_document(report_file(issue), issued(US))
        assert not checked.ok
        assert any(row.key in fault for fault in checked.faults)
        assert {f.name for f in checked.verdict.findings} == {row.body["figure"]["name"]}
        issue.values.filter(pk=row.pk).update(digest=digest(body))
        cursor.execute("ALTER TABLE metrics_issuedvalue ENABLE TRIGGER ALL")
    faults = check_document(report_file(issue), issued(US)).faults
    assert any("审计" in fault for fault in faults)
    assert any("总摘要" in fault for fault in faults)


def test_a_stranger_s_document_is_refused(city: City, tmp_path: Path) -> None:
    from docx import Document

    path = tmp_path / "other.docx"
    Document().save(str(path))
    with pytest.raises(Refusal) as refused:
        command("verify", path)
    assert refused.value.code == "reports.unknown"


def test_a_lost_or_altered_file_is_said_to_be(city: City) -> None:
    issue = city.issue()
    path = report_file(issue)
    path.write_bytes(path.read_bytes() + b" ")
    with pytest.raises(Refusal, match="与签发时不同"):
        report_file(issue)
    path.unlink()
    with pytest.raises(Refusal, match="不在存档中"):
        report_file(issue)
