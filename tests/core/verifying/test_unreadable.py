"""What arrived instead of a credential, named for whoever took it for one."""

from __future__ import annotations

import json

import pytest

from credstone.errors import MalformedInput
from credstone.verifying.checks.unreadable import ASK, described, is_trust_list
from credstone.verifying.report import Outcome
from tests.core.verifying.test_trust import Ministry, the_list
from tests.core.verifying.world import V2, Issuer, World, badge

WHY = MalformedInput("it ends too early")
UNSIGNED = badge(Issuer("did:web:uni.example", ""))
V1 = "https://www.w3.org/2018/credentials/v1"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "The file is empty."),
        (b"\xef\xbb\xbf \n", "The file is empty."),
        (b"%PDF-1.7", "This is a PDF"),
        (b"<!DOCTYPE html><html>", "This is a web page"),
        (b"hello", "This is plain text, not a credential."),
        (b"eyJ with words", "This is plain text, not a credential."),
        (b"eyJhbGciOi.J9.x", "a token that was cut off"),
        (b"\xfe\xff\x00", "of a kind that we do not know"),
        (b'{"type": ', "damaged or cut off"),
        (b"[1]", "This is JSON, but no credential."),
        (b"{}", "This is JSON, but no credential."),
        (b'{"@context": "https://schema.org"}', "This is JSON, but no credential."),
        (json.dumps(UNSIGNED).encode(), "a credential that nobody signed"),
        (json.dumps({"@context": V2}).encode(), "a credential that nobody signed"),
        (json.dumps({"@context": [V1]}).encode(), "a credential that nobody signed"),
        (b'{"proof": 1}', "cannot read it as a signed credential. (it ends too early"),
        (b'{"id": "data:application/vc+jwt,x"}', "cannot read it as a signed credential"),
    ],
)
def test_it_is_named_with_what_to_ask_for(data: bytes, words: str) -> None:
    told = described(data, WHY)
    assert words in told
    assert told.endswith(ASK)


def test_a_trust_list_is_named_as_one_and_is_no_credential() -> None:
    signed = Ministry().sign(the_list())
    assert is_trust_list(signed)
    assert not is_trust_list(b"hello")
    report = World().verify(signed)
    check = report.check("readable")
    assert check is not None
    assert check.outcome is Outcome.FAILED
    assert check.reason.startswith("This is a trust list, not a credential.")


def test_a_token_of_another_kind_is_no_trust_list() -> None:
    world = World()
    issuer = world.did_key()
    assert not is_trust_list(world.sign(issuer, badge(issuer), suite="vc-jwt"))


def test_the_answer_says_what_lies_there() -> None:
    check = World().verify(b"hello").check("readable")
    assert check is not None
    assert check.reason.startswith("This is plain text")
