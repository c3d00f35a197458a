"""A server of the profile as its own process, as ``credstone vc-api serve`` starts it."""

from __future__ import annotations

import os
import signal
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from credstone.keystore.client import SignerClient
from tests.web.vcapi.callers import Integrator, OverTls

_STARTED_WITHIN_SECONDS = 60.0


@dataclass(frozen=True)
class Server:
    """A running server: its home, port and log."""

    home: Path
    port: int
    process: subprocess.Popen[bytes]
    log: Path

    @property
    def trusted(self) -> ssl.SSLContext:
        """A client's trust in this server's certificate and no other."""
        return ssl.create_default_context(cafile=str(self.home / "vc-api" / "certificate.pem"))

    @property
    def integrator(self) -> Integrator:
        return Integrator(OverTls(self.port, self.trusted))

    def workers(self) -> list[int]:
        """The processes that answer."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return [int(pid) for pid in children.read_text().split()]

    def said(self) -> str:
        return self.log.read_text(encoding="utf-8")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def serving(home: Path, *, database_url: str = "", port: int = 0) -> Iterator[Server]:
    """A server of ``home``, which need not be there yet; its signer ends with it."""
    port = port or free_port()
    log = home.with_suffix(".log")
    with log.open("ab") as file:
        process = subprocess.Popen(
            [sys.executable, "-m", "credstone", "vc-api", "serve", "--port", str(port)],
            stdin=subprocess.DEVNULL,
            stdout=file,
            stderr=file,
            env=environment(home, database_url),
            start_new_session=True,
        )
    server = Server(home, port, process, log)
    try:
        _wait(server)
        yield server
    finally:
        process.terminate()
        try:
            process.wait(20)
        finally:
            # A worker that outlived its server would keep the port; there is none left as a rule.
            with_group(process.pid, signal.SIGKILL)
            if home.exists():
                SignerClient(home).stop()


def environment(home: Path, database_url: str = "") -> dict[str, str]:
    """What a process of this home finds, and no other setting."""
    kept = {name: value for name, value in os.environ.items() if "CREDSTONE" not in name}
    more = {"CREDSTONE_DATABASE_URL": database_url} if database_url else {}
    return {**kept, **more, "CREDSTONE_HOME": str(home), "NO_COLOR": "1", "PYTHONUTF8": "1"}


def with_group(pid: int, number: int) -> None:
    try:
        os.killpg(pid, number)
    except ProcessLookupError:
        return


def _wait(server: Server) -> None:
    deadline = time.monotonic() + _STARTED_WITHIN_SECONDS
    while time.monotonic() < deadline:
        if server.process.poll() is not None:
            raise AssertionError(f"the server ended: {server.said()}")
        try:
            if server.integrator.get("/config").status == 200:
                return
        except (OSError, ssl.SSLError):
            time.sleep(0.1)
    raise AssertionError(f"the server does not answer: {server.said()}")
