"""Contexts swapped, moved, redefined, brought along (threats 2, 3 and 4; VCDM 2.0, 4.3)."""

# ruff: noqa: ANN401 a context may be anything

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from credstone.contexts import MANIFEST
from credstone.verifying.profiles import EXAMPLES_URL
from tests.hostile.case import Case, Exclusion
from tests.hostile.families.delivered import Trick, delivered, put_in, signed
from tests.hostile.honest import OB3, V1, V2

NAME = "contexts"
EVIL = "https://evil.example/#"

_INLINE: dict[str, Any] = {
    "empty": {},
    "name redefined": {"name": EVIL + "name"},
    "name as an object": {"name": {"@id": "https://schema.org/name", "@type": "@id"}},
    "type redefined": {"type": EVIL + "type"},
    "id redefined": {"id": EVIL + "id"},
    "issuer redefined": {"issuer": EVIL + "issuer"},
    "issuer taken away": {"issuer": None},
    "subject redefined": {"credentialSubject": {"@id": EVIL + "subject", "@type": "@id"}},
    "proof redefined": {"proof": {"@id": EVIL + "proof", "@container": "@graph"}},
    "validUntil taken away": {"validUntil": None},
    "status taken away": {"credentialStatus": None},
    "@vocab": {"@vocab": EVIL},
    "@vocab null": {"@vocab": None},
    "@vocab empty": {"@vocab": ""},
    "@base": {"@base": "https://evil.example/"},
    "@base null": {"@base": None},
    "@language": {"@language": "en"},
    "@direction": {"@direction": "rtl"},
    "@import": {"@import": V2},
    "@import of evil": {"@import": "https://evil.example/context"},
    "@propagate": {"@propagate": False, "name": EVIL + "name"},
    "@protected": {"@protected": True, "name": EVIL + "name"},
    "@version": {"@version": 1.1},
    "@version 1.0": {"@version": 1.0},
    "@unknown": {"@unknown": "x"},
    "a keyword redefined": {"@type": {"@container": "@set"}},
    "an alias of @id": {"me": "@id"},
    "an alias of @type": {"kind": "@type"},
    "an alias of @graph": {"name": "@graph"},
    "an alias of @value": {"name": "@value"},
    "an alias of @none": {"name": "@none"},
    "an alias of @nest": {"credentialSubject": "@nest"},
    "an alias of @included": {"name": "@included"},
    "@reverse": {"issuer": {"@reverse": "https://www.w3.org/2018/credentials#issuer"}},
    "@container @language": {"name": {"@id": EVIL + "n", "@container": "@language"}},
    "@container @index": {"name": {"@id": EVIL + "n", "@container": "@index"}},
    "@container @id": {"name": {"@id": EVIL + "n", "@container": "@id"}},
    "@container @type": {"name": {"@id": EVIL + "n", "@container": "@type"}},
    "@container @list": {"type": {"@id": "@type", "@container": "@list"}},
    "scoped to a property": {"credentialSubject": {"@id": EVIL + "s", "@context": {"name": EVIL}}},
    "scoped to a type": {"VerifiableCredential": {"@id": EVIL + "V", "@context": {"name": EVIL}}},
    "scoped to nothing": {"credentialSubject": {"@id": EVIL + "s", "@context": None}},
    "a prefix": {"urn": "https://evil.example/"},
    "a prefix did": {"did": {"@id": "https://evil.example/", "@prefix": True}},
    "a term by itself": {"name": {"@id": "name:name"}},
    "a circle": {"name": "nick:name", "nick": "name:nick"},
    "@json": {"name": {"@id": EVIL + "n", "@type": "@json"}},
    "number": {"name": 7},
    "empty term": {"": EVIL},
    "a context in a context": {"@context": {"name": EVIL}},
    "deep": {"a": {"@id": EVIL, "@context": {"a": {"@id": EVIL, "@context": {"a": None}}}}},
    "thousand terms": {f"t{n}": f"{EVIL}{n}" for n in range(300)},
}
_ADDRESSES = (
    "https://evil.example/context",
    "http://www.w3.org/ns/credentials/v2",
    "https://www.w3.org/ns/credentials/v2/",
    "https://www.w3.org/ns/credentials/v2#",
    "https://www.w3.org/ns/credentials/v2?x",
    "https://WWW.w3.org/ns/credentials/v2",
    "https://www.w3.org:443/ns/credentials/v2",
    "https://www.w3.org/ns/credentials/./v2",
    "https://www.w3.org/ns/credentials/%762",
    "https://www.w3.org/ns/credentials/V2",
    " https://www.w3.org/ns/credentials/v2",
    "https://www.w3.org/ns/credentials/v2\n",
    "https://user@www.w3.org/ns/credentials/v2",
    "https:\\\\www.w3.org\\ns\\credentials\\v2",
    "//www.w3.org/ns/credentials/v2",
    "/ns/credentials/v2",
    "v2",
    "",
    "file:///etc/passwd",
    "file:///etc/hostname",
    "data:application/ld+json,{}",
    "http://127.0.0.1/context",
    "http://169.254.169.254/latest/meta-data/",
    "https://[::1]/",
    "ftp://evil.example/c",
    "https://schema.org/",
    "https://schema.org",
    "https://w3id.org/security/v1",
    "https://w3id.org/security/v2",
    "https://www.w3.org/ns/credentials/v3",
    "https://purl.imsglobal.org/spec/ob/v3p0/context.json",
    "did:web:evil.example",
    "urn:x:y",
    "https://www.w3.org/ns/credentials/v2\u200b",
    "https://www.wЗ.org/ns/credentials/v2",
    EXAMPLES_URL + "/",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.4.json",
)
_ODD: dict[str, Any] = {
    "null": None,
    "empty array": [],
    "empty text": "",
    "true": True,
    "number": 2,
    "object": {},
    "version 2 as an object": {"@context": V2},
    "in two arrays": [[V2]],
    "null first": [None, V2],
    "null behind": [V2, None],
    "number behind": [V2, 2],
    "array behind": [V2, [OB3]],
    "array of @vocab behind": [V2, [{"@vocab": EVIL}]],
    "Open Badges only": [OB3],
    "Open Badges first": [OB3, V2],
    "version 1 first": [V1, V2],
    "version 1 behind": [V2, V1],
    "inline first": [{"name": EVIL}, V2],
    "inline only": [{"name": EVIL}],
    "ten thousand times": [V2] * 10_000,
    "null by null": [V2, None, OB3],
    "false": [V2, False],
    "an id": [{"id": V2}],
    "spread": {"0": V2},
}


def cases() -> Iterator[Case | Exclusion]:
    for name, inline in _INLINE.items():
        yield from delivered(NAME, f"inline {name}", _more(inline))
        yield from put_in(NAME, f"inline {name} first", _first(inline))
    for number, address in enumerate(_ADDRESSES):
        yield from delivered(NAME, f"address {number} {address[:30]!r}", _more(address))
        yield from delivered(NAME, f"address {number} in its place", _instead([address]))
    for name, odd in _ODD.items():
        yield from delivered(NAME, f"odd {name}", _instead(odd))
    yield from delivered(
        NAME, "no context", lambda d: {k: v for k, v in d.items() if k != "@context"}
    )
    yield from delivered(NAME, "in capitals", _renamed("@CONTEXT"))
    yield from delivered(NAME, "without @", _renamed("context"))
    for entry in MANIFEST:
        # Signed so by its issuer, another frozen context is no fault; put in afterwards it is.
        yield from _bound(f"frozen {entry.file}", _more(entry.url))
    for place in ("credentialSubject", "issuer", "proof"):
        for name, inner in {
            "inline": {"name": EVIL},
            "null": None,
            "array": [],
            "version 2": V2,
            "evil": EVIL,
            "@vocab": {"@vocab": EVIL},
            "@propagate": {"@propagate": True},
            "Open Badges": [OB3],
        }.items():
            yield from put_in(NAME, f"nested in {place} {name}", _nested(place, inner))
            if place == "credentialSubject":
                yield from _signed_nested(name, inner)


def _bound(name: str, trick: Trick) -> Iterator[Case]:
    """Only where the proof fixes how the context is written (docs/reference/unsigned-set.json)."""
    for case in put_in(NAME, name, trick):
        if not case.id.endswith("/stranger"):
            yield case


def _signed_nested(name: str, inner: Any) -> Iterator[Case]:
    yield from signed(NAME, f"nested {name}", _nested("credentialSubject", inner))


def _more(context: Any) -> Trick:
    return lambda document: document | {"@context": [*document["@context"], context]}


def _first(context: Any) -> Trick:
    return lambda document: document | {"@context": [context, *document["@context"]]}


def _instead(context: Any) -> Trick:
    return lambda document: document | {"@context": context}


def _renamed(name: str) -> Trick:
    return lambda document: {name if k == "@context" else k: v for k, v in document.items()}


def _nested(place: str, inner: Any) -> Trick:
    def trick(document: dict[str, Any]) -> Any:
        part = document.get(place)
        if not isinstance(part, dict):
            return document
        return document | {place: {"@context": inner, **part}}

    return trick
