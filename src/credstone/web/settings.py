"""Django's settings, all of them derived from the home's few (``credstone.home``)."""

from __future__ import annotations

from typing import Any

import dj_database_url

from credstone.errors import CredstoneError
from credstone.home import Home, read_home

HOME = read_home()

_SQLITE = "django.db.backends.sqlite3"
_POSTGRESQL = "django.db.backends.postgresql"


def database_config(home: Home) -> dict[str, Any]:
    """Django's entry for the database of ``home``.

    Raises ``CredstoneError`` for an address that is none of SQLite's or PostgreSQL's.
    """
    config = _parsed(home.database)
    # A serving thread keeps its connection; one that the server closed meanwhile is noticed.
    config |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
    if config["ENGINE"] == _POSTGRESQL:
        # Seconds; without it a host that drops packets holds us for minutes.
        config["OPTIONS"] = {"connect_timeout": 10, **config.get("OPTIONS", {})}
    if config["ENGINE"] == _SQLITE:
        # FULL, never NORMAL: with NORMAL a power cut lost acknowledged work. IMMEDIATE: a
        # transaction that will write takes the lock at once instead of failing half-way.
        config["OPTIONS"] = {
            "timeout": 120,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; "
            "PRAGMA foreign_keys=ON;",
        }
    return config


def _parsed(address: str) -> dict[str, Any]:
    """The address as settings. What is wrong with it is not quoted: it may hold a password."""
    try:
        config: dict[str, Any] = dict(dj_database_url.parse(address))
    except ValueError:
        config = {}
    if config.get("ENGINE") not in (_SQLITE, _POSTGRESQL):
        raise CredstoneError(
            "CREDSTONE_DATABASE_URL is no address of a database that we use",
            fix="Write postgresql://user:password@host:5432/name or sqlite:////path/to/file, "
            "with %40 for @, %3A for : and %2F for / inside a password.",
        ) from None
    return config


DATABASES = {"default": database_config(HOME)}
INSTALLED_APPS = [
    "credstone.web.accounts",
    "credstone.web.records",
    "credstone.web.pathways",
    "credstone.web.vcapi",
]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = "UTC"
USE_I18N = False
# The VC-API profile is all that is served yet, and to this machine alone.
ROOT_URLCONF = "credstone.web.vcapi.urls"
MIDDLEWARE = ["credstone.web.vcapi.middleware.Around"]
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
APPEND_SLASH = False
# Our own words to stderr; Django's would name addresses and quote what strangers sent.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "loggers": {
        "credstone": {"handlers": ["stderr"], "level": "INFO"},
        "django": {"handlers": [], "level": "CRITICAL", "propagate": False},
    },
}
# Nothing here signs with it yet: sessions and forms come with the pages, and their key with them.
SECRET_KEY = "no-sessions-yet"  # noqa: S105
