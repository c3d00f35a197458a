"""Changing organisations: each gets its keys and its DID when it is added."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from django.db import IntegrityError, transaction

from credstone.errors import Conflict
from credstone.formats.organisation import organisation_to_json
from credstone.home import Home
from credstone.keystore.client import SignerClient
from credstone.keystore.record import KeyRecord, KeyState
from credstone.model import party
from credstone.ports import KeyType, Purpose
from credstone.securing.canonical import jcs
from credstone.securing.did import did_key
from credstone.web.accounts import queries
from credstone.web.accounts.models import Organisation


def add_organisation(
    home: Home,
    keys: SignerClient,
    organisation: party.Organisation,
    now: datetime,
    key_type: KeyType = KeyType.ED25519,
) -> Organisation:
    """Add an organisation, or take over its changed file; its keys and DID stay what they are.

    Keys are born in the signer: two with a did:web, one with both purposes with a did:key
    (docs/adr/0004-keys-and-dids.md). Raises ``Conflict`` when the file names another DID.
    """
    row = Organisation.objects.filter(pk=organisation.code).first()
    did = home.organisation_did(organisation.code) if row is None else row.did
    if organisation.id and organisation.id != did:
        raise Conflict(
            f"{organisation.code} is {did or 'not known'} here, "
            f"and the file says {organisation.id}",
            fix="Leave the id out of the file: it is given when the organisation gets its key.",
        )
    if row is None:
        row = _with_new_keys(home, keys, organisation.code, key_type, now)
        row.content = _content(organisation, row.did)
        return _added(row)
    row.content = _content(organisation, row.did)
    with transaction.atomic():
        row.save(update_fields=("content",))
    return row


def rotate_key(keys: SignerClient, row: Organisation) -> Organisation:
    """Give the organisation a new issuing key; what the old one signed goes on verifying.

    With a did:web the DID stays. With a did:key it changes, and new credentials and lists carry
    the new one. Whoever asks has finished what was reserved for the old key
    (``records.rotation``).
    """
    with transaction.atomic():
        row = Organisation.objects.select_for_update().get(pk=row.pk)
        record = _successor(keys, row) or keys.rotate(row.key)
        row.key = record.id
        if row.did.startswith("did:key:"):
            row.status_key = record.id
            row.did = did_key(record.public)
            row.content = _content(queries.value(row), row.did)
        row.save()
    return row


def _successor(keys: SignerClient, row: Organisation) -> KeyRecord | None:
    """The key that took over in a rotation which was interrupted before we wrote it down."""
    records = {record.id: record for record in keys.records()}
    if row.key in records and _issues(records[row.key]):
        return None
    heirs = [one for one in records.values() if one.tenant == row.code and _issues(one)]
    return heirs[-1] if heirs else None


def _issues(record: KeyRecord) -> bool:
    return record.state is KeyState.ACTIVE and record.purpose.serves(Purpose.ISSUING)


def _added(row: Organisation) -> Organisation:
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        raise Conflict(
            f"somebody else added {row.code} at the same moment", fix="Ask again."
        ) from None
    return row


def _content(organisation: party.Organisation, did: str) -> str:
    return jcs.canonicalize(organisation_to_json(replace(organisation, id=did))).decode()


def _with_new_keys(
    home: Home, keys: SignerClient, code: str, key_type: KeyType, now: datetime
) -> Organisation:
    did = home.organisation_did(code)
    if did is None:
        both = keys.generate(code, Purpose.ISSUING_AND_STATUS, key_type)
        return Organisation(
            code=code, did=did_key(both.public), key=both.id, status_key=both.id, created=now
        )
    issuing = keys.generate(code, Purpose.ISSUING, key_type)
    status = keys.generate(code, Purpose.STATUS, KeyType.ED25519)
    return Organisation(code=code, did=did, key=issuing.id, status_key=status.id, created=now)
