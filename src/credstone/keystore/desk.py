"""The signer's desk: takes one question, answers it, lets one thread at the keystore at a time.

What a question may be stands in one table. Sockets and the life of the process are left to
``signer_process``.
"""

from __future__ import annotations

import base64
import binascii
import os
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from credstone.errors import CredstoneError, KeyUnavailable, MalformedInput
from credstone.keystore.lint import check_message
from credstone.keystore.passphrase import Opener, read_passphrase, without_line_end
from credstone.keystore.record import record_to_json
from credstone.keystore.store import Keystore
from credstone.keystore.wire import MAX_MESSAGES, error_to_json
from credstone.ports import KeyType, Purpose

Question = dict[str, Any]
Answer = dict[str, Any]

_AFTER_A_GUESS_SECONDS = 1.0


class Desk:
    """Answers questions until it is closed; says since when nobody asked (monotonic seconds)."""

    def __init__(self, keystore: Keystore, passphrase: bytes) -> None:
        self._keystore = keystore
        self._opener = Opener(passphrase)
        self._lock = threading.Lock()
        self._last_asked = time.monotonic()
        self._closed = False
        self._stop_asked = False
        self._questions: dict[str, Callable[[Question], Answer]] = {
            "ping": self._ping,
            "unlock": self._unlock,
            "list": self._list,
            "sign_many": self._sign_many,
            "generate": self._generate,
            "rotate": self._rotate,
            "retire": self._retire,
            "stop": self._stop,
        }

    def answer(self, question: Question) -> Answer | None:
        """Answer the question; None when the desk is closed, so that nothing was done."""
        with self._lock:
            if self._closed:
                return None
            self._last_asked = time.monotonic()
            ask = self._questions.get(str(question.get("do")))
            try:
                if ask is None:
                    raise MalformedInput("The signer does not know this question.")
                return ask(question)
            except CredstoneError as error:
                return error_to_json(error)
            except OSError as error:
                why = f"The keystore cannot be written: {error.strerror}. Nothing was changed."
                return error_to_json(KeyUnavailable(why))

    def close_when(self, idle_seconds: float) -> bool:
        """Close and answer True when asked to stop, or when nobody asked for so long."""
        with self._lock:
            idle = time.monotonic() - self._last_asked
            self._closed = self._stop_asked or idle > idle_seconds
            return self._closed

    def _ping(self, _: Question) -> Answer:
        return {"pid": os.getpid()}

    def _unlock(self, question: Question) -> Answer:
        """Look at a passphrase although the keystore is open: a wrong one shall not pass for right.

        After a wrong one the desk rests, with its lock held, so that guessing takes its time.
        """
        if question.get("file") is not None:
            where = _text(question, "file")
            given = read_passphrase(Path(where))
        else:
            where = ""
            given = without_line_end(_data(_text(question, "passphrase")))
        if self._opener.is_it(given):
            return {}
        time.sleep(_AFTER_A_GUESS_SECONDS)
        raise KeyUnavailable(
            "This is not the passphrase of the keystore.",
            where=where,
            fix="Check what CREDSTONE_PASSPHRASE_FILE names.",
        )

    def _list(self, _: Question) -> Answer:
        return {"keys": [record_to_json(record) for record in self._keystore.records()]}

    def _sign_many(self, question: Question) -> Answer:
        key_id = _text(question, "key")
        key = self._keystore.signing_key(key_id, _purpose(question))
        record = self._keystore.record(key_id)
        messages = _messages(question)
        for message in messages:
            check_message(record, message)
        signatures = [base64.b64encode(key.sign(message)) for message in messages]
        return {"signatures": [signature.decode("ascii") for signature in signatures]}

    def _generate(self, question: Question) -> Answer:
        key_id = _text(question, "key") if question.get("key") is not None else None
        try:
            key_type = KeyType(_text(question, "type"))
        except ValueError as error:
            raise MalformedInput("A type of key that we do not have.") from error
        tenant = _text(question, "tenant")
        return record_to_json(self._keystore.generate(tenant, _purpose(question), key_type, key_id))

    def _rotate(self, question: Question) -> Answer:
        return record_to_json(self._keystore.rotate(_text(question, "key")))

    def _retire(self, question: Question) -> Answer:
        return record_to_json(self._keystore.retire(_text(question, "key")))

    def _stop(self, _: Question) -> Answer:
        self._stop_asked = True
        return {}


def _text(question: Question, name: str) -> str:
    value = question.get(name)
    if not isinstance(value, str):
        raise MalformedInput(f"The question's {name!r} is no text.")
    return value


def _purpose(question: Question) -> Purpose:
    try:
        return Purpose(_text(question, "purpose"))
    except ValueError as error:
        raise MalformedInput("A purpose that we do not have.") from error


def _messages(question: Question) -> list[bytes]:
    texts = question.get("messages")
    if not isinstance(texts, list) or len(texts) > MAX_MESSAGES:
        raise MalformedInput(f"At most {MAX_MESSAGES} messages are signed at once.")
    return [_data(text) for text in texts]


def _data(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, TypeError, ValueError) as error:
        raise MalformedInput("A message that is not base64.") from error
