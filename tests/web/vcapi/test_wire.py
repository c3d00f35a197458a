"""Bytes on the wire that no library sends: doubled lengths, slow bodies, huge ones, other names."""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress

import pytest

from tests.web.vcapi.served import Server

_SLOW_CALLERS = 20
_LARGE = 16 * 1024 * 1024


@contextmanager
def line_to(server: Server) -> Iterator[ssl.SSLSocket]:
    with (
        socket.create_connection(("127.0.0.1", server.port), timeout=20) as plain,
        server.trusted.wrap_socket(plain, server_hostname="127.0.0.1") as line,
    ):
        yield line


def request_line(
    server: Server, *headers: str, first: str = "POST /vc-api/credentials/verify"
) -> bytes:
    given = (f"Host: 127.0.0.1:{server.port}", "Content-Type: application/json", *headers)
    return "\r\n".join((f"{first} HTTP/1.1", *given, "", "")).encode()


def answers(server: Server, data: bytes) -> list[int]:
    """The statuses of all answers to ``data`` until the server closes or says no more.

    A server that has read enough may close while we still send, and its answer be lost.
    """
    received = b""
    with line_to(server) as line, suppress(OSError):
        line.sendall(data)
        line.settimeout(1.5)
        while part := line.recv(65536):
            received += part
    return [int(one[:3]) for one in received.split(b"HTTP/1.1 ")[1:]]


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        (("Content-Length: 2", "Content-Length: 3"), b"{}x"),
        (("Content-Length: -1",), b""),
        (("Content-Length: +2",), b"{}"),
        (("Content-Length: 2", " folded: yes"), b"{}"),
        (("Content-Length : 2",), b"{}"),
        (("Transfer-Encoding: chunked, identity",), b"2\r\n{}\r\n0\r\n\r\n"),
    ],
)
def test_a_request_that_two_readers_could_take_differently_is_refused(
    server: Server, headers: tuple[str, ...], body: bytes
) -> None:
    hidden = request_line(server, first="GET /vc-api/config")
    assert answers(server, request_line(server, *headers) + body + hidden) == [400]


def test_a_request_with_two_hosts_is_refused(server: Server) -> None:
    two = request_line(server, "Host: other.example", first="GET /vc-api/config")
    assert answers(server, two) == [400]


def test_no_second_request_hides_in_the_body_of_the_first(server: Server) -> None:
    both = request_line(server, "Content-Length: 4", "Transfer-Encoding: chunked")
    hidden = request_line(server, first="GET /vc-api/config")
    assert answers(server, both + b"0\r\n\r\n" + hidden) == [411]


def test_a_body_must_say_its_length(server: Server) -> None:
    chunked = request_line(server, "Transfer-Encoding: chunked") + b"2\r\n{}\r\n0\r\n\r\n"
    assert answers(server, chunked)[0] == 411


def test_a_header_without_end_is_refused(server: Server) -> None:
    assert answers(server, request_line(server, f"X: {'a' * 500_000}")) in ([431], [])
    assert server.integrator.get("/config").status == 200


def test_what_is_no_http_is_no_request(server: Server) -> None:
    assert answers(server, b"\x00\x01\x02 nonsense\r\n\r\n") == [400]


def test_whoever_sends_too_much_hears_so_even_if_they_send_all_of_it_first(server: Server) -> None:
    for kind, status in (("application/json", 413), ("text/plain", 415)):
        answer = server.integrator.post_bytes("/credentials/verify", b" " * _LARGE, kind)
        assert (answer.status, answer.is_problem) == (status, True)


def test_slow_callers_keep_nobody_else_waiting(server: Server) -> None:
    with ExitStack() as slow:
        for _ in range(_SLOW_CALLERS):
            line = slow.enter_context(line_to(server))
            line.sendall(request_line(server, "Content-Length: 100") + b"{")
        began = time.monotonic()
        assert server.integrator.get("/config").status == 200
        assert time.monotonic() - began < 5


def test_a_connection_serves_one_question_after_the_other(server: Server) -> None:
    one = request_line(server, first="GET /vc-api/config")
    assert answers(server, one + one + one) == [200, 200, 200]


def test_nothing_is_said_without_tls(server: Server) -> None:
    with socket.create_connection(("127.0.0.1", server.port), timeout=5) as plain:
        plain.sendall(request_line(server, first="GET /vc-api/config"))
        assert not plain.recv(65536).startswith(b"HTTP")


@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1_2])
def test_older_tls_is_not_spoken(server: Server, version: ssl.TLSVersion) -> None:
    older = server.trusted
    older.maximum_version = version
    with (
        socket.create_connection(("127.0.0.1", server.port), timeout=5) as plain,
        pytest.raises((ssl.SSLError, ConnectionError)),
    ):
        older.wrap_socket(plain, server_hostname="127.0.0.1")
