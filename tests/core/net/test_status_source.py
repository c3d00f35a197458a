"""Status lists from files somebody hands over, from the network, and from both."""

from __future__ import annotations

import base64
import json
import os
import ssl
from pathlib import Path

import pytest

from credstone.errors import Unavailable
from credstone.net.cache import Cache
from credstone.net.fetch import MAX_BYTES, Fetcher
from credstone.net.status_source import (
    MAX_FILES,
    FirstOf,
    StatusFiles,
    StatusNetwork,
)
from credstone.ports import Json
from tests.core.net.servers import HOST, PUBLIC, Canary, Server, answer, by_path, saying, serving

URN = "urn:uuid:6b6e7f0e-2f5e-4c0e-9d0e-000000000001"
URL = f"https://{HOST}/status/1"


def _list(name: str = URN, **subject: Json) -> bytes:
    return json.dumps({"id": name, "credentialSubject": {"type": "x", **subject}}).encode()


def _jwt(payload: bytes) -> bytes:
    def segment(data: bytes) -> bytes:
        return base64.urlsafe_b64encode(data).rstrip(b"=")

    return b".".join((segment(b'{"alg":"EdDSA"}'), segment(payload), segment(b"s" * 64)))


def _enveloped(payload: bytes) -> bytes:
    name = f"data:application/vc+jwt,{_jwt(payload).decode()}"
    return json.dumps({"id": name, "type": "EnvelopedVerifiableCredential"}).encode()


# Files


@pytest.mark.parametrize(
    ("file", "body"),
    [
        ("list.json", _list()),
        ("LIST.JSON", b"\n " + _list()),
        ("list.jwt", _jwt(_list()) + b"\n"),
        ("enveloped.json", _enveloped(_list())),
    ],
)
def test_a_list_is_found_by_its_own_id_and_handed_on_verbatim(
    file: str, body: bytes, tmp_path: Path
) -> None:
    (tmp_path / file).write_bytes(body)

    assert StatusFiles.read(tmp_path).status_list(URN) == body
    assert StatusFiles.read(tmp_path / file).status_list(URN) == body


def test_a_single_file_may_have_any_name(tmp_path: Path) -> None:
    (tmp_path / "list").write_bytes(_list())

    assert StatusFiles.read(tmp_path / "list").status_list(URN) == _list()


def test_a_directory_is_read_once_and_not_below(tmp_path: Path) -> None:
    (tmp_path / "list.json").write_bytes(_list())
    (tmp_path / "deeper").mkdir()
    (tmp_path / "deeper" / "other.json").write_bytes(_list("urn:other"))
    (tmp_path / "notes.txt").write_text("not a list")
    files = StatusFiles.read(tmp_path)
    (tmp_path / "list.json").unlink()

    assert files.status_list(URN) == _list()
    assert files.skipped == ()
    with pytest.raises(Unavailable):
        files.status_list("urn:other")


@pytest.mark.parametrize(
    "name",
    ["list.json", "./list.json", "../secret.json", "{dir}/list.json", "file://{dir}/list.json", ""],
)
def test_a_name_is_never_followed_as_a_path(name: str, tmp_path: Path) -> None:
    (tmp_path / "secret.json").write_bytes(_list("urn:secret"))
    folder = tmp_path / "lists"
    folder.mkdir()
    (folder / "list.json").write_bytes(_list())

    with pytest.raises(Unavailable, match="No file that was given is this status list"):
        StatusFiles.read(folder).status_list(name.format(dir=folder))


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "Neither JSON nor a JWT"),
        (b"hello", "Neither JSON nor a JWT"),
        (b"a.b", "Neither JSON nor a JWT"),
        (b"\xff.\xff.\xff", "Neither JSON nor a JWT"),
        (b"a.!!.c", "base64url"),
        (_jwt(b"[]"), "Not a JSON object"),
        (b'{"id": "urn:a", "id": "urn:b"}', "list.json"),
        (b'{"a":' * 50_000, "list.json"),
        (b"{}", "it has no id"),
        (b'{"id": 7}', "it has no id"),
        (b'{"id": ""}', "it has no id"),
        (b'{"id": "data:application/vc+jwt,x"}', "Neither JSON nor a JWT"),
        (b'{"id": "' + b"x" * MAX_BYTES + b'"}', "larger than 1048576 bytes"),
    ],
)
def test_an_unreadable_file_is_skipped_and_the_reason_says_so(
    body: bytes, reason: str, tmp_path: Path
) -> None:
    (tmp_path / "list.json").write_bytes(body)
    (tmp_path / "good.json").write_bytes(_list("urn:good"))
    files = StatusFiles.read(tmp_path)

    assert files.status_list("urn:good") == _list("urn:good")
    with pytest.raises(Unavailable, match=r"Not used: list\.json") as refusal:
        files.status_list(URN)
    assert reason in refusal.value.what


def test_a_pipe_or_a_dangling_link_does_not_hold_us_up(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.json")
    (tmp_path / "gone.json").symlink_to(tmp_path / "nowhere")
    (tmp_path / "folder.json").mkdir()

    with pytest.raises(Unavailable, match="no regular file"):
        StatusFiles.read(tmp_path).status_list(URN)


def test_two_different_files_of_one_list_are_both_set_aside(tmp_path: Path) -> None:
    """The older one could be the one that does not know of the revocation yet."""
    (tmp_path / "a.json").write_bytes(_list(encodedList="old"))
    (tmp_path / "b.json").write_bytes(_list(encodedList="new"))

    with pytest.raises(Unavailable, match=r"b\.json \(differs from a\.json, which has its id\)"):
        StatusFiles.read(tmp_path).status_list(URN)


def test_two_equal_files_of_one_list_are_one(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(_list())
    (tmp_path / "b.json").write_bytes(_list())

    assert StatusFiles.read(tmp_path).status_list(URN) == _list()


def test_too_many_files_are_said(tmp_path: Path) -> None:
    for number in range(MAX_FILES + 1):
        (tmp_path / f"{number:05}.json").write_bytes(_list(f"urn:{number}"))

    with pytest.raises(Unavailable, match="too many files"):
        StatusFiles.read(tmp_path).status_list(f"urn:{MAX_FILES}")


def test_a_path_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="no such file"):
        StatusFiles.read(tmp_path / "none")


# Network


def _source(server: Server, now: list[float]) -> StatusNetwork:
    fetcher = Fetcher(network=True, lookup=lambda _name: [PUBLIC], dial=server.dial)
    return StatusNetwork(fetcher, Cache(lambda: now[0]))


@pytest.mark.parametrize(
    ("body", "seconds"),
    [
        (_list(URL), 60),
        (_list(URL, ttl=300_000), 60),
        (_list(URL, ttl=5_000), 5),
        (_jwt(_list(URL, ttl=5_000)), 5),
        (_list(URL, ttl=True), 60),
        (_list(URL, ttl="5"), 60),
    ],
)
def test_a_list_is_kept_as_long_as_it_says_and_a_minute_at_most(
    body: bytes, seconds: int, certified: ssl.SSLContext
) -> None:
    now = [1000.0]
    with serving(certified, saying(answer(body, media_type="application/vc"))) as server:
        source = _source(server, now)
        assert source.status_list(URL) == body
        now[0] += seconds - 0.1
        source.status_list(URL)
        assert len(server.requests) == 1
        now[0] += 0.1
        source.status_list(URL)
        assert len(server.requests) == 2


@pytest.mark.parametrize("body", [_list(URL, ttl=0), _list(URL, ttl=-1), b"garbage"])
def test_a_list_that_must_not_be_kept_is_not(body: bytes, certified: ssl.SSLContext) -> None:
    with serving(certified, saying(answer(body))) as server:
        source = _source(server, [0.0])
        source.status_list(URL)
        source.status_list(URL)

    assert len(server.requests) == 2


def test_a_list_may_have_moved(certified: ssl.SSLContext) -> None:
    pages = {
        "/status/1": answer(b"", status="301 x", headers=("Location: /lists/1.json",)),
        "/lists/1.json": answer(_list(URL)),
    }
    with serving(certified, by_path(pages)) as server:
        assert _source(server, [0.0]).status_list(URL) == _list(URL)


def test_a_name_that_is_no_address_is_not_asked_of_the_network(canary: Canary) -> None:
    fetcher = Fetcher(network=True, lookup=lambda _name: [PUBLIC], dial=canary.dial)

    with pytest.raises(Unavailable, match="a name and no address") as refusal:
        StatusNetwork(fetcher).status_list(URN)

    assert refusal.value.fix == "Ask the issuer for the list's file."
    assert canary.connections() == 0


# Both


def test_a_file_goes_before_the_network(certified: ssl.SSLContext) -> None:
    with serving(certified, saying(answer(_list(URL, from_="network")))) as server:
        files = StatusFiles({URL: _list(URL, from_="file")})
        source = FirstOf((files, _source(server, [0.0])))

        assert source.status_list(URL) == _list(URL, from_="file")
        assert server.requests == []
        other = f"https://{HOST}/status/2"
        assert source.status_list(other) == _list(URL, from_="network")


def test_when_nobody_has_it_every_reason_is_told() -> None:
    source = FirstOf((StatusFiles({}), StatusNetwork(Fetcher(network=False))))

    with pytest.raises(Unavailable) as refusal:
        source.status_list(URL)

    assert refusal.value.what == (
        "No file that was given is this status list."
        " The network is not allowed here, so nothing was fetched."
    )
    assert refusal.value.where == URL


def test_with_nowhere_to_look_that_is_said() -> None:
    with pytest.raises(Unavailable, match="nowhere to look"):
        FirstOf(()).status_list(URL)
