"""Tokens in JSON: enveloped credentials and presentations (VCDM 2.0, 4.13.1 and 4.13.2).

An envelope is signed by nobody, so it may say nothing of its own. What is in the token is left to
the token's own mechanism.
"""

from __future__ import annotations

from credstone.errors import MalformedInput, UnsupportedMechanism
from credstone.ports import JsonObject
from credstone.securing.strict_json import dumps
from credstone.securing.token import Kind

_CREDENTIALS_V2 = "https://www.w3.org/ns/credentials/v2"
_MEMBERS = frozenset({"@context", "id", "type"})


def wrap(kind: Kind, token: bytes) -> bytes:
    """Answer the token as the JSON object that carries it."""
    identifier = _address(kind) + token.decode("ascii")
    return dumps({"@context": _CREDENTIALS_V2, "id": identifier, "type": kind.envelope})


def is_envelope(kind: Kind, document: JsonObject) -> bool:
    """Say whether the object claims to carry a token of that kind."""
    return document.get("type") in (kind.envelope, [kind.envelope])


def token_in(kind: Kind, document: JsonObject) -> bytes:
    """Answer the token that the envelope carries.

    Only the version 2 context, the type and the ``data:`` address, without parameters, are let
    through. Raises ``UnsupportedMechanism`` for an envelope of a registered type that we do not
    have (VC-JOSE-COSE 1.0, 3.2 and 3.3), ``MalformedInput`` for anything else.
    """
    foreign = document.keys() - _MEMBERS
    if foreign:
        raise MalformedInput(
            "An envelope has members that nobody signed.",
            where=f"/{min(foreign)}",
            fix="Leave only @context, id and type beside the token.",
        )
    if document.get("@context") not in (_CREDENTIALS_V2, [_CREDENTIALS_V2]):
        raise MalformedInput("An envelope has another context.", where="/@context")
    identifier = document.get("id")
    if isinstance(identifier, str) and identifier.startswith(_others(kind)):
        raise UnsupportedMechanism(
            f"An envelope of {identifier[:40].partition(',')[0]!r}.",
            fix=f"Here it says {_address(kind)}… (VC-JOSE-COSE 1.0, 3.1).",
        )
    if not isinstance(identifier, str) or not identifier.startswith(_address(kind)):
        raise MalformedInput(f"An envelope's id must be {_address(kind)}…", where="/id")
    return identifier.removeprefix(_address(kind)).encode("utf-8")


def _address(kind: Kind) -> str:
    return f"data:application/{kind.typ},"


def _others(kind: Kind) -> tuple[str, ...]:
    """How addresses of the other registered types begin, with or without parameters."""
    media = f"data:application/{kind.cty}"
    return tuple(f"{media}+{form}{end}" for form in ("sd-jwt", "cose") for end in ",;")
