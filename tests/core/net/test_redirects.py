"""A host may send us on twice at most, and each step is judged like a first address."""

from __future__ import annotations

import contextlib
import re
import ssl
import time

import pytest

from credstone.errors import Unavailable
from credstone.net.fetch import Fetcher
from tests.core.net.forms import FORMS
from tests.core.net.forms.answers import INWARD
from tests.core.net.servers import HOST, PUBLIC, Canary, Server, answer, by_path, serving

START = f"https://{HOST}/start"
ACCEPT = ("application/json",)


def _moved(to: str, status: str = "302 Found") -> bytes:
    return answer(b"", status=status, headers=(f"Location: {to}",))


def _sending(context: ssl.SSLContext, location: str) -> contextlib.AbstractContextManager[Server]:
    """A host that sends everyone to ``location``, whatever bytes it takes to say so."""
    moved = _moved("{}").replace(b"{}", location.encode("latin-1"))
    return serving(context, by_path({"/start": moved}))


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


# What is refused as a first address is refused as a step, as far as a header can carry it; a
# relative one is joined first, and then stays with the host that sent it.
STEPS = {
    form.name: (form.text, form.reason)
    for form in FORMS
    if re.match(r"[a-zA-Z+-]+://|https:", form.text)
    and form.text.isascii()
    and form.text.isprintable()
    and form.text == form.text.strip()
    and len(form.text) < 30_000
}
MORE = {
    "plain http on the same host": (f"http://{HOST}/end", "Only https"),
    "an authority of numbers": ("//127.0.0.1:PORT/", "numeric address"),
    "an authority with a user": (f"//user:pw@{HOST}/", "user name"),
    "an authority that opens a bracket": ("//[", "numeric address"),
    "an authority of nothing": ("///badges.example.edu/", "no host"),
    "an authority that closes one": ("https://]/", "not a plain DNS name"),
    "an address of the future": ("https://[v1.fe80::a]/", "numeric address"),
    "a fragment on the same host": ("/end#there", "fragment"),
    "data": ("data:application/json,1", "Only https"),
    "a script": ("javascript:alert(1)", "Only https"),
    "a space": ("/a b", "beyond ASCII"),
    "a backslash": ("/\\127.0.0.1:PORT/", "path or query"),
    "backslashes for an authority": ("\\\\127.0.0.1:PORT/", "path or query"),
    "a delete": ("/\x7f", "beyond ASCII"),
    "a letter of Latin-1": ("/\xe9", "beyond ASCII"),
    "a next line of Latin-1": ("/\x85", "beyond ASCII"),
    "a tab": ("/a\tb", "beyond ASCII"),
    "nothing": ("", "no host"),
}


@pytest.mark.parametrize("step", [*STEPS, *MORE])
def test_a_step_to_where_we_would_not_go_is_refused(
    step: str, certified: ssl.SSLContext, canary: Canary
) -> None:
    location, reason = {**STEPS, **MORE}[step]
    to = location.replace("PORT", str(canary.port))
    with _sending(certified, to) as server:
        with pytest.raises(Unavailable, match=re.escape(reason)):
            _fetcher(server).get(START, accept=ACCEPT, redirects=2)
        assert server.dialled == [f"{PUBLIC}:443"]

    assert canary.connections() == 0


@pytest.mark.parametrize("place", INWARD)
def test_a_step_to_a_name_that_leads_into_a_house_is_refused(
    place: str, certified: ssl.SSLContext
) -> None:
    address, kind = INWARD[place]
    names = {f"{HOST}.": [PUBLIC], "inside.example.edu.": [address]}
    with _sending(certified, "https://inside.example.edu/") as server:
        fetcher = Fetcher(network=True, lookup=names.__getitem__, dial=server.dial)
        with pytest.raises(Unavailable, match=f"leads to a {kind} address"):
            fetcher.get(START, accept=ACCEPT, redirects=2)
        assert server.dialled == [f"{PUBLIC}:443"]


@pytest.mark.parametrize(
    "header",
    ["Refresh: 0; url={}", "Link: <{}>; rel=canonical", "Content-Location: {}", "Alt-Svc: h3={}"],
)
def test_no_other_header_sends_us_anywhere(
    header: str, certified: ssl.SSLContext, canary: Canary
) -> None:
    pages = {"/start": answer(b"[]", headers=(header.format(f"https://{HOST}:{canary.port}/"),))}
    with serving(certified, by_path(pages)) as server:
        assert _fetcher(server).get(START, accept=ACCEPT, redirects=2).body == b"[]"
        assert len(server.requests) == 1

    assert canary.connections() == 0


def test_of_two_locations_the_first_is_judged(certified: ssl.SSLContext, canary: Canary) -> None:
    inward = f"Location: https://127.0.0.1:{canary.port}/"
    moved = answer(b"", status="302 x", headers=(inward, "Location: /end"))
    with serving(certified, by_path({"/start": moved, "/end": answer(b"[]")})) as server:
        with pytest.raises(Unavailable, match="numeric address"):
            _fetcher(server).get(START, accept=ACCEPT, redirects=2)
        assert len(server.requests) == 1

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
