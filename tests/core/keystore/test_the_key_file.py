"""The file: nothing in clear, whole after any kill, and no part of it can be exchanged."""

from __future__ import annotations

import base64
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from credstone.errors import KeyUnavailable
from credstone.keystore import store
from credstone.keystore.store import Keystore, open_keystore
from credstone.ports import KeyType, Purpose
from credstone.securing.keys import verify
from credstone.securing.private_keys import generate

PASSPHRASE = b"correct horse battery staple"
HASH_PAIR = bytes(64)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "keys.json"


def opened(file: Path) -> Keystore:
    return open_keystore(file, PASSPHRASE)


def test_what_was_written_opens_again(file: Path) -> None:
    keystore = opened(file)
    ed25519 = keystore.generate("uni", Purpose.ISSUING, KeyType.ED25519)
    p256 = keystore.generate("uni", Purpose.STATUS, KeyType.P256)
    again = opened(file)
    assert again.records() == (ed25519, p256)
    signature = again.signing_key(ed25519.id, Purpose.ISSUING).sign(HASH_PAIR)
    assert verify(ed25519.public, signature, HASH_PAIR)


@pytest.mark.parametrize("key_type", list(KeyType))
def test_no_private_byte_stands_in_clear(
    file: Path, monkeypatch: pytest.MonkeyPatch, key_type: KeyType
) -> None:
    private, secret = generate(key_type)
    monkeypatch.setattr(store, "generate", lambda _: (private, secret))
    keystore = opened(file)
    keystore.generate("uni", Purpose.ISSUING, key_type)
    written = file.read_bytes()
    for encode in (bytes.hex, lambda b: base64.b64encode(b).decode()[:40], repr):
        assert encode(secret).encode() not in written
    assert secret not in written
    assert PASSPHRASE not in written
    assert keystore.signing_key(private_id(keystore), Purpose.ISSUING).public == private.public


def private_id(keystore: Keystore) -> str:
    return keystore.records()[0].id


def test_a_retired_keys_private_part_is_gone_from_the_file(file: Path) -> None:
    keystore = opened(file)
    key = keystore.generate("uni", Purpose.ISSUING, KeyType.ED25519)
    box = json.loads(file.read_bytes())["keys"][0]["private"]
    keystore.rotate(key.id)
    assert box not in file.read_text()
    assert json.loads(file.read_bytes())["keys"][0]["private"] is None


@pytest.mark.parametrize(
    ("member", "value"),
    [
        ("tenant", "college"),
        ("purpose", "status"),
        ("id", "another"),
        ("validFrom", "2020-01-01T00:00:00Z"),
        ("validUntil", "2020-01-01T00:00:00Z"),
        ("private", None),
        ("public", "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2"),
    ],
)
def test_what_was_changed_from_outside_is_not_opened(
    file: Path, member: str, value: str | None
) -> None:
    opened(file).generate("uni", Purpose.ISSUING, KeyType.ED25519)
    content = json.loads(file.read_bytes())
    content["keys"][0][member] = value
    file.write_text(json.dumps(content))
    with pytest.raises(KeyUnavailable, match="changed from outside"):
        opened(file)


def test_a_box_opens_in_its_own_place_only(file: Path) -> None:
    """Even for someone who could seal the file: the box is bound to tenant, id and purpose."""
    keystore = opened(file)
    first = keystore.generate("uni", Purpose.ISSUING, KeyType.ED25519)
    second = keystore.generate("college", Purpose.ISSUING, KeyType.ED25519)
    entries = dict(keystore._entries)
    exchanged = store._Entry(entries[first.id].record, entries[second.id].box)
    keystore._write({**entries, first.id: exchanged})
    with pytest.raises(KeyUnavailable, match="does not open"):
        opened(file).signing_key(first.id, Purpose.ISSUING)


@pytest.mark.parametrize(
    "content", ["", "{", "[]", "{}", '{"version": 1}', "[" * 100_000, '{"version": [1]}']
)
def test_what_is_no_keystore_is_said_so(file: Path, content: str) -> None:
    file.write_text(content)
    with pytest.raises(KeyUnavailable):
        opened(file)


def test_another_version_is_said_so(file: Path) -> None:
    opened(file)
    file.write_text(file.read_text().replace('"version": 1', '"version": 2'))
    with pytest.raises(KeyUnavailable, match="version 2"):
        opened(file)


WRITER = """
import sys
from pathlib import Path
from credstone.keystore.store import open_keystore
from credstone.ports import KeyType, Purpose
keystore = open_keystore(Path(sys.argv[1]), b"correct horse battery staple")
print("open", flush=True)
while True:
    print(keystore.generate("uni", Purpose.ISSUING, KeyType.ED25519).id, flush=True)
"""


def test_a_kill_in_the_middle_of_writing_loses_nothing(file: Path) -> None:
    """Every key that was acknowledged is there after kill -9, at moments spread over writes."""
    acknowledged: set[str] = set()
    for turn in range(6):
        with subprocess.Popen(
            [sys.executable, "-c", WRITER, str(file)], stdout=-1, text=True
        ) as writer:
            assert writer.stdout is not None
            assert writer.stdout.readline() == "open\n"
            time.sleep(0.02 + turn * 0.0137)
            os.kill(writer.pid, signal.SIGKILL)
            lines = writer.stdout.read().splitlines(keepends=True)
            acknowledged |= {line.strip() for line in lines if line.endswith("\n")}
    keystore = opened(file)
    known = {record.id for record in keystore.records()}
    assert acknowledged
    assert acknowledged <= known
    assert len(known - acknowledged) <= 6  # written, and killed before saying so
    assert [path.name for path in file.parent.iterdir()] == ["keys.json"]
    for key_id in known:
        keystore.signing_key(key_id, Purpose.ISSUING)
