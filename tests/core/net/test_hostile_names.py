"""A public name can lead anywhere its owner likes; only public addresses are connected to.

The name service is the attacker's here. Every dial ends in the canary, except where a test says
that the connection is right.
"""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Sequence
from dataclasses import replace

import pytest

from credstone.errors import Unavailable
from credstone.net.address import Address
from credstone.net.fetch import Fetcher
from tests.core.net.forms.answers import INWARD, MANY, TURNING, turning
from tests.core.net.servers import HOST, PUBLIC, Canary, answer, saying, serving

URL = f"https://{HOST}/did.json"
ACCEPT = ("application/json",)


@pytest.mark.parametrize("place", INWARD)
def test_a_name_that_leads_into_a_house_is_not_followed(place: str, canary: Canary) -> None:
    address, kind = INWARD[place]
    fetcher = Fetcher(network=True, lookup=lambda _name: [address], dial=canary.dial)

    with pytest.raises(Unavailable, match=f"leads to a {kind} address"):
        fetcher.get(URL, accept=ACCEPT)

    assert canary.connections() == 0


@pytest.mark.parametrize("answers", MANY)
def test_one_answer_that_is_no_public_address_spoils_the_name(answers: str, canary: Canary) -> None:
    addresses, reason = MANY[answers]
    fetcher = Fetcher(network=True, lookup=lambda _name: addresses, dial=canary.dial)

    with pytest.raises(Unavailable, match=reason):
        fetcher.get(URL, accept=ACCEPT)

    assert canary.connections() == 0


@pytest.mark.parametrize("turn", TURNING)
def test_a_name_that_turns_while_we_connect_is_not_asked_again(
    turn: str, canary: Canary, certified: ssl.SSLContext
) -> None:
    """The first call reads from the address that was judged; the next call judges the next."""
    with serving(certified, saying(answer(b"{}"))) as server:
        fetcher = Fetcher(network=True, lookup=turning(TURNING[turn]), dial=server.dial)
        assert fetcher.get(URL, accept=ACCEPT).body == b"{}"
        assert server.dialled == [f"{PUBLIC}:443"]

        inward = replace(fetcher, dial=canary.dial)
        with pytest.raises(Unavailable, match=r"leads to (a \S.* address|no address)"):
            inward.get(URL, accept=ACCEPT)

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


def test_a_name_service_that_fails_is_an_answer_and_its_words_are_not_told(canary: Canary) -> None:
    fetcher = Fetcher(network=True, lookup=_fails, dial=canary.dial)

    with pytest.raises(Unavailable, match="was not found") as refusal:
        fetcher.get(URL, accept=ACCEPT)

    assert "secret" not in str(refusal.value)
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
