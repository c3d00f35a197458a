"""What a credential says of resources elsewhere: their names and digests (VC Data Model 2.0, 5.3).

Nothing is fetched. Of the resources whose bytes are frozen here, the JSON-LD contexts, the
digests are compared; of all others only the form is known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass

from credstone.conforming.digests import Digest, stated
from credstone.conforming.problem import DATA_MODEL, Problem
from credstone.conforming.values import is_url, placed
from credstone.contexts import content
from credstone.errors import MalformedInput
from credstone.ports import Json, JsonObject

CLAUSE = f"{DATA_MODEL}, 5.3"
_MEDIA_TYPE = re.compile(r"[A-Za-z0-9!#$&^_.+-]+/[A-Za-z0-9!#$&^_.+-]+( *;.*)?", re.ASCII)


@dataclass(frozen=True)
class KnownDigest:
    """A digest that the resource at ``url`` had once, accepted beside that of its frozen bytes."""

    url: str
    digest: Digest


def related_resources(value: Json) -> Iterator[Problem]:
    """Each is an object with an id of its own and with digests that can be read."""
    seen: set[str] = set()
    if value == []:
        yield Problem("/relatedResource", "there is none in it", CLAUSE)
    for where, resource in placed(value, "/relatedResource"):
        if not isinstance(resource, dict):
            yield Problem(where, "it is no object", CLAUSE)
            continue
        yield from _named(resource, where, seen)
        yield from _digested(resource, where)
        media = resource.get("mediaType", "text/plain")
        if not isinstance(media, str) or not _MEDIA_TYPE.fullmatch(media):
            yield Problem(f"{where}/mediaType", "not a media type", CLAUSE)


def _named(resource: JsonObject, where: str, seen: set[str]) -> Iterator[Problem]:
    name = resource.get("id")
    if not isinstance(name, str) or not is_url(name):
        yield Problem(f"{where}/id", "a related resource is not named by an address", CLAUSE)
        return
    if name in seen:
        yield Problem(f"{where}/id", "a related resource is named twice", CLAUSE)
    seen.add(name)


def _digested(resource: JsonObject, where: str) -> Iterator[Problem]:
    try:
        if not stated(resource):
            yield Problem(where, "a related resource has no digest", CLAUSE)
    except MalformedInput as error:
        yield Problem(f"{where}/{error.where}", error.what, CLAUSE)


def differing(document: JsonObject, known: Set[KnownDigest] = frozenset()) -> Iterator[Problem]:
    """Resources whose frozen bytes have another digest; ``document`` conforms."""
    for where, resource in placed(document.get("relatedResource", []), "/relatedResource"):
        if not isinstance(resource, dict) or (frozen := content(str(resource["id"]))) is None:
            continue
        for member, digests in stated(resource).items():
            mine = Digest.of(frozen, digests[0].algorithm)
            once = {one.digest for one in known if one.url == resource["id"]}
            if mine not in digests and once.isdisjoint(digests):
                what = "another digest than that of the context which is read here"
                yield Problem(f"{where}/{member}", what, CLAUSE)


def unchecked(document: JsonObject) -> list[str]:
    """The ids of the resources whose bytes are not known here; ``document`` conforms."""
    resources = [one for _, one in placed(document.get("relatedResource", []), "")]
    names = [str(one["id"]) for one in resources if isinstance(one, dict)]
    return [name for name in names if content(name) is None]
