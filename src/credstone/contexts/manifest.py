"""The list of frozen JSON-LD contexts: address, file, digest, where the bytes came from.

A context decides what a signature means, so each is pinned by the SHA-256 of its bytes and never
corrected here, not even where it looks wrong. Loading and checking is left to the package.
"""

from __future__ import annotations

from dataclasses import dataclass

W3C = "W3C Software and Document License"
ONE_EDTECH = "1EdTech Specification Document License"

_OPENBADGESLIB = "PyPI openbadgeslib 4.6.3"
_CREDENTIALS_CONTEXT = "npm @digitalbazaar/credentials-context 3.2.0"
_DID_CONTEXT = "npm @digitalcredentials/did-context 1.0.0"


@dataclass(frozen=True)
class FrozenContext:
    """One context as shipped: ``sha256`` is the digest of the bytes of ``file``, in hex."""

    url: str
    file: str
    sha256: str
    source: str
    licence: str


MANIFEST: tuple[FrozenContext, ...] = (
    FrozenContext(
        "https://www.w3.org/2018/credentials/v1",
        "credentials-v1.json",
        "00d7dd6d3ad8b920e3e550dd3a3d9090bffcac84cdbf943da6924b3e0a5c8bb8",
        _CREDENTIALS_CONTEXT,
        W3C,
    ),
    FrozenContext(
        "https://www.w3.org/ns/credentials/v2",
        "credentials-v2.json",
        "59955ced6697d61e03f2b2556febe5308ab16842846f5b586d7f1f7adec92734",
        _OPENBADGESLIB,
        W3C,
    ),
    FrozenContext(
        "https://www.w3.org/ns/credentials/undefined-terms/v2",
        "credentials-undefined-terms-v2.json",
        "82dab514ba44eb18f5d1b0f638c5e140c6a556fbfb5089601bdc0fa5eb8b2581",
        _CREDENTIALS_CONTEXT,
        W3C,
    ),
    FrozenContext(
        "https://www.w3.org/ns/did/v1",
        "did-v1.json",
        "62c1054bf404d6dd3a4b26b64f830fd72095f6a26edc4469908c94351352ce5f",
        _DID_CONTEXT,
        W3C,
    ),
    FrozenContext(
        "https://w3id.org/security/data-integrity/v2",
        "security-data-integrity-v2.json",
        "67f21e6e33a6c14e5ccfd2fc7865f7474fb71a04af7e94136cb399dfac8ae8f4",
        _OPENBADGESLIB,
        W3C,
    ),
    FrozenContext(
        "https://w3id.org/security/multikey/v1",
        "security-multikey-v1.json",
        "ba2c182de2d92f7e47184bcca8fcf0beaee6d3986c527bf664c195bbc7c58597",
        _OPENBADGESLIB,
        W3C,
    ),
    FrozenContext(
        "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json",
        "ob-v3p0-context-3.0.1.json",
        "5f3d9dd6288ef437ff8286cf95ffbff609c748a66f24a1e9450c45ca64be1571",
        _OPENBADGESLIB,
        ONE_EDTECH,
    ),
    FrozenContext(
        "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.2.json",
        "ob-v3p0-context-3.0.2.json",
        "00666ad080ba407687ed1846b7f5e7495f5019042b202a727de47c48a1755c53",
        _OPENBADGESLIB,
        ONE_EDTECH,
    ),
    FrozenContext(
        "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
        "ob-v3p0-context-3.0.3.json",
        "3d34f4d4ef1bce691106e63798beb5e7b862ba841423f5ee1e53ab7ddf3bca84",
        _OPENBADGESLIB,
        ONE_EDTECH,
    ),
    FrozenContext(
        "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json",
        "ob-v3p0-extensions.json",
        "87c06c81bc2317663bf288d740d94fddd2818c4342b186270ff6371dfaa63f93",
        _OPENBADGESLIB,
        ONE_EDTECH,
    ),
    FrozenContext(
        "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json",
        "clr-v2p0-context-2.0.1.json",
        "880f1902d4158f2f33ce06af41b90719977cd1ea337a9de2e41edb3ff5e543d6",
        _OPENBADGESLIB,
        ONE_EDTECH,
    ),
)
