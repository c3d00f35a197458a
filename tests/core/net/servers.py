"""Real TLS servers on 127.0.0.1 with certificates of a small authority, and a canary.

A server answers every connection with the raw bytes its script writes, so that a test can be as
rude as a stranger. ``dial`` stands where ``net.wire.tcp_dial`` does: it notes which address was
asked for and leads to the server, so that public addresses can be tried on one machine.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import ipaddress
import socket
import ssl
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from credstone.net.address import Address

HOST = "badges.example.edu"
PUBLIC = "93.184.215.14"

Script = Callable[[Any, bytes], None]  # an ssl.SSLSocket, or a plain socket without a context


def answer(
    body: bytes = b"{}",
    *,
    status: str = "200 OK",
    media_type: str = "application/json",
    headers: tuple[str, ...] = (),
    length: bool = True,
) -> bytes:
    """The bytes of one HTTP response."""
    lines = [f"HTTP/1.1 {status}", f"Content-Type: {media_type}", *headers]
    if length:
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join([*lines, "", ""]).encode() + body


def saying(response: bytes) -> Script:
    """A script that answers every request with the same bytes."""
    return lambda connection, _request: connection.sendall(response)


def by_path(pages: dict[str, bytes]) -> Script:
    """A script that answers a request by its path, or with 404."""

    def script(connection: ssl.SSLSocket, request: bytes) -> None:
        path = request.split(b" ")[1].decode()
        connection.sendall(pages.get(path, answer(b"", status="404 Not Found")))

    return script


@dataclass(frozen=True)
class Authority:
    """A certificate authority that exists for one test run."""

    folder: Path
    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate

    @classmethod
    def make(cls, folder: Path, name: str = "Test Authority") -> Authority:
        key = ec.generate_private_key(ec.SECP256R1())
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        certificate = (
            _builder(subject, subject, key.public_key())
            .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
            .sign(key, hashes.SHA256())
        )
        folder.mkdir(parents=True, exist_ok=True)
        made = cls(folder, key, certificate)
        made.file.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
        return made

    @property
    def file(self) -> Path:
        return self.folder / "authority.pem"

    def server_context(self, *names: str, expired: bool = False) -> ssl.SSLContext:
        """A server's TLS context with a certificate for ``names`` (DNS names or addresses)."""
        key = ec.generate_private_key(ec.SECP256R1())
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, names[0])])
        certificate = (
            _builder(subject, self.certificate.subject, key.public_key(), expired=expired)
            .add_extension(x509.SubjectAlternativeName([_san(n) for n in names]), critical=False)
            .sign(self.key, hashes.SHA256())
        )
        pem = self.folder / f"{certificate.serial_number:x}.pem"
        pem.write_bytes(
            key.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
            + certificate.public_bytes(serialization.Encoding.PEM)
        )
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(pem)
        return context


def _builder(
    subject: x509.Name,
    issuer: x509.Name,
    key: ec.EllipticCurvePublicKey,
    *,
    expired: bool = False,
) -> x509.CertificateBuilder:
    now = dt.datetime.now(dt.UTC)
    end = now - dt.timedelta(days=1) if expired else now + dt.timedelta(days=1)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=2))
        .not_valid_after(end)
    )


def _san(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        return x509.DNSName(name)


@dataclass
class Server:
    """One listening server: what it was asked, and by which addresses it was sought."""

    port: int
    requests: list[bytes] = field(default_factory=list)
    names: list[str | None] = field(default_factory=list)
    dialled: list[str] = field(default_factory=list)

    def dial(self, address: Address, port: int, seconds: float) -> socket.socket:
        self.dialled.append(f"{address}:{port}")
        return socket.create_connection(("127.0.0.1", self.port), timeout=seconds)


@contextlib.contextmanager
def serving(context: ssl.SSLContext | None, script: Script) -> Iterator[Server]:
    """Run a TLS server (plain TCP without ``context``) until the block ends."""
    listener = socket.create_server(("127.0.0.1", 0))
    server = Server(listener.getsockname()[1])
    if context is not None:
        context.sni_callback = lambda _socket, name, _context: server.names.append(name)

    def converse(raw: socket.socket) -> None:
        with contextlib.suppress(OSError, ValueError), raw:
            raw.settimeout(10)
            connection = context.wrap_socket(raw, server_side=True) if context else raw
            with connection:
                request = connection.recv(65536)
                server.requests.append(request)
                script(connection, request)

    def accept() -> None:
        with contextlib.suppress(OSError):
            while True:
                Thread(target=converse, args=(listener.accept()[0],), daemon=True).start()

    Thread(target=accept, daemon=True).start()
    try:
        yield server
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()


@dataclass
class Canary:
    """A listener that nobody may reach; ``dial`` leads every connection attempt to it."""

    listener: socket.socket

    @property
    def port(self) -> int:
        return int(self.listener.getsockname()[1])

    def dial(self, _address: Address, _port: int, seconds: float) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), timeout=seconds)

    def connections(self) -> int:
        """How many have come so far and were not counted yet."""
        self.listener.setblocking(False)
        count = 0
        with contextlib.suppress(BlockingIOError):
            while True:
                self.listener.accept()[0].close()
                count += 1
        return count
