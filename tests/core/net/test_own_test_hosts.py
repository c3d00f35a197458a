"""An institution may except its own test hosts, by exact name and port; nothing else opens."""

from __future__ import annotations

from pathlib import Path

import pytest

from credstone.errors import Unavailable
from credstone.net.fetch import Fetcher
from tests.core.net.servers import HOST, PUBLIC, Authority, Canary, answer, saying, serving

ACCEPT = ("application/json",)


def test_a_named_host_and_port_on_this_machine_is_read(authority: Authority) -> None:
    """The real resolver and the real connection, from end to end."""
    with serving(authority.server_context("127.0.0.1"), saying(answer(b"[]"))) as server:
        fetcher = Fetcher(
            network=True,
            allow_private=frozenset({f"127.0.0.1:{server.port}"}),
            ca_file=authority.file,
        )
        fetched = fetcher.get(f"https://127.0.0.1:{server.port}/x", accept=ACCEPT)

    assert fetched.body == b"[]"
    assert f"Host: 127.0.0.1:{server.port}\r\n".encode() in server.requests[0]


def test_a_named_internal_name_is_read(authority: Authority) -> None:
    with serving(authority.server_context("localhost"), saying(answer(b"[]"))) as server:
        fetcher = Fetcher(
            network=True,
            allow_private=frozenset({f"localhost:{server.port}"}),
            lookup=lambda name: {"localhost": ["127.0.0.1"]}[name],
            ca_file=authority.file,
        )

        assert fetcher.get(f"https://localhost:{server.port}/", accept=ACCEPT).body == b"[]"


@pytest.mark.parametrize(
    "url",
    [
        "https://127.0.0.1:{other}/",
        "https://127.0.0.1/",
        "https://127.0.0.2:{port}/",
        "https://localhost:{port}/",
        "https://127.1:{port}/",
        "https://2130706433:{port}/",
        "https://[::ffff:127.0.0.1]:{port}/",
        "https://user@127.0.0.1:{port}/",
        "https://127.0.0.1:{port}/#x",
        "https://127.0.0.1:0{port}/",
        "http://127.0.0.1:{port}/",
        "https://127.0.0.1.:{port}/",
    ],
)
def test_its_neighbours_and_its_other_spellings_stay_closed(url: str, canary: Canary) -> None:
    fetcher = Fetcher(network=True, allow_private=frozenset({f"127.0.0.1:{canary.port}"}))

    with pytest.raises(Unavailable):
        fetcher.get(url.format(port=canary.port, other=canary.port ^ 1), accept=ACCEPT)

    assert canary.connections() == 0


@pytest.mark.parametrize(
    "address", ["169.254.169.254", "fd00:ec2::254", "100.64.0.1", "224.0.0.1", "64:ff9b::7f00:1"]
)
def test_an_excepted_name_never_leads_to_metadata_or_the_like(address: str, canary: Canary) -> None:
    fetcher = Fetcher(
        network=True,
        allow_private=frozenset({"badges.internal:443"}),
        lookup=lambda _name: [address],
        dial=canary.dial,
    )

    with pytest.raises(Unavailable, match="which is not asked"):
        fetcher.get("https://badges.internal/", accept=ACCEPT)

    assert canary.connections() == 0


def test_the_own_authority_vouches_for_the_own_hosts_only(authority: Authority) -> None:
    with serving(authority.server_context(HOST), saying(answer(b"[]"))) as server:
        fetcher = Fetcher(
            network=True,
            allow_private=frozenset({"127.0.0.1:8443"}),
            ca_file=authority.file,
            lookup=lambda _name: [PUBLIC],
            dial=server.dial,
        )
        with pytest.raises(Unavailable, match="certificate does not hold"):
            fetcher.get(f"https://{HOST}/", accept=ACCEPT)


def test_a_missing_authority_file_is_said(canary: Canary, tmp_path: Path) -> None:
    fetcher = Fetcher(
        network=True,
        allow_private=frozenset({f"127.0.0.1:{canary.port}"}),
        ca_file=tmp_path / "none.pem",
    )

    with pytest.raises(Unavailable, match="certificate authorities cannot be read"):
        fetcher.get(f"https://127.0.0.1:{canary.port}/", accept=ACCEPT)

    assert canary.connections() == 0


def test_the_permission_is_still_needed(canary: Canary) -> None:
    fetcher = Fetcher(network=False, allow_private=frozenset({f"127.0.0.1:{canary.port}"}))

    with pytest.raises(Unavailable, match="network is not allowed"):
        fetcher.get(f"https://127.0.0.1:{canary.port}/", accept=ACCEPT)

    assert canary.connections() == 0
