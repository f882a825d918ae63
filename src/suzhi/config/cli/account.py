"""``suzhi account``: opens the first accounts of an installation; afterwards the console does it."""

from __future__ import annotations

import argparse
import json

from suzhi.kernel.errors import Refusal

HELP = "开立账号并授予角色；重置密码。密码只显示一次，首次登录须更改。"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """open, password, list."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="open|password|list")
    opening = actions.add_parser("open", help="开立账号")
    opening.add_argument("username", help="登录名")
    opening.add_argument("--name", required=True, help="姓名")
    opening.add_argument("--role", required=True, help="角色代码，如 city_office、security_admin")
    opening.add_argument("--unit", default=None, help="单位编码；不写时取最上级单位")
    password = actions.add_parser("password", help="重置密码")
    password.add_argument("username", help="登录名")
    listing = actions.add_parser("list", help="列出账号")
    for action in (opening, password, listing):
        action.add_argument("--json", action="store_true", help="以 JSON 输出")


def run(options: argparse.Namespace) -> int:
    """Do it as the system, in the audit chain like everything else."""
    found = {"open": _open, "password": _password, "list": _list}[options.action](options)
    if options.json:
        print(json.dumps(found, ensure_ascii=False, indent=1))
    else:
        for row in found:
            print("\t".join(str(value) for value in row.values()))
    return 0


def _open(options: argparse.Namespace) -> list[dict[str, str]]:
    from django.db import transaction

    from suzhi.engines.access.api import all_roles, grant_role, system_actor
    from suzhi.engines.accounts.api import open_account
    from suzhi.engines.org.api import Unit

    if options.role not in all_roles():
        raise Refusal("access.role", f"没有角色“{options.role}”。", f"可用：{'、'.join(all_roles())}。")
    unit = (
        Unit.objects.filter(code=options.unit).first()
        if options.unit
        else Unit.objects.filter(lines__parent=None).first()
    )
    if unit is None:
        raise Refusal("org.unknown", "没有找到单位。", "请先装入规划或导入单位，再开立账号。")
    actor = system_actor("命令行")
    with transaction.atomic():
        account = open_account(actor=actor, username=options.username, display_name=options.name)
        grant_role(actor=actor, account=account, role_code=options.role, unit=unit)
    return [_shown(account, "密码", getattr(account, "temporary", ""))]


def _password(options: argparse.Namespace) -> list[dict[str, str]]:
    from suzhi.engines.access.api import system_actor
    from suzhi.engines.accounts.api import Account, set_password

    account = Account.objects.filter(username=options.username).first()
    if account is None:
        raise Refusal(
            "accounts.unknown", f"没有登录名为“{options.username}”的账号。", "执行 suzhi account list 查看。"
        )
    account = set_password(actor=system_actor("命令行"), account=account)
    return [_shown(account, "密码", getattr(account, "temporary", ""))]


def _list(options: argparse.Namespace) -> list[dict[str, str]]:
    from suzhi.engines.accounts.api import Account

    rows = Account.objects.order_by("username").prefetch_related("grants__unit")
    return [_shown(a, "角色", "、".join(f"{g.role}@{g.unit.code}" for g in a.grants.all())) for a in rows]


def _shown(account: object, name: str, value: str) -> dict[str, str]:
    return {"登录名": account.username, "姓名": account.display_name, name: value}  # type: ignore[attr-defined]
