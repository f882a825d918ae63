"""The whole verification: the chain, the seal, the triggers, and what other packages have to add.

A package adds its own by declaring ``check() -> Iterable[Problem]`` in ``integrity.py``.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps
from django.utils.translation import gettext as _

from suzhi.engines.audit import attribution
from suzhi.engines.audit.chain import verify_chain
from suzhi.engines.audit.protection import check_triggers
from suzhi.engines.audit.seals import check_seal
from suzhi.engines.audit.verdict import Verdict

Report = Callable[[str, int, int], None]


def verify(report: Report | None = None) -> Verdict:
    """Everything that can be checked about what was written down."""
    verdict = verify_chain(report)
    verdict.problems += check_triggers()
    seal, problems = check_seal(report)
    verdict.problems += problems
    if seal is None:
        verdict.warnings.append(
            _("还没有封存过：只能核验操作记录，不能核验各表的数据。执行 suzhi audit seal。")
        )
    else:
        verdict.sealed_at = seal.at.isoformat(timespec="seconds")
    verdict.warnings += attribution.warnings()
    for app in apps.get_app_configs():
        if app.name.startswith("suzhi.") and find_spec(f"{app.name}.integrity") is not None:
            if report:
                report(_("核对 %(label)s") % {"label": app.label}, 0, 0)
            verdict.problems += import_module(f"{app.name}.integrity").check()
    return verdict
