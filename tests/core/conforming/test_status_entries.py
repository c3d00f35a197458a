"""A place on a status list, as the credential states it (Bitstring Status List 1.0, 2.1)."""

from __future__ import annotations

import pytest

from credstone.conforming.status_entry import message_for
from credstone.issuing.issue import Failed
from credstone.ports import Json, JsonObject
from credstone.verifying.report import Outcome
from tests.core.conforming.trial import assert_conforms, assert_refused, issued, plain
from tests.core.verifying.world import World, status_entry

ENTRY = status_entry("revocation")
LIST = str(ENTRY["statusListCredential"])
ONE_BIT: list[Json] = [
    {"status": "0x0", "message": "valid"},
    {"status": "0x1", "message": "withdrawn", "https://x.example/colour": "red"},
]
TWO_BITS: list[Json] = [{"status": f"0x{n}", "message": f"state {n}"} for n in range(4)]


def entry(**changes: Json) -> JsonObject:
    """An entry of a revocation list, changed; a change to ... leaves the member out."""
    changed = {**ENTRY, **changes}
    return {name: value for name, value in changed.items() if value is not ...}


@pytest.mark.conforms(
    "bsl-2.1-conforming",
    "bsl-2.1-entry-id",
    "bsl-2.1-entry-type",
    "bsl-2.1-purpose",
    "bsl-2.1-index",
    "bsl-2.1-list-url",
    "bsl-2.1-size",
    "bsl-2.1-messages",
    "bsl-2.1-messages-each",
    "bsl-2.1-reference",
)
@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"id": f"{LIST}#4711"},
        {"statusPurpose": "message"},
        {"statusPurpose": "somethingOfOurOwn"},
        {"statusListIndex": "0"},
        {"statusListIndex": "9" * 40},
        {"statusListCredential": "urn:uuid:0c07c1ce-57cb-41af-bef2-1b932b986873"},
        {"statusSize": 1},
        {"statusSize": 1, "statusMessage": ONE_BIT},
        {"statusMessage": ONE_BIT},
        {"statusSize": 2, "statusMessage": TWO_BITS},
        {"statusReference": "https://uni.example/states"},
        {"statusReference": ["https://uni.example/states", "urn:states:2"]},
    ],
)
def test_an_entry_may_be_written_in_many_ways(changes: JsonObject) -> None:
    assert_conforms(credentialStatus=entry(**changes))
    assert_conforms(credentialStatus=[entry(**changes), status_entry("suspension")])


BROKEN = [
    pytest.param("id", LIST, marks=pytest.mark.conforms("bsl-2.1-entry-id")),
    *(
        pytest.param("statusPurpose", value, marks=pytest.mark.conforms("bsl-2.1-purpose"))
        for value in (..., None, "", 7, ["revocation"], {"a": "b"})
    ),
    *(
        pytest.param("statusListIndex", value, marks=pytest.mark.conforms("bsl-2.1-index"))
        for value in (
            ...,
            None,
            "",
            5,
            True,
            "-1",
            " 5",
            "5 ",
            "05",
            "+5",
            "0x5",
            "5.0",
            "1e3",
            "٥",
        )
    ),
    *(
        pytest.param("statusListCredential", value, marks=pytest.mark.conforms("bsl-2.1-list-url"))
        for value in (..., None, "", 7, "status/1", [LIST], {"id": LIST})
    ),
    *(
        pytest.param("statusSize", value, marks=pytest.mark.conforms("bsl-2.1-size"))
        for value in (None, 0, -1, 1.5, "1", True, [1])
    ),
    *(
        pytest.param("statusReference", value, marks=pytest.mark.conforms("bsl-2.1-reference"))
        for value in (None, "", 7, "states", ["https://x.example/1", "states"], {"id": LIST})
    ),
]


@pytest.mark.conforms("bsl-3-malformed-value")
@pytest.mark.parametrize(("member", "value"), BROKEN)
def test_what_an_entry_breaks_is_named_by_its_place(member: str, value: Json) -> None:
    assert_refused(f"/credentialStatus/{member}", credentialStatus=entry(**{member: value}))


@pytest.mark.conforms("bsl-2.1-messages", "bsl-2.1-size-needs-messages", "bsl-3-malformed-value")
@pytest.mark.parametrize(
    ("size", "messages"),
    [
        (1, []),
        (1, None),
        (1, ONE_BIT[:1]),
        (1, TWO_BITS),
        (1, ONE_BIT[0]),
        (1, "valid"),
        (2, ...),
        (2, ONE_BIT),
        (2, TWO_BITS[:3]),
        (3, TWO_BITS),
        (64, TWO_BITS),
        (10**9, ONE_BIT),
    ],
)
def test_there_are_as_many_messages_as_values(size: int, messages: Json) -> None:
    broken = entry(statusSize=size, statusMessage=messages)
    assert_refused("/credentialStatus/statusMessage", credentialStatus=broken)


@pytest.mark.conforms("bsl-2.1-messages-each", "bsl-3-malformed-value")
@pytest.mark.parametrize(
    "other",
    [
        "withdrawn",
        {},
        {"status": "0x1"},
        {"message": "withdrawn"},
        {"status": 1, "message": "withdrawn"},
        {"status": "1", "message": "withdrawn"},
        {"status": "0x", "message": "withdrawn"},
        {"status": "0xG", "message": "withdrawn"},
        {"status": "0x1", "message": 7},
        {"status": "0x0", "message": "the first once more"},
    ],
)
def test_each_message_says_for_which_value_it_is(other: Json) -> None:
    broken = entry(statusMessage=[ONE_BIT[0], other])
    assert_refused("/credentialStatus/statusMessage", credentialStatus=broken)


@pytest.mark.conforms("bsl-2.1-entry-type")
def test_an_entry_of_another_type_is_not_taken_for_one() -> None:
    other: Json = {"type": "https://x.example/types#Status", "https://x.example/place": "7"}
    report = assert_conforms(credentialStatus=other)
    check = report.check("status")
    assert check is not None
    assert check.outcome is Outcome.UNDETERMINED


def test_a_member_that_the_standard_does_not_know_stops_the_issue() -> None:
    """Even one that a signature would cover: nobody would read it."""
    world = World()
    issuer = world.did_key()
    for name in ("statusSise", "https://x.example/own"):
        document = plain(issuer, credentialStatus=entry(**{name: "x"}))
        answer = issued(world, issuer, document)
        assert isinstance(answer, Failed)
        assert answer.error.where == "/credentialStatus"
        assert name in answer.error.what


@pytest.mark.conforms("bsl-2.1-messages")
def test_unwritten_messages_are_set_and_unset() -> None:
    assert [message_for(entry(), status) for status in (0, 1)] == ["unset", "set"]
    written = entry(statusMessage=ONE_BIT)
    assert [message_for(written, status) for status in (0, 1)] == ["valid", "withdrawn"]
