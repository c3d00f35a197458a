"""What fails on our side is answered with 503 and an id that the log has too; then all goes on."""

from __future__ import annotations

import os
import resource
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import psycopg
import pytest

from credstone.keystore.client import SignerClient
from tests.databases import DATABASE_URL
from tests.web.vcapi.callers import Answer, Integrator, a_credential
from tests.web.vcapi.served import Server, serving


@pytest.fixture
def own_server(tmp_path: Path) -> Iterator[Server]:
    with serving(tmp_path / "home") as running:
        yield running


def assert_ours(answer: Answer, server: Server) -> None:
    """503 with an id that the log has, and neither a verdict nor a trace."""
    assert (answer.status, answer.is_problem) == (503, True)
    assert answer.values["instance"] == f"urn:uuid:{UUID(answer.values['id'])}"
    assert answer.values["id"] in server.said()
    assert "verdict" not in answer.values
    assert b"Traceback" not in answer.content


def test_a_signer_that_is_gone_for_good(own_server: Server) -> None:
    integrator = own_server.integrator
    secured = integrator.issued("eddsa-rdfc-2022", a_credential())
    with_status = integrator.issued("status", a_credential())
    passphrase = own_server.home / "passphrase"
    hidden = passphrase.rename(own_server.home / "elsewhere")
    _kill_signer(own_server)
    assert_ours(integrator.ask_issue("eddsa-rdfc-2022", a_credential()), own_server)
    # The list was never signed, and that says nothing about the credential.
    assert_ours(integrator.verify(with_status), own_server)
    # What needs no key goes on.
    assert integrator.verify(secured).status == 200
    hidden.rename(passphrase)
    assert integrator.ask_issue("eddsa-rdfc-2022", a_credential()).status == 201
    assert integrator.verify(with_status).status == 200


def test_a_signer_that_was_killed_is_started_again_unseen(own_server: Server) -> None:
    _kill_signer(own_server)
    assert own_server.integrator.ask_issue("vc-jwt", a_credential()).status == 201


def test_workers_that_were_killed_are_replaced(own_server: Server) -> None:
    before = own_server.workers()
    for pid in before:
        os.kill(pid, signal.SIGKILL)
    deadline = time.monotonic() + 30
    while True:
        try:
            assert own_server.integrator.ask_issue("vc-jwt", a_credential()).status == 201
            break
        except OSError:
            assert time.monotonic() < deadline
            time.sleep(0.2)
    assert not set(own_server.workers()) & set(before)


def test_a_disk_that_is_full(own_server: Server) -> None:
    integrator = own_server.integrator
    before = integrator.issued("status", a_credential())
    assert integrator.verify(before).status == 200
    _let_grow(own_server, _FULL)
    assert_ours(integrator.ask_issue("status", a_credential()), own_server)
    assert_ours(integrator.change(before["id"], "revocation"), own_server)
    assert integrator.verify(before).status == 200
    _let_grow(own_server, resource.RLIM_INFINITY)
    after = integrator.issued("status", a_credential())
    assert after["credentialStatus"] != before["credentialStatus"]
    assert integrator.change(before["id"], "revocation").status == 200
    assert integrator.verify(before).status == 400


def test_a_database_that_is_gone_and_comes_back(tmp_path: Path, postgres_url: str) -> None:
    name = postgres_url.rpartition("/")[2]
    with serving(tmp_path / "home", database_url=postgres_url) as server:
        integrator = server.integrator
        secured = integrator.issued("status", a_credential())
        _allow_connections(name, allowed=False)
        assert_ours(integrator.verify(secured), server)
        assert_ours(integrator.ask_issue("status", a_credential()), server)
        assert integrator.ask_issue("eddsa-rdfc-2022", a_credential()).status == 201
        _allow_connections(name, allowed=True)
        assert integrator.verify(secured).status == 200


def test_a_bug_of_ours(integrator: Integrator, monkeypatch: pytest.MonkeyPatch) -> None:
    def buggy(*given: object, **named: object) -> None:
        raise ZeroDivisionError("Zoë García Márquez")

    monkeypatch.setattr("credstone.web.vcapi.views.verify", buggy)
    answer = integrator.verify(a_credential())
    assert (answer.status, answer.is_problem) == (503, True)
    assert b"Zo" not in answer.content


def test_no_word_of_a_credential_and_no_key_is_in_the_log(own_server: Server) -> None:
    integrator = own_server.integrator
    canary = a_credential(name="canary-7f3a9c")
    integrator.verify(integrator.issued("status", canary))
    integrator.ask_issue("status", a_credential(undefined="canary-7f3a9c"))
    integrator.post_bytes("/credentials/verify", b'{"canary-7f3a9c": ')
    _let_grow(own_server, _FULL)
    assert integrator.ask_issue("status", canary).status == 503
    said = own_server.said()
    assert "canary-7f3a9c" not in said
    assert (own_server.home / "passphrase").read_text().strip() not in said


def _kill_signer(server: Server) -> None:
    client = SignerClient(server.home, passphrase_file=None)
    pid = client.signer_pid()
    client.close()
    os.kill(pid, signal.SIGKILL)


# Less than the first page of a write-ahead log, and more than the server's own log has by then.
_FULL = 4096


def _let_grow(server: Server, size: int) -> None:
    """Let no file that the workers write grow beyond ``size`` bytes, as on a full disk."""
    for pid in server.workers():
        _, hard = resource.prlimit(pid, resource.RLIMIT_FSIZE)
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (size, hard))


def _allow_connections(name: str, *, allowed: bool) -> None:
    with psycopg.connect(DATABASE_URL, autocommit=True) as admin:
        admin.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS {str(allowed).lower()}'.encode())
        if not allowed:
            admin.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name]
            )
