"""Proposals of workers: one of every type of field."""

from __future__ import annotations

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from suzhi.engines.audit.api import feed, history
from suzhi.engines.records.api import Record, choice, day, key, kind, money, number, person, text, unit
from suzhi.kernel.privacy import INTERNAL


@history()
class Proposal(Record):
    """One proposal of a worker: made, adopted, put to use, its benefit checked."""

    key = key(_("编号"))
    kind = kind(figures="建议类别")
    person = person(_("提出人"), column="提出人编号")
    unit = unit()
    name = text(_("名称"), width=36)
    content = text(_("内容"), most=1000, optional=True, privacy=INTERNAL)
    proposed_on = day(_("提出日期"), counts="proposed")
    adopted_on = day(_("采纳日期"), optional=True, counts="adopted")
    used_on = day(_("实施日期"), optional=True)
    level = choice(_("级别"), {"unit": _("单位"), "city": _("市")}, optional=True)
    helpers = number(_("参与人数"), most=500, optional=True, unit=_("人"), trait="helpers")
    benefit = money(_("年经济效益"), most=10**12, optional=True, counts="benefit")

    class Meta:
        triggers: ClassVar = feed()
