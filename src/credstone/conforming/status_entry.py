"""A credential's place on a status list: the entry in it (Bitstring Status List 1.0, 2.1).

What the list says at that place, and whether to believe it, is asked by ``verifying``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from credstone.conforming.problem import STATUS_LIST, Problem
from credstone.conforming.values import is_url, listed, placed, type_names
from credstone.ports import Json, JsonObject

ENTRY_TYPE = "BitstringStatusListEntry"

_CLAUSE = f"{STATUS_LIST}, 2.1"
_INDEX = re.compile(r"0|[1-9][0-9]*", re.ASCII)
_STATUS = re.compile(r"0x[0-9A-Fa-f]{1,16}", re.ASCII)
_WIDEST = 16  # bits; each value needs a message, and no document holds more than 65,536 of them
_MEMBERS = frozenset(
    {
        "id",
        "type",
        "statusPurpose",
        "statusListIndex",
        "statusListCredential",
        "statusSize",
        "statusMessage",
        "statusReference",
    }
)


def status_entries(value: Json) -> Iterator[Problem]:
    """Every Bitstring entry in ``credentialStatus``; entries of other types are theirs to check."""
    for where, entry in _entries(value):
        yield from _place(entry, where)
        yield from _messages(entry, where)
        yield from _references(entry.get("statusReference", []), f"{where}/statusReference")


def unknown_members(value: Json) -> Iterator[Problem]:
    """Members of a Bitstring entry that the standard does not know: nobody would read them."""
    for where, entry in _entries(value):
        for name in sorted(entry.keys() - _MEMBERS):
            yield Problem(where, f"a status entry has no member {name[:40]!r}", _CLAUSE)


def _entries(value: Json) -> Iterator[tuple[str, JsonObject]]:
    for where, entry in placed(value, "/credentialStatus"):
        if isinstance(entry, dict) and ENTRY_TYPE in type_names(entry.get("type")):
            yield where, entry


def _place(entry: JsonObject, where: str) -> Iterator[Problem]:
    """Purpose, index and list, as texts of the right form."""
    purpose, index = entry.get("statusPurpose"), entry.get("statusListIndex")
    if not isinstance(purpose, str) or not purpose:
        yield Problem(f"{where}/statusPurpose", "the status does not say what it is for", _CLAUSE)
    if not isinstance(index, str) or not _INDEX.fullmatch(index):
        yield Problem(f"{where}/statusListIndex", "not a number written as text", _CLAUSE)
    if not is_url(entry.get("statusListCredential")):
        yield Problem(f"{where}/statusListCredential", "not the address of a list", _CLAUSE)
    elif entry.get("id") == entry["statusListCredential"]:
        yield Problem(f"{where}/id", "the id is that of the list", _CLAUSE)


def _messages(entry: JsonObject, where: str) -> Iterator[Problem]:
    """A size in bits, and as many messages as that size has values."""
    size = entry.get("statusSize", 1)
    if isinstance(size, bool) or not isinstance(size, int) or size < 1:
        yield Problem(f"{where}/statusSize", "not a number of bits", _CLAUSE)
        return
    messages = entry.get("statusMessage")
    if messages is None and "statusMessage" not in entry and size == 1:
        return
    if not isinstance(messages, list) or size > _WIDEST or len(messages) != 2**size:
        what = f"not as many messages as {size} bits have values"
        yield Problem(f"{where}/statusMessage", what, _CLAUSE)
        return
    values = [_message_value(one) for one in messages]
    if None in values or len(set(values)) != 2**size:
        what = "not one value and one message for each status"
        yield Problem(f"{where}/statusMessage", what, _CLAUSE)


def _message_value(message: Json) -> int | None:
    """The status that a message is for, or None when it is no message."""
    if not isinstance(message, dict) or not isinstance(message.get("message"), str):
        return None
    status = message.get("status")
    return int(status, 16) if isinstance(status, str) and _STATUS.fullmatch(status) else None


def _references(value: Json, where: str) -> Iterator[Problem]:
    if not all(is_url(one) for one in listed(value)):
        yield Problem(where, "not the address of what explains the status", _CLAUSE)


def message_for(entry: JsonObject, status: int) -> str:
    """What the issuer says of ``status``; ``entry`` conforms. Unwritten, 0 is unset and 1 set."""
    for message in listed(entry.get("statusMessage", [])):
        if isinstance(message, dict) and _message_value(message) == status:
            return str(message["message"])
    return "set" if status else "unset"
