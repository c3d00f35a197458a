"""What a hostile name service may answer: one address that leads into a house, or many answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence

PUBLIC = "93.184.215.14"
PUBLIC_V6 = "2606:2800:21f::1"

# The address, and the kind that the refusal names instead of it.
INWARD = {
    "loopback": ("127.0.0.1", "loopback"),
    "the last of loopback": ("127.255.255.254", "loopback"),
    "all of this host": ("0.0.0.0", "this-host"),
    "the rest of this host": ("0.1.2.3", "this-host"),
    "a private class A": ("10.1.2.3", "private"),
    "a private class B": ("172.16.0.1", "private"),
    "the last private class B": ("172.31.255.255", "private"),
    "a private class C": ("192.168.1.1", "private"),
    "carrier-grade NAT": ("100.64.0.1", "carrier-grade NAT"),
    "the last of carrier-grade NAT": ("100.127.255.255", "carrier-grade NAT"),
    "link-local": ("169.254.1.1", "link-local"),
    "cloud metadata": ("169.254.169.254", "cloud metadata"),
    "a container's credentials": ("169.254.170.2", "link-local"),
    "a cloud's wire server": ("168.63.129.16", "cloud metadata"),
    "metadata behind carrier-grade NAT": ("100.100.100.200", "cloud metadata"),
    "metadata among protocol assignments": ("192.0.0.192", "reserved"),
    "protocol assignments": ("192.0.0.1", "reserved"),
    "documentation": ("192.0.2.1", "documentation"),
    "documentation, the second": ("198.51.100.1", "documentation"),
    "documentation, the third": ("203.0.113.1", "documentation"),
    "the old 6to4 relays": ("192.88.99.1", "6to4"),
    "benchmarking": ("198.18.0.1", "benchmarking"),
    "the last of benchmarking": ("198.19.255.255", "benchmarking"),
    "multicast": ("224.0.0.1", "multicast"),
    "SSDP": ("239.255.255.250", "multicast"),
    "the reserved class E": ("240.0.0.1", "reserved"),
    "broadcast": ("255.255.255.255", "reserved"),
    "IPv6, all of this host": ("::", "this-host"),
    "IPv6, loopback": ("::1", "loopback"),
    "IPv6, loopback spelled out": ("0:0:0:0:0:0:0:1", "loopback"),
    "IPv6, compatible with loopback": ("::7f00:1", "reserved"),
    "IPv6, compatible and dotted": ("::127.0.0.1", "reserved"),
    "IPv6, mapped loopback": ("::ffff:127.0.0.1", "IPv4-mapped"),
    "IPv6, mapped in hexadecimal": ("::ffff:7f00:1", "IPv4-mapped"),
    "IPv6, mapped metadata": ("::ffff:169.254.169.254", "IPv4-mapped"),
    "IPv6, mapped and public": ("::ffff:93.184.215.14", "IPv4-mapped"),
    "IPv6, translated loopback": ("::ffff:0:127.0.0.1", "reserved"),
    "NAT64 to loopback": ("64:ff9b::7f00:1", "NAT64"),
    "NAT64 to metadata": ("64:ff9b::a9fe:a9fe", "NAT64"),
    "NAT64 to a public address": ("64:ff9b::5db8:d70e", "NAT64"),
    "NAT64 of the house": ("64:ff9b:1::a00:1", "NAT64"),
    "NAT64 of the house to metadata": ("64:ff9b:1:a9fe:a9:fe00::", "NAT64"),
    "beyond NAT64 of the house": ("64:ff9b:2::1", "reserved"),
    "6to4 to loopback": ("2002:7f00:1::", "6to4"),
    "6to4 to a private address": ("2002:a00:1::1", "6to4"),
    "6to4 to metadata": ("2002:a9fe:a9fe::1", "6to4"),
    "Teredo": ("2001::1", "Teredo"),
    "Teredo by way of loopback": ("2001:0:7f00:1::", "Teredo"),
    "Teredo to loopback": ("2001:0:4136:e378:8000:63bf:80ff:fffe", "Teredo"),
    "ISATAP to loopback": ("fe80::5efe:7f00:1", "link-local"),
    "IPv6 benchmarking": ("2001:2::1", "reserved"),
    "ORCHID": ("2001:10::1", "reserved"),
    "ORCHIDv2": ("2001:20::1", "reserved"),
    "IPv6 documentation": ("2001:db8::1", "documentation"),
    "the newer IPv6 documentation": ("3fff::1", "documentation"),
    "a unique local address": ("fc00::1", "private"),
    "a unique local address of somebody": ("fd12:3456:789a::1", "private"),
    "cloud metadata by IPv6": ("fd00:ec2::254", "cloud metadata"),
    "IPv6 link-local": ("fe80::1", "link-local"),
    "IPv6 link-local with a zone": ("fe80::1%lo", "link-local"),
    "IPv6 link-local with a numbered zone": ("fe80::1%1", "link-local"),
    "loopback with a zone": ("::1%lo", "loopback"),
    "the last of link-local": ("febf::1", "link-local"),
    "site-local": ("fec0::1", "site-local"),
    "IPv6 multicast": ("ff02::1", "multicast"),
    "IPv6 multicast to a site": ("ff05::1:3", "multicast"),
    "discard-only": ("100::1", "reserved"),
    "outside of global unicast": ("4000::1", "reserved"),
    "segment routing": ("5f00::1", "reserved"),
    "the last IPv6 address": ("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "multicast"),
}

_MANY = [f"93.184.{high}.{low}" for high in range(4) for low in range(250)]

# Lists of answers, and what the refusal says: one that is not public spoils them all.
MANY = {
    "a public one first": ([PUBLIC, "127.0.0.1"], "loopback"),
    "a public one last": (["127.0.0.1", PUBLIC], "loopback"),
    "both families, loopback in IPv6": ([PUBLIC, "::1"], "loopback"),
    "both families, loopback in IPv4": ([PUBLIC_V6, "127.0.0.1"], "loopback"),
    "loopback behind sixteen public ones": ([*_MANY[:16], "127.0.0.1"], "loopback"),
    "metadata behind a thousand": ([*_MANY, "169.254.169.254"], "cloud metadata"),
    "loopback in front of a thousand": (["127.0.0.1", *_MANY], "loopback"),
    "the same twice, then a private one": ([PUBLIC, PUBLIC, "10.0.0.1"], "private"),
    "nothing": ([], "no address"),
    "a name": (["localhost"], "no address"),
    "an empty text": ([""], "no address"),
    "a decimal number": (["2130706433"], "no address"),
    "a decimal number behind a public one": ([PUBLIC, "2130706433"], "no address"),
    "short parts": (["127.1"], "no address"),
    "octal parts": (["0177.0.0.1"], "no address"),
    "hexadecimal parts": (["0x7f.0.0.1"], "no address"),
    "noughts in front": (["127.000.000.001"], "no address"),
    "full-width digits": (["１２７.0.0.1"], "no address"),
    "brackets": (["[::1]"], "no address"),
    "a network": (["127.0.0.0/8"], "no address"),
    "an address and a port": (["127.0.0.1:80"], "no address"),
    "spaces": ([" 127.0.0.1"], "no address"),
    "a line break": (["127.0.0.1\n"], "no address"),
    "a NUL": (["127.0.0.1\x00"], "no address"),
}  # fmt: skip

# What a name leads to at the first question, the second, and so on.
TURNING: dict[str, Sequence[Sequence[str]]] = {
    "loopback at once": [[PUBLIC], ["127.0.0.1"]],
    "metadata at once": [[PUBLIC], ["169.254.169.254"]],
    "IPv6 loopback at once": [[PUBLIC], ["::1"]],
    "mapped loopback at once": [[PUBLIC], ["::ffff:127.0.0.1"]],
    "NAT64 at once": [[PUBLIC], ["64:ff9b::7f00:1"]],
    "both": [[PUBLIC], [PUBLIC, "127.0.0.1"]],
    "another public one between": [[PUBLIC], ["93.184.215.15", "10.0.0.1"]],
    "nothing": [[PUBLIC], []],
}


def turning(answers: Sequence[Sequence[str]]) -> Callable[[str], Sequence[str]]:
    """A name service without memory (a time to live of nought): each question, another answer."""
    following = iter(answers)
    return lambda _name: next(following)
