"""An invented city with a report worth checking: every measure, every state, a draft and an issued number."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from suzhi.domains.reports.document.content import Definition, Figure, Setting
from suzhi.domains.reports.document.material import Material, Task, UnitFigures

COUNTIES = (
    "云溪区", "白石区", "南渡区", "金泉县", "平湖县", "青川县", "柳河县", "石桥县",
    "高岭彝族自治县", "望江彝族自治县", "云门市",
)  # fmt: skip
DIGEST = "5f1d" * 16


def covered(value_id: str = "V1", numerator: int = 230, denominator: int = 250, **more: object) -> Figure:
    """A rate with a target of 92 %."""
    facts: dict[str, object] = {
        "code": "above-scale",
        "name": "规模以上企业参与面",
        "clause": "二（三）",
        "target": Fraction(23, 25),
        "due": date(2017, 12, 31),
        "commitment": "strive",
        "state": "met" if numerator * 25 >= denominator * 23 else "behind",
    }
    facts |= more
    value = Fraction(numerator, denominator) if denominator else None
    return Figure(
        value_id=value_id,
        measure="rate",
        unit_of_measure="%",
        numerator=numerator,
        denominator=denominator,
        value=value,
        **facts,  # type: ignore[arg-type]
    )


def counted(
    value_id: str = "V2", value: int | None = 2870, target: int | None = 3000, **more: object
) -> Figure:
    facts: dict[str, object] = {
        "code": "law-talks",
        "name": "集中普法活动",
        "clause": "二（四）",
        "unit_of_measure": "场次",
        "due": date(2020, 12, 31),
        "commitment": "hard",
        "state": "no_records" if value is None else "behind" if target and value < target else "met",
    }
    facts |= more
    return Figure(
        value_id=value_id,
        measure="count",
        value=None if value is None else Fraction(value),
        target=None if target is None else Fraction(target),
        **facts,  # type: ignore[arg-type]
    )


def _dense() -> Figure:
    return Figure(
        "V3", "legal-density", "每万名职工法律工作者", "二（四）", "density", "人/万人", 35, 90_700,
        Fraction(35 * 10_000, 90_700), Fraction(4), date(2020, 12, 31), "strive", "on_pace",
    )  # fmt: skip


def _each() -> Figure:
    return Figure(
        "V4", "book-houses", "各县每年自建职工书屋", "二（二）", "count", "个", value=Fraction(390),
        target=Fraction(20), due=date(2017, 12, 31), commitment="hard", state="missed",
        children=11, children_met=10, least=Fraction(19),
    )  # fmt: skip


def _trained() -> Figure:
    return counted(
        "V5", 83_120, 200_000, code="trained", name="职工技术培训", unit_of_measure="人次",
        people=41_007, visits=83_120, state="on_pace",
    )  # fmt: skip


def _opened() -> Figure:
    return Figure(
        "V6", "hotline", "法律援助热线开通", "三（五）", "milestone", "", commitment="hard", state="met",
        reached_on=date(2017, 6, 30),
    )  # fmt: skip


def _unrecorded() -> Figure:
    return counted("V7", None, 20, code="stations", name="农民工文化驿站", unit_of_measure="个")


def _units() -> tuple[UnitFigures, ...]:
    units = []
    for number, name in enumerate(COUNTIES, start=1):
        houses = 19 if number == 3 else 20 + number
        figures = (
            covered(f"C{number}-1", 20 + number, 30),
            counted(f"C{number}-2", 30 + number * 3, 40),
            counted(
                f"C{number}-4",
                houses,
                20,
                code="book-houses",
                name="各县每年自建职工书屋",
                unit_of_measure="个",
            ),
            counted(
                f"C{number}-5",
                None if number == 9 else 5210 + number,
                None,
                code="trained",
                name="职工技术培训",
            ),
        )
        units.append(UnitFigures(name, {figure.code: figure for figure in figures}))
    return tuple(units)


def material(number: str = "云工发〔2018〕3号") -> Material:
    history = {
        "above-scale": (
            (2016, covered("H1", 201, 240)),
            (2017, covered("H2")),
            (2018, covered("H3", 0, 0, state="no_records")),
        ),
        "law-talks": ((2016, counted("H4", 61, 80)), (2017, counted("H5", 142, 160))),
    }  # fmt: skip
    settings = (
        Setting("start_year", "计划起始年度", "2016"),
        Setting("people_or_visits", "20万的计量", "人次，并列人数"),
    )
    talks = "各级单位牵头举办的普法活动场次。"
    words = "全年至少有一人参加竞赛、练兵或培训的规模以上企业，占当年名录所列企业的比例。"
    return Material(
        issuer="云川市总工会",
        unit_name="云川市",
        plan_title="云川市职工素质建设工程五年规划",
        year=2017,
        cutoff=date(2017, 12, 31),
        dated=date(2018, 1, 15),
        as_of="2018年1月12日9时",
        document_number=number,
        addressees=("云川市职工素质建设工程领导小组",),
        tasks=(
            Task("学习与文化", (_each(), _unrecorded())),
            Task("职工技能", (covered(), _trained())),
            Task("民主法治", (counted(), _dense(), _opened())),
        ),
        units=_units(),
        history=history,
        settings=settings,
        definitions=(
            Definition("above-scale", "规模以上企业参与面", "二（三）", words, "3", DIGEST, settings[:1]),
            Definition("law-talks", "集中普法活动", "二（四）", talks, "1", DIGEST),
        ),
        copies_to=("云川市委办公室", "云川市政府办公室"),
        printed_by="云川市总工会办公室",
        printed_on=date(2018, 1, 16),
    )  # fmt: skip
