"""What a host answers, from the status line to the last chunk, and where it sends us.

Only TLS is left out: the fetcher's own reader gets the bytes from a stand-in for the connection.
"""

from __future__ import annotations

import random
import ssl
from http.client import HTTPException
from typing import cast

from credstone.errors import Unavailable
from credstone.net.fetch import CREDENTIAL_TYPES, MAX_BYTES, Fetched, Fetcher, _joined
from credstone.net.url import Target, read_url
from credstone.net.wire import Deadline, Inflow
from tests.fuzz.mutate import Bytes

MOST = 8192

_TARGET = Target("badges.example.edu", 443, "/status/1", own_house=False)


def mutate(data: bytes, most: int, _rng: random.Random, change: Bytes) -> bytes:
    return change(data, most)


class _Wire:
    """A connection on which ``data`` arrives and then the other side hangs up."""

    def __init__(self, data: bytes) -> None:
        self._left = data

    def settimeout(self, _seconds: float) -> None:
        """Nothing here waits."""

    def recv_into(self, buffer: memoryview, room: int) -> int:
        count = min(room, len(self._left), len(buffer))
        buffer[:count] = self._left[:count]
        self._left = self._left[count:]
        return count


def one_input(data: bytes) -> None:
    inflow = Inflow(cast(ssl.SSLSocket, _Wire(data)), Deadline.after(60), 32 << 10)
    try:
        answer = Fetcher(network=True)._read(_TARGET, CREDENTIAL_TYPES, inflow)
    except (Unavailable, OSError, HTTPException):
        return
    if isinstance(answer, Fetched):
        assert len(answer.body) <= min(MAX_BYTES, len(data))
        assert answer.media_type in CREDENTIAL_TYPES
        return
    try:
        target = read_url(_joined(_TARGET, answer))
    except Unavailable:
        return
    assert target.port == 443
    assert read_url(target.url) == target, "one address, two readings"
    assert "." in target.host
    assert target.host.isascii()
