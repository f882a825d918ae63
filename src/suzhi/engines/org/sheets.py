"""The sheets 单位, 单位年度 and 地区标签."""

from __future__ import annotations

import re
from dataclasses import replace

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from suzhi.engines.exchange.api import (
    BadValue,
    Column,
    Kind,
    Rule,
    Sheet,
    Target,
    ends_after,
    overlaps,
    register,
    within,
)
from suzhi.engines.org.lines_sheet import ReportingLines
from suzhi.engines.org.models import Nature, Ownership, UnitType
from suzhi.engines.org.rules import FIRST_YEAR, MOST_WORKERS

# GB/T 2260 has six digits; townships and villages have the nine or twelve of the statistical code.
_AREA = re.compile(r"\d{2,12}")
_USCC = re.compile(r"^[0-9A-HJ-NP-RTUW-Y]{18}$")


def _names(choices: type[UnitType] | type[Ownership] | type[Nature]) -> dict[str, str]:
    # A workbook is written in Chinese, whatever language the page has.
    with override(settings.LANGUAGE_CODE):
        return {str(one.label): str(one.value) for one in choices}


def _unit(name: str, field: str, key: bool = False) -> Column:
    return Column(name, field, Kind.CODE, required=True, key=key, references="单位", width=18)


def _count(name: str, field: str, required: bool = False) -> Column:
    return Column(name, field, Kind.INTEGER, required=required, minimum=0, maximum=MOST_WORKERS)


def _area(text: str) -> str:
    if not _AREA.fullmatch(text):
        raise BadValue(_("地区代码不对"), _("数字代码，如 511102（GB/T 2260），乡镇可用 9 位或 12 位"))
    return text


def _uscc(text: str) -> str:
    text = text.upper()
    if not _USCC.match(text):
        raise BadValue(_("统一社会信用代码不对"), _("18 位数字和大写字母（不用 I、O、S、V、Z）"))
    return text


UNITS = register(
    Sheet(
        "单位",
        "units",
        (
            Column("单位编码", "code", Kind.CODE, required=True, key=True, width=18),
            Column("名称", "name", required=True, max_length=120, width=36),
            Column("类型", "type", Kind.CHOICE, required=True, choices=lambda: _names(UnitType)),
            replace(_unit("上级编码", "parent"), blank=True, db="", help=_("只有最上级单位空着")),
            Column("地区代码", "area_code", Kind.CODE, required=True, blank=True, no_null=True, check=_area),
            Column("统一社会信用代码", "uscc", Kind.CODE, no_null=True, check=_uscc, width=24),
            Column("成立日期", "founded_on", Kind.DATE, not_future=True),
            Column("撤销日期", "closed_on", Kind.DATE),
        ),
        Target(
            "org_unit",
            "units.manage",
            key="code",
            name="name",
            rules=(
                ends_after("单位", "org_unit", "founded_on", "closed_on", "撤销日期"),
                Rule(
                    "上级编码",
                    _("上级将被更正，从当前这一段隶属关系起算；按日期的调整请在单位页面办理"),
                    where="p._act = 'change' AND p.parent_id IS DISTINCT FROM p.line_parent_id",
                    value="p.parent",
                    warning=True,
                ),
            ),
            companion=ReportingLines(),
            unit="_id",
            order="code",
        ),
    )
)

_PARTS = (
    ("women", "女职工数"),
    ("migrants", "农民工数"),
    ("front_line", "一线职工数"),
    ("new_workers", "新职工数"),
)

YEARS = register(
    Sheet(
        "单位年度",
        "unit_years",
        (
            _unit("单位编码", "unit", key=True),
            Column("年份", "year", Kind.INTEGER, required=True, key=True, minimum=FIRST_YEAR, maximum=2199),
            Column("所有制", "ownership", Kind.CHOICE, required=True, choices=lambda: _names(Ownership)),
            Column("性质", "nature", Kind.CHOICE, required=True, choices=lambda: _names(Nature)),
            Column("规上", "above_scale", Kind.FLAG, required=True),
            Column("行业代码", "industry", Kind.CODE, required=True, blank=True, no_null=True, max_length=8),
            Column("需签职业病专项合同", "disease_contract_due", Kind.FLAG, required=True, width=20),
            Column("已建会", "unionised", Kind.FLAG, required=True),
            _count("职工数", "workers", required=True),
            *(_count(name, field) for field, name in _PARTS),
        ),
        Target(
            "org_unityear",
            "units.manage",
            rules=(
                Rule(
                    "年份",
                    _("年份在今年之后"),
                    _("今年或以前的年份"),
                    where=lambda context: ("", f"p.year > {context.today.year}"),
                    value="p.year",
                ),
                *(within("单位年度", "org_unityear", field, "workers", name) for field, name in _PARTS),
            ),
            order="unit_id, year",
        ),
    )
)

TAGS = register(
    Sheet(
        "地区标签",
        "unit_tags",
        (
            _unit("单位编码", "unit", key=True),
            Column("标签", "tag", required=True, key=True, max_length=40),
            Column("起", "valid_from", Kind.DATE, required=True, key=True),
            Column("止", "valid_to", Kind.DATE),
        ),
        Target(
            "org_unittag",
            "units.manage",
            rules=(
                ends_after("地区标签", "org_unittag", "valid_from", "valid_to", "止"),
                overlaps("地区标签", "org_unittag", ("unit_id", "tag"), "起"),
            ),
            order="unit_id, tag, valid_from",
        ),
    )
)
