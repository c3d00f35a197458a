"""JSON-LD's keywords where credentials have plain words: aliases, graphs, reverses, lists, sets.

Each would let two readers find two sets of statements in one document (threat 1).
"""

# ruff: noqa: ANN401 a keyword may be given anything

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tests.hostile.case import Case, Exclusion
from tests.hostile.families.delivered import Trick, delivered
from tests.hostile.honest import SUBJECT

NAME = "keywords"
_THING = {"id": "urn:uuid:thing", "name": "Thing"}
_EVERY_KEYWORD = [
    "@base",
    "@container",
    "@context",
    "@default",
    "@direction",
    "@embed",
    "@explicit",
    "@first",
    "@graph",
    "@id",
    "@import",
    "@included",
    "@index",
    "@json",
    "@language",
    "@list",
    "@nest",
    "@none",
    "@omitDefault",
    "@prefix",
    "@preserve",
    "@propagate",
    "@protected",
    "@requireAll",
    "@reverse",
    "@set",
    "@type",
    "@value",
    "@version",
    "@vocab",
    "@foo",
    "@CONTEXT",
    "@",
    "@@id",
]
_GIVEN: dict[str, Any] = {
    "text": "urn:uuid:x",
    "object": _THING,
    "array": [_THING],
    "null": None,
    "empty": {},
}


def cases() -> Iterator[Case | Exclusion]:
    for keyword in _EVERY_KEYWORD:
        for name, given in _GIVEN.items():
            yield from delivered(
                NAME, f"{keyword} at the top as {name}", _added((), keyword, given)
            )
        yield from delivered(
            NAME, f"{keyword} in the subject", _added(("credentialSubject",), keyword, "urn:uuid:x")
        )
    for name, (member, value) in _VALUES.items():
        yield from delivered(NAME, name, _added((), member, value))
    for name, subject in _SUBJECTS.items():
        yield from delivered(NAME, f"subject {name}", _added((), "credentialSubject", subject))
    yield from delivered(
        NAME, "the whole in @graph", lambda d: {"@context": d["@context"], "@graph": [d]}
    )
    yield from delivered(NAME, "the whole in an array", lambda d: [d])
    yield from delivered(NAME, "the whole twice", lambda d: [d, d])
    yield from delivered(
        NAME, "the whole nested", lambda d: {"@context": d["@context"], "@nest": d}
    )
    yield from delivered(NAME, "the whole included", lambda d: d | {"@included": [d]})
    yield from delivered(NAME, "@type for type", _renamed("type", "@type"))
    yield from delivered(
        NAME, "@id and id", lambda d: d | {"id": "urn:uuid:a", "@id": "urn:uuid:b"}
    )
    yield from delivered(
        NAME, "issuer by @id", lambda d: d | {"issuer": {"@id": "did:web:evil.example"}}
    )
    for name in ("issuer", "credentialSubject"):
        full = f"https://www.w3.org/2018/credentials#{name}"
        yield from delivered(NAME, f"{name} in full", _renamed(name, full))
        yield from delivered(NAME, f"{name} by prefix", _renamed(name, f"cred:{name}"))
        yield from delivered(NAME, f"{name} in capitals", _renamed(name, name.upper()))
        yield from delivered(NAME, f"{name} and in full", lambda d, f=full: d | {f: "urn:uuid:x"})


_VALUES: dict[str, tuple[str, Any]] = {
    "name null": ("name", {"@value": None}),
    "name value with id": ("name", {"@value": "x", "@id": "urn:uuid:x"}),
    "name value with a member": ("name", {"@value": "x", "undefined": "y"}),
    "name value with @index": ("name", {"@value": "x", "@index": "1"}),
    "name value an array": ("name", {"@value": ["x"]}),
    "name value an object": ("name", {"@value": {"x": "y"}}),
    "name of type and language": ("name", {"@value": "x", "@type": "@id", "@language": "en"}),
    "name of type @none": ("name", {"@value": "x", "@type": "@none"}),
    "name in a set": ("name", {"@set": ["x"]}),
    "name in a list": ("name", {"@list": ["x"]}),
    "name in lists of lists": ("name", {"@list": [["x"], [["y"]]]}),
    "name a language map": ("name", {"en": "x", "de": "y"}),
    "name a language map with @none": ("name", {"@none": "x"}),
    "name an index map": ("name", {"a": {"@value": "x"}}),
    "name without value": ("name", {"@language": "en"}),
    "name of two values": ("name", {"@value": "x", "value": "y"}),
    "type a list": ("type", {"@list": ["VerifiableCredential"]}),
    "type a set": ("type", {"@set": ["VerifiableCredential"]}),
    "type an id": ("type", [{"id": "VerifiableCredential"}]),
    "type with null": ("type", ["VerifiableCredential", None]),
    "type twice": ("type", ["VerifiableCredential", "VerifiableCredential"]),
    "type empty": ("type", []),
    "type text empty": ("type", ["VerifiableCredential", ""]),
    "type nested": ("type", [["VerifiableCredential"]]),
    "type a keyword": ("type", ["VerifiableCredential", "@json"]),
    "type a blank node": ("type", ["VerifiableCredential", "_:b0"]),
    "type relative": ("type", ["VerifiableCredential", "Thing"]),
    "type by path": ("type", ["VerifiableCredential", "./Thing"]),
    "type in other case": ("type", ["verifiablecredential"]),
    "type in full only": ("type", ["https://www.w3.org/2018/credentials#VerifiableCredential"]),
    "type of a presentation": ("type", ["VerifiablePresentation"]),
    "type with space": ("type", ["VerifiableCredential "]),
    "validFrom a value object": ("validFrom", {"@value": "2025-01-01T00:00:00Z"}),
    "validFrom of another type": (
        "validFrom",
        {"@value": "2025-01-01T00:00:00Z", "@type": "https://e.example/#t"},
    ),
    "validFrom two": ("validFrom", ["2025-01-01T00:00:00Z", "2098-01-01T00:00:00Z"]),
    "validUntil two": ("validUntil", ["2025-07-01T00:00:00Z", "2098-01-01T00:00:00Z"]),
    "issuer two": ("issuer", ["did:web:evil.example", "did:web:other.example"]),
    "issuer a list": ("issuer", {"@list": ["did:web:evil.example"]}),
    "issuer a set": ("issuer", {"@set": ["did:web:evil.example"]}),
    "issuer a value": ("issuer", {"@value": "did:web:evil.example"}),
    "issuer nothing": ("issuer", {}),
    "issuer null": ("issuer", None),
    "issuer empty": ("issuer", ""),
    "issuer no address": ("issuer", "University"),
    "issuer by name": ("issuer", {"name": "University"}),
    "status a text": ("credentialStatus", "https://uni.example/status/1"),
    "status empty": ("credentialStatus", {}),
    "status none": ("credentialStatus", []),
    "status null": ("credentialStatus", None),
    "schema without type": ("credentialSchema", {"id": "https://uni.example/s"}),
    "schema without id": ("credentialSchema", {"type": "JsonSchema"}),
    "evidence without type": ("evidence", {"id": "https://uni.example/e"}),
    "terms without type": ("termsOfUse", {"id": "https://uni.example/t"}),
    "refresh without type": ("refreshService", {"id": "https://uni.example/r"}),
    "related without id": ("relatedResource", {"digestSRI": "sha384-x"}),
    "related without digest": ("relatedResource", {"id": "https://uni.example/r"}),
    "related a text": ("relatedResource", "https://uni.example/r"),
    "related twice": (
        "relatedResource",
        [
            {"id": "https://uni.example/r", "digestSRI": "sha384-S57yQDg1MTzF56Oi9DbSQ14u"},
            {"id": "https://uni.example/r", "digestSRI": "sha384-S57yQDg1MTzF56Oi9DbSQ14v"},
        ],
    ),
    "an empty array of evidence": ("evidence", []),
    "an empty object of terms": ("termsOfUse", {}),
}
_SUBJECTS: dict[str, Any] = {
    "text": SUBJECT,
    "empty": {},
    "none": [],
    "null": None,
    "number": 7,
    "only a context": {"@context": []},
    "array of nothing": [{}],
    "array with text": [{"id": SUBJECT, "name": "Ana"}, "x"],
    "array with null": [{"id": SUBJECT, "name": "Ana"}, None],
    "in a graph": {"@graph": [{"id": SUBJECT, "name": "Ana"}]},
    "in a set": {"@set": [{"id": SUBJECT, "name": "Ana"}]},
    "in a list": {"@list": [{"id": SUBJECT, "name": "Ana"}]},
    "reversed": {"id": SUBJECT, "@reverse": {"issuer": _THING}},
    "with included": {"id": SUBJECT, "name": "Ana", "@included": [_THING]},
    "with nested": {"id": SUBJECT, "@nest": {"name": "Ana"}},
    "with two ids": {"id": SUBJECT, "@id": "urn:uuid:x", "name": "Ana"},
    "with null member": {"id": SUBJECT, "name": None},
    "with empty array": {"id": SUBJECT, "name": []},
    "with empty map": {"id": SUBJECT, "name": "Ana", "image": {}, "undefined": {}},
    "with id array": {"id": [SUBJECT], "name": "Ana"},
    "with an empty name": {"id": SUBJECT, "": "Ana"},
    "with a keyword twice": {"id": SUBJECT, "type": [], "@type": "x"},
}


def _added(path: tuple[str, ...], name: str, value: Any) -> Trick:
    def trick(document: dict[str, Any]) -> Any:
        if not path:
            return document | {name: value}
        part = document[path[0]]
        return document | {path[0]: part | {name: value}} if isinstance(part, dict) else document

    return trick


def _renamed(name: str, other: str) -> Trick:
    return lambda document: {other if key == name else key: item for key, item in document.items()}
