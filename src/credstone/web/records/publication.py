"""Publishing status: signed, short-lived lists as plain files, ready for any web server.

Every list is built from the register each time, so a revocation that was recorded cannot be
missed by a lost update. Files are replaced whole; a reader sees the old one or the new one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from credstone.errors import CredstoneError
from credstone.home import Home
from credstone.issuing.issue import Failed, Intent, issue
from credstone.model.credential import StatusPurpose
from credstone.ports import JsonObject, KeyType, Purpose, Signer
from credstone.securing import mechanism, strict_json
from credstone.securing.secured import ProofOptions
from credstone.status.bitstring import Bits
from credstone.status.list_document import list_document
from credstone.status.supersession import supersession_document
from credstone.web.accounts.publication import alone, write_whole
from credstone.web.records import queries
from credstone.web.records.models import StatusList

# Long enough for a nightly job that missed one night, short enough that a withheld list is noticed.
LIFETIME = timedelta(hours=48)
# What a list is signed with, by the type of its key.
_MECHANISMS = {KeyType.ED25519: "eddsa-rdfc-2022", KeyType.P256: "vc-jwt", KeyType.P384: "vc-jwt"}


@dataclass(frozen=True)
class Published:
    """One file that was written: what it answers for and how many bits or entries are set."""

    url: str
    path: Path
    purpose: str
    set_bits: int
    valid_until: datetime


def publish(home: Home, signer: Signer, out: Path, now: datetime) -> list[Published]:
    """Sign every list of this home and write it below ``out``, one publisher at a time.

    Raises ``CredstoneError`` for the first list that could not be signed, after all others were
    written.
    """
    out.mkdir(parents=True, exist_ok=True)
    published: list[Published] = []
    problems: list[CredstoneError] = []
    with alone(out):
        for row in queries.status_lists():
            try:
                published += _publish_list(home, row, signer, out, now)
            except CredstoneError as problem:
                problems.append(problem)
    if problems:
        raise problems[0]
    return published


def _publish_list(
    home: Home, row: StatusList, signer: Signer, out: Path, now: datetime
) -> Iterator[Published]:
    until = now + LIFETIME
    replacements = dict(queries.supersessions(row))
    replaced_url = home.supersessions_url(str(row.pk)) if replacements else ""
    indices = queries.set_indices(row)
    document = list_document(
        list_url=row.url,
        issuer=row.issuer_did,
        purpose=StatusPurpose(row.purpose),
        bits=Bits.of(indices, row.length),
        valid_from=now,
        valid_until=until,
        supersessions_url=replaced_url,
    )
    path = _write(out / str(row.pk), _sign(row, document, signer, now))
    yield Published(row.url, path, row.purpose, len(indices), until)
    if not replacements:
        return
    document = supersession_document(
        url=replaced_url,
        issuer=row.issuer_did,
        replacements=replacements,
        valid_from=now,
        valid_until=until,
    )
    path = _write(out / f"{row.pk}-replaced", _sign(row, document, signer, now))
    yield Published(replaced_url, path, "supersession", len(replacements), until)


def _sign(row: StatusList, document: JsonObject, signer: Signer, now: datetime) -> bytes:
    key = signer.public(row.key)
    name = _MECHANISMS[key.type]
    intent = Intent(
        credential_id=str(document["id"]),
        mechanism=name,
        unsigned=strict_json.dumps(document),
        options=ProofOptions(
            verification_method=mechanism.method_id(name, row.issuer_did, key),
            key_type=key.type,
            created=now,
        ),
        key_id=row.key,
    )
    result = issue([intent], signer, Purpose.STATUS)[0]
    if isinstance(result, Failed):
        why = f"the status list was not signed: {result.error}"
        raise CredstoneError(why, where=row.url) from result.error
    return result.secured


def _write(stem: Path, content: bytes) -> Path:
    suffix = ".json" if content.startswith(b"{") else ".jwt"
    return write_whole(stem.with_name(stem.name + suffix), content)
