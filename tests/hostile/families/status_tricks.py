"""Status tricks (threats 12 and 13): entries that point nowhere, lists that mislead.

The credentials here are signed in earnest by their issuer. Only an entry or a list decides, and
none of it may clear a credential.
"""

# ruff: noqa: ANN401 an entry member may hold anything

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from credstone.errors import CredstoneError
from credstone.ports import KeyType
from credstone.securing import mechanism
from tests.hostile.case import Case, Exclusion
from tests.hostile.honest import LIST, minimal, secure
from tests.hostile.keys import header_of, issuer_of, key, token
from tests.hostile.status_lists import AT, ISSUER, hostile

NAME = "status"
_URL = f"{LIST}/{issuer_of(ISSUER).rpartition(':')[2]}"
_ENTRY: dict[str, Any] = {
    "type": "BitstringStatusListEntry",
    "statusPurpose": "revocation",
    "statusListIndex": "4711",
    "statusListCredential": _URL,
}

_INDICES: tuple[Any, ...] = (
    "-1",
    "131072",
    "131073",
    "4294967296",
    "9223372036854775808",
    "9" * 400,
    "9" * 200_000,
    "",
    " ",
    " 5",
    "5 ",
    "+5",
    "-0",
    "05",
    "5.0",
    "5e0",
    "0x5",
    "5_0",
    "5,0",
    "٥",
    "５",
    "५",
    "five",
    "5\n",
    "5\0",
    "\ufeff5",
    "5;6",
    "5 6",
    "../5",
    "' or 1=1",
    "NaN",
    "Infinity",
    "1e400",
    "true",
    "null",
    5,
    4711,
    -1,
    1.5,
    131072,
    True,
    None,
    [],
    ["5"],
    {"@value": "5"},
    {},
    2**53 - 1,
)
_PURPOSES: tuple[Any, ...] = (
    "",
    " ",
    "Revocation",
    "REVOCATION",
    "revocation ",
    "revocatiоn",
    "revoked",
    "suspension",
    "unknown",
    "https://evil.example/#p",
    None,
    7,
    [],
    ["revocation"],
    {},
    "revocation,suspension",
)
_LISTS: tuple[Any, ...] = (
    "",
    "x",
    "/status/1",
    "#list",
    f"{_URL}/",
    f"{_URL}?x",
    f"{_URL}#x",
    _URL.upper(),
    f" {_URL}",
    _URL.replace("https", "http"),
    "file:///etc/passwd",
    "http://127.0.0.1/",
    "urn:uuid:0",
    "http://169.254.169.254/latest/meta-data/",
    "data:application/vc+jwt,x",
    "ftp://a.example/l",
    "javascript:alert(1)",
    "https://evil.example/list",
    f"{AT}/absent",
    None,
    7,
    [],
    [_URL],
    {},
    {"id": _URL},
    "_:list",
    "https://" + "a" * 5000 + ".example/",
    "\\\\evil\\share",
    "\0",
)


def cases() -> Iterator[Case | Exclusion]:
    for name, entry in (*_entries(), *_several()):
        for way, data in _signed(entry):
            yield Case(f"{NAME}/entry {name}/{way}", NAME, data)
    for name, (url, _) in hostile().items():
        entry = _ENTRY | {"statusListCredential": url}
        for way, data in _signed(entry):
            yield Case(f"{NAME}/list {name}/{way}", NAME, data)
    for way, data in _signed(_ENTRY | {"statusListCredential": f"{AT}/revoked%20here"}):
        yield Case(f"{NAME}/revoked/{way}", NAME, data, expected="invalid")


def _signed(status: Any) -> Iterator[tuple[str, bytes]]:
    """The least credential with that status, signed by its issuer in each quick way."""
    document = minimal(issuer_of(ISSUER)) | {"id": "urn:uuid:1", "credentialStatus": status}
    yield "vc-jwt", token(header_of(ISSUER), document, ISSUER)
    for name in ("eddsa-jcs-2022", "eddsa-rdfc-2022"):
        if name in mechanism.CRYPTOSUITES:
            try:
                yield name, secure(name, document, key("issuer", KeyType.ED25519))
            except CredstoneError:  # our own mechanism does not sign an entry so
                continue


def _entries() -> Iterator[tuple[str, Any]]:
    for number, index in enumerate(_INDICES):
        yield f"index {number} {str(index)[:12]!r}", _ENTRY | {"statusListIndex": index}
    for number, purpose in enumerate(_PURPOSES):
        yield f"purpose {number} {purpose!r}", _ENTRY | {"statusPurpose": purpose}
    for number, url in enumerate(_LISTS):
        yield f"address {number}", _ENTRY | {"statusListCredential": url}
    for member in _ENTRY:
        yield f"without {member}", {name: _ENTRY[name] for name in _ENTRY if name != member}
    for kind in (
        "StatusList2021Entry",
        "RevocationList2020Status",
        "CredentialStatusList2017",
        "BitstringStatusList",
        "bitstringstatuslistentry",
        "",
        None,
        [],
        7,
        "1EdTechRevocationList",
    ):
        yield f"type {kind!r}", _ENTRY | {"type": kind}
    for size in (0, -1, 2, 8, "1", 1.5, None, [], True, 2**53 - 1):
        if size is not True:
            yield f"size {size!r}", _ENTRY | {"statusSize": size}
    yield "id of the list", _ENTRY | {"id": _URL}
    yield "relative id", _ENTRY | {"id": "#1"}
    yield (
        "message without size",
        _ENTRY | {"statusMessage": [{"status": "0x0", "message": "valid"}]},
    )
    for name, extra in {
        "undefined term": {"revoked": False},
        "null term": {"revoked": None},
        "inline context": {"@context": {"x": "https://evil.example/#x"}},
        "status inside": {"credentialStatus": _ENTRY},
        "the bit itself": {"statusBit": "0"},
        "a list inside": {"encodedList": "uH4s"},
        "two lists": {"statusListCredential": [_URL, _URL]},
    }.items():
        yield f"with {name}", _ENTRY | extra


def _several() -> Iterator[tuple[str, Any]]:
    bad = _ENTRY | {"statusListIndex": "131072"}
    absent = _ENTRY | {"statusListCredential": f"{AT}/absent"}
    yield "a good and one out of range", [_ENTRY, bad]
    yield "one out of range and a good", [bad, _ENTRY]
    yield "a good and an absent", [_ENTRY, absent]
    yield "a good and a text", [_ENTRY, _URL]
    yield "a good and null", [_ENTRY, None]
    yield "a good and nothing", [_ENTRY, {}]
    yield "nested", [[_ENTRY]]
    yield "none", []
    yield "empty", {}
    yield "text", _URL
    yield "null", None
    yield "seventeen", [_ENTRY | {"statusListIndex": str(n)} for n in range(17)]
    yield "a thousand", [_ENTRY | {"statusListIndex": str(n)} for n in range(1000)]
    yield (
        "sixteen bombs",
        [
            _ENTRY
            | {
                "statusListIndex": str(n),
                "statusListCredential": f"{AT}/list%20bomb%20of%20256%20MiB",
            }
            for n in range(16)
        ],
    )
