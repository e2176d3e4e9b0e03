"""Settings of every face: what is installed, which database, which language.

Read from the environment: KLASTER_HOME (where data lives), DATABASE_URL (a server of your own
instead of the embedded one), KLASTER_SECRET_KEY, KLASTER_IDENTITY_KEY, KLASTER_IDENTITY_OLD_KEYS
(keys it replaced, comma separated), KLASTER_DEBUG, KLASTER_HOSTS, KLASTER_HTTPS (1: a proxy),
KLASTER_SECOND_FACTOR (1: officers and head office need a code besides the password).
"""

import os
from pathlib import Path

from klaster.project import database, secrets

PACKAGE = Path(__file__).resolve().parent.parent
HOME = database.home()

SECRET_KEY = secrets.text_key("session", "KLASTER_SECRET_KEY")
KLASTER_IDENTITY_KEY = secrets.byte_key("identity", "KLASTER_IDENTITY_KEY")
KLASTER_IDENTITY_OLD_KEYS = secrets.byte_keys("KLASTER_IDENTITY_OLD_KEYS")
KLASTER_RECEIPT_KEY = secrets.byte_key("receipt", "KLASTER_RECEIPT_KEY")
DEBUG = os.environ.get("KLASTER_DEBUG") == "1"
ALLOWED_HOSTS = os.environ.get("KLASTER_HOSTS", "localhost,127.0.0.1,[::1]").split(",")

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "django_otp",
    "django_otp.plugins.otp_static",
    "django_otp.plugins.otp_totp",
    "procrastinate.contrib.django",
    "klaster.domain.places",
    "klaster.domain.access",
    "klaster.domain.registry",
    "klaster.domain.ledger",
    "klaster.domain.programme",
    "klaster.domain.assets",
    "klaster.domain.enterprises",
    "klaster.domain.contracts",
    "klaster.domain.surveys",
    "klaster.domain.cooperative",
    "klaster.domain.mentoring",
    "klaster.domain.savings",
    "klaster.domain.treasury",
    "klaster.domain.trade",
    "klaster.domain.lending",
    "klaster.domain.closing",
    "klaster.domain.meetings",
    "klaster.domain.surplus",
    "klaster.domain.graduation",
    "klaster.domain.monitoring",
    "klaster.reports",
    "klaster.web",
    "klaster.cli",
    "klaster.project",
]
MIGRATION_MODULES = {
    app: f"klaster.migrations.{app}"
    for app in (
        "places",
        "access",
        "registry",
        "ledger",
        "programme",
        "assets",
        "enterprises",
        "contracts",
        "surveys",
        "cooperative",
        "mentoring",
        "savings",
        "treasury",
        "trade",
        "lending",
        "closing",
        "meetings",
        "surplus",
        "graduation",
        "monitoring",
    )
}

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "klaster.web.shared.csp.ContentPolicy",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "klaster.web.shared.walls.Walls",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "klaster.project.urls"
WSGI_APPLICATION = "klaster.project.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "web", PACKAGE / "reports"],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# `default` is the application role, which cannot change ledger rows; `owner` migrates.
DATABASES = {
    "default": database.connection_settings("app"),
    "owner": database.connection_settings("owner"),
}
DATABASE_ROUTERS = ["klaster.project.routers.OwnerMigrates"]
# In the database, so that all processes count the same failures to sign in. A smaller table would
# let whoever guesses many names push their own failures out.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "django_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = ""  # jobs are named, not found
PROCRASTINATE_IMPORT_PATHS = ["klaster.project.jobs"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "access.User"
LOGIN_URL = "sign_in"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]

LANGUAGE_CODE = "id"
LANGUAGES = [("id", "Bahasa Indonesia"), ("en", "English")]
LOCALE_PATHS = [PACKAGE.parent / "locale"]
TIME_ZONE = "Asia/Jakarta"
USE_TZ = True
USE_THOUSAND_SEPARATOR = True

STATIC_URL = "static/"
STATIC_ROOT = HOME / "static"
STATICFILES_DIRS = [PACKAGE / "web" / "static"]
WHITENOISE_USE_FINDERS = True

SESSION_ENGINE = "klaster.domain.access.sessions"
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = True
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
OTP_TOTP_ISSUER = "Klaster"
HTTPS = os.environ.get("KLASTER_HTTPS") == "1"
# Whoever can move money proves a second time who they are, once others can reach the pages.
KLASTER_SECOND_FACTOR = os.environ.get("KLASTER_SECOND_FACTOR", "1" if HTTPS else "0") == "1"
# A proxy in front ends TLS and must set this header itself, or anyone could claim to come by TLS.
if HTTPS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 31_536_000
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
