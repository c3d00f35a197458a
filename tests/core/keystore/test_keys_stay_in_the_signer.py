"""Promise P7: a process that signs through the keystore has no private key in its memory."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from credstone.keystore.client import SignerClient
from credstone.keystore.place import place_of
from credstone.keystore.store import open_keystore
from credstone.ports import KeyType, Purpose
from tests.core.keystore.conftest import PASSPHRASE

SIGNING = """
import sys
from pathlib import Path
from credstone.keystore.client import SignerClient
from credstone.ports import Purpose
client = SignerClient(Path(sys.argv[1]))
for record in client.records():
    client.sign_many(record.id, Purpose.ISSUING, [bytes(range(64))] * 100)
print("signed", flush=True)
sys.stdin.read()
"""


def memory_of(pid: int) -> bytes:
    """Every readable and writable page of the process."""
    pages: list[bytes] = []
    with Path(f"/proc/{pid}/mem").open("rb", buffering=0) as memory:
        for line in Path(f"/proc/{pid}/maps").read_text().splitlines():
            span, mode = line.split()[:2]
            if not mode.startswith("rw"):
                continue
            start, end = (int(edge, 16) for edge in span.split("-"))
            memory.seek(start)
            try:
                pages.append(memory.read(end - start))
            except OSError:  # pages the kernel keeps to itself
                continue
    return b"".join(pages)


def secrets_of(home: Path) -> list[bytes]:
    """The private bytes, read as only someone with file and passphrase can."""
    keystore = open_keystore(place_of(home).file, PASSPHRASE)
    return [
        keystore.signing_key(record.id, Purpose.ISSUING)._key.private_bytes_raw()  # type: ignore[union-attr]
        for record in keystore.records()
    ]


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_a_signing_process_holds_no_private_byte(home: Path) -> None:
    client = SignerClient(home, passphrase=PASSPHRASE)
    client.generate("uni", Purpose.ISSUING, KeyType.ED25519)
    command = [sys.executable, "-c", SIGNING, str(home)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as signing:
        assert signing.stdout is not None
        assert signing.stdout.readline() == b"signed\n"
        seen, held = memory_of(signing.pid), b""
        if os.geteuid() == 0:  # nobody else may look into the signer, not even its own user
            held = memory_of(client.signer_pid())
        signing.communicate()
    (secret,) = secrets_of(home)
    assert secret not in seen
    assert PASSPHRASE not in seen
    assert not held or secret in held  # so the search would have found it
