"""``credstone vc-api serve`` in an empty home: what it makes, who reaches it, how it ends."""

from __future__ import annotations

import signal
import socket
import ssl
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.web.vcapi.callers import Integrator, OverTls, a_credential
from tests.web.vcapi.served import Server, environment, free_port, serving


def run(home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "credstone", "vc-api", "serve", *words],
        env=environment(home),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_everything_is_made_unasked_and_for_its_owner_alone(server: Server) -> None:
    home = server.home
    for file in ("passphrase", "credstone.sqlite3", "vc-api/certificate-key.pem"):
        assert stat.S_IMODE((home / file).stat().st_mode) == 0o600
    assert stat.S_IMODE(home.stat().st_mode) == 0o700
    assert "Serving https://127.0.0.1:" in server.said()


def test_its_certificate_is_for_this_machine_and_believed_when_given(server: Server) -> None:
    with (
        socket.create_connection(("127.0.0.1", server.port)) as plain,
        server.trusted.wrap_socket(plain, server_hostname="localhost") as line,
    ):
        names = dict(line.getpeercert() or {})["subjectAltName"]
    kinds = ("DNS", "IP Address", "IP Address")
    loopback = ("localhost", "127.0.0.1", "0:0:0:0:0:0:0:1")
    assert names == tuple(zip(kinds, loopback, strict=True))


def test_nobody_else_is_believed(server: Server) -> None:
    stranger = Integrator(OverTls(server.port, ssl.create_default_context()))
    with pytest.raises(ssl.SSLCertVerificationError):
        stranger.get("/config")


def test_it_listens_on_loopback_alone(server: Server) -> None:
    listening = {
        line.split()[1]
        for table in ("tcp", "tcp6")
        for line in Path(f"/proc/net/{table}").read_text().splitlines()[1:]
        if line.split()[3] == "0A" and line.split()[1].endswith(f":{server.port:04X}")
    }
    assert listening == {f"0100007F:{server.port:04X}"}


def test_lists_are_named_by_the_address_that_they_are_read_from(server: Server) -> None:
    secured = server.integrator.issued("status", a_credential())
    address = secured["credentialStatus"]["statusListCredential"]
    root = f"https://127.0.0.1:{server.port}/vc-api"
    assert address.startswith(f"{root}/status/")
    assert server.integrator.get(address.removeprefix(root)).values["id"] == address


def test_keys_and_lists_outlive_the_server_and_its_port(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with serving(home) as first:
        before = first.integrator.issuers()
        secured = first.integrator.issued("status", a_credential())
    with serving(home) as second:
        assert second.port != first.port
        assert second.integrator.issuers() == before
        assert second.integrator.verify(secured).status == 200
        assert second.integrator.change(secured["id"], "revocation").status == 200
        assert second.integrator.verify(secured).status == 400


def test_it_ends_in_peace_when_asked(tmp_path: Path) -> None:
    with serving(tmp_path / "home") as running:
        running.process.send_signal(signal.SIGINT)
        assert running.process.wait(20) == 0
    assert "Served https://127.0.0.1:" in running.said()
    assert "Traceback" not in running.said()


def test_a_caller_who_never_finishes_does_not_keep_it_from_ending(tmp_path: Path) -> None:
    with (
        serving(tmp_path / "home") as running,
        socket.create_connection(("127.0.0.1", running.port)) as plain,
        running.trusted.wrap_socket(plain, server_hostname="127.0.0.1") as line,
    ):
        line.sendall(
            b"POST /vc-api/credentials/verify HTTP/1.1\r\nHost: 127.0.0.1\r\n"
            b"Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{"
        )
        running.process.send_signal(signal.SIGTERM)
        assert running.process.wait(20) == 0


def test_a_port_that_is_taken_is_named(server: Server, tmp_path: Path) -> None:
    done = run(tmp_path / "home", "--port", str(server.port))
    assert done.returncode == 1
    assert f"127.0.0.1:{server.port}" in done.stderr
    assert not (tmp_path / "home").exists()


@pytest.mark.parametrize("port", ["0", "65536", "http"])
def test_a_port_that_is_none_is_wrong_usage(tmp_path: Path, port: str) -> None:
    assert run(tmp_path / "home", "--port", port).returncode == 2


def test_a_keystore_whose_passphrase_is_kept_elsewhere_asks_for_it(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with serving(home):
        pass
    (home / "passphrase").unlink()
    done = run(home, "--port", str(free_port()))
    assert done.returncode == 1
    assert "CREDSTONE_PASSPHRASE_FILE" in done.stderr
    assert not (home / "passphrase").exists()
