"""What must hold of persons, memberships and posts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from suzhi.engines.org.api import Unit
from suzhi.engines.people.models import Membership, Person, Post
from suzhi.engines.workflow.api import Doubt
from suzhi.kernel import clock
from suzhi.kernel.dates import EVER, FOREVER
from suzhi.kernel.errors import Refusal
from suzhi.kernel.letters import code_letters, visible

_KEY = re.compile(r"^\S{1,32}$")
_ID = re.compile(r"^\d{17}[\dX]$")
_PHONE = re.compile(r"^1\d{10}$|^0\d{2,3}-?\d{7,8}$")
# GB 11643: the weights of the 17 digits, and the check character for each remainder of 11.
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"


def check_key(key: str) -> str:
    """A person's number: any text without spaces, not yet taken."""
    key = code_letters(key).strip()
    if not _KEY.match(key):
        raise Refusal("people.key", _("人员编号“%s”不能用。") % key, _("须为 1 至 32 个字符，不含空格。"))
    if Person.objects.filter(key=key).exists():
        raise Refusal(
            "people.key_taken", _("人员编号“%s”已有人使用。") % key, _("请核对编号，或留空由系统编号。")
        )
    return key


def check_name(name: str) -> str:
    """A person has a name."""
    name = " ".join(visible(name).split())
    if not name or len(name) > 60:
        raise Refusal("people.name", _("姓名须为 1 至 60 字。"), _("请填写姓名。"))
    return name


def check_sex(sex: str) -> str:
    """男, 女, or left open."""
    if sex not in ("", "m", "f"):
        raise Refusal("people.sex", _("没有“%s”这种性别。") % sex, _("请选男或女，或不填。"))
    return sex


def check_id_number(number: str) -> str:
    """An identity number by its form, its day of birth and its check character."""
    number = number.strip().upper()
    if not number:
        return ""
    if not _ID.match(number) or born_by_id(number) is None:
        raise Refusal("people.id_number", _("身份证号的位数或出生日期不对。"), _("请核对 18 位身份证号。"))
    total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
    if _CHECKS[total % 11] != number[17]:
        raise Refusal("people.id_check", _("身份证号的校验位不对。"), _("请核对最后一位和其余数字。"))
    return number


def born_by_id(number: str) -> date | None:
    """The day of birth in an identity number."""
    try:
        return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None


def sex_by_id(number: str) -> str:
    """m or f, from the seventeenth digit."""
    return "m" if int(number[16]) % 2 else "f"


def check_phone(phone: str) -> str:
    """A mobile or a fixed number."""
    phone = phone.replace(" ", "").strip()
    if phone and not _PHONE.match(phone):
        raise Refusal("people.phone", _("手机号“%s”不对。") % phone, _("请填写 11 位手机号。"))
    return phone


def check_birth(born_on: date | None, joined_on: date | None) -> None:
    """Born before today and before joining."""
    if born_on and born_on > clock.today():
        raise Refusal("people.born", _("出生日期在今天之后。"), _("请核对出生日期。"))
    if born_on and joined_on and joined_on < born_on:
        raise Refusal("people.joined", _("入职日期早于出生日期。"), _("请核对两个日期。"))


def name_doubts(unit: Unit, name: str) -> Iterator[Doubt]:
    """Somebody of that name already belongs to the unit."""
    same = Membership.objects.filter(unit=unit, person__name=name, left_on__isnull=True).select_related(
        "person"
    )
    keys = [row.person.key for row in same[:3]]
    if keys:
        yield Doubt(
            "people.same_name",
            _("“%(unit)s”已有同名的“%(name)s”（%(keys)s）。")
            % {"unit": unit.name, "name": name, "keys": _("、").join(keys)},
            _("如是另一个人，请勾选“仍然登记”。"),
        )


def check_membership(last: Membership | None, unit: Unit, on: date) -> None:
    """A transfer comes after the last joining, to another unit that is open."""
    if unit.closed_on and unit.closed_on < on:
        raise Refusal("people.unit_closed", _("“%s”已撤销。") % unit.name, _("请选择现有的单位。"))
    if last is None:
        return
    if (last.joined_on or EVER) >= on:
        raise Refusal("people.transfer_date", _("调入日期不晚于上一次入职日期。"), _("请核对日期。"))
    if last.unit_id == unit.pk and last.left_on is None:
        raise Refusal("people.same_unit", _("该人员已在“%s”。") % unit.name, _("请选择调入的单位。"))


def check_post(person: Person, kind: str, unit: Unit, first: date, last: date | None) -> None:
    """A post begins after birth, ends after it begins, and is not held twice at a time."""
    if last and last < first:
        raise Refusal("people.post_dates", _("任职的止日早于起日。"), _("请核对两个日期。"))
    if person.born_on and first < person.born_on:
        raise Refusal("people.post_birth", _("任职起日早于出生日期。"), _("请核对日期。"))
    held = Post.objects.filter(person=person, kind=kind, unit=unit, valid_from__lte=last or FOREVER)
    if any((post.valid_to or FOREVER) >= first for post in held):
        raise Refusal(
            "people.post_twice",
            _("“%s”在这段时间已任同一职务。") % person.name,
            _("请先结束原任职，或核对日期。"),
        )
