"""Which addresses lie on the public Internet, and which lead back into somebody's house.

A credential names hosts of its author's choosing, so a verifier must not become a way into the
network it stands in (security.md, threat 15). This module judges one numeric address; looking
names up and connecting are left to ``fetch``.
"""

from __future__ import annotations

from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)

Address = IPv4Address | IPv6Address
_Network = IPv4Network | IPv6Network

# Written out instead of asking ``is_global`` alone, whose answer moved between patch releases
# of Python 3.11 (IANA IPv4 and IPv6 Special-Purpose Address Registries, RFC 6890).
_SPECIAL: tuple[tuple[_Network, str], ...] = tuple(
    (ip_network(network), kind)
    for network, kind in (
        ("169.254.169.254/32", "cloud metadata"),
        ("168.63.129.16/32", "cloud metadata"),  # looks public, yet answers inside its cloud only
        ("100.100.100.200/32", "cloud metadata"),
        ("fd00:ec2::/32", "cloud metadata"),
        ("0.0.0.0/8", "this-host"),
        ("10.0.0.0/8", "private"),
        ("100.64.0.0/10", "carrier-grade NAT"),
        ("127.0.0.0/8", "loopback"),
        ("169.254.0.0/16", "link-local"),
        ("172.16.0.0/12", "private"),
        ("192.0.0.0/24", "reserved"),
        ("192.0.2.0/24", "documentation"),
        ("192.88.99.0/24", "6to4"),
        ("192.168.0.0/16", "private"),
        ("198.18.0.0/15", "benchmarking"),
        ("198.51.100.0/24", "documentation"),
        ("203.0.113.0/24", "documentation"),
        ("224.0.0.0/4", "multicast"),
        ("240.0.0.0/4", "reserved"),
        ("::/128", "this-host"),
        ("::1/128", "loopback"),
        ("::ffff:0:0/96", "IPv4-mapped"),
        ("64:ff9b::/96", "NAT64"),
        ("64:ff9b:1::/48", "NAT64"),
        ("2001::/32", "Teredo"),
        ("2001:db8::/32", "documentation"),
        ("2001::/23", "reserved"),
        ("2002::/16", "6to4"),
        ("3fff::/20", "documentation"),
        ("fc00::/7", "private"),
        ("fe80::/10", "link-local"),
        ("fec0::/10", "site-local"),
        ("ff00::/8", "multicast"),
    )
)
_GLOBAL_UNICAST_V6 = IPv6Network("2000::/3")

# What an operator's exception may open: the house's own rooms, never a cloud's metadata service.
_OWN_HOUSE = frozenset({"loopback", "private"})


def kind_of(address: Address) -> str:
    """Answer ``"public"``, or the kind of special address this is in one or two words."""
    for network, kind in _SPECIAL:
        if address in network:
            return kind
    if isinstance(address, IPv6Address) and address not in _GLOBAL_UNICAST_V6:
        return "reserved"
    return "public" if address.is_global else "reserved"


def may_connect(address: Address, *, own_house: bool) -> bool:
    """Answer whether this address may be connected to.

    ``own_house`` is the operator's exception for one named host and port: it adds loopback and
    private addresses, and nothing else.
    """
    kind = kind_of(address)
    return kind == "public" or (own_house and kind in _OWN_HOUSE)


def parse_address(text: str) -> Address | None:
    """Read a numeric address as a resolver writes it, or None when it is a name."""
    try:
        return ip_address(text)
    except ValueError:
        return None
