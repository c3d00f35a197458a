"""Whoever asks for something else, by wrong types, methods, hosts and bodies; never with 500."""

from __future__ import annotations

import json

import pytest

from tests.web.vcapi.callers import ROOT, Answer, Integrator, a_credential

POSTS = [
    "/issuers/eddsa-rdfc-2022/credentials/issue",
    "/credentials/verify",
    "/presentations/verify",
    "/credentials/status",
]
GETS = ["/config", "/status/6f1f6c3e-4b1a-4e0c-9a38-0d7d7f4b7a01"]
LARGEST = 1024 * 1024 + 16 * 1024


def is_refused(answer: Answer, status: int) -> bool:
    return answer.status == status and answer.is_problem


@pytest.mark.parametrize("path", POSTS)
@pytest.mark.parametrize("kind", ["", "text/plain", "application/x-www-form-urlencoded", "a/b;c"])
def test_a_body_of_another_type_is_not_read(integrator: Integrator, path: str, kind: str) -> None:
    assert is_refused(integrator.post_bytes(path, b"{}", kind), 415)


@pytest.mark.parametrize("path", POSTS)
def test_json_may_say_its_encoding(integrator: Integrator, path: str) -> None:
    answer = integrator.post_bytes(path, b"{}", "Application/JSON; charset=utf-8")
    assert is_refused(answer, 400)


@pytest.mark.parametrize("path", POSTS)
def test_a_compressed_body_is_not_read(integrator: Integrator, path: str) -> None:
    headers = {"Content-Type": "application/json", "Content-Encoding": "gzip"}
    assert is_refused(integrator.caller.send("POST", ROOT + path, b"{}", headers), 415)


@pytest.mark.parametrize("path", POSTS)
@pytest.mark.parametrize(
    "body",
    [
        b" ",
        b"{",
        b"[]",
        b'"text"',
        b"null",
        b"7",
        b'{"a": 1, "a": 2}',
        b'{"a": NaN}',
        b'{"a": 1e999}',
        b'{"a": 9007199254740993}',
        b'{"a": "\\ud800"}',
        b'\xef\xbb\xbf{"a": 1}',
        b"\xff\xfe{\x00}\x00",
        b'{"a": "\xff"}',
        b'{"a":' * 40 + b"1" + b"}" * 40,
        b"[" * 100_000,
    ],
)
def test_what_is_no_strict_json_object_is_malformed(
    integrator: Integrator, path: str, body: bytes
) -> None:
    assert is_refused(integrator.post_bytes(path, body), 400)


@pytest.mark.parametrize("path", POSTS)
def test_a_body_that_is_too_large_is_not_read(integrator: Integrator, path: str) -> None:
    assert is_refused(integrator.post_bytes(path, b" " * (LARGEST + 1)), 413)
    assert is_refused(integrator.post_bytes(path, b" " * LARGEST), 400)


@pytest.mark.parametrize("method", ["GET", "PUT", "PATCH", "DELETE", "OPTIONS", "HEAD", "NONSENSE"])
@pytest.mark.parametrize("path", POSTS)
def test_what_is_posted_is_only_posted(integrator: Integrator, path: str, method: str) -> None:
    answer = integrator.caller.send(method, ROOT + path, None, {})
    assert (answer.status, answer.headers["allow"]) == (405, "POST")


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
@pytest.mark.parametrize("path", GETS)
def test_what_is_read_is_only_read(integrator: Integrator, path: str, method: str) -> None:
    answer = integrator.caller.send(method, ROOT + path, None, {})
    assert (answer.status, answer.headers["allow"]) == (405, "GET, HEAD")


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/vc-api",
        "/vc-api/",
        "/vc-api/config/",
        "/VC-API/config",
        "/vc-api//config",
        "/vc-api/issuers/a/b/credentials/issue",
        "/vc-api/%2e%2e/config",
        "/vc-api/config%00",
        "/vc-api/%ff%fe",
        "/admin/",
        "/static/../vc-api/config",
    ],
)
def test_nothing_is_at_another_address(integrator: Integrator, path: str) -> None:
    assert is_refused(integrator.caller.send("GET", path, None, {}), 404)


@pytest.mark.parametrize("host", ["badges.example", "127.0.0.1.badges.example", "a b", "[::1", ""])
def test_no_other_name_leads_here(integrator: Integrator, host: str) -> None:
    answer = integrator.caller.send("GET", f"{ROOT}/config", None, {"Host": host})
    assert is_refused(answer, 400)


@pytest.mark.parametrize("path", [*GETS, *POSTS, "/nowhere"])
def test_a_browser_can_do_nothing_with_an_answer(integrator: Integrator, path: str) -> None:
    headers = integrator.get(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["content-security-policy"].startswith("default-src 'none'")
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert headers["cache-control"] == "no-store"
    assert not any(name.startswith("access-control-") for name in headers)
    assert "set-cookie" not in headers


def test_a_problem_quotes_no_more_than_a_few_printable_words(integrator: Integrator) -> None:
    odd = a_credential(id="\x1b[31m" + "x" * 5000)
    answer = integrator.ask_issue("eddsa-rdfc-2022", odd)
    assert answer.status == 422
    detail = json.loads(answer.content)["detail"]
    assert detail.isprintable()
    assert len(detail) <= 501
