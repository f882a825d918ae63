"""``suzhi report``: the annual report as a document, its verification, all values as a workbook."""

from __future__ import annotations

import argparse
import json
import shutil
from pathlib import Path
from typing import Any

from suzhi.config.cli.selecting import add_place_arguments, check_folder, chosen_units, chosen_years
from suzhi.kernel.errors import Refusal

HELP = "签发年度报告（annual），核验报告文件（verify），导出全部数值（values）。"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    acts = parser.add_subparsers(dest="act", required=True, metavar="annual|verify|values")
    annual = acts.add_parser("annual", help="签发一个单位一年的报告，数值从此固定")
    add_place_arguments(annual)
    annual.add_argument("-o", "--output", required=True, type=Path, help="写到哪个 .docx 文件")
    annual.add_argument("--number", default="", help="发文字号；不写时文件标为草稿")
    annual.add_argument("--to", action="append", default=[], metavar="机关", help="主送机关，可写多次")
    annual.add_argument("--copy-to", action="append", default=[], metavar="机关", help="抄送机关，可写多次")
    annual.add_argument("--json", action="store_true", help="输出 JSON")
    verify = acts.add_parser("verify", help="核验报告文件：指出被改动的数值；有改动时退出码为 1")
    verify.add_argument("file", type=Path, help="报告文件（.docx）")
    verify.add_argument(
        "--issue", type=int, default=None, help="按这个签发编号核验；不写时从文件中的标记查找"
    )
    verify.add_argument("--json", action="store_true", help="输出 JSON")
    values = acts.add_parser("values", help="全部数值写成 .xlsx")
    add_place_arguments(values)
    values.add_argument("-o", "--output", required=True, type=Path, help="写到哪个 .xlsx 文件")


def run(options: argparse.Namespace) -> int:
    return {"annual": _annual, "verify": _verify, "values": _values}[options.act](options)


def _annual(options: argparse.Namespace) -> int:
    from suzhi.domains.plans.api import plan_named
    from suzhi.domains.reports.api import issue_annual, report_file
    from suzhi.engines.access.api import system_actor
    from suzhi.engines.metrics.api import ensure_fresh
    from suzhi.operations.progress import Progress

    plan = plan_named(options.plan)
    unit, year = _one_place(plan, options)
    # Before anything is issued: an issue is numbered for good.
    check_folder(options.output)
    ensure_fresh(Progress())
    issue = issue_annual(
        actor=system_actor("命令行"),
        plan=plan,
        unit=unit,
        year=year,
        number=options.number,
        addressees=options.to,
        copies_to=options.copy_to,
    )
    shutil.copyfile(report_file(issue), options.output)
    told = {
        "issue": issue.pk,
        "title": issue.title,
        "file": str(options.output),
        "sha256": issue.report.sha256,
        "values": issue.manifest["values"],
        "digest": issue.manifest["digest"],
        "cutoff": issue.cutoff.isoformat(),
    }
    if options.json:
        print(json.dumps(told, ensure_ascii=False, indent=1))
    else:
        print(f"已签发：{issue.title}（签发编号 {issue.pk}），固定 {told['values']} 个数值。")
        print(f"文件：{options.output}")
    return 0


def _one_place(plan: Any, options: argparse.Namespace) -> tuple[Any, int]:
    """A report is of one unit and one year."""
    if options.unit == "all" or options.year == "all":
        raise Refusal("reports.one", "一份报告只写一个单位、一个年度。", "请用 --unit 和 --year 各写一个。")
    return chosen_units(plan, options.unit)[0], chosen_years(plan, options.year)[0]


def _verify(options: argparse.Namespace) -> int:
    from suzhi.domains.reports.api import check_document, issued
    from suzhi.engines.access.api import system_actor

    issues = issued(system_actor("命令行"))
    given = None
    if options.issue is not None:
        given = issues.filter(pk=options.issue).first()
        if given is None:
            raise Refusal(
                "reports.no_issue", f"没有签发编号 {options.issue}。", "请检查编号，或不写 --issue。"
            )
    checked = check_document(options.file, issues, given)
    if options.json:
        print(json.dumps(checked.as_dict(), ensure_ascii=False, indent=1))
    else:
        _tell(checked)
    return 0 if checked.ok else 1


def _tell(checked: Any) -> None:
    print(f"{checked.issue.title}（签发编号 {checked.issue.pk}）")
    print(checked.verdict.summary)
    for finding in checked.verdict.findings:
        print(f"  {finding.message}")
    for fault in checked.faults:
        print(f"  {fault}")
    for remark in checked.verdict.notes:
        print(f"  注：{remark}")


def _values(options: argparse.Namespace) -> int:
    from suzhi.domains.plans.api import plan_named
    from suzhi.domains.reports.api import write_values_book
    from suzhi.engines.metrics.api import ensure_fresh
    from suzhi.operations.progress import Progress

    plan = plan_named(options.plan)
    units, years = chosen_units(plan, options.unit), chosen_years(plan, options.year)
    with Progress() as progress:
        ensure_fresh(progress)
        count = write_values_book(plan, units, years, options.output, progress)
    print(f"已写入 {count:,} 个数值：{options.output}")
    return 0
