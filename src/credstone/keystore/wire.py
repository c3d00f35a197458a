"""What client and signer say to each other: JSON behind a four-byte length, over one socket.

One question, one answer, in order. Errors cross as their kind and words and are raised again.
"""

from __future__ import annotations

import json
import os
import socket
import struct
from collections.abc import Mapping
from typing import Any

from credstone.errors import (
    Conflict,
    CredstoneError,
    KeyUnavailable,
    MalformedInput,
    NotAllowed,
)

MAX_FRAME_BYTES = 16 * 1024 * 1024
MAX_MESSAGES = 1024
_LENGTH = struct.Struct(">I")
_KINDS: dict[str, type[CredstoneError]] = {
    kind.__name__: kind for kind in (Conflict, KeyUnavailable, MalformedInput, NotAllowed)
}


def send(connection: socket.socket, value: Mapping[str, object]) -> None:
    """Send one frame."""
    body = json.dumps(value, separators=(",", ":")).encode("ascii")
    connection.sendall(_LENGTH.pack(len(body)) + body)


def receive(connection: socket.socket) -> dict[str, Any] | None:
    """Answer the next frame's object, or None when the other side closed.

    Raises ``MalformedInput`` for a frame that is too long or no JSON object.
    """
    head = _exactly(connection, _LENGTH.size)
    if head is None:
        return None
    (length,) = _LENGTH.unpack(head)
    if length > MAX_FRAME_BYTES:
        raise MalformedInput(f"A frame of {length} bytes; at most {MAX_FRAME_BYTES} are read.")
    body = _exactly(connection, length)
    if body is None:
        return None
    try:
        value = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise MalformedInput("A frame that is no JSON.") from error
    if not isinstance(value, dict):
        raise MalformedInput("A frame that is no JSON object.")
    return value


def error_to_json(error: CredstoneError) -> dict[str, Any]:
    """Answer the error as it crosses the wire."""
    kind = next((name for name, known in _KINDS.items() if isinstance(error, known)), "")
    return {"error": kind, "what": error.what, "where": error.where, "fix": error.fix}


def raise_error(value: dict[str, Any]) -> None:
    """Raise the error in an answer; silent when there is none."""
    if "error" in value:
        kind = _KINDS.get(str(value["error"]), KeyUnavailable)
        texts = {name: str(value.get(name, "")) for name in ("where", "fix")}
        raise kind(str(value.get("what", "")), **texts)


def is_owner(connection: socket.socket) -> bool:
    """Say whether the other side runs as the same user.

    Where the kernel cannot tell, the folder's mode (0700) alone keeps others out.
    """
    peer_credentials = getattr(socket, "SO_PEERCRED", None)
    if peer_credentials is None:
        return True
    data = connection.getsockopt(socket.SOL_SOCKET, peer_credentials, struct.calcsize("3i"))
    _, user, _ = struct.unpack("3i", data)
    return bool(user == os.geteuid())


def _exactly(connection: socket.socket, length: int) -> bytes | None:
    parts: list[bytes] = []
    while length:
        part = connection.recv(min(length, 1 << 20))
        if not part:
            return None
        parts.append(part)
        length -= len(part)
    return b"".join(parts)
