"""Mistakes in the settings."""

from __future__ import annotations

import os
from collections.abc import Iterator

from django.conf import settings
from django.core.checks import run_checks

from suzhi.operations.production.findings import ERROR, WARNING, Finding

LOCAL_HOSTS = {"127.0.0.1", "localhost", "[::1]", "testserver"}
KEY_LENGTH = 32
# Django's own findings that are named below in our words, by one cause instead of by each symptom.
SAID_BELOW = {
    "security.W004", "security.W005", "security.W008", "security.W009", "security.W012", "security.W016",
    "security.W018", "security.W020", "security.W021",
}  # fmt: skip


def debug() -> Iterator[Finding]:
    """Debug pages show the inside to strangers."""
    if settings.DEBUG:
        yield Finding(
            "settings.debug",
            ERROR,
            "调试模式已打开，出错页面会泄露内部信息。",
            "删去环境变量 SUZHI_DEBUG 后重新启动。",
        )


def signing_key() -> Iterator[Finding]:
    """A key that can be guessed lets anyone sign in as anyone."""
    key = str(settings.SECRET_KEY)
    if len(key) < KEY_LENGTH or len(set(key)) < 10 or key.startswith("django-insecure"):
        yield Finding(
            "settings.secret_key", ERROR, "签名密钥是默认值或太短，会话可以被伪造。",
            "删去 SUZHI_SECRET_KEY，由程序在 SUZHI_HOME/keys 生成；或换成 50 个以上随机字符。",
        )  # fmt: skip


def field_key() -> Iterator[Finding]:
    """Without a key of its own, what is encrypted is open to whoever has the program."""
    key = str(getattr(settings, "FIELD_KEY", ""))
    if len(key) < KEY_LENGTH or len(set(key)) < 10:
        yield Finding(
            "settings.field_key", ERROR, "身份证号、手机号的加密密钥缺失、太短或是默认值。",
            "删去 SUZHI_FIELD_KEY，由程序在 SUZHI_HOME/keys 生成；已有数据时必须用原来的密钥。",
        )  # fmt: skip


def hosts() -> Iterator[Finding]:
    """Which names the site answers to."""
    allowed = set(settings.ALLOWED_HOSTS)
    if not allowed or "*" in allowed:
        yield Finding(
            "settings.hosts",
            ERROR,
            "没有限定网站的域名，可被用于伪造链接。",
            "设置 SUZHI_HOSTS=域名（多个用逗号分隔）。",
        )
    elif allowed <= LOCAL_HOSTS:
        yield Finding(
            "settings.hosts_local",
            WARNING,
            "只设置了本机地址，别的电脑打不开。",
            "设置 SUZHI_HOSTS=域名（多个用逗号分隔）。",
        )


def encrypted_transport() -> Iterator[Finding]:
    """Passwords must not cross the network in the open."""
    if not (settings.SESSION_COOKIE_SECURE and settings.CSRF_COOKIE_SECURE and settings.SECURE_SSL_REDIRECT):
        yield Finding(
            "settings.tls", ERROR, "网站没有启用 HTTPS，口令和个人信息会明文传输。",
            "在前面设置带证书的反向代理（转发 X-Forwarded-Proto），并设 SUZHI_TLS=1；见 docs/operations.md。",
        )  # fmt: skip
    elif settings.SECURE_HSTS_SECONDS <= 0:
        yield Finding("settings.hsts", WARNING, "没有要求浏览器始终使用 HTTPS。", "把 HSTS 时长设为一年。")


def embedded_database() -> Iterator[Finding]:
    """The embedded server is for one machine that someone backs up."""
    from suzhi.operations.processes.database import given_database
    from suzhi.operations.ready import given_database_is_embedded

    if not given_database() or given_database_is_embedded():
        yield Finding(
            "settings.embedded", WARNING, "正在使用内置数据库，没有备用机和连续归档。",
            "正式运行请设 DATABASE_URL 使用单独的 PostgreSQL；小单位继续使用时须每天执行 suzhi backup。",
        )  # fmt: skip


def django_deploy() -> Iterator[Finding]:
    """What Django itself finds."""
    for found in run_checks(include_deployment_checks=True):
        if found.is_silenced() or found.id in SAID_BELOW:
            continue
        level = ERROR if found.is_serious() else WARNING
        remedy = str(found.hint or "请按 Django 文档中同名检查项处理。")
        yield Finding(f"django.{found.id}", level, str(found.msg).replace("\n", " "), remedy)


def log_level() -> Iterator[Finding]:
    """Verbose logs hold more than they should and fill the disk."""
    if os.environ.get("SUZHI_LOG", "").upper() == "DEBUG":
        yield Finding(
            "settings.log", WARNING, "日志级别为 DEBUG，可能记下敏感内容。", "删去 SUZHI_LOG 或设为 WARNING。"
        )


CHECKS = (
    debug,
    signing_key,
    field_key,
    hosts,
    encrypted_transport,
    embedded_database,
    django_deploy,
    log_level,
)
