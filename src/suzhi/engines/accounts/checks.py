"""Mistakes of a real installation; run by ``suzhi check`` with Django's deployment checks."""

from __future__ import annotations

from typing import Any

from django.core.checks import Tags, Warning, register
from django.db import DatabaseError

from suzhi.engines.accounts.duties import demo_without_totp
from suzhi.engines.accounts.models import Account


@register(Tags.security, deploy=True)
def demo_accounts(app_configs: Any, **_kwargs: Any) -> list[Warning]:
    """The demo's accounts have published passwords."""
    try:
        count = Account.objects.filter(demo=True, is_active=True).count()
    except DatabaseError:
        return []
    if not count:
        return []
    found = [
        Warning(
            f"有 {count} 个演示账号，密码是公开的。",
            hint="正式使用前停用或删除演示账号。",
            id="accounts.demo",
        )
    ]
    if demo_without_totp():
        hint = "设置 SUZHI_DEMO_WITHOUT_TOTP=0。"
        found.append(Warning("演示账号免两步验证。", hint=hint, id="accounts.demo_without_totp"))
    return found
