"""The signer looks again: what a key of each purpose may put its name under.

Whoever reaches the socket can ask for signatures, so the signer refuses whatever is not a shape
that our mechanisms make. It cannot see behind a hash; that is why purposes have keys of their own.
"""

from __future__ import annotations

import re
from typing import NoReturn

from credstone.errors import CredstoneError, KeyUnavailable, NotAllowed
from credstone.formats.vcdm import CREDENTIAL
from credstone.keystore.record import KeyRecord
from credstone.ports import JsonObject, KeyType, Purpose
from credstone.securing import jose
from credstone.securing.did import local_method
from credstone.securing.keys import thumbprint, to_multikey
from credstone.securing.strict_json import loads
from credstone.status.list_document import LIST_TYPE
from credstone.status.supersession import SUPERSESSION_TYPE

# Two digests, SHA-384 for P-384 and SHA-256 else: vc-di-eddsa 3.2.4, vc-di-ecdsa 3.2.4.
_HASH_PAIR_BYTES = {KeyType.ED25519: 64, KeyType.P256: 64, KeyType.P384: 96}
# A trust list is a token and nothing else; a hash pair could be a credential.
_HASH_PAIRS_FOR = frozenset({Purpose.ISSUING, Purpose.STATUS, Purpose.ISSUING_AND_STATUS})
_STATUS_TYPES = frozenset({LIST_TYPE, SUPERSESSION_TYPE})
_TOKEN_TYPES: dict[Purpose, frozenset[str]] = {
    Purpose.ISSUING: frozenset({"vc+jwt"}),
    Purpose.STATUS: frozenset({"vc+jwt"}),
    Purpose.TRUST_LIST: frozenset({"trust-list+jwt"}),
    Purpose.LOG: frozenset(),
    Purpose.ISSUING_AND_STATUS: frozenset({"vc+jwt"}),
}
# Two digests are made of nothing else by chance less than once in 2^90: such a message is text.
_TEXT = re.compile(rb"[\n -~]*")
# A checkpoint's body: origin, tree size, root hash (C2SP tlog-checkpoint).
_CHECKPOINT = re.compile(rb"[!-*,-~][ -*,-~]{0,254}\n(0|[1-9]\d{0,18})\n[A-Za-z0-9+/]{43}=\n")


def check_message(record: KeyRecord, message: bytes) -> None:
    """Pass when this key may sign ``message``; raises ``NotAllowed`` with the reason."""
    if record.purpose is Purpose.LOG:
        if not _CHECKPOINT.fullmatch(message):
            _refuse(record, "A log key signs checkpoints only.")
    elif _may_be_a_hash_pair(record, message):
        if record.purpose not in _HASH_PAIRS_FOR:
            _refuse(record, "This key does not sign hash pairs.")
    else:
        _check_token(record, message)


def _may_be_a_hash_pair(record: KeyRecord, message: bytes) -> bool:
    fits = len(message) == _HASH_PAIR_BYTES[record.public.type]
    return fits and not _TEXT.fullmatch(message)


def _check_token(record: KeyRecord, message: bytes) -> None:
    try:
        header, payload = jose.read_signing_input(message)
        content = loads(payload)
    except CredstoneError as error:
        _refuse(record, f"Neither a hash pair nor a token to sign: {error.what}")
    if not isinstance(content, dict):
        _refuse(record, "The token's payload is no object.")
    if not jose.fits(header, record.public.type):
        _refuse(record, "The token names an algorithm that is not this key's.")
    if jose.media_type(header.get("typ")) not in _TOKEN_TYPES[record.purpose]:
        _refuse(record, f"A key for {record.purpose} does not sign tokens of this type.")
    if record.purpose is not Purpose.TRUST_LIST:
        _check_types(record, content)
    if not _names(str(header["kid"]), record):
        _refuse(record, "The token names another key.")


def _check_types(record: KeyRecord, content: JsonObject) -> None:
    """A credential by its types, and either about status and nothing else, or not at all."""
    value = content.get("type")
    types = value if isinstance(value, list) else [value]
    if CREDENTIAL not in types:
        _refuse(record, "The token's payload is no credential.")
    if _STATUS_TYPES.isdisjoint(one for one in types if isinstance(one, str)):
        if not record.purpose.serves(Purpose.ISSUING):
            _refuse(record, "A key for status signs status lists only.")
    elif not record.purpose.serves(Purpose.STATUS):
        _refuse(record, f"A key for {record.purpose} does not sign status lists.")
    elif len(types) != 2:
        _refuse(record, "A status list is a status list and nothing else.")


def _names(kid: str, record: KeyRecord) -> bool:
    """Whether the DID URL ``kid`` is this key: by value, or by its name under a did:web."""
    if kid.startswith(("did:key:", "did:jwk:")):
        try:
            return local_method(kid).key == record.public
        except KeyUnavailable:
            return False
    fragment = kid.partition("#")[2]
    return kid == record.id or fragment in (
        record.id,
        to_multikey(record.public),
        thumbprint(record.public),
    )


def _refuse(record: KeyRecord, why: str) -> NoReturn:
    raise NotAllowed(why, where=record.id)
