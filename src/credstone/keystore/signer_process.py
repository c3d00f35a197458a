"""The signer process: one per home, holds the keys, answers on a socket only its owner can open.

Started by ``client`` as ``python -m credstone.keystore.signer_process FOLDER SECONDS``. It reads
the passphrase itself, from standard input or the file in CREDSTONE_PASSPHRASE_FILE, reports one
line on standard output, lives in the background and ends when idle or asked.
"""

from __future__ import annotations

import ctypes
import json
import os
import resource
import socket
import socketserver
import sys
from contextlib import suppress
from pathlib import Path

from credstone.errors import CredstoneError, KeyUnavailable
from credstone.keystore.desk import Desk
from credstone.keystore.passphrase import MAX_BYTES, read_passphrase, without_line_end
from credstone.keystore.place import Place, locked
from credstone.keystore.store import open_keystore
from credstone.keystore.wire import error_to_json, is_owner, receive, send

PASSPHRASE_FILE = "CREDSTONE_PASSPHRASE_FILE"  # noqa: S105 the name of a setting
_LOOK_UP_EVERY_SECONDS = 0.25
_PR_SET_DUMPABLE = 4


class _Server(socketserver.ThreadingMixIn, socketserver.UnixStreamServer):
    """Takes connections from its owner and brings each question to the desk."""

    daemon_threads = True
    request_queue_size = 128
    timeout = _LOOK_UP_EVERY_SECONDS

    def __init__(self, address: str, desk: Desk) -> None:
        self.desk = desk
        super().__init__(address, _Conversation)

    def verify_request(self, request: object, client_address: object) -> bool:
        return isinstance(request, socket.socket) and is_owner(request)

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that went away in the middle is its own affair; nothing is printed."""


class _Conversation(socketserver.BaseRequestHandler):
    """One connection: questions in order until either side is done."""

    server: _Server

    def handle(self) -> None:
        try:
            while (question := receive(self.request)) is not None:
                answer = self.server.desk.answer(question)
                if answer is None:
                    return
                send(self.request, answer)
        except CredstoneError as error:
            send(self.request, error_to_json(error))


def main(arguments: list[str]) -> int:
    """Go into the background, open the keystore, report, serve. Answers the exit status."""
    folder, idle_seconds = Path(arguments[0]), float(arguments[1])
    if os.fork():
        return 0
    os.setsid()
    _leave_no_dump()
    os.umask(0o077)
    try:
        passphrase = _passphrase()
        _serve(Place(folder), passphrase, idle_seconds)
    except CredstoneError as error:
        _report(error_to_json(error))
    except OSError as error:
        _report(error_to_json(KeyUnavailable(f"The signer cannot start: {error.strerror}.")))
    return 0


def _serve(place: Place, passphrase: bytes, idle_seconds: float) -> None:
    place.prepare()
    with locked(place.signer_lock, wait=False) as alone:
        if not alone:
            _report({"taken": True})
            return
        desk = Desk(open_keystore(place.file, passphrase), passphrase)
        place.socket.unlink(missing_ok=True)  # stale: whoever holds the lock is the only signer
        with _Server(os.fspath(place.socket), desk) as server:
            place.announce()
            _report({"pid": os.getpid()})
            while not desk.close_when(idle_seconds):
                server.handle_request()
            place.socket.unlink(missing_ok=True)
        # Threads still waiting for a question die with the process, which holds no unwritten state.


def _passphrase() -> bytes:
    given = without_line_end(sys.stdin.buffer.read(MAX_BYTES))
    file = os.environ.get(PASSPHRASE_FILE)
    if not given and file:
        given = read_passphrase(Path(file))
    if not given.strip():
        raise KeyUnavailable(
            "The keystore is locked and nobody gave a passphrase.",
            fix=f"Name a file that holds it in {PASSPHRASE_FILE}.",
        )
    return given


def _report(value: dict[str, object]) -> None:
    """Say one line to whoever started us, then let go of their input and output."""
    with suppress(OSError):
        os.write(1, json.dumps(value).encode("ascii") + b"\n")
    nowhere = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nowhere, descriptor)
    os.close(nowhere)


def _leave_no_dump() -> None:
    """No core file, and on Linux no tracing or reading of our memory by the same user."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
