"""A public name can lead anywhere its owner likes; only public addresses are connected to.

The name service is the attacker's here. Every dial ends in the canary, except where a test says
that the connection is right.
"""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Sequence

import pytest

from credstone.errors import Unavailable
from credstone.net.address import Address
from credstone.net.fetch import Fetcher
from credstone.net.wire import Lookup
from tests.core.net.servers import HOST, PUBLIC, Canary, answer, saying, serving

URL = f"https://{HOST}/did.json"
ACCEPT = ("application/json",)

NOT_PUBLIC = [
    ("127.0.0.1", "loopback"),
    ("127.255.255.254", "loopback"),
    ("0.0.0.0", "this-host"),
    ("0.1.2.3", "this-host"),
    ("10.1.2.3", "private"),
    ("172.16.0.1", "private"),
    ("172.31.255.255", "private"),
    ("192.168.1.1", "private"),
    ("100.64.0.1", "carrier-grade NAT"),
    ("100.127.255.255", "carrier-grade NAT"),
    ("169.254.1.1", "link-local"),
    ("169.254.169.254", "cloud metadata"),
    ("168.63.129.16", "cloud metadata"),
    ("100.100.100.200", "cloud metadata"),
    ("192.0.0.1", "reserved"),
    ("192.0.2.1", "documentation"),
    ("198.51.100.1", "documentation"),
    ("203.0.113.1", "documentation"),
    ("192.88.99.1", "6to4"),
    ("198.18.0.1", "benchmarking"),
    ("198.19.255.255", "benchmarking"),
    ("224.0.0.1", "multicast"),
    ("239.255.255.250", "multicast"),
    ("240.0.0.1", "reserved"),
    ("255.255.255.255", "reserved"),
    ("::", "this-host"),
    ("::1", "loopback"),
    ("::7f00:1", "reserved"),  # IPv4-compatible, long deprecated
    ("::ffff:127.0.0.1", "IPv4-mapped"),
    ("::ffff:7f00:1", "IPv4-mapped"),
    ("::ffff:93.184.215.14", "IPv4-mapped"),
    ("64:ff9b::7f00:1", "NAT64"),
    ("64:ff9b::a9fe:a9fe", "NAT64"),
    ("64:ff9b:1::a00:1", "NAT64"),
    ("2002:7f00:1::", "6to4"),
    ("2002:a00:1::1", "6to4"),
    ("2001::1", "Teredo"),
    ("2001:0:7f00:1::", "Teredo"),
    ("2001:10::1", "reserved"),
    ("2001:db8::1", "documentation"),
    ("3fff::1", "documentation"),
    ("fc00::1", "private"),
    ("fd00:ec2::254", "cloud metadata"),
    ("fe80::1", "link-local"),
    ("fe80::1%lo", "link-local"),
    ("fec0::1", "site-local"),
    ("ff02::1", "multicast"),
    ("100::1", "reserved"),
    ("4000::1", "reserved"),
    ("5f00::1", "reserved"),
]


@pytest.mark.parametrize(("address", "kind"), NOT_PUBLIC)
def test_a_name_that_leads_into_a_house_is_not_followed(
    address: str, kind: str, canary: Canary
) -> None:
    fetcher = Fetcher(network=True, lookup=lambda _name: [address], dial=canary.dial)

    with pytest.raises(Unavailable, match=f"leads to a {kind} address"):
        fetcher.get(URL, accept=ACCEPT)

    assert canary.connections() == 0


@pytest.mark.parametrize("order", [(PUBLIC, "127.0.0.1"), ("127.0.0.1", PUBLIC)])
def test_one_internal_address_among_public_ones_spoils_the_name(
    order: tuple[str, str], canary: Canary
) -> None:
    fetcher = Fetcher(network=True, lookup=lambda _name: order, dial=canary.dial)

    with pytest.raises(Unavailable, match="loopback"):
        fetcher.get(URL, accept=ACCEPT)

    assert canary.connections() == 0


def test_the_reason_names_the_kind_of_address_and_not_the_address(canary: Canary) -> None:
    fetcher = Fetcher(network=True, lookup=lambda _name: ["10.20.30.40"], dial=canary.dial)

    with pytest.raises(Unavailable) as refusal:
        fetcher.get(URL, accept=ACCEPT)

    assert "10.20.30.40" not in str(refusal.value)


def test_a_name_that_changes_its_answer_is_looked_up_once(certified: ssl.SSLContext) -> None:
    """DNS rebinding: the second answer would be loopback, so there must be no second question."""
    answers = iter([[PUBLIC], ["127.0.0.1"], ["127.0.0.1"]])
    asked: list[str] = []

    def rebinding(name: str) -> Sequence[str]:
        asked.append(name)
        return next(answers)

    with serving(certified, saying(answer(b"{}"))) as server:
        fetcher = Fetcher(network=True, lookup=rebinding, dial=server.dial)
        fetched = fetcher.get(URL, accept=ACCEPT)

    assert fetched.body == b"{}"
    assert server.dialled == [f"{PUBLIC}:443"]
    assert asked == [f"{HOST}."]  # absolute: the resolver's search list has no say
    assert server.names == [HOST]
    assert f"Host: {HOST}\r\n".encode() in server.requests[0]


def test_a_name_that_turns_inward_is_judged_again_next_time(
    certified: ssl.SSLContext,
) -> None:
    answers = iter([[PUBLIC], ["127.0.0.1"]])

    with serving(certified, saying(answer(b"{}"))) as server:
        fetcher = Fetcher(network=True, lookup=lambda _name: next(answers), dial=server.dial)
        fetcher.get(URL, accept=ACCEPT)
        with pytest.raises(Unavailable, match="loopback"):
            fetcher.get(URL, accept=ACCEPT)

    assert server.dialled == [f"{PUBLIC}:443"]


def test_the_next_address_is_tried_when_the_first_is_dead(certified: ssl.SSLContext) -> None:
    with serving(certified, saying(answer(b"{}"))) as server:

        def dial(address: Address, port: int, seconds: float) -> socket.socket:
            if address.version == 6:
                raise OSError("unreachable")
            return server.dial(address, port, seconds)

        fetcher = Fetcher(
            network=True,
            lookup=lambda _name: ["2606:2800:21f::1", PUBLIC],
            dial=dial,
        )

        assert fetcher.get(URL, accept=ACCEPT).body == b"{}"


def _fails(_name: str) -> Sequence[str]:
    raise OSError("no such name: secret-internal-server")


@pytest.mark.parametrize(
    ("lookup", "reason"),
    [
        (_fails, "was not found"),
        (lambda _name: [], "no address"),
        (lambda _name: ["not an address"], "no address"),
        (lambda _name: [PUBLIC, "2130706433"], "no address"),
    ],
)
def test_a_name_service_that_fails_or_raves_is_an_answer(
    lookup: Lookup, reason: str, canary: Canary
) -> None:
    fetcher = Fetcher(network=True, lookup=lookup, dial=canary.dial)

    with pytest.raises(Unavailable, match=reason):
        fetcher.get(URL, accept=ACCEPT)

    assert canary.connections() == 0


def test_a_name_service_that_never_answers_costs_the_deadline_and_no_more(
    canary: Canary,
) -> None:
    def stalls(_name: str) -> Sequence[str]:
        time.sleep(2)
        return [PUBLIC]

    fetcher = Fetcher(network=True, lookup=stalls, dial=canary.dial, seconds=0.3)
    start = time.monotonic()

    with pytest.raises(Unavailable, match="too long"):
        fetcher.get(URL, accept=ACCEPT)

    assert time.monotonic() - start < 1
    assert canary.connections() == 0
