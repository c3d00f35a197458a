"""Nobody can use a verifier to hammer a host, or to wait for a dead one again and again."""

from __future__ import annotations

import ssl
from collections.abc import Sequence

import pytest

from credstone.errors import Unavailable
from credstone.net.fetch import Fetcher
from credstone.net.memory import ASKED_PER_WINDOW, MAX_HOSTS, HostMemory
from tests.core.net.servers import HOST, PUBLIC, answer, by_path, saying, serving

URL = f"https://{HOST}/list"
ACCEPT = ("application/json",)


class Clock:
    """Seconds that pass when a test says so."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_a_host_that_could_not_be_reached_rests_for_half_a_minute() -> None:
    asked: list[str] = []

    def not_found(name: str) -> Sequence[str]:
        asked.append(name)
        raise OSError

    clock = Clock()
    fetcher = Fetcher(network=True, lookup=not_found, memory=HostMemory(clock))

    for _ in range(5):
        with pytest.raises(Unavailable, match="was not found"):
            fetcher.get(URL, accept=ACCEPT)
    assert len(asked) == 1

    clock.now += 30
    with pytest.raises(Unavailable, match="was not found"):
        fetcher.get(URL, accept=ACCEPT)
    assert len(asked) == 2


def test_one_bad_page_does_not_silence_its_host(certified: ssl.SSLContext) -> None:
    """Else a stranger's page on a shared host could make its neighbours unreachable."""
    with serving(certified, by_path({"/list": answer(b"[]")})) as server:
        fetcher = Fetcher(network=True, lookup=lambda _name: [PUBLIC], dial=server.dial)
        with pytest.raises(Unavailable, match="404"):
            fetcher.get(f"https://{HOST}/missing", accept=ACCEPT)

        assert fetcher.get(URL, accept=ACCEPT).body == b"[]"


def test_no_host_is_asked_more_than_its_share(certified: ssl.SSLContext) -> None:
    clock = Clock()
    with serving(certified, saying(answer(b"[]"))) as server:
        fetcher = Fetcher(
            network=True,
            lookup=lambda _name: [PUBLIC],
            dial=server.dial,
            memory=HostMemory(clock),
        )
        for number in range(ASKED_PER_WINDOW):
            fetcher.get(f"{URL}?{number}", accept=ACCEPT)
        with pytest.raises(Unavailable, match="very often"):
            fetcher.get(URL, accept=ACCEPT)
        assert len(server.requests) == ASKED_PER_WINDOW

        clock.now += 10
        assert fetcher.get(URL, accept=ACCEPT).body == b"[]"


def test_the_memory_of_hosts_is_small_and_keeps_the_busy_ones() -> None:
    memory = HostMemory(Clock())
    for _ in range(ASKED_PER_WINDOW):
        memory.may_ask("busy:443")
    for number in range(MAX_HOSTS - 1):
        assert memory.may_ask(f"{number}:443")
        assert not memory.may_ask("busy:443")
    for number in range(3 * MAX_HOSTS):
        memory.may_ask(f"other-{number}:443")

    assert len(memory._asked) == MAX_HOSTS
