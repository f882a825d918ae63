"""What may stand in a kind's entry. A mistake stops the start with file, entry and remedy, never a page later."""

from __future__ import annotations

import re
from typing import Any

from django.utils.translation import gettext as _

from suzhi.kernel.errors import Refusal

KEYS = {"code", "name", "counts_as", "function", "traits", "fields", "workflow", "clause"}
FIELD_KEYS = {"code", "name", "type", "required", "help", "choices", "min", "max", "privacy", "list"}
FIELD_TYPES = ("text", "integer", "number", "yes_no", "date", "choice")
_CODE = re.compile(r"^[a-z][a-z0-9-]{0,39}$")
_FIELD_CODE = re.compile(r"^[a-z][a-z0-9_]{0,39}$")


def lint_entry(entry: dict[str, Any], traits: frozenset[str], where: str) -> None:
    """Raise on the first mistake of an entry."""
    name = _("%(where)s 的条目 %(code)s") % {"where": where, "code": entry.get("code", "?")}
    if missing := {"code", "name"} - set(entry):
        raise Refusal(
            "kinds.entry",
            _("%(name)s 缺 %(names)s。") % {"name": name, "names": "、".join(sorted(missing))},
            _("每个类别都要有 code 和 name。"),
        )
    if unknown := set(entry) - KEYS:
        raise Refusal(
            "kinds.entry",
            _("%(name)s 有不认识的项：%(names)s。") % {"name": name, "names": "、".join(sorted(unknown))},
            _("可用：%(names)s。") % {"names": "、".join(sorted(KEYS))},
        )
    if not _CODE.match(str(entry["code"])):
        raise Refusal(
            "kinds.code",
            _("%(name)s 的代码不合规则。") % {"name": name},
            _("小写字母开头，只用小写字母、数字和短横。"),
        )
    if unknown := set(entry.get("traits", ())) - traits:
        raise Refusal(
            "kinds.trait",
            _("%(name)s 有不认识的特性：%(names)s。") % {"name": name, "names": "、".join(sorted(unknown))},
            _("可用：%(names)s。") % {"names": "、".join(sorted(traits))},
        )
    for field in entry.get("fields", ()):
        _lint_field(field, name)


def _lint_field(field: dict[str, Any], name: str) -> None:
    code = str(field.get("code", "?"))
    unknown = set(field) - FIELD_KEYS
    if unknown or not _FIELD_CODE.match(code) or not field.get("name"):
        raise Refusal(
            "kinds.field",
            _("%(name)s 的字段 %(code)s 写错。") % {"name": name, "code": code},
            _("要有 code、name、type；可用：%(names)s。") % {"names": "、".join(sorted(FIELD_KEYS))},
        )
    if field.get("type") not in FIELD_TYPES:
        raise Refusal(
            "kinds.field_type",
            _("%(name)s 的字段 %(code)s 类型不认识。") % {"name": name, "code": code},
            _("可用：%(names)s。") % {"names": "、".join(FIELD_TYPES)},
        )
    if field.get("privacy", "internal") not in ("public", "internal", "personal"):
        raise Refusal(
            "kinds.field_privacy",
            _("%(name)s 的字段 %(code)s 的 privacy 不认识。") % {"name": name, "code": code},
            _("可用：%(names)s。") % {"names": "public、internal、personal"},
        )
    if (field["type"] == "choice") != bool(field.get("choices")):
        raise Refusal(
            "kinds.field_choices",
            _("%(name)s 的字段 %(code)s 的 choices 写错。") % {"name": name, "code": code},
            _("type 为 choice 时列出可选值，否则不写。"),
        )
