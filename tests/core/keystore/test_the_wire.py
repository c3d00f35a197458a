"""The socket: odd questions get an answer or a closed line, and never the signer down."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from credstone.keystore.client import SignerClient
from credstone.keystore.place import place_of
from credstone.keystore.wire import MAX_FRAME_BYTES, receive
from credstone.ports import KeyType, Purpose


@pytest.fixture(scope="module", autouse=True)
def one_key(keystore: SignerClient) -> None:
    keystore.generate("uni", Purpose.ISSUING, KeyType.ED25519, "key-1")


def said_to(shared_home: Path, data: bytes) -> dict[str, object] | None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
        line.settimeout(10)
        line.connect(str(place_of(shared_home).socket))
        line.sendall(data)
        line.shutdown(socket.SHUT_WR)
        return receive(line)


def frame(body: bytes) -> bytes:
    return len(body).to_bytes(4, "big") + body


@pytest.mark.parametrize(
    "data",
    [
        frame(b""),
        frame(b"{"),
        frame(b"[]"),
        frame(b"null"),
        frame(b"[" * 100_000),
        frame(b"{}"),
        frame(b'{"do": 7}'),
        frame(b'{"do": "export"}'),
        frame(b'{"do": "sign_many"}'),
        frame(b'{"do": "sign_many", "key": ["key-1"], "purpose": "issuing"}'),
        frame(b'{"do": "sign_many", "key": "key-1", "purpose": "fun", "messages": []}'),
        frame(b'{"do": "sign_many", "key": "key-1", "purpose": "issuing", "messages": "AAAA"}'),
        frame(b'{"do": "sign_many", "key": "key-1", "purpose": "issuing", "messages": [null]}'),
        frame(b'{"do": "sign_many", "key": "key-1", "purpose": "issuing", "messages": ["?"]}'),
        frame(b'{"do": "generate", "tenant": "uni", "purpose": "issuing", "type": "RSA"}'),
        frame(b'{"do": "generate", "tenant": {}, "purpose": "issuing", "type": "P-256"}'),
        (MAX_FRAME_BYTES + 1).to_bytes(4, "big"),
    ],
)
def test_an_odd_question_is_answered_with_an_error(
    keystore: SignerClient, shared_home: Path, data: bytes
) -> None:
    answer = said_to(shared_home, data)
    assert answer is not None
    assert "error" in answer
    assert len(keystore.records()) == 1


@pytest.mark.parametrize("data", [b"", b"\0\0", (100).to_bytes(4, "big") + b"{"])
def test_half_a_question_is_no_question(
    keystore: SignerClient, shared_home: Path, data: bytes
) -> None:
    assert said_to(shared_home, data) is None
    assert len(keystore.records()) == 1


def test_no_private_part_crosses_the_wire(keystore: SignerClient, shared_home: Path) -> None:
    """Every member of every answer, so that a new one has to be thought about here."""
    answer = said_to(shared_home, frame(b'{"do": "list"}'))
    assert answer is not None
    (key,) = answer["keys"]  # type: ignore[misc]
    assert set(key) == {
        "id", "tenant", "purpose", "type", "public", "state", "validFrom", "validUntil",
    }  # fmt: skip
