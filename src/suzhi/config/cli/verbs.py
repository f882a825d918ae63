"""Which verbs there are. Listed here, and not asked of the modules, so that ``suzhi --help`` imports none."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Verb:
    """A command and the file in this folder that does it."""

    module: str
    help: str
    internal: bool = False

    @property
    def present(self) -> bool:
        """Whether this installation has it."""
        return (Path(__file__).parent / f"{self.module}.py").exists()

    def load(self) -> Any:
        """Its module: ``add_arguments(parser)``, ``run(options) -> int``, and optionally ``NEEDS``."""
        return import_module(f"suzhi.config.cli.{self.module}")


VERBS = {
    "up": Verb("up", "启动全部进程：数据库、网站、后台任务"),
    "demo": Verb("demo", "装入演示城市"),
    "plan": Verb("plan", "读取、检查、装入、比较规划文件"),
    "template": Verb("template", "生成填报用的空白工作簿"),
    "import": Verb("import_", "检查并导入工作簿（.xlsx 或 .zip）"),
    "export": Verb("export", "导出工作簿"),
    "values": Verb("values", "列出指标数值"),
    "explain": Verb("explain", "列出一个数值背后的记录"),
    "recompute": Verb("recompute", "重新计算指标数值"),
    "report": Verb("report", "生成或核验报告"),
    "bench": Verb("bench", "测量性能"),
    "account": Verb("account", "开立账号、重置密码"),
    "check": Verb("check", "检查部署中的错误并说明如何改正"),
    "audit": Verb("audit", "核验审计记录"),
    "registry": Verb("registry", "列出已登记的种类、工作表、数据源等"),
    "backup": Verb("backup", "备份数据库、文件和密钥（可在运行中进行）"),
    "restore": Verb("restore", "从备份恢复"),
    "migrate": Verb("migrate", "升级数据库结构"),
    "jobs-worker": Verb("jobs_worker", "后台任务进程", internal=True),
    "figures": Verb("figures", "指标计算进程", internal=True),
}


def present_verbs() -> dict[str, Verb]:
    """The verbs of this installation."""
    return {name: verb for name, verb in VERBS.items() if verb.present}
