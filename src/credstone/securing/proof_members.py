"""One embedded proof, member by member (VC Data Integrity 1.0, 2.1).

Types, addresses and times are read to the letter; whether the proof holds is left to its
cryptosuite and to ``verifying``. How several proofs belong together is ``data_integrity``.
"""

from __future__ import annotations

from collections.abc import Container, Sequence

from credstone.errors import MalformedInput
from credstone.ports import Json, JsonObject
from credstone.securing.canonical.iris import is_absolute
from credstone.securing.multibase import multibase_decode
from credstone.securing.secured import Proof
from credstone.securing.timestamps import parse_timestamp

PROOF_TYPE = "DataIntegrityProof"

_SIGNATURE_LENGTHS = frozenset({64, 96})
_REQUIRED = ("type", "cryptosuite", "verificationMethod", "proofPurpose", "proofValue")
_TEXTS = ("challenge", "nonce")
_URLS = ("id", "verificationMethod")
_MANY = ("domain", "previousProof")


def foreign(proof: JsonObject, cryptosuites: Container[str], where: str) -> str:
    """Answer the kind of a proof that we do not have, such as ``cryptosuite 'bbs-2023'``, or "".

    Raises ``MalformedInput`` for a proof that does not say what it is.
    """
    kind, suite = _required(proof, "type", where), proof.get("cryptosuite")
    if kind != PROOF_TYPE:
        return f"type {kind[:60]!r}"
    if isinstance(suite, str) and suite and suite not in cryptosuites:
        return f"cryptosuite {suite[:60]!r}"
    return ""


def read_foreign(proof: JsonObject, kind: str) -> Proof:
    """Answer as much as can be told of a proof that we do not have: enough to name it."""
    method = proof.get("verificationMethod")
    return Proof(
        mechanism=kind,
        verification_method=method if isinstance(method, str) else "",
        purpose="",
        signature=b"",
        statement=proof,
    )


def read_proof(proof: JsonObject, follows: Sequence[JsonObject], where: str) -> Proof:
    """Answer the proof at the JSON pointer ``where``; ``follows`` are the proofs it names.

    Raises ``MalformedInput`` for a missing or mistyped member, an id or a verification method that
    is no absolute address, a time without its offset, an end before the proof was made, an array
    that is empty or repeats itself, and a ``proofValue`` that is no signature in base58btc.
    """
    for member in _REQUIRED:
        _required(proof, member, where)
    for member in _TEXTS:
        if member in proof and not isinstance(proof[member], str):
            raise MalformedInput(f"A proof's {member} is no text.", where=f"{where}/{member}")
    for member in _URLS:
        if member in proof and not _is_url(proof[member]):
            raise MalformedInput(
                f"A proof's {member} is no absolute address.", where=f"{where}/{member}"
            )
    times = {
        member: parse_timestamp(proof[member], where=f"{where}/{member}")
        for member in ("created", "expires")
        if member in proof
    }
    if "created" in times and "expires" in times and times["expires"] < times["created"]:
        raise MalformedInput("A proof ends before it was made.", where=f"{where}/expires")
    many = {member: read_texts(proof, member, where) for member in _MANY}
    return Proof(
        mechanism=str(proof["cryptosuite"]),
        verification_method=str(proof["verificationMethod"]),
        purpose=str(proof["proofPurpose"]),
        signature=_signature(str(proof["proofValue"]), where),
        statement={name: value for name, value in proof.items() if name != "proofValue"},
        created=times.get("created"),
        expires=times.get("expires"),
        domains=many["domain"],
        challenge=_optional(proof, "challenge"),
        follows=tuple(follows),
    )


def read_texts(proof: JsonObject, member: str, where: str) -> tuple[str, ...]:
    """Answer a text or a set of at least one; () when it is not there; ``MalformedInput``."""
    value = proof.get(member, [])
    listed = [value] if isinstance(value, str) else value
    place = f"{where}/{member}"
    if not isinstance(listed, list) or (member in proof and not listed):
        raise MalformedInput(
            f"A proof's {member} is neither a text nor an array of texts.", where=place
        )
    texts = tuple(text for text in listed if isinstance(text, str) and text)
    if len(texts) != len(listed):
        raise MalformedInput(f"A proof's {member} has an entry that is no text.", where=place)
    if len(texts) != len(set(texts)):
        raise MalformedInput(f"A proof's {member} names one thing twice.", where=place)
    return texts


def _required(proof: JsonObject, member: str, where: str) -> str:
    value = proof.get(member)
    if not isinstance(value, str) or not value:
        raise MalformedInput(f"A proof's {member} is no text.", where=f"{where}/{member}")
    return value


def _optional(proof: JsonObject, member: str) -> str | None:
    value = proof.get(member)
    return value if isinstance(value, str) else None


def _is_url(value: Json) -> bool:
    return isinstance(value, str) and is_absolute(value)


def _signature(proof_value: str, where: str) -> bytes:
    place = f"{where}/proofValue"
    try:
        signature = multibase_decode(proof_value)
    except MalformedInput as error:
        raise MalformedInput(error.what, where=place) from error
    if len(signature) not in _SIGNATURE_LENGTHS:
        raise MalformedInput("A proofValue has another length than a signature.", where=place)
    return signature
