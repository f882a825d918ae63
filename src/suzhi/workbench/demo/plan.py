"""Loads the plan pack that the demo city works under."""

from __future__ import annotations

from suzhi.workbench.demo.script import Script


def load_plan(script: Script) -> str:
    """Load it unless it is there; one sentence of what happened."""
    code = script.words["plan"]
    try:
        from suzhi.domains.plans.api import Plan, load_pack, read_pack
    except ImportError:
        return f"规划 {code} 未装入：本安装还没有规划模块。"
    from suzhi.engines.access.api import system_actor

    if Plan.objects.filter(code=code, current=True).exists():
        return f"规划 {code} 已在库中。"
    load_pack(actor=system_actor("演示"), pack=read_pack(code))
    return f"规划 {code} 已装入。"
