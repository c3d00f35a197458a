"""The one way out: every byte that Credstone asks of a stranger's server is asked here.

Credentials name hosts of their author's choosing, so a fetch reaches public https servers only,
connects to the address it judged and no other, and is small, short and plain: no cookies, no
proxies, no compression, nothing that tells whose credential is being checked (security.md,
threats 14 and 15, P12). What the bytes mean is left to the caller.
"""

from __future__ import annotations

import re
import ssl
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from http.client import HTTPException, HTTPResponse
from pathlib import Path
from socket import socket
from typing import cast
from urllib.parse import urljoin

from credstone.errors import Unavailable
from credstone.net.address import Address, kind_of, may_connect, parse_address
from credstone.net.memory import HostMemory
from credstone.net.url import Target, read_url, shown
from credstone.net.wire import (
    Deadline,
    Dial,
    Inflow,
    Lookup,
    Patience,
    look_up,
    secure,
    system_lookup,
    tcp_dial,
    tls_context,
    too_slow,
)

MAX_BYTES = 1 << 20
MAX_REDIRECTS = 2
TOTAL_SECONDS = 5.0

_HEADER_BYTES = 32 << 10
_FRAMING_BYTES = 64 << 10  # what chunk sizes may add to a body
_MAX_ADDRESSES = 16
_MOVED = frozenset({301, 302, 303, 307, 308})
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_MEDIA_TYPE = re.compile(r"[a-z0-9.+-]{1,64}/[a-z0-9.+-]{1,64}")

DID_DOCUMENT_TYPES = (
    "application/did",
    "application/did+json",
    "application/did+ld+json",
    "application/json",
    "application/ld+json",
)
CREDENTIAL_TYPES = (
    "application/vc",
    "application/vc+jwt",
    "application/vc+ld+json",
    "application/vc+ld+json+jwt",
    "application/jwt",
    "application/json",
    "application/ld+json",
    "text/plain",
)
IMAGE_TYPES = ("image/png", "image/svg+xml")


@dataclass(frozen=True)
class Fetched:
    """What a host answered: ``body`` as it came, and the ``url`` it was found at in the end."""

    url: str
    media_type: str
    body: bytes


@dataclass(frozen=True)
class Fetcher:
    """Asks public https servers, within limits.

    ``network`` is the permission: without it every call says so and nothing leaves, not even a
    question to DNS. ``allow_private`` holds exact ``host:port`` pairs, such as
    ``127.0.0.1:8443``, of an institution's own test hosts: for these alone a loopback or private
    address and a port other than 443 are accepted, and ``ca_file`` (PEM) says who vouches for
    them instead of the system's list. Plain http is refused always. ``lookup`` and ``dial`` are
    how names and connections are made; the defaults are the system's.

    Frozen, and safe to share between threads; ``memory`` is what it remembers about hosts.
    ``seconds`` is what one fetch may take, and ``patience``, where given, what all of them may
    take together: a fetcher of one verification has one.
    """

    network: bool
    allow_private: frozenset[str] = frozenset()
    ca_file: Path | None = None
    seconds: float = TOTAL_SECONDS
    max_bytes: int = MAX_BYTES
    lookup: Lookup = system_lookup
    dial: Dial = tcp_dial
    memory: HostMemory = field(default_factory=HostMemory, compare=False, repr=False)
    patience: Patience | None = field(default=None, compare=False, repr=False)

    @classmethod
    def for_one_verification(cls, *, network: bool) -> Fetcher:
        """A fetcher that waits ``TOTAL_SECONDS`` in all, however many hosts are asked (P12)."""
        return cls(network=network, patience=Patience(TOTAL_SECONDS))

    def get(self, url: str, *, accept: Sequence[str], redirects: int = 0) -> Fetched:
        """Answer what lies at ``url``, whose media type must be one of ``accept``.

        Follows at most ``redirects`` (0 to 2) redirections, each judged like a first address.
        Raises ``Unavailable`` for everything that keeps us from the bytes: the address, the
        permission, the host, its certificate, its answer. The reason never shows a user name, a
        password, a query or an internal address.
        """
        if not 0 <= redirects <= MAX_REDIRECTS:
            raise ValueError(f"a fetch follows 0 to {MAX_REDIRECTS} redirections")
        target = read_url(url, self.allow_private)
        patience = self.patience or Patience(self.seconds)
        with patience.waiting(self.seconds) as deadline:
            for hop in range(redirects + 1):
                try:
                    answer = self._ask(target, accept, deadline)
                except Unavailable as error:
                    raise Unavailable(error.what, where=shown(target.url), fix=error.fix) from error
                if isinstance(answer, Fetched):
                    return answer
                if hop < redirects:
                    target = read_url(_joined(target, answer), self.allow_private)
        raise Unavailable("The host sends us elsewhere, and we do not follow.", where=shown(url))

    def _ask(self, target: Target, accept: Sequence[str], deadline: Deadline) -> Fetched | str:
        """The answer, or where the host sends us; errors do not name the place yet."""
        with closing(self._connection(target, deadline)) as connection:
            try:
                connection.settimeout(deadline.left())
                connection.sendall(_request(target, accept))
                inflow = Inflow(connection, deadline, _HEADER_BYTES)
                return self._read(target, accept, inflow)
            except TimeoutError as error:
                raise too_slow() from error
            except (OSError, HTTPException) as error:
                raise Unavailable("The host broke off, or did not answer in HTTP.") from error

    def _connection(self, target: Target, deadline: Deadline) -> ssl.SSLSocket:
        if not self.network:
            raise Unavailable(
                "The network is not allowed here, so nothing was fetched.",
                fix="Allow the network, or hand the file over.",
            )
        resting = self.memory.failure(target.origin)
        if resting is not None:
            raise Unavailable(f"A moment ago: {resting}", fix="Try again in half a minute.")
        if not self.memory.may_ask(target.origin):
            raise Unavailable(
                "This host was asked very often just now.", fix="Try again in a few seconds."
            )
        try:
            return self._connect(target, deadline)
        except Unavailable as error:
            self.memory.remember_failure(target.origin, error.what)
            raise

    def _connect(self, target: Target, deadline: Deadline) -> ssl.SSLSocket:
        context = self._context(target)
        raw = self._dial_one(self._addresses(target, deadline), target.port, deadline)
        try:
            return secure(raw, context, target.tls_name, deadline)
        except ssl.SSLCertVerificationError as error:
            raise Unavailable(
                f"The host's certificate does not hold: {error.verify_message}.",
                fix="If every host fails like this, install the system's ca-certificates.",
            ) from error
        except TimeoutError as error:
            raise too_slow() from error
        except OSError as error:
            raise Unavailable("The host does not speak TLS 1.2 or newer with us.") from error

    def _context(self, target: Target) -> ssl.SSLContext:
        try:
            return tls_context(self.ca_file if target.own_house else None)
        except OSError as error:
            raise Unavailable("The file of certificate authorities cannot be read.") from error

    def _addresses(self, target: Target, deadline: Deadline) -> list[Address]:
        """Every address of the host, looked up once; one that is not public spoils them all."""
        # The last dot keeps the resolver's search list and the hosts file out of a stranger's name.
        name = target.tls_name if target.own_house else f"{target.host}."
        try:
            answers = look_up(self.lookup, name, deadline)
        except OSError as error:
            raise Unavailable("The host name was not found.") from error
        addresses = [address for text in answers if (address := parse_address(text)) is not None]
        if not addresses or len(addresses) != len(answers):
            raise Unavailable("The host name leads to no address.")
        for address in addresses:
            if not may_connect(address, own_house=target.own_house):
                raise Unavailable(
                    f"The host leads to a {kind_of(address)} address, which is not asked."
                )
        return addresses[:_MAX_ADDRESSES]

    def _dial_one(self, addresses: list[Address], port: int, deadline: Deadline) -> socket:
        """Connect to the first address that answers, each with a fair share of the time."""
        for position, address in enumerate(addresses):
            try:
                return self.dial(address, port, deadline.left() / (len(addresses) - position))
            except OSError:
                continue
        raise Unavailable("The host does not answer.", fix="Try again later.")

    def _read(self, target: Target, accept: Sequence[str], inflow: Inflow) -> Fetched | str:
        # http.client asks a socket for nothing but ``makefile``.
        with closing(HTTPResponse(cast(socket, inflow), method="GET")) as response:
            response.begin()
            if response.status in _MOVED:
                return response.headers.get("Location", "")
            media_type = _check_head(response, accept, self.max_bytes)
            inflow.allowance += self.max_bytes + _FRAMING_BYTES
            return Fetched(target.url, media_type, _body(response, self.max_bytes))


def _request(target: Target, accept: Sequence[str]) -> bytes:
    """The whole request (RFC 9112, 3): the same for every credential that names this address."""
    lines = (
        f"GET {target.path} HTTP/1.1",
        f"Host: {target.host_header}",
        f"Accept: {', '.join(accept)}",
        "Accept-Encoding: identity",
        "User-Agent: credstone",
        "Connection: close",
        "",
        "",
    )
    return "\r\n".join(lines).encode("ascii")


def _check_head(response: HTTPResponse, accept: Sequence[str], max_bytes: int) -> str:
    """Answer the media type; raises ``Unavailable`` for a head whose body we will not read."""
    if response.status != 200:
        raise Unavailable(f"The host answered with status {response.status}.")
    if response.headers.get("Content-Encoding", "identity").lower() != "identity":
        raise Unavailable("The host compressed its answer although asked not to.")
    if response.headers.get("Transfer-Encoding", "chunked").lower() != "chunked":
        raise Unavailable("The host sent its answer in an encoding that we do not read.")
    if response.length is not None and response.length > max_bytes:
        raise Unavailable(f"The host's answer is larger than {max_bytes} bytes.")
    media_type = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if media_type not in accept:
        said = media_type if _MEDIA_TYPE.fullmatch(media_type) else "none"
        raise Unavailable(
            f"The host says that its answer is of type {said}.",
            fix=f"Have it served as {accept[0]}.",
        )
    return media_type


def _body(response: HTTPResponse, max_bytes: int) -> bytes:
    body = bytearray()
    while chunk := response.read(min(64 << 10, max_bytes + 1 - len(body))):
        body += chunk
        if len(body) > max_bytes:
            raise Unavailable(f"The host's answer is larger than {max_bytes} bytes.")
    if response.length:
        raise Unavailable("The host's answer ended too early.")
    return bytes(body)


def _joined(target: Target, location: str) -> str:
    """The address a redirection names (RFC 3986, 5.2.2), for ``read_url`` to judge.

    ``urljoin`` sees nothing but paths: it repairs what we refuse, and raises for odd brackets.
    """
    if not location or not location.isascii() or not location.isprintable():
        return f"https://{location}"
    if location.startswith("//"):
        return f"https:{location}"
    return location if _SCHEME.match(location) else urljoin(target.url, location)
