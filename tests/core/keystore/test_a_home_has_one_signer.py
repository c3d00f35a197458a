"""The life of the signer process: started on demand, alone, reachable again after any death."""

from __future__ import annotations

import os
import re
import signal
import stat
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from credstone.errors import KeyUnavailable
from credstone.keystore.client import SignerClient
from credstone.keystore.place import locked, place_of
from credstone.ports import KeyType, Purpose
from credstone.securing.keys import verify

PASSPHRASE = b"correct horse battery staple"
HASH_PAIR = bytes(64)


def wait_until_gone(pid: int) -> None:
    """Killed processes of another parent: gone, or a zombie nobody has buried yet."""
    for _ in range(200):
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except FileNotFoundError:
            return
        if state == "Z":
            return
        time.sleep(0.05)
    pytest.fail("the signer is still there")


def test_the_first_question_starts_it_and_the_next_finds_it(home: Path) -> None:
    first, second = SignerClient(home, passphrase=PASSPHRASE), SignerClient(home)
    assert first.signer_pid() == second.signer_pid() != os.getpid()


def test_eight_at_once_start_exactly_one(home: Path) -> None:
    clients = [SignerClient(home, passphrase=PASSPHRASE) for _ in range(8)]
    with ThreadPoolExecutor(8) as pool:
        pids = list(pool.map(SignerClient.signer_pid, clients))
    assert len(set(pids)) == 1


def test_after_kill_9_the_same_client_asks_the_next_one(home: Path) -> None:
    client = SignerClient(home, passphrase=PASSPHRASE)
    key = client.generate("uni", Purpose.ISSUING, KeyType.ED25519)
    killed = client.signer_pid()
    os.kill(killed, signal.SIGKILL)
    wait_until_gone(killed)
    assert place_of(home).socket.exists()  # stale, and in nobody's way
    (signature,) = client.sign_many(key.id, Purpose.ISSUING, [HASH_PAIR])
    assert verify(key.public, signature, HASH_PAIR)
    assert client.signer_pid() != killed


def test_it_ends_when_asked_and_when_idle(home: Path) -> None:
    client = SignerClient(home, passphrase=PASSPHRASE)
    asked = client.signer_pid()
    client.stop()
    wait_until_gone(asked)
    hurried = SignerClient(home, passphrase=PASSPHRASE, idle_seconds=0.3)
    idle = hurried.signer_pid()
    wait_until_gone(idle)
    assert not place_of(home).socket.exists()
    assert hurried.signer_pid() != idle


def test_without_a_passphrase_it_says_what_to_do(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CREDSTONE_PASSPHRASE_FILE", raising=False)
    with pytest.raises(KeyUnavailable, match="CREDSTONE_PASSPHRASE_FILE"):
        SignerClient(home).records()


def test_the_passphrase_file_is_read_by_the_signer_itself(home: Path, tmp_path: Path) -> None:
    secret = tmp_path / "passphrase"
    secret.write_bytes(PASSPHRASE + b"\n")
    SignerClient(home, passphrase_file=secret).stop()
    client = SignerClient(home, passphrase_file=secret)
    command = Path(f"/proc/{client.signer_pid()}/cmdline").read_bytes()
    environment = Path(f"/proc/{client.signer_pid()}/environ").read_bytes()
    assert PASSPHRASE not in command + environment
    client.stop()
    assert SignerClient(home, passphrase=PASSPHRASE).records() == ()


def test_a_passphrase_file_that_is_not_there_is_named(home: Path, tmp_path: Path) -> None:
    with pytest.raises(KeyUnavailable, match="nowhere"):
        SignerClient(home, passphrase_file=tmp_path / "nowhere").records()


def test_a_wrong_passphrase_opens_nothing(home: Path) -> None:
    right = SignerClient(home, passphrase=PASSPHRASE)
    right.generate("uni", Purpose.ISSUING, KeyType.ED25519)
    right.stop()
    with pytest.raises(KeyUnavailable, match="passphrase does not open"):
        SignerClient(home, passphrase=b"guess").records()
    assert len(right.records()) == 1


def test_a_running_signer_takes_no_wrong_passphrase_for_right(home: Path, tmp_path: Path) -> None:
    right, wrong = tmp_path / "right", tmp_path / "wrong"
    right.write_bytes(PASSPHRASE + b"\n")
    wrong.write_bytes(b"guess\n")
    pid = SignerClient(home, passphrase=PASSPHRASE).signer_pid()

    for mistaken in (
        SignerClient(home, passphrase=b"guess"),
        SignerClient(home, passphrase_file=wrong),
    ):
        started = time.monotonic()
        with pytest.raises(KeyUnavailable, match="not the passphrase"):
            mistaken.generate("uni", Purpose.ISSUING, KeyType.ED25519)
        assert time.monotonic() - started > 0.9  # guessing takes its time
    with pytest.raises(KeyUnavailable, match="nowhere"):
        SignerClient(home, passphrase_file=tmp_path / "nowhere").records()

    for good in (SignerClient(home, passphrase_file=right), SignerClient(home)):
        assert good.records() == ()
        assert good.signer_pid() == pid


def test_a_passphrase_from_a_pipe_is_left_to_the_signer_that_it_starts(
    home: Path, tmp_path: Path
) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    pid = SignerClient(home, passphrase=PASSPHRASE).signer_pid()
    assert SignerClient(home, passphrase_file=pipe).signer_pid() == pid


def test_stopping_says_whether_one_was_there(home: Path) -> None:
    client = SignerClient(home, passphrase=PASSPHRASE)
    client.signer_pid()
    assert client.stop()
    assert not client.stop()


def test_only_the_owner_can_come_near(home: Path) -> None:
    client = SignerClient(home, passphrase=PASSPHRASE)
    client.generate("uni", Purpose.ISSUING, KeyType.ED25519)
    place = place_of(home)
    assert stat.S_IMODE(place.folder.stat().st_mode) == 0o700
    for path in (place.socket, place.file):
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0


def test_a_folder_open_to_others_is_refused(home: Path) -> None:
    place_of(home).folder.mkdir(parents=True)
    place_of(home).folder.chmod(0o755)
    with pytest.raises(KeyUnavailable, match="chmod 700"):
        SignerClient(home, passphrase=PASSPHRASE).records()


@pytest.mark.skipif(os.geteuid() != 0, reason="needs root, to become someone else")
def test_a_stranger_is_turned_away_even_at_the_open_socket() -> None:
    """The folder's mode is the first wall; this is the second, should someone open the first."""
    with tempfile.TemporaryDirectory() as folder:
        client = SignerClient(Path(folder), passphrase=PASSPHRASE)
        client.generate("uni", Purpose.ISSUING, KeyType.ED25519)
        address = place_of(Path(folder)).socket
        for path in (address, address.parent, Path(folder)):
            path.chmod(0o777)
        stranger = (
            "import os, socket, sys; os.setuid(65534); s = socket.socket(socket.AF_UNIX);"
            "s.connect(sys.argv[1]); s.settimeout(5);"
            "s.sendall((13).to_bytes(4, 'big') + b'{\"do\":\"list\"}'); print(s.recv(100))"
        )
        command = [sys.executable, "-c", stranger, str(address)]
        answer = subprocess.run(command, capture_output=True, text=True, check=False)
        address.parent.chmod(0o700)
        client.stop()
    assert answer.stdout == "b''\n" or re.search("Reset|Broken pipe", answer.stderr), answer


def test_a_long_path_gets_a_short_socket_in_a_private_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    home = tmp_path / ("a_long_name_" * 8) / ("another_long_name_" * 6)
    client = SignerClient(home, passphrase=PASSPHRASE)
    pid = client.signer_pid()
    address = place_of(home).socket
    assert len(os.fsencode(address)) < 108
    assert not address.is_relative_to(home)
    assert stat.S_IMODE(address.parent.stat().st_mode) == 0o700
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "another-login"))
    other_login = SignerClient(home)
    assert other_login.signer_pid() == pid
    other_login.stop()


def test_a_runtime_folder_with_a_long_path_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / ("long_" * 30)))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / ("longer_" * 30)))
    home = tmp_path / ("a_long_name_" * 10)
    address = place_of(home).socket
    assert len(os.fsencode(address)) <= 100
    assert not address.is_relative_to(tmp_path)
    client = SignerClient(home, passphrase=PASSPHRASE)
    assert client.records() == ()
    client.stop()


def test_a_relative_runtime_folder_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The XDG specification says so; it would be another folder for every process.
    monkeypatch.setenv("XDG_RUNTIME_DIR", "run")
    address = place_of(tmp_path / ("a_long_name_" * 10)).socket
    assert address.is_absolute()


def test_nobody_can_have_a_core_file_of_it(home: Path) -> None:
    pid = SignerClient(home, passphrase=PASSPHRASE).signer_pid()
    limits = Path(f"/proc/{pid}/limits").read_text().splitlines()
    assert next(line for line in limits if line.startswith("Max core")).split()[4:6] == ["0", "0"]


def test_a_forked_process_asks_on_a_connection_of_its_own(home: Path) -> None:
    client = SignerClient(home, passphrase=PASSPHRASE)
    pid = client.signer_pid()
    child = os.fork()
    if not child:
        os._exit(0 if client.signer_pid() == pid else 1)
    for _ in range(20):
        assert client.signer_pid() == pid
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def test_a_signer_that_finds_another_gives_way(home: Path) -> None:
    """As when the last one has stopped listening and not yet ended: wait, then go on."""
    place_of(home).prepare()
    client = SignerClient(home, passphrase=PASSPHRASE)
    with ThreadPoolExecutor(1) as pool:
        with locked(place_of(home).signer_lock, wait=True):
            waiting = pool.submit(client.signer_pid)
            time.sleep(0.5)
            assert not waiting.done()
        assert waiting.result(30) > 0


def test_what_cannot_be_written_is_not_done(home: Path) -> None:
    """A full or broken disk: the key is not born, and the others go on signing."""
    client = SignerClient(home, passphrase=PASSPHRASE)
    key = client.generate("uni", Purpose.ISSUING, KeyType.ED25519)
    in_the_way = place_of(home).folder / f"keys.json.{client.signer_pid()}.new"
    in_the_way.mkdir()
    with pytest.raises(KeyUnavailable, match="Nothing was changed"):
        client.rotate(key.id)
    assert client.records() == (key,)
    assert client.sign_many(key.id, Purpose.ISSUING, [HASH_PAIR])
    in_the_way.rmdir()
    assert client.rotate(key.id).id != key.id
