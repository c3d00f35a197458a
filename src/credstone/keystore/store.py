"""The key file of one home: every change is a whole new file, sealed, synced and renamed.

Only the signer process opens it. A kill at any moment leaves the old file or the new one, never
half of either; private parts stand in it encrypted, and go for good when a key retires.
"""

from __future__ import annotations

import base64
import hmac
import json
import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from credstone.errors import Conflict, KeyUnavailable, MalformedInput, NotAllowed
from credstone.keystore.envelope import SALT_BYTES, VERSION, Envelope, open_envelope
from credstone.keystore.record import KeyRecord, KeyState, record_from_json, record_to_json
from credstone.ports import KeyType, Purpose
from credstone.securing.keys import to_multikey
from credstone.securing.private_keys import PrivateKey, generate, private_key

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:/@%-]{0,199}", re.ASCII)
_CHECK_BINDING = ("passphrase",)


@dataclass(frozen=True)
class _Entry:
    record: KeyRecord
    box: bytes | None


class Keystore:
    """The opened keystore. Not safe for threads: the signer process lets one in at a time."""

    def __init__(self, file: Path, envelope: Envelope, head: Mapping[str, Any]) -> None:
        self._file = file
        self._envelope = envelope
        self._head = head
        self._entries: dict[str, _Entry] = {}
        self._opened: dict[str, PrivateKey] = {}

    def records(self) -> tuple[KeyRecord, ...]:
        """Answer every key, retired ones too, oldest first."""
        return tuple(entry.record for entry in self._entries.values())

    def record(self, key_id: str) -> KeyRecord:
        """Answer the key's record; raises ``KeyUnavailable``."""
        return self._entry(key_id).record

    def signing_key(self, key_id: str, purpose: Purpose) -> PrivateKey:
        """Answer the private key; ``NotAllowed`` when it is retired or has another purpose."""
        entry = self._entry(key_id)
        if not entry.record.purpose.serves(purpose):
            raise NotAllowed(
                f"This key is for {entry.record.purpose}, not for {purpose}.", where=key_id
            )
        if entry.box is None:
            raise NotAllowed(
                "This key is retired and signs nothing more.",
                where=key_id,
                fix="Use the key that took its place.",
            )
        if key_id not in self._opened:
            secret = self._envelope.unwrap(entry.box, _binding(entry.record))
            self._opened[key_id] = private_key(entry.record.public.type, secret)
        return self._opened[key_id]

    def generate(
        self, tenant: str, purpose: Purpose, key_type: KeyType, key_id: str | None = None
    ) -> KeyRecord:
        """Let a key be born; without ``key_id`` its own Multikey names it.

        Raises ``Conflict`` when the id is taken, ``MalformedInput`` for odd names.
        """
        entry = self._born(tenant, purpose, key_type, key_id)
        self._write({**self._entries, entry.record.id: entry})
        return entry.record

    def rotate(self, key_id: str) -> KeyRecord:
        """Retire the key and answer its successor, both in one write.

        A key for issuing and status keeps signing the status lists it began, and nothing else.
        """
        old = self._entry(key_id)
        _refuse_retired(old.record)
        now = _now()
        new = self._born(old.record.tenant, old.record.purpose, old.record.public.type, None)
        narrows = old.record.purpose is Purpose.ISSUING_AND_STATUS
        left = self._narrowed(old, Purpose.STATUS) if narrows else _retired(old, now)
        self._write({**self._entries, key_id: left, new.record.id: new})
        self._opened.pop(key_id, None)
        return new.record

    def retire(self, key_id: str) -> KeyRecord:
        """Destroy the private part; the public half stays listed with its validity."""
        old = self._entry(key_id)
        _refuse_retired(old.record)
        retired = _retired(old, _now())
        self._write({**self._entries, key_id: retired})
        self._opened.pop(key_id, None)
        return retired.record

    def _entry(self, key_id: str) -> _Entry:
        try:
            return self._entries[key_id]
        except KeyError:
            raise KeyUnavailable("The keystore has no such key.", where=key_id[:200]) from None

    def _born(self, tenant: str, purpose: Purpose, key_type: KeyType, key_id: str | None) -> _Entry:
        private, secret = generate(key_type)
        name = to_multikey(private.public) if key_id is None else key_id
        for text, what in ((name, "key id"), (tenant, "tenant")):
            if not _NAME.fullmatch(text):
                raise MalformedInput(
                    f"Not a {what}: {text[:200]!r}.",
                    fix="Use up to 200 of A-Z a-z 0-9 . _ : / @ % -",
                )
        if name in self._entries:
            raise Conflict("There is a key of this id already.", where=name)
        record = KeyRecord(name, tenant, purpose, private.public, _now())
        return _Entry(record, self._envelope.wrap(secret, _binding(record)))

    def _narrowed(self, entry: _Entry, purpose: Purpose) -> _Entry:
        """The same key bound to fewer purposes; the binding is part of its encryption."""
        if entry.box is None:
            raise KeyUnavailable("The private part is gone.", where=entry.record.id)
        secret = self._envelope.unwrap(entry.box, _binding(entry.record))
        record = replace(entry.record, purpose=purpose)
        return _Entry(record, self._envelope.wrap(secret, _binding(record)))

    def _write(self, entries: dict[str, _Entry]) -> None:
        content = {**self._head, "keys": [_entry_to_json(entry) for entry in entries.values()]}
        seal = self._envelope.seal(_bytes(content))
        _replace(self._file, _bytes({**content, "seal": _text(seal)}))
        self._entries = entries

    def _read(self, content: dict[str, Any]) -> None:
        seal = _data(content.pop("seal", ""))
        if not hmac.compare_digest(seal, self._envelope.seal(_bytes(content))):
            raise KeyUnavailable(
                "The keystore was changed from outside.",
                where=str(self._file),
                fix="Restore it from a backup.",
            )
        entries = [_entry_from_json(value) for value in content["keys"]]
        self._entries = {entry.record.id: entry for entry in entries}


def open_keystore(file: Path, passphrase: bytes) -> Keystore:
    """Open the key file, or begin one under this passphrase when there is none.

    Raises ``KeyUnavailable`` for an empty or wrong passphrase, a file of another version and one
    that was changed from outside.
    """
    if not passphrase:
        raise KeyUnavailable("The passphrase is empty.", where=str(file))
    _clear_leftovers(file)
    if not file.exists():
        return _begin(file, passphrase)
    content = _load(file)
    envelope = open_envelope(passphrase, _data(content["salt"]))
    head = {name: content[name] for name in ("version", "kdf", "salt", "check")}
    try:
        envelope.unwrap(_data(head["check"]), _CHECK_BINDING)
    except KeyUnavailable:
        raise KeyUnavailable(
            "The passphrase does not open the keystore.",
            where=str(file),
            fix="Check the file that CREDSTONE_PASSPHRASE_FILE names.",
        ) from None
    keystore = Keystore(file, envelope, head)
    keystore._read(content)
    return keystore


def _begin(file: Path, passphrase: bytes) -> Keystore:
    salt = secrets.token_bytes(SALT_BYTES)
    envelope = open_envelope(passphrase, salt)
    check = envelope.wrap(b"", _CHECK_BINDING)
    head = {"version": VERSION, "kdf": "scrypt", "salt": _text(salt), "check": _text(check)}
    keystore = Keystore(file, envelope, head)
    keystore._write({})
    return keystore


def _load(file: Path) -> dict[str, Any]:
    try:
        content = json.loads(file.read_bytes())
        version = content["version"]
        _ = content["salt"], content["check"], content["kdf"], content["keys"]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise KeyUnavailable("Not a keystore.", where=str(file)) from error
    if version != VERSION or not isinstance(content, dict):
        raise KeyUnavailable(
            f"A keystore of version {version!r}; this program reads {VERSION}.", where=str(file)
        )
    return content


def _binding(record: KeyRecord) -> tuple[str, ...]:
    public = record.public
    return (record.tenant, record.id, record.purpose, public.type, to_multikey(public))


def _retired(entry: _Entry, now: datetime) -> _Entry:
    return _Entry(replace(entry.record, valid_until=now), None)


def _refuse_retired(record: KeyRecord) -> None:
    if record.state is KeyState.RETIRED:
        raise Conflict("This key is retired already.", where=record.id)


def _entry_to_json(entry: _Entry) -> dict[str, Any]:
    box = None if entry.box is None else _text(entry.box)
    return {**record_to_json(entry.record), "private": box}


def _entry_from_json(value: dict[str, Any]) -> _Entry:
    box = value["private"]
    return _Entry(record_from_json(value), None if box is None else _data(box))


def _replace(file: Path, data: bytes) -> None:
    """Write beside, sync, rename, sync the folder: the file is always whole."""
    beside = file.with_name(f"{file.name}.{os.getpid()}.new")
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
    beside.replace(file)
    folder = os.open(file.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _clear_leftovers(file: Path) -> None:
    """Remove what a killed writer left; only the one signer process comes here."""
    for leftover in file.parent.glob(f"{file.name}.*.new"):
        leftover.unlink(missing_ok=True)


def _bytes(content: Mapping[str, Any]) -> bytes:
    return json.dumps(content, indent=1, sort_keys=True).encode("ascii") + b"\n"


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def _data(text: object) -> bytes:
    try:
        return base64.b64decode(str(text), validate=True)
    except ValueError as error:
        raise KeyUnavailable("Not a keystore.") from error


def _now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)
