"""What a fetch tells the host: the address it wants, and nothing about who asks or why."""

from __future__ import annotations

import ssl

import pytest

from credstone.errors import Unavailable
from credstone.net.fetch import Fetcher
from tests.core.net.servers import HOST, PUBLIC, Canary, answer, saying, serving

ACCEPT = ("application/did+json", "application/json")


def test_the_whole_request_is_these_lines(certified: ssl.SSLContext) -> None:
    cookie = answer(b"{}", headers=("Set-Cookie: who=you; Path=/",))
    with serving(certified, saying(cookie)) as server:
        fetcher = Fetcher(network=True, lookup=lambda _name: [PUBLIC], dial=server.dial)
        for _ in range(2):  # the second one would bring the cookie back
            fetcher.get(f"https://{HOST}/a?b=c", accept=ACCEPT)

    assert server.requests == 2 * [
        b"GET /a?b=c HTTP/1.1\r\n"
        b"Host: badges.example.edu\r\n"
        b"Accept: application/did+json, application/json\r\n"
        b"Accept-Encoding: identity\r\n"
        b"User-Agent: credstone\r\n"
        b"Connection: close\r\n\r\n"
    ]


def test_a_proxy_in_the_environment_is_not_used(
    certified: ssl.SSLContext, canary: Canary, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("https_proxy", "HTTPS_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{canary.port}")
    with serving(certified, saying(answer(b"{}"))) as server:
        fetcher = Fetcher(network=True, lookup=lambda _name: [PUBLIC], dial=server.dial)
        fetcher.get(f"https://{HOST}/", accept=ACCEPT)

    assert server.dialled == [f"{PUBLIC}:443"]
    assert canary.connections() == 0


def test_without_the_permission_not_even_dns_is_asked(canary: Canary) -> None:
    asked: list[str] = []

    def lookup(name: str) -> list[str]:
        asked.append(name)
        return [PUBLIC]

    fetcher = Fetcher(network=False, lookup=lookup, dial=canary.dial)

    with pytest.raises(Unavailable) as refusal:
        fetcher.get(f"https://{HOST}/did.json?x=1", accept=ACCEPT)

    assert refusal.value.what == "The network is not allowed here, so nothing was fetched."
    assert refusal.value.where == f"https://{HOST}/did.json"
    assert refusal.value.fix == "Allow the network, or hand the file over."
    assert asked == []
    assert canary.connections() == 0
