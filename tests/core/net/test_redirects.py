"""A host may send us on twice at most, and each step is judged like a first address."""

from __future__ import annotations

import ssl
import time

import pytest

from credstone.errors import Unavailable
from credstone.net.fetch import Fetcher
from tests.core.net.servers import HOST, PUBLIC, Canary, Server, answer, by_path, serving

START = f"https://{HOST}/start"
ACCEPT = ("application/json",)


def _moved(to: str, status: str = "302 Found") -> bytes:
    return answer(b"", status=status, headers=(f"Location: {to}",))


def _fetcher(server: Server) -> Fetcher:
    return Fetcher(network=True, lookup=lambda _name: [PUBLIC], dial=server.dial)


@pytest.mark.parametrize("status", ["301 x", "302 x", "303 x", "307 x", "308 x"])
def test_one_step_on_the_same_host_is_followed(status: str, certified: ssl.SSLContext) -> None:
    pages = {"/start": _moved("/end", status), "/end": answer(b"[]")}
    with serving(certified, by_path(pages)) as server:
        fetched = _fetcher(server).get(START, accept=ACCEPT, redirects=1)

    assert (fetched.url, fetched.body) == (f"https://{HOST}/end", b"[]")


def test_two_steps_are_followed_and_three_are_not(certified: ssl.SSLContext) -> None:
    pages = {
        "/start": _moved("two"),
        "/two": _moved(f"//{HOST}/three"),
        "/three": answer(b"[]"),
        "/before": _moved(START),
    }
    with serving(certified, by_path(pages)) as server:
        fetcher = _fetcher(server)
        assert fetcher.get(START, accept=ACCEPT, redirects=2).body == b"[]"
        with pytest.raises(Unavailable, match="sends us elsewhere"):
            fetcher.get(f"https://{HOST}/before", accept=ACCEPT, redirects=2)
        with pytest.raises(ValueError, match="0 to 2"):
            fetcher.get(START, accept=ACCEPT, redirects=3)


def test_a_circle_ends(certified: ssl.SSLContext) -> None:
    with serving(certified, by_path({"/start": _moved("/start")})) as server:
        with pytest.raises(Unavailable, match="sends us elsewhere"):
            _fetcher(server).get(START, accept=ACCEPT, redirects=2)
        assert len(server.requests) == 3


def test_none_is_followed_unless_the_caller_says_so(certified: ssl.SSLContext) -> None:
    pages = {"/start": _moved("/end"), "/end": answer(b"[]")}
    with serving(certified, by_path(pages)) as server:
        with pytest.raises(Unavailable, match="sends us elsewhere"):
            _fetcher(server).get(START, accept=ACCEPT)
        assert len(server.requests) == 1


@pytest.mark.parametrize(
    ("location", "reason"),
    [
        ("http://badges.example.edu/end", "Only https"),
        ("https://127.0.0.1/", "numeric address"),
        ("https://127.0.0.1:{port}/", "numeric address"),
        ("https://2130706433/", "numeric address"),
        ("https://[::1]:{port}/", "numeric address"),
        ("https://localhost:{port}/", "internal network"),
        ("https://badges.example.edu:{port}/", "other than 443"),
        ("//127.0.0.1:{port}/", "numeric address"),
        ("//user:pw@badges.example.edu/", "user name"),
        ("/end#there", "fragment"),
        ("file:///etc/passwd", "Only https"),
        ("data:application/json,1", "Only https"),
        ("/a b", "beyond ASCII"),
        ("/\x7f", "beyond ASCII"),
        ("/\xe9", "beyond ASCII"),
        ("https://inside.example.edu/", "loopback"),
        ("", "no host"),
    ],
)
def test_a_step_to_where_we_would_not_go_is_refused(
    location: str, reason: str, certified: ssl.SSLContext, canary: Canary
) -> None:
    moved = _moved("{}").replace(b"{}", location.format(port=canary.port).encode("latin-1"))
    names = {f"{HOST}.": [PUBLIC], "inside.example.edu.": ["127.0.0.1"]}
    with serving(certified, by_path({"/start": moved})) as server:
        fetcher = Fetcher(network=True, lookup=names.__getitem__, dial=server.dial)
        with pytest.raises(Unavailable, match=reason):
            fetcher.get(START, accept=ACCEPT, redirects=2)
        assert server.dialled == [f"{PUBLIC}:443"]

    assert canary.connections() == 0


def test_all_steps_share_one_deadline(certified: ssl.SSLContext) -> None:
    def slow(connection: ssl.SSLSocket, _request: bytes) -> None:
        time.sleep(0.3)
        connection.sendall(_moved("/start"))

    with serving(certified, slow) as server:
        fetcher = Fetcher(
            network=True, lookup=lambda _name: [PUBLIC], dial=server.dial, seconds=0.5
        )
        with pytest.raises(Unavailable, match="too long"):
            fetcher.get(START, accept=ACCEPT, redirects=2)
