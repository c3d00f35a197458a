"""A credential may name any address; only plain https on public names is ever asked.

Each form says why it is refused. The lookup answers a public address and every dial ends in the
canary, so a form passes only when the URL itself is refused before anything leaves.
"""

from __future__ import annotations

from ipaddress import IPv4Address

import pytest

from credstone.errors import Unavailable
from credstone.net.fetch import Fetcher
from credstone.net.url import read_url
from credstone.net.wire import system_lookup, tcp_dial
from tests.core.net.forms import FORMS
from tests.core.net.forms.form import Form
from tests.core.net.servers import PUBLIC, Canary
from tests.core.net.watch import watching

ACCEPT = ("application/json",)


def test_there_are_more_than_three_hundred_forms_and_no_two_are_alike() -> None:
    assert len({form.name for form in FORMS}) == len({form.text for form in FORMS}) == len(FORMS)
    assert len(FORMS) >= 300


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_a_hostile_address_is_refused_for_its_own_reason(form: Form, canary: Canary) -> None:
    fetcher = Fetcher(network=True, lookup=lambda _name: [PUBLIC], dial=canary.dial, seconds=0.5)

    with pytest.raises(Unavailable) as refusal:
        fetcher.get(form.url(canary.port), accept=ACCEPT)

    assert form.reason in refusal.value.what
    assert canary.connections() == 0


def test_with_the_real_resolver_nobody_is_reached_and_no_name_is_asked_for(canary: Canary) -> None:
    fetcher = Fetcher(network=True)

    with watching() as watch:
        for form in FORMS:
            with pytest.raises(Unavailable):
                fetcher.get(form.url(canary.port), accept=ACCEPT)

    assert (watch.connected, watch.asked) == ([], [])
    assert canary.connections() == 0
    print(f"the fetcher: {len(FORMS)} forms, 0 connections, 0 names asked for")


def test_the_watch_would_have_seen(canary: Canary) -> None:
    with watching() as watch:
        system_lookup("localhost")
        tcp_dial(IPv4Address("127.0.0.1"), canary.port, 1).close()

    assert watch.asked == ["localhost"]
    assert watch.connected == [f"('127.0.0.1', {canary.port})"]
    assert canary.connections() == 1


def test_the_canary_would_have_sung(canary: Canary) -> None:
    fetcher = Fetcher(network=True, lookup=lambda _name: [PUBLIC], dial=canary.dial, seconds=0.2)

    with pytest.raises(Unavailable):
        fetcher.get("https://badges.example.edu/", accept=ACCEPT)

    assert canary.connections() == 1


@pytest.mark.parametrize(
    ("url", "asked"),
    [
        ("https://badges.example.edu", "https://badges.example.edu/"),
        ("HTTPS://Badges.Example.EDU/A", "https://badges.example.edu/A"),
        ("https://badges.example.edu:443/x", "https://badges.example.edu/x"),
        ("https://badges.example.edu?list=1", "https://badges.example.edu/?list=1"),
        ("https://xn--bcher-kva.example/%C3%BC", "https://xn--bcher-kva.example/%C3%BC"),
        ("https://xn--strae-oqa.example/", "https://xn--strae-oqa.example/"),
        ("https://xn--11b4d3a.example/", "https://xn--11b4d3a.example/"),
        ("https://1.example.edu/~a/b;c=1,2?d=e/f?g", "https://1.example.edu/~a/b;c=1,2?d=e/f?g"),
    ],
)
def test_a_plain_address_is_read_in_its_one_spelling(url: str, asked: str) -> None:
    assert read_url(url).url == asked


@pytest.mark.parametrize(
    "url",
    [
        "https://registrar:hunter2@badges.example.edu/x",
        "https://badges.example.edu:22/x?token=hunter2",
        "https://badges.example.edu/x#hunter2",
        "ftp://registrar:hunter2@badges.example.edu/",
        "https://registrar:hunter2@badges.example.edu/\n",
        "//registrar:hunter2@badges.example.edu/x",
        "https:\\\\registrar:hunter2@badges.example.edu\\x",
        "registrar:hunter2@badges.example.edu",
    ],
)
def test_a_refusal_shows_no_secret(url: str) -> None:
    with pytest.raises(Unavailable) as refusal:
        Fetcher(network=False).get(url, accept=ACCEPT)

    assert "badges.example.edu" in str(refusal.value)
    assert "hunter2" not in str(refusal.value)
