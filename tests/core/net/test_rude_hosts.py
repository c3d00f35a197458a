"""A host that answers slowly, endlessly, wrongly or as somebody else gives no bytes to anybody."""

from __future__ import annotations

import contextlib
import gzip
import ssl
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from credstone.errors import Unavailable
from credstone.net.fetch import MAX_BYTES, Fetched, Fetcher
from tests.core.net.servers import (
    HOST,
    PUBLIC,
    Authority,
    Script,
    Server,
    answer,
    saying,
    serving,
)

URL = f"https://{HOST}/list.json"
ACCEPT = ("application/json",)


@contextlib.contextmanager
def _host(
    context: ssl.SSLContext | None, script: Script, seconds: float = 5.0
) -> Iterator[tuple[Fetcher, Server]]:
    with serving(context, script) as server:
        yield (
            Fetcher(network=True, lookup=lambda _name: [PUBLIC], dial=server.dial, seconds=seconds),
            server,
        )


def _get(context: ssl.SSLContext | None, script: Script, seconds: float = 5.0) -> Fetched:
    with _host(context, script, seconds) as (fetcher, _server):
        return fetcher.get(URL, accept=ACCEPT)


def test_a_polite_host_is_read(certified: ssl.SSLContext) -> None:
    fetched = _get(
        certified, saying(answer(b'{"a":1}', media_type="Application/JSON; charset=utf-8"))
    )

    assert fetched == Fetched(URL, "application/json", b'{"a":1}')


def test_a_polite_host_may_send_in_chunks(certified: ssl.SSLContext) -> None:
    body = b"3\r\n[1,\r\n2\r\n2]\r\n0\r\n\r\n"
    response = answer(body, headers=("Transfer-Encoding: chunked",), length=False)

    assert _get(certified, saying(response)).body == b"[1,2]"


def test_a_body_of_exactly_the_limit_is_read(certified: ssl.SSLContext) -> None:
    assert len(_get(certified, saying(answer(b"x" * MAX_BYTES))).body) == MAX_BYTES


# Slow: each of these would hold a reader with a timeout per read for ever.


def _drip(prefix: bytes, drop: bytes) -> Script:
    def script(connection: ssl.SSLSocket, _request: bytes) -> None:
        connection.sendall(prefix)
        for _ in range(200):
            connection.sendall(drop)
            time.sleep(0.02)

    return script


DRIPS = {
    "status line": _drip(b"", b"H"),
    "headers": _drip(b"HTTP/1.1 200 OK\r\n", b"X: y\r\n"),
    "one header": _drip(b"HTTP/1.1 200 OK\r\nX: ", b"y"),
    "continue": _drip(b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    "body": _drip(answer(b"", headers=("Content-Length: 1000",), length=False), b" "),
    "endless body": _drip(answer(b"", length=False), b" "),
    "chunks": _drip(
        answer(b"", headers=("Transfer-Encoding: chunked",), length=False), b"1\r\n \r\n"
    ),
    "silence": lambda _connection, _request: time.sleep(4),
}


@pytest.mark.parametrize("part", DRIPS)
def test_a_host_that_drips_costs_the_deadline_and_no_more(
    part: str, certified: ssl.SSLContext
) -> None:
    start = time.monotonic()

    with pytest.raises(Unavailable, match="took too long"):
        _get(certified, DRIPS[part], seconds=0.4)

    assert time.monotonic() - start < 1.5


def test_a_host_that_stalls_in_the_handshake_costs_the_deadline_and_no_more() -> None:
    start = time.monotonic()

    with pytest.raises(Unavailable, match="took too long"):
        _get(None, lambda _connection, _request: time.sleep(4), seconds=0.4)

    assert time.monotonic() - start < 1.5


# Large: everything that arrives counts, also what is not body.


def _flood(prefix: bytes, wave: bytes) -> Script:
    def script(connection: ssl.SSLSocket, _request: bytes) -> None:
        connection.sendall(prefix)
        for _ in range(4096):
            connection.sendall(wave)

    return script


CHUNKED = answer(b"", headers=("Transfer-Encoding: chunked",), length=False)
FLOODS = {
    "announced": (saying(answer(b"", headers=("Content-Length: 1048577",), length=False)), "large"),
    "announced gigabytes": (
        saying(answer(b"", headers=("Content-Length: 99999999999",), length=False)),
        "larger than 1048576",
    ),
    "unannounced": (_flood(answer(b"", length=False), b"x" * 65536), "larger than 1048576"),
    "one byte over, in chunks": (
        _flood(CHUNKED, b"10001\r\n" + b"x" * 65537 + b"\r\n"),
        "larger than 1048576",
    ),
    "one endless chunk": (_flood(CHUNKED + b"ffffffffffff\r\n", b"x" * 65536), "larger than"),
    "tiny chunks": (_flood(CHUNKED, b"1\r\nx\r\n" * 10000), "more than was allowed"),
    "chunk extensions": (
        _flood(CHUNKED, b"1;" + b"e" * 60000 + b"\r\nx\r\n"),
        "more than was allowed",
    ),
    "negative chunk": (_flood(CHUNKED + b"-1\r\n", b"x" * 65536), "larger|more than was allowed"),
    "headers": (_flood(b"HTTP/1.1 200 OK\r\n", b"X: " + b"y" * 8000 + b"\r\n"), "more than was"),
    "one header": (_flood(b"HTTP/1.1 200 OK\r\nX: ", b"y" * 8000), "more than was allowed"),
    "continue": (_flood(b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 100), "more than was allowed"),
    "101 headers": (
        saying(b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 101 + b"\r\n"),
        "did not answer in HTTP",
    ),
}


@pytest.mark.parametrize("part", FLOODS)
def test_a_host_that_floods_is_cut_off(part: str, certified: ssl.SSLContext) -> None:
    script, reason = FLOODS[part]

    with pytest.raises(Unavailable, match=reason):
        _get(certified, script)


# Wrong: what is said about the body rules whether it is read.

WRONG = {
    "gzip": (answer(b"\x1f\x8b" * 50, headers=("Content-Encoding: gzip",)), "compressed"),
    "brotli": (answer(b"x", headers=("Content-Encoding: br",)), "compressed"),
    "deflate": (answer(b"x", headers=("Content-Encoding: deflate",)), "compressed"),
    "zstd": (answer(b"x", headers=("Content-Encoding: zstd",)), "compressed"),
    "x-gzip": (answer(b"x", headers=("Content-Encoding: X-GZip",)), "compressed"),
    "a bomb of gzip": (
        answer(gzip.compress(bytes(64 << 20)), headers=("Content-Encoding: gzip",)),
        "compressed",
    ),
    "a bomb that is not called one": (
        answer(gzip.compress(bytes(64 << 20)), media_type="application/gzip"),
        "of type application/gzip",
    ),
    "identity and gzip": (
        answer(b"x", headers=("Content-Encoding: identity, gzip",)),
        "compressed",
    ),
    "gzip twice": (answer(b"x", headers=("Content-Encoding: gzip, gzip",)), "compressed"),
    "gzip as transfer": (
        answer(b"x", headers=("Transfer-Encoding: gzip, chunked",)),
        "an encoding that we do not read",
    ),
    "chunked twice": (
        answer(b"x", headers=("Transfer-Encoding: chunked, chunked",)),
        "an encoding that we do not read",
    ),
    "svg where JSON was asked": (answer(b"<svg/>", media_type="image/svg+xml"), "image/svg"),
    "multipart": (answer(b"--x", media_type="multipart/mixed; boundary=x"), "multipart/mixed"),
    "a type after a semicolon": (answer(b"{}", media_type=";application/json"), "of type none"),
    "two types": (answer(b"{}", media_type="text/html, application/json"), "of type none"),
    "html": (answer(b"<html>", media_type="text/html"), "of type text/html"),
    "json-ish": (answer(b"{}", media_type="application/jsonp"), "application/jsonp"),
    "no type": (b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}", "of type none"),
    "hostile type": (answer(b"{}", media_type="\x1b[31mred"), "of type none"),
    "404": (answer(b"{}", status="404 Not Found"), "status 404"),
    "500": (answer(b"{}", status="500 Oops"), "status 500"),
    "206": (answer(b"{}", status="206 Partial Content"), "status 206"),
    "204": (b"HTTP/1.1 204 No Content\r\n\r\n", "status 204"),
    "switching": (b"HTTP/1.1 101 Switching\r\n\r\n", "status 101"),
    "no HTTP": (b"SSH-2.0-OpenSSH_9.2\r\n", "did not answer in HTTP"),
    "HTTP/0.9": (b"{}", "did not answer in HTTP"),
    "nothing": (b"", "did not answer in HTTP"),
    "cut off": (answer(b"{}", headers=("Content-Length: 10",), length=False), "broke off"),
    "chunks cut off": (CHUNKED + b"5\r\n{", "did not answer in HTTP"),
    "chunks of no size": (CHUNKED + b"zz\r\n{}\r\n", "did not answer in HTTP"),
}


@pytest.mark.parametrize("fault", WRONG)
def test_a_wrong_answer_is_no_answer(fault: str, certified: ssl.SSLContext) -> None:
    response, reason = WRONG[fault]

    with pytest.raises(Unavailable, match=reason):
        _get(certified, saying(response))


def test_a_body_shorter_than_announced_is_no_body(certified: ssl.SSLContext) -> None:
    def says_goodbye_early(connection: ssl.SSLSocket, _request: bytes) -> None:
        connection.sendall(answer(b"{}", headers=("Content-Length: 10",), length=False))
        connection.unwrap()

    with pytest.raises(Unavailable, match="ended too early"):
        _get(certified, says_goodbye_early)


def test_a_body_without_length_needs_the_goodbye_of_tls(certified: ssl.SSLContext) -> None:
    """Otherwise whoever cuts the line decides where the list ends."""

    def says_goodbye(connection: ssl.SSLSocket, _request: bytes) -> None:
        connection.sendall(answer(b"{}", length=False))
        connection.unwrap()

    assert _get(certified, says_goodbye).body == b"{}"
    with pytest.raises(Unavailable, match="broke off"):
        _get(certified, saying(answer(b"{}", length=False)))


# Somebody else: the certificate must be good, current, for this name, by a known authority.


def test_the_wrong_certificate_is_refused_and_the_request_is_never_sent(
    certified: ssl.SSLContext, authority: Authority, tmp_path: Path
) -> None:
    stranger = Authority.make(tmp_path, "Nobody's Authority")
    contexts = {
        "Hostname mismatch": authority.server_context("other.example.edu"),
        "for '93.184.215.14'|Hostname mismatch": authority.server_context(PUBLIC),
        "certificate has expired": authority.server_context(HOST, expired=True),
        "unable to get local issuer": stranger.server_context(HOST),
    }
    for reason, context in contexts.items():
        with _host(context, saying(answer(b"{}"))) as (fetcher, server):
            with pytest.raises(Unavailable, match=reason):
                fetcher.get(URL, accept=ACCEPT)
            assert server.requests in ([], [b""])


def test_a_host_that_speaks_no_tls_is_refused() -> None:
    with pytest.raises(Unavailable, match="does not speak TLS"):
        _get(None, lambda connection, _request: connection.sendall(answer(b"{}")))


@pytest.mark.filterwarnings("ignore:ssl.TLSVersion:DeprecationWarning")
def test_old_tls_is_refused(certified: ssl.SSLContext) -> None:
    certified.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
    certified.maximum_version = ssl.TLSVersion.TLSv1_1
    certified.set_ciphers("ALL:@SECLEVEL=0")

    with pytest.raises(Unavailable, match="does not speak TLS"):
        _get(certified, saying(answer(b"{}")))
