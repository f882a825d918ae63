"""The workbook is a public interface: names, keys and optional columns may not change by accident."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook
from world import SHEETS, check, counts

from suzhi.engines.exchange.api import REGISTRY, Column, Kind, Sheet, SheetRegistry, write_template
from suzhi.engines.exchange.running.storage import folder, forget_old

# * key, ? optional
FORMAT = {
    "单位": "*单位编码 名称 类型 上级编码 地区代码 ?统一社会信用代码 ?成立日期 ?撤销日期",
    "单位年度": "*单位编码 *年份 所有制 性质 规上 行业代码 需签职业病专项合同 已建会 职工数 ?女职工数 ?农民工数 ?一线职工数 ?新职工数",
    "地区标签": "*单位编码 *标签 *起 ?止",
    "职工": "*人员编号 姓名 单位编码 ?性别 ?农民工 ?一线 ?手机号 ?身份证号 ?入职日期 ?离职日期",
    "任职": "*人员编号 *职务类别 *单位编码 *起 ?止 ?学历 ?学位 ?专业",
    "活动": "*活动编号 类别 名称 主办单位编码 开始 ?结束 ?协办单位编码 ?地点 ?主题 ?参加人次 ?学时 ?主题活动",
    "参加": "*活动编号 *人员编号 ?角色 ?学时 ?成绩 ?结果",
    "阵地": "*阵地编号 类别 名称 单位编码 启用日期 ?停用日期 ?自建 ?面积 ?册数 ?经度 ?纬度",
}  # fmt: skip
CHOICES = {
    ("单位", "类型"): "市总 县总 园区工会 系统工会 乡镇街道 联合会 基层工会",
    ("单位年度", "所有制"): "公有 非公有",
    ("单位年度", "性质"): "企业 事业 机关 社会组织 其他",
    ("任职", "职务类别"): "职工代表 法律工作人员 法律工作者 普法讲师 文化骨干 志愿者 劳模 心理咨询师",
    ("活动", "类别"): (
        "志愿服务 职工大讲堂 演讲比赛 主题报告会 座谈会 道德讲堂 劳模宣讲 读书活动 征文 技术培训 岗位练兵 技能比赛 "
        "劳动竞赛 班组竞赛 普法活动 法律知识竞赛 安全教育 职工代表培训 心理健康教育 文艺活动 体育活动 作品征集 "
        "技术攻关 技术协作 技术咨询 技术服务 科普"
    ),
    ("阵地", "类别"): (
        "职工书屋 文化驿站 实训基地 创新工作室 工人文化宫 职工学校 企业职工文化活动中心 帮扶中心 法律援助中心 教育培训点"
    ),
}


def mark(column: Column) -> str:
    return "*" if column.key else "" if column.required else "?"


@pytest.mark.parametrize("name", FORMAT)
def test_columns(name: str) -> None:
    sheet = REGISTRY.get(name)
    assert sheet is not None
    assert " ".join(mark(column) + column.name for column in sheet.columns) == FORMAT[name]


@pytest.mark.parametrize(("name", "column"), CHOICES)
def test_choices(name: str, column: str) -> None:
    sheet = REGISTRY.get(name)
    found = sheet.column(column) if sheet else None
    assert found is not None and found.choices is not None
    assert set(CHOICES[name, column].split()) <= set(found.choices())


@pytest.mark.django_db
def test_a_filled_template_comes_in(tmp_path: Path) -> None:
    """As a person would: open the template, type below the header, save."""
    write_template(tmp_path / "t.xlsx", REGISTRY.all())
    book = load_workbook(tmp_path / "t.xlsx")
    for name, (head, *rows) in SHEETS.items():
        sheet = book[name]
        places = {cell.value: cell.column for cell in sheet[1]}
        for number, row in enumerate(rows, start=2):
            for column, value in zip(head, row, strict=True):
                if value is not None:
                    cell = sheet.cell(number, places[column])
                    cell.value = value
                    cell.data_type = "s" if isinstance(value, str) else cell.data_type
    book.save(tmp_path / "filled.xlsx")
    result = check(tmp_path / "filled.xlsx")
    assert result["status"] == "ok", result["problems"]
    assert sum(added for added, *_rest in counts(result).values()) == sum(
        len(rows) - 1 for rows in SHEETS.values()
    )


def test_templates_guide_and_offer(tmp_path: Path) -> None:
    write_template(tmp_path / "t.xlsx", REGISTRY.all())
    book = load_workbook(tmp_path / "t.xlsx")
    offered = {rule.formula1 for rule in book["单位"].data_validations.dataValidation}
    assert any("基层工会" in text for text in offered)
    assert book["单位"]["A1"].comment and book["单位"].column_dimensions["A"].width > 10
    assert "填表说明" in book.sheetnames


def test_declarations_are_checked() -> None:
    key = Column("编码", "code", Kind.CODE, key=True)
    with pytest.raises(ValueError, match="share a name"):
        Sheet("甲", "a", (key, key))
    with pytest.raises(ValueError, match="no key"):
        Sheet("甲", "a", (Column("名", "name"),))
    registry = SheetRegistry()
    registry.register(Sheet("甲", "a", (key, Column("引", "other", Kind.CODE, references="乙"))))
    with pytest.raises(ValueError, match="twice"):
        registry.register(Sheet("甲", "b", (key,)))
    with pytest.raises(ValueError, match="unknown sheet"):
        registry.freeze()
    registry.register(Sheet("乙", "b", (key,)))
    registry.freeze()
    assert [sheet.name for sheet in registry.all()] == ["乙", "甲"]
    with pytest.raises(RuntimeError, match="after start-up"):
        registry.register(Sheet("丙", "c", (key,)))


def test_old_uploads_are_forgotten(settings: object, tmp_path: Path) -> None:
    settings.SUZHI_HOME = tmp_path  # type: ignore[attr-defined]
    upload = folder() / "1.upload"
    upload.write_bytes(b"x")
    assert forget_old(days=7) == 0 and upload.exists()
    assert forget_old(days=-1) == 1 and not upload.exists()
