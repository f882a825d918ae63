"""The words for what an act notes beside its subject: the keys are the services' own."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

LONGEST = 300

NAMES = {
    "account": gettext_noop("账号编号"),
    "added": gettext_noop("新增"),
    "address": gettext_noop("登录地址"),
    "clauses": gettext_noop("条款"),
    "count": gettext_noop("数量"),
    "credential": gettext_noop("登录凭据校验值"),
    "document": gettext_noop("文件"),
    "digest": gettext_noop("校验值"),
    "field": gettext_noop("字段"),
    "form": gettext_noop("格式"),
    "frozen": gettext_noop("签发内容校验值"),
    "into": gettext_noop("并入"),
    "key": gettext_noop("编号"),
    "listing": gettext_noop("列表"),
    "method": gettext_noop("请求方式"),
    "on": gettext_noop("日期"),
    "part": gettext_noop("部分"),
    "parts": gettext_noop("部分"),
    "path": gettext_noop("网址"),
    "permission": gettext_noop("权限"),
    "pk": gettext_noop("编号"),
    "plan": gettext_noop("规划"),
    "reason": gettext_noop("原因"),
    "refused": gettext_noop("退回"),
    "removed": gettext_noop("去除"),
    "role": gettext_noop("角色"),
    "rows": gettext_noop("行数"),
    "rule": gettext_noop("规则"),
    "sha256": gettext_noop("校验值"),
    "size": gettext_noop("字节数"),
    "step": gettext_noop("步骤"),
    "subject": gettext_noop("对象"),
    "subject_id": gettext_noop("对象编号"),
    "subject_type": gettext_noop("对象类别"),
    "targets": gettext_noop("目标"),
    "type": gettext_noop("类别"),
    "unchanged": gettext_noop("没有变化"),
    "unit": gettext_noop("单位"),
    "verb": gettext_noop("操作"),
}


def written(detail: dict[str, Any]) -> str:
    """One line; a key without a word stays as it is, so that nothing noted is hidden."""
    plain = {key: value for key, value in detail.items() if not isinstance(value, dict | list)}
    parts = [_("%(name)s：%(value)s") % {"name": _named(key), "value": _value(v)} for key, v in plain.items()]
    return _("；").join(parts)[:LONGEST]


def _named(key: str) -> str:
    return _(NAMES[key]) if key in NAMES else key


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return _("是") if value else _("否")
    return "–" if value in (None, "") else str(value)
