"""A small city in a workbook, and the short ways to import it."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path
from typing import Any

from books import make_book

from suzhi.engines.access.api import Actor, system_actor
from suzhi.engines.exchange.api import REGISTRY, Import, check_file, import_file, write_export

SHEETS: dict[str, list[list[Any]]] = {
    "参加": [
        ["活动编号", "人员编号", "角色", "学时", "成绩"],
        ["H1", "R1", "学员", 8, "９5.5"],
        ["H1", "R2", None, None, None],
        ["H2", "R1", None, None, None],
    ],
    "任职": [
        ["人员编号", "职务类别", "单位编码", "起", "止", "学历", "学位"],
        ["R1", "职工代表", "G1", "2016-01-01", "2018年12月31日", "本科", "学士"],
        ["R1", "职工代表", "G1", "2019/1/1", None, "本科", "学士"],
    ],
    "职工": [
        ["人员编号", "姓名", "单位编码", "性别", "农民工", "手机号", "身份证号", "入职日期", "离职日期"],
        ["R1", "周一", "G1", "女", "否", "13800001234", "11010519491231002X", "2010-01-01", None],
        ["R2", "吴二", "G2", "男", "是", None, None, None, None],
    ],
    "活动": [
        ["活动编号", "类别", "名称", "主办单位编码", "开始", "结束", "协办单位编码", "地点", "参加人次", "学时"],
        ["H1", "技术培训", "焊工培训", "G1", "2017-05-01", "2017-05-03", "X1、G2", "一车间", None, 8],
        ["H2", "普法活动", "法律进企业", "X1", "2018-03-01", None, None, None, None, None],
        ["H3", "科普", "=科普展览", "X1", "2018-03-02", None, None, None, 300, None],
    ],
    "单位": [
        ["单位编码", "名称", "类型", "上级编码", "地区代码", "成立日期"],
        ["G1", "甲厂工会", "基层工会", "X1", "511102", "2001-01-01"],
        ["G2", "乙厂工会", "基层工会", "X1", "511102", None],
        ["X1", "某县总工会", "县总", "S", "511102", None],
        ["S", "某市总工会", "市总", None, "511100", None],
    ],
    "单位年度": [
        [
            "单位编码", "年份", "所有制", "性质", "规上", "行业代码", "需签职业病专项合同", "已建会", "职工数", "女职工数",
        ],
        ["G1", 2017, "非公有", "企业", "是", "C31", "否", "是", 120, 50],
        ["G2", "2017", "公有", "企业", "否", None, "否", "是", "１,０００", None],
    ],
    "地区标签": [["单位编码", "标签", "起", "止"], ["X1", "贫困县", "2016-01-01", None]],
    "阵地": [
        ["阵地编号", "类别", "名称", "单位编码", "启用日期", "自建", "面积", "册数", "经度", "纬度"],
        ["Z1", "职工书屋", "甲厂书屋", "G1", "2016-05-01", "是", "120.5", 3000, "103.765432", 29.55],
    ],
}  # fmt: skip


def world(**changes: list[list[Any]]) -> dict[str, list[list[Any]]]:
    """The small city, with whole sheets replaced."""
    return {**deepcopy(SHEETS), **changes}


def operator() -> Actor:
    """Who sits at the command line."""
    return system_actor("测试")


def bring(
    path: Path, sheets: dict[str, list[list[Any]]], actor: Actor | None = None, **options: Any
) -> Import:
    """Import those sheets."""
    make_book(path, sheets)
    return import_file(actor=actor or operator(), path=path, name=path.name, **options)


def counts(result: dict[str, Any]) -> dict[str, tuple[int, int, int, int]]:
    """add, change, same, refused per sheet."""
    return {
        one["sheet"]: (one["add"], one["change"], one["same"], one["refused"]) for one in result["sheets"]
    }


def exported(path: Path, actor: Actor | None = None) -> Path:
    """Everything, as a workbook."""
    write_export(actor=actor or operator(), path=path, sheets=REGISTRY.all())
    return path


def check(path: Path, actor: Actor | None = None) -> dict[str, Any]:
    """The check result of a file."""
    return check_file(actor=actor or operator(), path=path).as_dict()


def unchanged(result: dict[str, Any]) -> bool:
    """Whether confirming would change nothing."""
    return result["status"] == "ok" and not any(one["add"] or one["change"] for one in result["sheets"])
