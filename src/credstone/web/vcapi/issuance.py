"""Issuing one credential: take the caller's words, put the issuer's name to them, have it signed.

What may be signed is decided in ``issuing``, which refuses what verifying would refuse.
"""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

from credstone.conforming.values import listed
from credstone.errors import CredstoneError, KeyUnavailable, NotAllowed
from credstone.formats.vcdm import status_members
from credstone.issuing.issue import Failed, Intent, issue
from credstone.issuing.lint import lint
from credstone.model.credential import StatusPurpose
from credstone.ports import Json, JsonObject
from credstone.securing import mechanism, strict_json, vc_jwt
from credstone.securing.secured import ProofOptions
from credstone.verifying.profiles import VC_API
from credstone.web.vcapi.commands import draw
from credstone.web.vcapi.issuers import Issuer
from credstone.web.vcapi.place import Place
from credstone.web.vcapi.problems import OwnFault, Refusal, unprocessable
from credstone.web.vcapi.requests import IssueOptions

_READING = VC_API.reading


def issue_credential(
    place: Place, issuer: Issuer, credential: JsonObject, options: IssueOptions, now: datetime
) -> bytes:
    """The secured credential as JSON; a token comes as an ``EnvelopedVerifiableCredential``.

    Raises ``Refusal`` (422) for what is not signed, ``KeyUnavailable`` without a signer and
    ``OwnFault`` when signing itself went wrong.
    """
    proof = _proof_options(issuer, options, now)
    if "proof" in credential:
        raise unprocessable("/proof: it is secured already.")
    if "issuer" not in credential:
        raise unprocessable(
            "/issuer: the credential has none. Name any; this issuer's DID takes its place."
        )
    if options.purposes and not issuer.kind.keeps_status:
        raise unprocessable(
            "/options/credentialStatus: this issuer keeps no status. Ask the issuer `status`."
        )
    try:
        lint(
            credential, VC_API.known_digests
        )  # with the issuer that was sent, so that null is not made good
        document = _named(credential, issuer.did)
        if issuer.kind.keeps_status:
            # Refused before an index is spent on it.
            mechanism.signing_input(issuer.kind.mechanism, document, proof, reading=_READING)
            document = _with_status(place, issuer, document, options, now)
    except KeyUnavailable:
        raise
    except CredstoneError as error:
        raise _not_signed(error) from error
    secured = _signed(place, issuer, document, proof)
    return vc_jwt.envelope(secured) if issuer.kind.mechanism == vc_jwt.NAME else secured


def _proof_options(issuer: Issuer, options: IssueOptions, now: datetime) -> ProofOptions:
    if options.method_id not in ("", issuer.method_id):
        raise unprocessable(f"This issuer signs with {issuer.method_id} only.")
    asked = options.expires is not None or options.domains or options.challenge is not None
    if asked and issuer.kind.mechanism == vc_jwt.NAME:
        raise unprocessable("A token has no place for expires, domain and challenge of a proof.")
    return ProofOptions(
        verification_method=issuer.method_id,
        key_type=issuer.kind.key_type,
        created=now,
        expires=options.expires,
        domains=options.domains,
        challenge=options.challenge,
    )


def _named(credential: JsonObject, did: str) -> JsonObject:
    """The credential with its true issuer, whatever id was sent; what else it says of itself stays.

    Nobody makes us sign in another's name.
    """
    sent = credential.get("issuer")
    issuer: Json = {**sent, "id": did} if isinstance(sent, dict) else did
    return {**credential, "issuer": issuer}


def _with_status(
    place: Place, issuer: Issuer, document: JsonObject, options: IssueOptions, now: datetime
) -> JsonObject:
    """The document with entries of ours beside those that it has; and with an id to find it by."""
    own_id = document.get("id")
    if not isinstance(own_id, str):
        own_id = uuid4().urn
        document = {**document, "id": own_id}
    credential_id = options.credential_id or own_id
    purposes = options.purposes or (StatusPurpose.REVOCATION,)
    entries = draw(issuer, place.address, credential_id, purposes, now)
    ours = status_members(own_id, entries)["credentialStatus"]
    if "credentialStatus" not in document:
        return {**document, "credentialStatus": ours}
    return {
        **document,
        "credentialStatus": [*listed(document["credentialStatus"]), *listed(ours)],
    }


def _signed(place: Place, issuer: Issuer, document: JsonObject, proof: ProofOptions) -> bytes:
    intent = Intent(
        credential_id=str(document.get("id", "")),
        mechanism=issuer.kind.mechanism,
        unsigned=strict_json.dumps(document),
        options=proof,
        key_id=issuer.kind.key_id,
    )
    [result] = issue([intent], place.signer, reading=_READING, known=VC_API.known_digests)
    if not isinstance(result, Failed):
        return result.secured
    raise _not_signed(result.error)


def _not_signed(error: CredstoneError) -> Refusal | OwnFault:
    """Whose fault it is that there is no signature: the document's, or ours."""
    if type(error) is CredstoneError or isinstance(error, NotAllowed):
        return OwnFault(f"a credential was not signed: {error.what}")
    return unprocessable(str(error))
