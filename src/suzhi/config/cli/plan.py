"""``suzhi plan``: read a plan's document, check a pack, load a pack or a document, compare two packs."""

from __future__ import annotations

import argparse
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

from suzhi.kernel.asked import whole_number
from suzhi.kernel.errors import Refusal
from suzhi.operations.ready import DATABASE, NOTHING, SETTINGS

HELP = "读取规划文件，检查、装入、比较规划包。"
DOCUMENTS = (".txt", ".md", ".docx", ".doc")
# What `read --json` prints of each finding, in this order.
SHAPE = {
    "document": ("number", "issuer", "date", "title", "period"),
    "clauses": ("id", "number", "level", "title", "text"),
    "targets": ("clause", "quote", "value", "comparison", "unit", "grain", "scope", "due", "commitment"),
    "ambiguities": ("clause", "quote", "question", "readings"),
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """read, check, load, diff."""
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="read|check|load|diff")
    read = verbs.add_parser("read", help="读出规划文件的条款、目标和疑问")
    read.add_argument("file", help=".txt、.docx 或 .md 文件")
    check = verbs.add_parser("check", help="检查规划包，逐处说明错误")
    check.add_argument("pack", help="规划包的代码、文件夹或文件")
    load = verbs.add_parser("load", help="装入规划包，或由规划文件装入")
    load.add_argument("pack", help="规划包的代码、文件夹或文件；或规划文件（.txt、.docx、.md）")
    load.add_argument("--document", metavar="FILE", help="把这份文件的原文附到条款下")
    load.add_argument("--root", metavar="CODE", default="", help="由文件装入时，规划所属单位的编码")
    diff = verbs.add_parser("diff", help="逐条比较两个规划包，或同一规划的两版")
    diff.add_argument("before", help="规划包，或 代码@版本（已装入的一版）")
    diff.add_argument("after", help="同上；也可以是上级规划的包")
    for verb in (read, check, load, diff):
        verb.add_argument("--json", action="store_true", help="输出 JSON")


def NEEDS(options: argparse.Namespace) -> str:
    """Reading a document needs nothing; a loaded version lies in the database."""
    if options.verb == "read":
        return NOTHING
    if options.verb == "diff":
        return DATABASE if any("@" in name for name in (options.before, options.after)) else SETTINGS
    return SETTINGS if options.verb == "check" else DATABASE


def run(options: argparse.Namespace) -> int:
    """Do the verb."""
    return {"read": _read, "check": _check, "load": _load, "diff": _diff}[options.verb](options)


def _read(options: argparse.Namespace) -> int:
    reading = _reading(options.file)[0]
    if options.json:
        print(json.dumps(_shaped(reading), ensure_ascii=False, indent=1))
        return 0
    document = reading["document"]
    print(f"{document['title'] or '（没有标题）'}  {document['number'] or ''}  {document['date'] or ''}")
    print(f"条款 {len(reading['clauses'])} 条")
    for target in reading["targets"]:
        value = _written(target["value"], target["unit"])
        due = target["due"] or ("每年" if target["grain"] == "year" else "没有写明期限")
        amount = f"{target['comparison']} {value} {target['unit'] or ''}"
        print(f"  {target['clause']:<8}{amount}\t{due}\t{target['quote']}")
    print(f"疑问 {len(reading['ambiguities'])} 个")
    for question in reading["ambiguities"]:
        print(f"  {question['clause']:<8}{question['question']}  {' / '.join(question['readings'])}")
    _doubts([one for one in reading["doubtful"] if one["clause"]])
    return 0


def _doubts(doubtful: list[dict[str, Any]]) -> None:
    """Numbers and dates that were not taken as goals, each with the reason, so that none is lost unseen."""
    if doubtful:
        print(f"没有作为目标的数字、期限 {len(doubtful)} 处")
    for one in doubtful:
        print(f"  {one['clause']:<8}{one['quote']}\t{one['explanation']}")


def _shaped(reading: dict[str, Any]) -> dict[str, Any]:
    """Exactly the documented form. Clauses are the plan's own; those of the covering notice are left out."""
    clauses = [clause for clause in reading["clauses"] if clause["part"] == "plan"]
    known = {**reading, "clauses": clauses}
    return {
        part: {k: known[part][k] for k in keys}
        if part == "document"
        else [{k: e[k] for k in keys} for e in known[part]]
        for part, keys in SHAPE.items()
    }


def _reading(name: str) -> tuple[dict[str, Any], str, bytes]:
    """The reading of a document as plain data, its text and its bytes."""
    from suzhi.domains.reading.api import read_document

    path = Path(name)
    if not path.is_file():
        raise Refusal("plans.no_file", f"找不到文件 {name}。", "请检查路径。")
    data = path.read_bytes()
    found = read_document(data, path.name)
    return found.as_dict(), found.text, data


def _check(options: argparse.Namespace) -> int:
    from suzhi.domains.plans.api import lint_pack, read_pack

    pack = read_pack(options.pack)
    problems = lint_pack(pack)
    if options.json:
        print(json.dumps([problem.as_dict() for problem in problems], ensure_ascii=False, indent=1))
    else:
        for problem in problems:
            print(problem.line())
        counts = "、".join(
            f"{len(pack.part(n))} {w}"
            for n, w in (("clauses", "条款"), ("indicators", "指标"), ("duties", "事项"))
        )
        print(
            f"{pack.plain.get('code', options.pack)}：{counts}，"
            + (f"{len(problems)} 处错误。" if problems else "没有错误。")
        )
    return 1 if problems else 0


def _load(options: argparse.Namespace) -> int:
    from suzhi.domains.plans.api import attach_wording, load_pack, read_pack, shipped_for
    from suzhi.engines.access.api import system_actor

    actor = system_actor("命令行")
    if Path(options.pack).suffix.lower() in DOCUMENTS:
        reading, text, _data = _reading(options.pack)
        pack = shipped_for(reading["document"]["number"])
        if pack is None:
            return _load_document(options, actor)
    else:
        pack = read_pack(options.pack)
        reading, text = _reading(options.document)[:2] if options.document else ({}, "")
    plan = load_pack(actor=actor, pack=pack)
    if text:
        attach_wording(actor=actor, plan=plan, reading=reading, text=text)
    _loaded(options, plan, [])
    return 0


def _load_document(options: argparse.Namespace, actor: Any) -> int:
    """A document that no known pack answers: loaded as it suggests itself."""
    from suzhi.domains.plans.api import decide, load_draft, start_draft

    data = _reading(options.pack)[2]
    draft = start_draft(actor=actor, name=Path(options.pack).name, data=data)
    if options.root:
        draft = decide(
            actor=actor, draft=draft, decisions={"plan": {**draft.decisions["plan"], "root": options.root}}
        )
    plan = load_draft(actor=actor, draft=draft)
    _loaded(options, plan, draft.reading["ambiguities"])
    return 0


def _loaded(options: argparse.Namespace, plan: Any, questions: list[dict[str, Any]]) -> None:
    """Compute at once, which also compiles the definitions: whoever asks for a figure next need not wait for it."""
    from suzhi.engines.metrics.api import ensure_fresh
    from suzhi.operations.progress import Progress

    ensure_fresh(Progress())
    indicators = list(plan.indicators.select_related("definition"))
    waiting = [i for i in indicators if i.definition.awaits]
    if options.json:
        print(
            json.dumps(
                {
                    "plan": plan.code,
                    "version": plan.version,
                    "root": plan.root.code,
                    "indicators": [
                        {"code": i.code, "name": i.name, "awaits": i.definition.awaits} for i in indicators
                    ],
                    "questions": len(questions),
                },
                ensure_ascii=False,
                indent=1,
            )
        )
        return
    print(f"已装入规划 {plan.code} 第 {plan.version} 版（{plan.root.name}）：{plan.title}")
    print(f"指标 {len(indicators)} 个，其中 {len(waiting)} 个的记录尚未启用。")
    if questions:
        print(f"文件有 {len(questions)} 个疑问按通常的口径处理，可在控制台“口径”页调整。")


def _diff(options: argparse.Namespace) -> int:
    from suzhi.domains.plans.api import differences

    found = differences(_content(options.before), _content(options.after))
    if options.json:
        print(json.dumps([one.as_dict() for one in found], ensure_ascii=False, indent=1))
    else:
        for one in found:
            print(one.line())
        print(f"共 {len(found)} 处不同。" if found else "没有不同。")
    return 0


def _content(name: str) -> dict[str, Any]:
    """A pack's content, or that of a version loaded earlier (code@version)."""
    from suzhi.domains.plans.api import Plan, read_pack

    code, at, version = name.partition("@")
    if not at:
        return dict(read_pack(name).plain)
    plan = Plan.objects.filter(code=code, version=whole_number(version, 10**6) or 0).first()
    if plan is None:
        raise Refusal("plans.version", f"没有装入过 {name}。", "写作 代码@版本号，如 plan-2021-2025@1。")
    return dict(plan.pack)


def _written(value: Any, unit: str | None) -> str:
    """A share in percent or thousandths, as the document writes it; a range with a dash."""
    if value is None:
        return "?"
    parts = [value] if isinstance(value, str) else list(value)
    scale = {"%": 100, "百分点": 100, "‰": 1000}.get(unit or "")
    if scale:
        shown = [f"{Decimal(part) * scale:f}" for part in parts]
        parts = [part.rstrip("0").rstrip(".") if "." in part else part for part in shown]
    return "—".join(parts)
