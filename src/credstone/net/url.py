"""Which addresses of the web we are willing to ask, read in exactly one way.

Two programs that read one URL differently are how a check is walked around, so what is not
plainly an https URL with a plain host name is refused, never repaired (RFC 3986; security.md,
threat 15). Where the name leads is judged later, in ``fetch``.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from credstone.errors import Unavailable

MAX_URL = 2048
HTTPS_PORT = 443

_PRINTABLE = re.compile(r"[\x21-\x7e]+")
_AUTHORITY = re.compile(r"https://([^/?#]*)(.*)", re.IGNORECASE)
_USER = re.compile(r"^((?:[A-Za-z][A-Za-z0-9+.-]*:)?[/\\]*)[^/\\]*@")
_PORT = re.compile(r"[1-9][0-9]{0,4}")
_LABEL = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")
# RFC 1123 names never end in a number; what does is an IPv4 address in one of its many spellings.
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
_PATH_AND_QUERY = re.compile(
    r"(?:/(?:[A-Za-z0-9._~!$&'()*+,;=:@/-]|%[0-9A-Fa-f]{2})*)?"
    r"(?:\?(?:[A-Za-z0-9._~!$&'()*+,;=:@/?-]|%[0-9A-Fa-f]{2})*)?"
)
# Names that by agreement never leave a building or a machine (RFC 6761, 6762, 8375, 9476 and use).
# fmt: off
_HOUSE_NAMES = frozenset((
    "alt", "arpa", "corp", "home", "internal", "intranet", "invalid", "lan", "local",
    "localdomain", "localhost", "onion", "private", "test",
))
# fmt: on


@dataclass(frozen=True)
class Target:
    """One thing to ask for: ``path`` begins with a slash and carries the query."""

    host: str
    port: int
    path: str
    own_house: bool

    @property
    def origin(self) -> str:
        """Host and port, as an operator names them in an exception."""
        return f"{self.host}:{self.port}"

    @property
    def host_header(self) -> str:
        """The Host field (RFC 9110, 7.2): the port only when it is not https's own."""
        return self.host if self.port == HTTPS_PORT else self.origin

    @property
    def url(self) -> str:
        """The URL in its one spelling."""
        return f"https://{self.host_header}{self.path}"

    @property
    def tls_name(self) -> str:
        """The name the certificate must carry."""
        return self.host.strip("[]")


def read_url(url: str, own_house: frozenset[str] = frozenset()) -> Target:
    """Read ``url`` strictly; raises ``Unavailable`` with the reason it will not be asked.

    ``own_house`` holds exact ``host:port`` pairs that the operator has excepted: for these
    alone a port other than 443, a numeric address or a house-internal name is accepted.
    """
    authority, path = _split(url)
    host, port = _host_and_port(authority, url)
    excepted = f"{host}:{port}" in own_house
    if not excepted:
        _check_host(host, url)
        if port != HTTPS_PORT:
            raise _refused("A port other than 443 is not asked.", url)
    return Target(host=host, port=port, path=_rooted(path), own_house=excepted)


def shown(url: str) -> str:
    """Answer ``url`` fit for a message or a log: no user, no password, no query, no fragment."""
    text = _USER.sub(r"\1", re.split(r"[?#]", url, maxsplit=1)[0])
    safe = "".join(c if c.isprintable() else "�" for c in text)
    return safe if len(safe) <= 200 else f"{safe[:199]}…"


def _split(url: str) -> tuple[str, str]:
    if len(url) > MAX_URL:
        raise _refused(f"The address is longer than {MAX_URL} characters.", url)
    if not _PRINTABLE.fullmatch(url):
        raise _refused(
            "The address holds spaces, control characters or letters beyond ASCII.",
            url,
            "Write the host in its xn-- form and the path percent-encoded.",
        )
    match = _AUTHORITY.fullmatch(url)
    if match is None:
        raise _refused("Only https addresses are asked.", url)
    authority, rest = match.groups()
    if "#" in rest:
        raise _refused("An address with a fragment is not asked.", url, "Leave out the # part.")
    if not _PATH_AND_QUERY.fullmatch(rest):
        raise _refused("The path or query holds characters that a URL may not hold.", url)
    return authority, rest


def _host_and_port(authority: str, url: str) -> tuple[str, int]:
    if "@" in authority:
        raise _refused("An address with a user name or password is not asked.", url)
    host, port = authority, ""
    colon = authority.rfind(":")
    if colon > authority.rfind("]"):
        host, port = authority[:colon], authority[colon + 1 :]
        if not _PORT.fullmatch(port) or int(port) > 65535:
            raise _refused("The port is not a number between 1 and 65535.", url)
    return host.lower(), int(port) if port else HTTPS_PORT


def _check_host(host: str, url: str) -> None:
    """Let through a plain, fully qualified DNS name in ASCII (RFC 1123, 2.1; RFC 5890, A-label)."""
    if not host:
        raise _refused("The address names no host.", url)
    if host.startswith("["):
        raise _refused("A numeric address names no institution and is not asked.", url)
    if host.endswith("."):
        raise _refused("A host name with a trailing dot is not asked.", url)
    labels = host.split(".")
    if len(host) > 253 or not all(_LABEL.fullmatch(label) for label in labels):
        raise _refused("The host is not a plain DNS name.", url)
    if _NUMBER.fullmatch(labels[-1]):
        raise _refused("A numeric address names no institution and is not asked.", url)
    if len(labels) == 1 or labels[-1] in _HOUSE_NAMES:
        raise _refused("The host name belongs to an internal network.", url)
    if not all(_readable_label(label) for label in labels):
        raise _refused("A part of the host name is no valid xn-- form.", url)


def _readable_label(label: str) -> bool:
    """An A-label must be Punycode that decodes to letters beyond ASCII (RFC 5891, 5.4)."""
    if not label.startswith("xn--"):
        return True
    try:
        decoded = label[4:].encode("ascii").decode("punycode")
    except (UnicodeError, OverflowError):
        return False
    # A dot or slash look-alike inside a label is a trick on whoever shows the name to people.
    return not decoded.isascii() and all(c.isalnum() or c in "-·" or _marks(c) for c in decoded)


def _marks(character: str) -> bool:
    return unicodedata.category(character) in {"Mn", "Mc"}


def _rooted(path: str) -> str:
    return path if path.startswith("/") else f"/{path}"


def _refused(what: str, url: str, fix: str = "") -> Unavailable:
    return Unavailable(what, where=shown(url), fix=fix)
