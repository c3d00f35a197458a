"""Whatever is changed, added, taken away, retyped or renamed anywhere: other quads, or a refusal.

Thousands of changes to made-up documents of every shape. Where the canonical form stays the same
the two documents must say the same, up to the only three spellings that JSON-LD leaves open: a
value or an array of just it, an id or an object of just it, and the case of a language tag.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy

import pytest

from credstone.errors import CredstoneError
from credstone.ports import Json, JsonObject
from credstone.securing.canonical import canonical_nquads
from credstone.securing.canonical.jcs import canonicalize
from credstone.securing.strict_json import pointer
from tests.interop.made_up_credentials import Maker

Path = tuple[str | int, ...]

SEEDS = (1, 2, 3, 4, 9, 12, 17)
MULTIKEY = "https://w3id.org/security/multikey/v1"
OTHER_VALUES: list[Json] = [
    *(None, True, False, 0, 1, -1, 3.5, "", "x", "0", "1", "true", "false", "urn:x:y", [], {}),
    *([None], {"@value": "x"}, {"id": "urn:x:y"}, {"@list": []}, {"@set": []}, [[]]),
]
OTHER_MEMBERS: list[tuple[str, Json]] = [
    *(("added", "x"), ("", ""), ("@added", "x"), ("https://added.example/", "x"), ("_:b", "x")),
    *(("@context", MULTIKEY), ("@context", []), ("@context", None), ("@index", "x")),
    *(("@nest", {}), ("@included", []), ("@graph", []), ("@reverse", {}), ("@direction", "ltr")),
    *(("@type", "urn:t"), ("@id", "urn:x"), ("@language", "en"), ("@value", "x"), ("@none", "x")),
]
NAMESPACES = (
    *("https://schema.org/", "https://w3id.org/security#", "https://www.w3.org/2018/credentials#"),
    *("https://purl.imsglobal.org/spec/vc/ob/vocab.html#", "@", "x:"),
)


def places(value: Json, path: Path = ()) -> Iterator[tuple[Path, Json]]:
    """Every place in a document but its contexts, which are frozen elsewhere."""
    yield path, value
    if isinstance(value, dict):
        for name, member in value.items():
            if name != "@context":
                yield from places(member, (*path, name))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from places(item, (*path, index))


def with_value(document: JsonObject, path: Path, value: Json) -> Json:
    if not path:
        return value
    changed = deepcopy(document)
    parent(changed, path)[path[-1]] = value  # type: ignore[index,call-overload]
    return changed


def without(document: JsonObject, path: Path) -> Json:
    changed = deepcopy(document)
    del parent(changed, path)[path[-1]]  # type: ignore[arg-type]
    return changed


def renamed(document: JsonObject, path: Path, name: str) -> Json:
    old = parent(document, path)
    assert isinstance(old, dict)
    return with_value(
        document, path[:-1], {name if k == path[-1] else k: v for k, v in old.items()}
    )


def parent(document: Json, path: Path) -> JsonObject | list[Json]:
    for step in path[:-1]:
        document = document[step]  # type: ignore[index,call-overload]
    assert isinstance(document, dict | list)
    return document


def changes(document: JsonObject) -> Iterator[tuple[str, Json]]:
    for path, value in places(document):
        where = pointer(path)
        for other in (*OTHER_VALUES, *near(value)):
            yield f"{where} = {other!r}", with_value(document, path, other)
        if path:
            yield f"{where} taken away", without(document, path)
        if path and isinstance(path[-1], str):
            name = path[-1]
            for other_name in (name.swapcase(), name.capitalize(), *(n + name for n in NAMESPACES)):
                if other_name not in parent(document, path):
                    yield f"{where} renamed {other_name}", renamed(document, path, other_name)


def near(value: Json) -> Iterator[Json]:
    """Values that look much like this one."""
    yield [value]
    yield [value, value]
    yield {"@value": value}
    yield {"@list": [value]}
    yield {"@graph": value}
    if isinstance(value, str):
        yield from (value + "x", value + " ", value.swapcase(), {"id": value}, {"@id": value})
        yield {"@value": value, "@language": "en"}
    elif isinstance(value, bool):
        yield from (not value, int(value), str(value).lower())
    elif isinstance(value, int | float):
        yield from (value + 1, -value, str(value), f"{value:E}")
    elif isinstance(value, list):
        yield from ([*value, added] for added in ("x", None, [], {}, *value[:1]))
    elif isinstance(value, dict):
        yield from (value | {name: added} for name, added in OTHER_MEMBERS if name not in value)


def meaning(value: Json, name: str = "") -> Json:
    """The document with the three open spellings made one, and no context repeated in a proof."""
    if isinstance(value, list):
        items = [meaning(item, name) for item in value]
        return items[0] if len(items) == 1 else items
    if isinstance(value, dict):
        repeats = {"@context"} if "DataIntegrityProof" in str(value.get("type")) else set()
        members = {
            name: meaning(member, name) for name, member in value.items() if name not in repeats
        }
        return members["id"] if members.keys() == {"id"} else members
    return value.lower() if name == "@language" and isinstance(value, str) else value


@pytest.mark.conforms("vcdm2-5.13-all-graphs")
@pytest.mark.parametrize("seed", SEEDS)
def test_every_place_is_covered(seed: int) -> None:
    document = Maker(seed).document()
    signed, said = canonical_nquads(document), canonicalize(meaning(document))
    tried = 0
    for change, changed in changes(document):
        tried += 1
        try:
            found = canonical_nquads(changed)  # type: ignore[arg-type]
        except CredstoneError:
            continue
        if found == signed:
            assert canonicalize(meaning(changed)) == said, change
    assert tried > 100
