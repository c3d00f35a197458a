"""Parts of the machine that some tests need, asked for by name.

A test that needs a part which this machine lacks is skipped, and the run closes with a list of
what was skipped for which part. ``CREDSTONE_REQUIRE`` (``all``, or names with commas between)
turns each such skip into a failure: ``.ci/run`` sets it, so that nothing is left out unseen.
"""

from __future__ import annotations

import os
import shutil
import socket
from collections.abc import Callable
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("CREDSTONE_SHARED", ROOT.parent / "shared"))
PEERS_PYTHON = ROOT / ".venv-peers" / "bin" / "python"
NODE_MODULES = ROOT / "tests" / "interop" / "node_modules"
DATABASE_URL = os.environ.get(
    "CREDSTONE_TEST_DATABASE_URL", "postgresql://postgres@127.0.0.1:5432/postgres"
)

SKIPPED_FOR = "needs "


def _postgres() -> str | None:
    try:
        psycopg.connect(DATABASE_URL, connect_timeout=3).close()
    except psycopg.Error as refusal:
        why = str(refusal).strip().splitlines()[0]
        return f"no PostgreSQL answers at CREDSTONE_TEST_DATABASE_URL ({why})"
    return None


def _broker() -> str | None:
    address = urlsplit(os.environ.get("CREDSTONE_BROKER_URL", "amqp://127.0.0.1:5672"))
    try:
        socket.create_connection((address.hostname or "", address.port or 5672), 3).close()
    except OSError as refusal:
        return f"no message broker answers at CREDSTONE_BROKER_URL ({refusal})"
    return None


def _browser() -> str | None:
    return None if shutil.which("chromium") else "no chromium on the path"


def _office() -> str | None:
    return None if shutil.which("soffice") else "no LibreOffice (soffice) on the path"


def _graphviz() -> str | None:
    return None if shutil.which("dot") else "no Graphviz (dot) on the path"


def _node() -> str | None:
    if shutil.which("node") is None:
        return "no Node.js on the path"
    if not (NODE_MODULES / ".done").exists():
        return "the npm peers are not installed (make peers)"
    return None


def _peers() -> str | None:
    return None if PEERS_PYTHON.exists() else "the Python peers are not installed (make peers)"


def _atheris() -> str | None:
    return None if find_spec("atheris") else "the fuzzer is not installed (make soak)"


def _shared() -> str | None:
    return None if (SHARED / "data").is_dir() else "no foreign test data at CREDSTONE_SHARED"


PROBES: dict[str, Callable[[], str | None]] = {
    "postgres": _postgres,
    "atheris": _atheris,
    "broker": _broker,
    "browser": _browser,
    "graphviz": _graphviz,
    "node": _node,
    "office": _office,
    "peers": _peers,
    "shared": _shared,
}


@cache
def missing(part: str) -> str | None:
    """Why this machine lacks the part, or None when it is there. Asked once for each process."""
    return PROBES[part]()


def required() -> frozenset[str]:
    """The parts that CREDSTONE_REQUIRE insists on; an unknown name in it stops the run."""
    asked = {name.strip() for name in os.environ.get("CREDSTONE_REQUIRE", "").split(",")} - {""}
    if unknown := asked - PROBES.keys() - {"all"}:
        raise pytest.UsageError(
            f"CREDSTONE_REQUIRE names {', '.join(sorted(unknown))}; "
            f"known are all, {', '.join(PROBES)}."
        )
    return frozenset(PROBES if "all" in asked else asked)


def require(*parts: str) -> None:
    """Go on when every part is there; otherwise skip the test by name, or fail it if required."""
    for part in parts:
        why = missing(part)
        if why is None:
            continue
        if part in required():
            pytest.fail(f"CREDSTONE_REQUIRE asks for {part}, but {why}", pytrace=False)
        pytest.skip(f"{SKIPPED_FOR}{part}: {why}", allow_module_level=True)
