"""Credentials as strangers secure them: proofs of any shape, and signatures that hold over them.

What a careless issuer or a conformance suite makes is signed for good, so that a refusal is owed to
the rule that was broken and not to a broken signature. RDF is read by PyLD, which drops in silence
what Credstone refuses.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from credstone.errors import NotCovered
from credstone.ports import Json, JsonObject, KeyType
from credstone.securing.canonical import HashName, jcs
from credstone.securing.canonical.reference import reference_nquads
from credstone.securing.did import did_key_method_id
from credstone.securing.multibase import multibase_encode
from credstone.securing.private_keys import PrivateKey
from credstone.securing.strict_json import dumps
from tests.core.securing.samples import ACADEMY, COLLEGE, UNIVERSITY

# Every cryptosuite with every type of key that it takes.
SUITES = {
    "eddsa-rdfc-2022": ("eddsa-rdfc-2022", UNIVERSITY),
    "eddsa-jcs-2022": ("eddsa-jcs-2022", UNIVERSITY),
    "ecdsa-rdfc-2019 P-256": ("ecdsa-rdfc-2019", COLLEGE),
    "ecdsa-rdfc-2019 P-384": ("ecdsa-rdfc-2019", ACADEMY),
    "ecdsa-jcs-2019 P-256": ("ecdsa-jcs-2019", COLLEGE),
    "ecdsa-jcs-2019 P-384": ("ecdsa-jcs-2019", ACADEMY),
}


def stranger_signs(
    suite: str,
    document: JsonObject,
    key: PrivateKey,
    changes: Mapping[str, Json] | None = None,
    *,
    hash: HashName | None = None,
    canonical: str = "",
) -> bytes:
    """The document with a proof by that suite's rules, whatever its members say.

    A change to None leaves the member out. ``hash`` and ``canonical`` ("rdfc", "jcs") are the
    suite's own unless given; both digests are taken with ``hash``.
    """
    statement: JsonObject = {
        "type": "DataIntegrityProof",
        "cryptosuite": suite,
        "created": "2026-11-20T10:00:00Z",
        "verificationMethod": did_key_method_id(key.public),
        "proofPurpose": "assertionMethod",
        **(changes or {}),
    }
    statement = {name: value for name, value in statement.items() if value is not None}
    chosen: HashName = hash or ("sha384" if key.public.type is KeyType.P384 else "sha256")
    message = b"".join(
        hashlib.new(chosen, form).digest()
        for form in _forms(canonical or suite.split("-")[1], document, statement, chosen)
    )
    value = multibase_encode(key.sign(message))
    return dumps({**document, "proof": {**statement, "proofValue": value}})


def _forms(
    canonical: str, document: JsonObject, statement: JsonObject, hash: HashName
) -> tuple[bytes, bytes]:
    context = document["@context"]
    if canonical == "jcs":
        return jcs.canonicalize(statement), jcs.canonicalize(document)
    options: JsonObject = {**statement, "@context": context}
    try:
        signed = reference_nquads(options, hash=hash)
    except NotCovered:  # no processor reads it, so nobody can have signed it
        signed = b""
    return signed, reference_nquads(document, hash=hash)
