"""A trust list as signed data: a compact JWS over one JSON document, read strictly.

The shape is ``docs/reference/schema/trust-list.schema.json``: each entry is an organisation as it
is written everywhere, with what the list adds. A member that we do not know is an error, because a
misspelt limit would widen somebody's right to award. What it means for an issuer is ``trust``.
"""

from __future__ import annotations

from dataclasses import replace

from credstone.errors import MalformedInput, Refused, UnsupportedMechanism
from credstone.formats.finding import Finding
from credstone.formats.node import Node
from credstone.formats.organisation import read_organisation
from credstone.ports import JsonObject, KeyResolver, KeyType
from credstone.securing import jose
from credstone.securing.did import did_of
from credstone.securing.secured import ASSERTION_METHOD
from credstone.securing.strict_json import dumps, loads
from credstone.verifying.trust import EntryStatus, TrustEntry, TrustList

TYP = "trust-list+jwt"

_CTY = "json"
_LIST = ("id", "version", "issued", "expires", "entries")
_ADDED = ("status", "domains", "valid_from", "valid_until")


def signing_input(body: JsonObject, *, method_id: str, key_type: KeyType) -> bytes:
    """The bytes that a key of purpose ``trust-list`` signs; raises ``MalformedInput``."""
    _read(body, signer="")
    header = jose.header_for(key_type, method_id, typ=TYP, cty=_CTY)
    return jose.signing_input(header, dumps(body))


def attach(signed: bytes, signature: bytes) -> bytes:
    """The list as it is handed out: a compact JWS, ASCII."""
    return jose.compact(signed, signature)


def read_trust_list(
    data: bytes, *, keys: KeyResolver, signers: frozenset[str] = frozenset()
) -> TrustList:
    """Read a signed list; ``signers`` are the DIDs that may sign it, or empty for any.

    Whether it is still current is asked when it is used. Raises ``MalformedInput`` for anything
    else than a trust list, ``Refused`` when the signature does not hold or the signer is another,
    ``KeyUnavailable`` or ``Unavailable`` when the signer's key was not found.
    """
    jws = jose.read_compact(data.strip())
    if jose.media_type(jws.header.get("typ")) != TYP:
        raise UnsupportedMechanism("This is no trust list.", fix=f"A trust list says typ {TYP!r}.")
    method = keys.resolve(jws.kid)
    signer = did_of(method.id)
    if ASSERTION_METHOD not in method.relationships or method.controller != signer:
        raise Refused("The trust list is signed with a key that is not its signer's to use so.")
    answer = jose.check_jws(jws.header, jws.signing_input, jws.signature, method.key)
    if not answer.holds:
        raise Refused(f"The trust list is not what was signed: {answer.reason}")
    if signers and signer not in signers:
        raise Refused(
            f"The trust list is signed by {signer}.",
            fix="Take the list from a signer whom you named, or name this one too.",
        )
    body = loads(jws.payload)
    if not isinstance(body, dict):
        raise MalformedInput("A trust list is an object.")
    return replace(_read(body, signer), signer_named=bool(signers))


def _read(body: JsonObject, signer: str) -> TrustList:
    findings: list[Finding] = []
    node = Node(body, (), findings)
    node.only(_LIST)
    name, version = node.string("id"), node.integer("version")
    issued, expires = node.instant("issued"), node.instant("expires")
    read = [_entry(item, findings) for item in node.items("entries")]
    entries = tuple(entry for entry in read if entry is not None)
    if not name or node.member("entries").is_absent:
        node.find("the list has no id or no entries", "Write both.")
    if version is not None and version < 1:
        node.member("version").find("versions count from 1", "Write the edition's number.")
    if issued and expires and expires <= issued:
        node.member("expires").find("it expires before it is issued", "Write a later instant.")
    if len({entry.organisation.id for entry in entries}) != len(entries):
        node.member("entries").find("two entries have the same id", "Write one entry for each.")
    for finding in findings:
        raise MalformedInput(finding.why, where=finding.pointer, fix=finding.fix)
    if version is None or issued is None or expires is None:
        raise MalformedInput("the list has no version, or no instants issued and expires")
    return TrustList(name, version, issued, expires, entries, signer)


def _entry(node: Node, findings: list[Finding]) -> TrustEntry | None:
    if not node.is_object() or not isinstance(node.value, dict):
        return None
    organisation, problems = read_organisation(
        {name: value for name, value in node.value.items() if name not in _ADDED}
    )
    place = "".join(f"/{step}" for step in node.path)
    findings += [replace(one, pointer=place + one.pointer) for one in problems if one.is_error]
    status = node.choice("status", EntryStatus)
    for name in ("id", "status"):
        if not node.member(name).value:
            node.member(name).find("every entry needs it", "Write it.")
    if organisation is None or status is None:
        return None
    return TrustEntry(
        organisation,
        status,
        node.strings("domains"),
        node.day("valid_from"),
        node.day("valid_until"),
    )
