"""The sheets 职工 and 任职."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext_lazy as _

from suzhi.engines.exchange.api import (
    BadValue,
    Column,
    Context,
    Kind,
    Personal,
    Rule,
    Sheet,
    Target,
    ends_after,
    overlaps,
    register,
)
from suzhi.engines.kinds.api import of_family
from suzhi.engines.people import masking, rules, sealing
from suzhi.engines.people.memberships_sheet import Memberships
from suzhi.engines.people.models import Post
from suzhi.kernel.errors import Refusal


def _checked(check: Callable[[str], str]) -> Callable[[str], str]:
    """A rule of this package as a check of a cell."""

    def run(text: str) -> str:
        try:
            return check(text)
        except Refusal as refusal:
            raise BadValue(refusal.message, refusal.remedy) from None

    return run


def _phone(text: str) -> str:
    """Not through ``_checked``: its refusal repeats the number, and problems are stored."""
    try:
        return rules.check_phone(text)
    except Refusal:
        raise BadValue(_("手机号不对"), _("11 位手机号，或带区号的电话号码")) from None


def _born(number: str) -> str | None:
    day = rules.born_by_id(number)
    return day.isoformat() if day else None


_PHONE = Personal(sealing.seal_phone, sealing.unseal_phone, masking.mask_phone)
_ID_NUMBER = Personal(
    sealing.seal_id_number,
    sealing.unseal_id_number,
    masking.mask_id_number,
    derived={"born_on": ("date", _born), "_sex_by_id": ("text", rules.sex_by_id)},
)


def _kept_for_new(column: str, field: str) -> Rule:
    return Rule(
        column,
        _("带星号的号码不能用来登记新职工"),
        _("完整的号码，或留空"),
        where=f"p._old IS NULL AND p.{field}_kept",
        needs=(field,),
    )


PEOPLE = register(
    Sheet(
        "职工",
        "people",
        (
            Column("人员编号", "key", Kind.CODE, required=True, key=True, width=18),
            Column("姓名", "name", required=True, max_length=60),
            Column("单位编码", "unit", Kind.CODE, required=True, references="单位", db="", width=18),
            Column("性别", "sex", Kind.CHOICE, no_null=True, choices=lambda: {"男": "m", "女": "f"}),
            Column("农民工", "migrant", Kind.FLAG),
            Column("一线", "front_line", Kind.FLAG),
            Column(
                "手机号",
                "phone",
                no_null=True,
                db="phone_hash",
                personal=_PHONE,
                check=_phone,
                max_length=20,
            ),
            Column(
                "身份证号",
                "id_number",
                no_null=True,
                db="id_hash",
                personal=_ID_NUMBER,
                check=_checked(rules.check_id_number),
                max_length=18,
                width=24,
            ),
            Column("入职日期", "joined_on", Kind.DATE, db=""),
            Column("离职日期", "left_on", Kind.DATE, db=""),
        ),
        Target(
            "people_person",
            "people.manage",
            key="key",
            name="name",
            rules=(
                _kept_for_new("手机号", "phone"),
                _kept_for_new("身份证号", "id_number"),
                Rule(
                    "性别",
                    _("与身份证号不符"),
                    _("与身份证号第 17 位一致的性别"),
                    where="p._sex_by_id <> p.sex",
                    needs=("sex", "id_number"),
                ),
                Rule(
                    "身份证号",
                    _("这个身份证号已登记在另一人名下"),
                    _("本人的身份证号；同一个人只登记一次"),
                    where="EXISTS (SELECT 1 FROM people_person o"
                    " WHERE o.id_hash = p.id_number AND o.id <> p._id)"
                    " OR EXISTS (SELECT 1 FROM plan_people o"
                    " WHERE o.id_number = p.id_number AND o._id <> p._id"
                    " AND o._row < p._row)",
                    needs=("id_number",),
                ),
                Rule(
                    "单位编码",
                    _(
                        "单位将被更正，从这一段工作经历的第一天起算，过去的数值随之改变；"
                        "调动请另填新的入职日期，或在人员页面按日期办理"
                    ),
                    where=("p.m_act = 'correct' AND p.m_unit_id IS DISTINCT FROM p.unit_id"),
                    value="p.unit",
                    warning=True,
                ),
            ),
            companion=Memberships(),
            order="key",
        ),
    )
)


def _before_birth(context: Context) -> tuple[str, str]:
    born = context.value("职工", "b", "born_on") if context.has(PEOPLE, "id_number") else "b_d.born_on"
    return context.known("职工", "p.person_id", "b"), f"p.valid_from < {born}"


POSTS = register(
    Sheet(
        "任职",
        "posts",
        (
            Column("人员编号", "person", Kind.CODE, required=True, key=True, references="职工", width=18),
            Column(
                "职务类别",
                "kind",
                Kind.CHOICE,
                required=True,
                key=True,
                choices=lambda: {kind.name: kind.code for kind in of_family("post")},
            ),
            Column("单位编码", "unit", Kind.CODE, required=True, key=True, references="单位", width=18),
            Column("起", "valid_from", Kind.DATE, required=True, key=True, not_future=True),
            Column("止", "valid_to", Kind.DATE),
            Column("学历", "education", no_null=True, max_length=40),
            Column("学位", "degree", no_null=True, max_length=40),
            Column("专业", "major", no_null=True, max_length=60),
        ),
        Target(
            "people_post",
            "records.record",
            stated=True,
            processes=Post.by_kind,
            rules=(
                ends_after("任职", "people_post", "valid_from", "valid_to", "止"),
                overlaps("任职", "people_post", ("person_id", "kind", "unit_id"), "起"),
                Rule(
                    "起",
                    _("早于本人的出生日期"),
                    _("出生以后的日期"),
                    where=_before_birth,
                    value="p.valid_from",
                ),
            ),
            order="person_id, kind, unit_id, valid_from",
        ),
    )
)
