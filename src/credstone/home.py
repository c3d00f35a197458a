"""Where everything lies: one folder, and the handful of settings that point elsewhere.

Read once from the environment at the edge (command line, web) and handed on as a value. The
core never asks for it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlsplit

from credstone.errors import WrongSetting

SETTINGS: dict[str, str] = {
    "CREDSTONE_HOME": "one folder for everything (./.credstone)",
    "CREDSTONE_PORT": "port that servers listen on, at 127.0.0.1 (8000)",
    "CREDSTONE_BASE_URL": "public address of this home; unset: issuers are did:key and status "
    "lists are urn:-named files, set: did:web and https addresses",
    "CREDSTONE_DATABASE_URL": "database, sqlite:///… or postgresql://… (SQLite in the home)",
    "CREDSTONE_PASSPHRASE_FILE": "file with the keystore's passphrase (asked for when unset)",
}

_PORT = re.compile(r"[1-9][0-9]{0,4}", re.ASCII)
_HIGHEST_PORT = 65535
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_BASE_URL = re.compile(
    rf"https://(?:{_LABEL}\.)*(?![0-9]+(?:[:/]|\Z)){_LABEL}"
    r"(?::(?P<port>[1-9][0-9]{0,4}))?(?P<path>(?:/[A-Za-z0-9._-]+)*)"
)


@dataclass(frozen=True)
class Home:
    """The settings as values. ``base_url`` has no trailing slash and is "" when unset."""

    folder: Path
    base_url: str = ""
    database_url: str = ""
    passphrase_file: Path | None = None
    port: int = 8000

    @property
    def database(self) -> str:
        """The database address; SQLite in the folder unless another was named."""
        return self.database_url or f"sqlite:///{quote(str(self.folder / 'credstone.sqlite3'))}"

    @property
    def published(self) -> Path:
        """Where ``credstone status publish`` writes unless told otherwise."""
        return self.folder / "published"

    def organisation_did(self, code: str) -> str | None:
        """The did:web of an organisation of this home, or None while no base URL is set.

        The method-specific id percent-encodes the port's colon (did:web method, 2.5.2).
        """
        if not self.base_url:
            return None
        parts = urlsplit(self.base_url)
        host = (parts.hostname or "") + (f"%3A{parts.port}" if parts.port else "")
        path = [segment for segment in parts.path.split("/") if segment]
        return ":".join(["did", "web", host, *path, "organisations", quote(code, safe="")])

    def status_list_url(self, list_id: str) -> str:
        """The address a credential names its list by: https under the base URL, else ``urn:``."""
        return f"{self.base_url}/status/{list_id}.json" if self.base_url else f"urn:uuid:{list_id}"

    def supersessions_url(self, list_id: str) -> str:
        """The address of the document that says what replaced credentials on that list."""
        if self.base_url:
            return f"{self.base_url}/status/{list_id}-replaced.json"
        return f"urn:credstone:replaced:{list_id}"


def read_home(environ: Mapping[str, str] | None = None) -> Home:
    """Read the settings.

    Raises ``WrongSetting`` for a base URL that no did:web can name and for a port that is none.
    """
    given = os.environ if environ is None else environ
    base = given.get("CREDSTONE_BASE_URL", "").rstrip("/")
    if base and not _names_a_place(base):
        raise WrongSetting(
            f"CREDSTONE_BASE_URL is {base!r}",
            fix="Give an https address with a domain in lower case (never a number), such as "
            "https://badges.example.edu; a path may hold letters, digits, dots, - and _.",
        )
    passphrase = given.get("CREDSTONE_PASSPHRASE_FILE", "")
    port = given.get("CREDSTONE_PORT") or str(Home.port)
    if not _PORT.fullmatch(port) or int(port) > _HIGHEST_PORT:
        raise WrongSetting(f"CREDSTONE_PORT is {port[:20]!r}", fix="Give a number from 1 to 65535.")
    return Home(
        folder=Path(given.get("CREDSTONE_HOME") or ".credstone").absolute(),
        base_url=base,
        database_url=given.get("CREDSTONE_DATABASE_URL", ""),
        passphrase_file=Path(passphrase).absolute() if passphrase else None,
        port=int(port),
    )


def _names_a_place(base: str) -> bool:
    """Whether did:web can name it (its method, 2.5): no user, query, escape, dots or number."""
    found = _BASE_URL.fullmatch(base)
    if found is None or int(found["port"] or 1) > _HIGHEST_PORT:
        return False
    segments = (found["path"] or "").split("/")
    return not any(set(segment) == {"."} for segment in segments)
