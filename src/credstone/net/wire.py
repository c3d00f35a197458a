"""One TLS connection under one deadline: look up, connect to that very address, read little.

Every step spends from the same few seconds and every byte that arrives counts, so a host that
drips, floods or stalls costs what a dead one costs. What may be asked is for ``url`` and
``address``; the conversation itself is for ``fetch``.
"""

from __future__ import annotations

import io
import socket
import ssl
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import BoundedSemaphore, Thread
from typing import TYPE_CHECKING

from credstone.errors import Unavailable
from credstone.net.address import Address

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

Lookup = Callable[[str], Sequence[str]]
Dial = Callable[[Address, int, float], socket.socket]

_LOOKUPS_AT_ONCE = BoundedSemaphore(16)


@dataclass(frozen=True)
class Deadline:
    """A point in time by which a whole call is over; ``at`` is seconds of the monotonic clock."""

    at: float

    @classmethod
    def after(cls, seconds: float) -> Deadline:
        """The deadline ``seconds`` from now."""
        return cls(time.monotonic() + seconds)

    def left(self) -> float:
        """Seconds that remain; raises ``Unavailable`` when none do."""
        remaining = self.at - time.monotonic()
        if remaining <= 0:
            raise too_slow()
        return remaining


@dataclass
class Patience:
    """The seconds that one verification waits for hosts, all its fetches together (P12).

    A credential names as many hosts as it likes, and each may take its time.
    """

    seconds: float

    @contextmanager
    def waiting(self, at_most: float) -> Iterator[Deadline]:
        """The deadline of one fetch of ``at_most`` seconds; what it takes is gone for the next.

        Raises ``Unavailable`` when nothing is left.
        """
        if self.seconds <= 0:
            raise Unavailable(
                "The hosts asked before took all the time there was.", fix="Try again later."
            )
        begun = time.monotonic()
        try:
            yield Deadline(begun + min(at_most, self.seconds))
        finally:
            self.seconds -= time.monotonic() - begun


def too_slow() -> Unavailable:
    """What to raise when the deadline has passed."""
    return Unavailable("The host took too long.", fix="Try again later.")


def system_lookup(name: str) -> list[str]:
    """Answer every address that the system's resolver knows for ``name``; raises ``OSError``."""
    found = socket.getaddrinfo(name, None, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def tcp_dial(address: Address, port: int, seconds: float) -> socket.socket:
    """Connect to a numeric address: nothing is looked up here again. Raises ``OSError``."""
    family = socket.AF_INET if address.version == 4 else socket.AF_INET6
    connection = socket.socket(family, socket.SOCK_STREAM)
    try:
        connection.settimeout(seconds)
        connection.connect((str(address), port))
    except BaseException:
        connection.close()
        raise
    return connection


def look_up(lookup: Lookup, name: str, deadline: Deadline) -> Sequence[str]:
    """Run ``lookup`` and wait until ``deadline`` at most; raises ``OSError`` or ``Unavailable``.

    The system's resolver knows no timeout of ours, so it runs in a thread that may be left
    behind; sixteen such threads are the most there will be.
    """
    if not _LOOKUPS_AT_ONCE.acquire(timeout=deadline.left()):
        raise too_slow()
    answers: SimpleQueue[Sequence[str] | Exception] = SimpleQueue()

    def run() -> None:
        try:
            answers.put(lookup(name))
        except (OSError, UnicodeError) as error:  # UnicodeError: getaddrinfo encodes names itself
            answers.put(error)
        finally:
            _LOOKUPS_AT_ONCE.release()

    Thread(target=run, name="credstone-lookup", daemon=True).start()
    try:
        answer = answers.get(timeout=deadline.left())
    except Empty:
        raise too_slow() from None
    if isinstance(answer, Exception):
        raise OSError("the name was not found") from answer
    return answer


def tls_context(ca_file: Path | None) -> ssl.SSLContext:
    """TLS 1.2 or newer, certificate and name verified, against ``ca_file`` or the system's list.

    Built by hand because ``create_default_context`` would write session keys to any file that
    the environment's SSLKEYLOGFILE names.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    # Before 3.11.4 Python lets OpenSSL take a cut line for TLS's own goodbye.
    context.options &= ~ssl.OP_IGNORE_UNEXPECTED_EOF
    context.set_alpn_protocols(["http/1.1"])
    if ca_file is None:
        context.load_default_certs(ssl.Purpose.SERVER_AUTH)
    else:
        context.load_verify_locations(cafile=ca_file)
    return context


def secure(
    connection: socket.socket, context: ssl.SSLContext, name: str, deadline: Deadline
) -> ssl.SSLSocket:
    """Shake hands with ``name``; closes ``connection`` and raises ``OSError`` when that fails."""
    try:
        connection.settimeout(deadline.left())
        # A body that ends without TLS's own goodbye was cut off on the way (RFC 8446, 6.1).
        return context.wrap_socket(connection, server_hostname=name, suppress_ragged_eofs=False)
    except BaseException:
        connection.close()
        raise


class Inflow(io.RawIOBase):
    """What arrives on a connection, as a stream with a deadline and an allowance in bytes."""

    def __init__(self, connection: ssl.SSLSocket, deadline: Deadline, allowance: int) -> None:
        super().__init__()
        self._connection = connection
        self._deadline = deadline
        self.allowance = allowance

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        """Read what is there; raises ``Unavailable`` when time or allowance is used up."""
        if self.allowance <= 0:
            raise Unavailable("The host sent more than was allowed.")
        self._connection.settimeout(self._deadline.left())
        room = min(memoryview(buffer).nbytes, self.allowance)
        try:
            count = self._connection.recv_into(buffer, room)
        except TimeoutError:
            raise too_slow() from None
        self.allowance -= count
        return count

    def makefile(self, _mode: str) -> io.BufferedReader:
        """What ``http.client`` asks of a socket before it reads a response."""
        return io.BufferedReader(self)
