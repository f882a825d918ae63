"""Django settings, all of them; what differs between installations comes from the environment."""

from __future__ import annotations

import os
from pathlib import Path

from suzhi.operations.env import database_from_url, flag, listed
from suzhi.operations.home import suzhi_home
from suzhi.operations.keys import field_key, secret_key
from suzhi.operations.processes.database import default_dsn

ROOT = Path(__file__).resolve().parents[1]
SUZHI_HOME = suzhi_home()

DEBUG = flag("SUZHI_DEBUG", default=False)
SECRET_KEY = secret_key()
FIELD_KEY = field_key()
ALLOWED_HOSTS = listed("SUZHI_HOSTS", default="127.0.0.1,localhost,[::1],testserver")
CSRF_TRUSTED_ORIGINS = listed("SUZHI_ORIGINS", default="")

INSTALLED_APPS = [
    "suzhi.config",
    "suzhi.engines.audit",
    "suzhi.engines.access",
    "suzhi.engines.org",
    "suzhi.engines.accounts",
    "suzhi.engines.people",
    "suzhi.engines.kinds",
    "suzhi.engines.files",
    "suzhi.engines.workflow",
    "suzhi.engines.search",
    "suzhi.engines.exchange",
    "suzhi.engines.metrics",
    "suzhi.domains.plans",
    "suzhi.domains.activities",
    "suzhi.domains.venues",
    "suzhi.domains.reports",
    "suzhi.engines.records",
    "suzhi.ui",
    "suzhi.faces.console",
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "csp",
    "pgtrigger",
    "pghistory",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "procrastinate.contrib.django",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "suzhi.config.statics.StaticsMiddleware",
    "suzhi.faces.shell.packing.PackingMiddleware",
    "csp.middleware.CSPMiddleware",
    "suzhi.faces.shell.outage.OutageMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "suzhi.faces.shell.door.DoorMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "suzhi.faces.shell.gate.GateMiddleware",
    "suzhi.faces.shell.keeping.KeepingMiddleware",
]

ROOT_URLCONF = "suzhi.config.urls"
WSGI_APPLICATION = "suzhi.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["suzhi.ui.templatetags.keyed"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "suzhi.faces.console.context.shell",
                "suzhi.faces.shell.keeping.token",
            ],
        },
    }
]

DATABASES = {"default": database_from_url(default_dsn())}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "suzhi.engines.accounts.adapter.ClosedAdapter"
ACCOUNT_RATE_LIMITS = {"login": "600/m/ip", "login_failed": "5/15m/key"}
ACCOUNT_SESSION_REMEMBER = False
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Suzhi"
ACCOUNT_FORMS = {
    "login": "suzhi.engines.accounts.forms.SignInForm",
    "change_password": "suzhi.engines.accounts.forms.PasswordForm",
}
MFA_FORMS = {
    "authenticate": "suzhi.engines.accounts.forms.CodeForm",
    "reauthenticate": "suzhi.engines.accounts.forms.CodeAgainForm",
    "activate_totp": "suzhi.engines.accounts.forms.ActivateForm",
}
MFA_ADAPTER = "suzhi.engines.accounts.second_factor.SealedAdapter"
DEMO_WITHOUT_TOTP = flag("SUZHI_DEMO_WITHOUT_TOTP", default=True)

CSRF_FAILURE_VIEW = "suzhi.faces.shell.refused.token_refused"
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 8 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
TLS = flag("SUZHI_TLS", default=False)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = TLS
SECURE_HSTS_SECONDS = 31536000 if TLS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TLS else None
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "manifest-src": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
LOCALE_PATHS = [ROOT / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

STATIC_URL = "/static/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "suzhi.config.statics.Statics"},
}

# Evidence and uploads: outside the web root, reachable only through a view that checks the scope.
EVIDENCE_ROOT = SUZHI_HOME / "files"
DATA_UPLOAD_MAX_MEMORY_SIZE = 8 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "filters": {"not_of_outages": {"()": "suzhi.faces.shell.outage.NotOfOutages"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "loggers": {"django.request": {"filters": ["not_of_outages"]}},
    "root": {"handlers": ["stderr"], "level": os.environ.get("SUZHI_LOG", "WARNING")},
}
