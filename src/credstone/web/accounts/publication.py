"""What strangers need to know of an organisation's keys, as files for any web server."""

from __future__ import annotations

import json
from pathlib import Path

from credstone.home import Home
from credstone.keystore.client import SignerClient
from credstone.ports import JsonObject, Purpose, VerificationMethod
from credstone.securing.controller_document import controller_document
from credstone.securing.did import did_web_method_id
from credstone.web.accounts.models import Organisation
from credstone.web.accounts.queries import organisations

_PUBLISHED = (Purpose.ISSUING, Purpose.STATUS)


def own_documents(home: Home, keys: SignerClient) -> dict[str, JsonObject]:
    """The controller documents of this home's did:web organisations, by DID."""
    return {
        row.did: _document(row, keys)
        for row in organisations()
        if home.organisation_did(row.code) == row.did
    }


def publish(home: Home, keys: SignerClient, out: Path) -> list[Path]:
    """Write each ``organisations/CODE/did.json`` below ``out``; nothing while issuers are did:key.

    Answers the files, which belong under the base URL at the same paths.
    """
    written = []
    documents = own_documents(home, keys)
    for row in organisations():
        if row.did in documents:
            path = out / "organisations" / row.code / "did.json"
            path.parent.mkdir(parents=True, exist_ok=True)
            temporary = path.with_suffix(".new")
            temporary.write_text(json.dumps(documents[row.did], indent=2) + "\n")
            temporary.replace(path)
            written.append(path)
    return written


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
