"""One numeric address has many spellings, and resolvers and sockets understand most of them.

Every address that leads into a house is written in every way that inet_aton(3), RFC 4291 and the
transition mechanisms know (RFC 3056, 4380, 5214, 6052, 8215); no number names an institution, so
all of them are refused alike, public addresses included.
"""

from __future__ import annotations

from collections.abc import Callable
from ipaddress import IPv4Address

from tests.core.net.forms.form import NUMERIC, Form

_V4 = {
    "loopback": "127.0.0.1",
    "all of this host": "0.0.0.0",
    "a private class A": "10.11.12.13",
    "a private class B": "172.16.5.4",
    "a private class C": "192.168.1.254",
    "carrier-grade NAT": "100.64.3.2",
    "link-local": "169.254.7.8",
    "cloud metadata": "169.254.169.254",
    "another cloud's metadata": "168.63.129.16",
    "benchmarking": "198.18.9.10",
    "documentation": "203.0.113.77",
    "multicast": "224.0.0.251",
    "broadcast": "255.255.255.255",
    "a public address": "93.184.215.14",
}


def _parts(text: str) -> list[int]:
    return [int(part) for part in text.split(".")]


def _hex(text: str) -> str:
    high, low = divmod(int(IPv4Address(text)), 1 << 16)
    return f"{high:x}:{low:x}"


def _inverted(text: str) -> str:
    """As Teredo carries a client's address: every bit turned (RFC 4380, 4)."""
    return _hex(str(IPv4Address(int(IPv4Address(text)) ^ 0xFFFFFFFF)))


def _short(text: str, count: int) -> str:
    """``count`` parts before one that holds the rest, as inet_aton reads them."""
    parts = _parts(text)
    rest = int(IPv4Address(text)) % (1 << (8 * (4 - count)))
    return ".".join([*map(str, parts[:count]), str(rest)])


def _mixed(text: str) -> str:
    first, second, third, fourth = _parts(text)
    return f"0x{first:x}.0{second:o}.{third}.0x{fourth:02X}"


def _embedded(text: str) -> str:
    """After the prefix of RFC 8215, 48 bits long: the octet between 64 and 71 stays empty."""
    a, b, c, d = _parts(text)
    return f"[64:ff9b:1:{a << 8 | b:x}:{c:x}:{d << 8:x}::]"


_SPELLINGS: dict[str, Callable[[str], str]] = {
    "dotted": str,
    "one decimal number": lambda text: str(int(IPv4Address(text))),
    "one hexadecimal number": lambda text: f"0x{int(IPv4Address(text)):08x}",
    "one hexadecimal number in capitals": lambda text: f"0X{int(IPv4Address(text)):08X}",
    "one octal number": lambda text: f"0{int(IPv4Address(text)):o}",
    "octal parts": lambda text: ".".join(f"0{part:o}" for part in _parts(text)),
    "octal parts with many noughts": lambda text: ".".join(
        f"{p:#o}".replace("o", "000") for p in _parts(text)
    ),
    "hexadecimal parts": lambda text: ".".join(f"0x{part:x}" for part in _parts(text)),
    "decimal parts with noughts": lambda text: ".".join(f"{part:04}" for part in _parts(text)),
    "three parts": lambda text: _short(text, 2),
    "two parts": lambda text: _short(text, 1),
    "parts of different kinds": _mixed,
    "a number beyond 32 bits": lambda text: str(int(IPv4Address(text)) + (1 << 32)),
    "mapped into IPv6": lambda text: f"[::ffff:{text}]",
    "mapped in hexadecimal": lambda text: f"[::ffff:{_hex(text)}]",
    "mapped and spelled out": lambda text: f"[0:0:0:0:0:FFFF:{_hex(text).upper()}]",
    "compatible with IPv6": lambda text: f"[::{text}]",
    "translated by SIIT": lambda text: f"[::ffff:0:{text}]",
    "behind NAT64": lambda text: f"[64:ff9b::{text}]",
    "behind a NAT64 of the house": _embedded,
    "behind 6to4": lambda text: f"[2002:{_hex(text)}::]",
    "behind Teredo": lambda text: f"[2001:0:4136:e378:8000:63bf:{_inverted(text)}]",
    "behind ISATAP": lambda text: f"[fe80::5efe:{_hex(text)}]",
    "percent-encoded": lambda text: "".join(f"%{ord(character):02X}" for character in text),
}
_PERCENT_ENCODED = "percent-encoded"

_V6 = {
    "loopback": "[::1]",
    "loopback spelled out": "[0:0:0:0:0:0:0:1]",
    "loopback with noughts": "[0000:0000:0000:0000:0000:0000:0000:0001]",
    "loopback with a zone": "[::1%25lo]",
    "all of this host": "[::]",
    "a unique local address": "[fc00::1]",
    "a unique local address of somebody": "[fd12:3456:789a::1]",
    "cloud metadata": "[fd00:ec2::254]",
    "link-local": "[fe80::1]",
    "link-local with a zone": "[fe80::1%25eth0]",
    "link-local with a bare zone": "[fe80::1%eth0]",
    "link-local with a numbered zone": "[fe80::1%2525]",
    "site-local": "[fec0::1]",
    "multicast to all nodes": "[ff02::1]",
    "multicast to a site": "[ff05::1:3]",
    "documentation": "[2001:db8::1]",
    "the newer documentation": "[3fff::1]",
    "benchmarking": "[2001:2::1]",
    "ORCHID": "[2001:20::1]",
    "discard-only": "[100::1]",
    "segment routing": "[5f00::1]",
    "outside of global unicast": "[4000::1]",
    "a public address": "[2606:2800:21f::1]",
    "a version of the future": "[v1.fe80::a]",
    "nothing in the brackets": "[]",
    "a name in the brackets": "[localhost]",
    "two brackets": "[[::1]]",
    "a bracket left open": "[::1",
    "too many groups": "[1:2:3:4:5:6:7:8:9]",
}  # fmt: skip


def _of_v4() -> list[Form]:
    forms = []
    for place, address in _V4.items():
        for spelling, spell in _SPELLINGS.items():
            reason = NUMERIC if spelling != _PERCENT_ENCODED else "not a plain DNS name"
            text = f"https://{spell(address)}:PORT/"
            forms.append(Form(f"number: {place}, {spelling}", text, reason))
    return forms


NUMBERS = (
    *_of_v4(),
    *(
        Form(f"number: IPv6, {name}", f"https://{host}:PORT/", NUMERIC)
        for name, host in _V6.items()
    ),
)
