"""Names of keys: DIDs and DID URLs, multibase, JWKs, controller documents."""

from __future__ import annotations

import contextlib

from credstone.errors import CredstoneError
from credstone.net.url import read_url
from credstone.ports import JsonObject
from credstone.securing.did import did_of, did_web_url, local_method, methods_from_document
from credstone.securing.keys import from_jwk, from_multikey, to_multikey
from credstone.securing.strict_json import loads
from tests.fuzz.mutate import half, json_mutator

MOST = 4096
mutate = half(json_mutator)


def one_input(data: bytes) -> None:
    text = data.decode("utf-8", "replace")
    _name(text)
    try:
        document = loads(data)
    except CredstoneError:
        return
    if isinstance(document, dict):
        _document(document)


def _name(text: str) -> None:
    try:
        method = local_method(text)
    except CredstoneError:
        pass
    else:
        assert method.id == text
        assert method.controller == did_of(text)
    try:
        key = from_multikey(text)
    except CredstoneError:
        pass
    else:
        assert to_multikey(key) == text, "a second spelling of one key"
    try:
        url = did_web_url(text)
    except CredstoneError:
        return
    assert url.startswith("https://")
    with contextlib.suppress(CredstoneError):
        assert read_url(url).url == url, "the fetcher reads another address"


def _document(document: JsonObject) -> None:
    with contextlib.suppress(CredstoneError):
        from_jwk(document)
    did = document.get("id")
    if not isinstance(did, str):
        return
    try:
        methods = methods_from_document(did, document)
    except CredstoneError:
        return
    assert len({method.id for method in methods}) == len(methods), "two methods of one id"
    assert all(method.id.startswith(f"{did}#") for method in methods), "another's method"
