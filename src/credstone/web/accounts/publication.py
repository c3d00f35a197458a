"""What strangers need to know of an organisation's keys, as files for any web server."""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from credstone.home import Home
from credstone.keystore.client import SignerClient
from credstone.ports import JsonObject, Purpose, VerificationMethod
from credstone.securing.controller_document import controller_document
from credstone.securing.did import did_web_method_id
from credstone.web.accounts.models import Organisation
from credstone.web.accounts.queries import organisations

_PUBLISHED = (Purpose.ISSUING, Purpose.STATUS)


def own_documents(keys: SignerClient) -> dict[str, JsonObject]:
    """The controller documents of the did:web organisations here, by DID."""
    return {
        row.did: _document(row, keys) for row in organisations() if row.did.startswith("did:web:")
    }


def publish(home: Home, keys: SignerClient, out: Path) -> list[Path]:
    """Write each ``organisations/CODE/did.json`` below ``out``; nothing while issuers are did:key.

    Answers the files, which belong under the base URL at the same paths.
    """
    written = []
    documents = own_documents(keys)
    for row in organisations():
        if row.did in documents and row.did == home.organisation_did(row.code):
            folder = out / "organisations" / row.code
            folder.mkdir(parents=True, exist_ok=True)
            content = json.dumps(documents[row.did], indent=2).encode() + b"\n"
            with alone(folder):
                written.append(write_whole(folder / "did.json", content))
    return written


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Hold ``folder`` against other publishers, and have its new names on disk afterwards.

    Otherwise a slower one could put older content over newer, and a revocation would be lost.
    """
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def write_whole(path: Path, content: bytes) -> Path:
    """Put ``content`` on disk before ``path`` names it: readers see the old file or the new one.

    Call only while ``alone`` in the folder.
    """
    temporary = path.with_suffix(".new")
    with temporary.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)
    return path


def _document(row: Organisation, keys: SignerClient) -> JsonObject:
    methods = [
        VerificationMethod(
            id=did_web_method_id(row.did, record.public),
            controller=row.did,
            key=record.public,
            relationships=frozenset({"assertionMethod"}),
            expires=record.valid_until,
        )
        for record in keys.records()
        if record.tenant == row.code and record.purpose in _PUBLISHED
    ]
    return controller_document(row.did, methods)
