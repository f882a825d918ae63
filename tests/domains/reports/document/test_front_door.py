"""The front door names what callers need, and the words of a verdict."""

from __future__ import annotations

from dataclasses import replace

from domains.reports.document.issued import Issued
from suzhi.domains.reports.document import api


def test_one_way_through_the_front_door(issued: Issued) -> None:
    lookup = {key: replace(value, numerator=1, denominator=3) for key, value in issued.values.items()}.get
    verdict = api.verify(issued.path, lookup, issued.manifest)
    assert not verdict.ok
    told = verdict.as_dict()
    assert (told["ok"], told["checked"]) == (False, len(issued.manifest.tags))
    assert told["summary"] == f"核对 {verdict.checked} 处数值，发现 {len(verdict.findings)} 处不符。"
    first = told["findings"][0]
    assert first["value_id"] == "V1"
    assert (
        "“规模以上企业参与面”数值被改（值编号 V1），应为“92.00%（1/3）”，现为“92.00%（230/250）”"
        in first["message"]
    )


def test_a_clean_verdict_says_so(issued: Issued) -> None:
    assert "全部相符" in api.verify(issued.path, issued.values.get, issued.manifest).summary
