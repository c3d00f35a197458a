"""Django's settings, all of them derived from the home's few (``credstone.home``)."""

from __future__ import annotations

from typing import Any

import dj_database_url

from credstone.home import Home, read_home

HOME = read_home()


def database_config(home: Home) -> dict[str, Any]:
    """Django's entry for the database of ``home``."""
    config: dict[str, Any] = dict(dj_database_url.parse(home.database))
    if config["ENGINE"] == "django.db.backends.sqlite3":
        # FULL, never NORMAL: with NORMAL a power cut lost acknowledged work. IMMEDIATE: a
        # transaction that will write takes the lock at once instead of failing half-way.
        config["OPTIONS"] = {
            "timeout": 120,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; "
            "PRAGMA foreign_keys=ON;",
        }
    return config


DATABASES = {"default": database_config(HOME)}
INSTALLED_APPS = ["credstone.web.accounts", "credstone.web.records"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = "UTC"
USE_I18N = False
# Nothing here signs with it yet: sessions and forms come with the pages, and their key with them.
SECRET_KEY = "no-sessions-yet"  # noqa: S105
