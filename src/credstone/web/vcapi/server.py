"""Starting the profile: everything it needs is made unasked, then granian answers on loopback.

One process supervises, the others answer; signing happens in the home's signer process.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass

from django.db import connections
from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels

from credstone.errors import CredstoneError
from credstone.home import Home
from credstone.keystore.certificate import CertificateFiles, loopback_certificate
from credstone.keystore.client import SignerClient
from credstone.web import wiring
from credstone.web.vcapi.issuers import make_keys
from credstone.web.vcapi.place import now

_HOST = "127.0.0.1"
# Threads of a process, started as they are needed: a body that comes slowly holds one of them.
_THREADS = 32
_GOODBYE_SECONDS = 5  # for what is being answered; then whoever is still sending is cut off
_HEADERS_WITHIN_MILLISECONDS = 10_000
_MOST_HEADER_BYTES = 64 * 1024
_LOG_TO_STDERR = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "loggers": {"_granian": {"handlers": ["console"], "level": "ERROR", "propagate": False}},
}


@dataclass(frozen=True)
class Ready:
    """What was made: the home with its passphrase file, and the server's certificate."""

    home: Home
    certificate: CertificateFiles


def prepare(home: Home) -> Ready:
    """Make tables, keys and certificate; safe to repeat. ``home`` names a passphrase file.

    Raises ``Unavailable`` without the database, ``KeyUnavailable`` for a wrong passphrase.
    """
    wiring.initialise(home)
    signer = SignerClient(home.folder, passphrase_file=home.passphrase_file)
    with closing(signer):
        make_keys(signer)
    return Ready(home, loopback_certificate(home.folder / "vc-api", now()))


def serve(ready: Ready, workers: int, tell: Callable[[], None]) -> None:
    """Answer until interrupted or terminated; ``tell`` is called when it listens."""
    home = ready.home
    # Each process reads its settings for itself, as every process of this home does.
    os.environ["CREDSTONE_PORT"] = str(home.port)
    os.environ["CREDSTONE_PASSPHRASE_FILE"] = str(home.passphrase_file or "")
    connections.close_all()  # no process may inherit one
    server = Granian(
        "credstone.web.vcapi.wsgi:application",
        address=_HOST,
        port=home.port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=_THREADS,
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(
            header_read_timeout=_HEADERS_WITHIN_MILLISECONDS, max_buffer_size=_MOST_HEADER_BYTES
        ),
        websockets=False,
        log_level=LogLevels.error,
        log_dictconfig=_LOG_TO_STDERR,
        ssl_cert=ready.certificate.certificate,
        ssl_key=ready.certificate.key,
        respawn_failed_workers=True,
        workers_kill_timeout=_GOODBYE_SECONDS,
    )
    server.on_startup(tell)
    server.serve()


def refuse_taken(port: int) -> None:
    """Say now what granian would say later, and before anything is made for nothing.

    Raises ``CredstoneError`` when something listens on the port already.
    """
    with closing(socket.socket()) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((_HOST, port))
        except OSError as error:
            raise CredstoneError(
                f"the port cannot be had: {error.strerror}",
                where=f"{_HOST}:{port}",
                fix="Name another one with --port, or end what listens there.",
            ) from None
