"""The whole verification: the chain, the seal, the triggers and their code, and what other packages add."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext as _

from suzhi.engines.audit import attribution
from suzhi.engines.audit.chain import verify_chain
from suzhi.engines.audit.code import check_code
from suzhi.engines.audit.packages import integrity_modules
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
    verdict.problems += check_code(seal)
    if seal is None:
        verdict.warnings.append(
            _("还没有封存过：只能核验操作记录，不能核验各表的数据。执行 suzhi audit seal。")
        )
    else:
        verdict.sealed_at = seal.at.isoformat(timespec="seconds")
    verdict.warnings += attribution.warnings()
    for module in integrity_modules():
        if report:
            report(_("核对 %(label)s") % {"label": module.__name__.split(".")[-2]}, 0, 0)
        verdict.problems += module.check()
    return verdict
