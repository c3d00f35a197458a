"""The door to the keystore: a ``ports.Signer`` that asks the home's signer process.

It starts the process when none answers, and asks again when one went away. Keys and passphrase
never come here: the passphrase goes from its file, or through a pipe, to the process alone.
"""

from __future__ import annotations

import base64
import json
import os
import select
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from credstone.errors import KeyUnavailable, MalformedInput
from credstone.keystore.place import locked, place_of
from credstone.keystore.record import KeyRecord, record_from_json
from credstone.keystore.signer_process import PASSPHRASE_FILE
from credstone.keystore.wire import MAX_MESSAGES, is_owner, raise_error, receive, send
from credstone.ports import KeyType, PublicKey, Purpose

IDLE_SECONDS = 600.0
_MAX_BATCH_BYTES = 8 * 1024 * 1024
_ANSWER_SECONDS = 60.0
_START_SECONDS = 60.0
_STOP_SECONDS = 10.0
_ATTEMPTS = 3


class SignerClient:
    """Signs with the keys of one home; safe for threads, and in a forked process too.

    ``passphrase_file`` overrides CREDSTONE_PASSPHRASE_FILE; ``passphrase`` overrides both and is
    sent through a pipe. Either is needed only when the process is not running yet; given to a
    running one it is looked at too, so that a wrong one never passes for right. Every method
    raises ``KeyUnavailable`` when no signer can be had, with what to do.
    """

    def __init__(
        self,
        home: Path,
        *,
        passphrase: bytes | None = None,
        passphrase_file: Path | None = None,
        idle_seconds: float = IDLE_SECONDS,
    ) -> None:
        self._place = place_of(home)
        self._passphrase = passphrase
        self._passphrase_file = passphrase_file
        self._idle_seconds = idle_seconds
        self._lock = threading.Lock()
        self._connection: socket.socket | None = None
        self._connected_in = 0
        self._public: dict[str, PublicKey] = {}

    def sign_many(self, key_id: str, purpose: Purpose, messages: Sequence[bytes]) -> list[bytes]:
        """Answer one signature for each message, in order (see ``ports.Signer``).

        Raises ``NotAllowed`` for a retired key, one of another purpose, and for messages that no
        mechanism of ours makes.
        """
        signatures: list[bytes] = []
        for batch in _batches(messages):
            texts = [base64.b64encode(message).decode("ascii") for message in batch]
            answer = self._ask(do="sign_many", key=key_id, purpose=purpose, messages=texts)
            signatures += [base64.b64decode(text) for text in answer["signatures"]]
        return signatures

    def public(self, key_id: str) -> PublicKey:
        """Answer the public half, of retired keys too; raises ``KeyUnavailable``."""
        if key_id not in self._public:
            self._public |= {record.id: record.public for record in self.records()}
        try:
            return self._public[key_id]
        except KeyError:
            raise KeyUnavailable("The keystore has no such key.", where=key_id[:200]) from None

    def records(self) -> tuple[KeyRecord, ...]:
        """Answer every key with its validity, retired ones too, oldest first."""
        return tuple(record_from_json(value) for value in self._ask(do="list")["keys"])

    def generate(
        self, tenant: str, purpose: Purpose, key_type: KeyType, key_id: str | None = None
    ) -> KeyRecord:
        """Let a key be born in the signer; without ``key_id`` its own Multikey names it.

        Raises ``Conflict`` when the id is taken.
        """
        return record_from_json(
            self._ask_once(do="generate", tenant=tenant, purpose=purpose, type=key_type, key=key_id)
        )

    def rotate(self, key_id: str) -> KeyRecord:
        """Retire the key and answer its successor (same tenant, purpose and type)."""
        return record_from_json(self._ask_once(do="rotate", key=key_id))

    def retire(self, key_id: str) -> KeyRecord:
        """Destroy the private part; the record stays, with ``valid_until``."""
        return record_from_json(self._ask_once(do="retire", key=key_id))

    def signer_pid(self) -> int:
        """Answer the process id of the signer, starting it when needed."""
        return int(self._ask(do="ping")["pid"])

    def stop(self) -> bool:
        """Let the signer end and wait until it has; the next question starts another.

        Answers whether one was running.
        """
        with self._lock:
            self._disconnect()
            connection = self._connected()
            if connection is None:
                return False
            with connection, suppress(OSError):
                send(connection, {"do": "stop"})
                receive(connection)
            deadline = time.monotonic() + _STOP_SECONDS
            while time.monotonic() < deadline:
                with locked(self._place.signer_lock, wait=False) as ended:
                    if ended:
                        return True
                time.sleep(0.02)
            raise KeyUnavailable("The signer does not end.", where=str(self._place.folder))

    def close(self) -> None:
        """Let go of the connection; the signer keeps running for others."""
        with self._lock:
            self._disconnect()

    def _ask(self, **question: object) -> dict[str, Any]:
        """Ask what may be asked twice."""
        with self._lock:
            return self._insist(question)

    def _ask_once(self, **question: object) -> dict[str, Any]:
        """Ask what changes something: never blindly again."""
        with self._lock:
            self._insist({"do": "ping"})  # so that a signer is there and not about to end
            answer = self._exchange(question)
        if answer is None:
            raise KeyUnavailable(
                "The signer went away while it worked on this.",
                fix="List the keys to see whether it was done, then ask again.",
            )
        raise_error(answer)
        return answer

    def _insist(self, question: dict[str, object]) -> dict[str, Any]:
        """Ask again when the signer went away before it answered."""
        for _ in range(_ATTEMPTS):
            answer = self._exchange(question)
            if answer is not None:
                raise_error(answer)
                return answer
        raise KeyUnavailable("The signer ends before it answers.", where=str(self._place.folder))

    def _exchange(self, question: dict[str, object]) -> dict[str, Any] | None:
        """Answer what the signer says; None when it went away first."""
        if self._connected_in != os.getpid():
            self._disconnect()  # a parent's connection, which only the parent may use
        if self._connection is None:
            self._connection, self._connected_in = self._reach(), os.getpid()
            shown = self._say(self._connection, self._passphrase_question())
            if shown is None:
                return None
            if "error" in shown:
                self._disconnect()
                raise_error(shown)
        return self._say(self._connection, question)

    def _passphrase_question(self) -> dict[str, object]:
        """Show what opens the keystore to a signer that may have been opened with something else.

        The signer reads a file itself. One that is no ordinary file, such as a pipe, can be read
        once only, by the signer that it starts.
        """
        if self._passphrase:
            text = base64.b64encode(self._passphrase).decode("ascii")
            return {"do": "unlock", "passphrase": text}
        file = self._passphrase_file
        if file is not None and (file.is_file() or not file.exists()):
            return {"do": "unlock", "file": os.fspath(file.resolve())}
        return {"do": "ping"}

    def _say(self, connection: socket.socket, question: dict[str, object]) -> dict[str, Any] | None:
        try:
            send(connection, question)
            answer = receive(connection)
        except TimeoutError:
            self._disconnect()
            raise KeyUnavailable("The signer does not answer.") from None
        except (OSError, MalformedInput):
            answer = None
        if answer is None:
            self._disconnect()
        return answer

    def _disconnect(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _reach(self) -> socket.socket:
        """Answer a connection, starting the signer when none listens."""
        self._place.prepare()
        deadline = time.monotonic() + _START_SECONDS
        while time.monotonic() < deadline:
            connection = self._connected()
            if connection is not None:
                return connection
            with locked(self._place.start_lock, wait=True):
                # Whoever held the lock before us may have started it.
                connection = self._connected()
                if connection is not None:
                    return connection
                if self._start():
                    continue
            time.sleep(0.05)
        raise KeyUnavailable("No signer could be started.", where=str(self._place.folder))

    def _connected(self) -> socket.socket | None:
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        connection.settimeout(_ANSWER_SECONDS)
        try:
            connection.connect(os.fspath(self._place.announced()))
        except (FileNotFoundError, ConnectionError, BlockingIOError):
            connection.close()
            return None
        if not is_owner(connection):
            connection.close()
            raise KeyUnavailable("Someone else's process answers in place of the signer.")
        return connection

    def _start(self) -> bool:
        """Start a signer; False when the last one has not quite ended and ours gave way."""
        environment = dict(os.environ)
        if self._passphrase_file is not None:
            environment[PASSPHRASE_FILE] = os.fspath(self._passphrase_file.resolve())
        command = [sys.executable, "-P", "-m", "credstone.keystore.signer_process"]
        arguments = [os.fspath(self._place.folder), str(self._idle_seconds)]
        with subprocess.Popen(  # noqa: S603 our own module, no shell, no foreign text
            [*command, *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
        ) as process:
            report = _first_line(process, self._passphrase or b"")
        try:
            answer = json.loads(report)
        except ValueError:
            raise KeyUnavailable(
                "The signer could not be started.", where=str(self._place.folder)
            ) from None
        if answer.get("taken"):
            return False
        raise_error(answer)
        return True


def _first_line(process: subprocess.Popen[bytes], passphrase: bytes) -> bytes:
    """Hand over the passphrase and answer the process's one line, empty when it says nothing."""
    if process.stdin is None or process.stdout is None:
        return b""
    with suppress(BrokenPipeError), process.stdin as pipe:
        pipe.write(passphrase)
    ready, _, _ = select.select([process.stdout], [], [], _START_SECONDS)
    return process.stdout.readline() if ready else b""


def _batches(messages: Sequence[bytes]) -> Iterator[list[bytes]]:
    batch: list[bytes] = []
    size = 0
    for message in messages:
        if batch and (len(batch) == MAX_MESSAGES or size + len(message) > _MAX_BATCH_BYTES):
            yield batch
            batch, size = [], 0
        batch.append(message)
        size += len(message)
    if batch:
        yield batch
