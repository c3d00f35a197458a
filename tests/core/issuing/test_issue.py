"""Lint, sign, compare: no signature leaves for anything but the bytes that were reserved."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from credstone.contexts import Contexts
from credstone.errors import CredstoneError, KeyUnavailable, MalformedInput, NotAllowed, NotCovered
from credstone.issuing import issue as room
from credstone.issuing.issue import Failed, Intent, Issued, issue
from credstone.ports import JsonObject, KeyType, PublicKey, Purpose
from credstone.securing import mechanism, strict_json
from credstone.securing.canonical.reference import reference_nquads
from credstone.securing.did import did_of
from credstone.securing.secured import ProofOptions
from tests.core.verifying.world import CREDENTIAL_ID, Issuer, badge
from tests.fakes import MemorySigner

CREATED = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
DOUBTFUL: JsonObject = {"name": "doubtful"}


class Desk:
    """A signer with one issuing key, and intents that name it."""

    def __init__(self, key_type: KeyType = KeyType.ED25519) -> None:
        self.signer = MemorySigner()
        self.key_id = self.signer.generate(key_type)
        self.key_type = key_type

    def intent(
        self, suite: str = "eddsa-rdfc-2022", number: int = 0, changes: JsonObject | None = None
    ) -> Intent:
        issuer = Issuer(did_of(self.key_id), self.key_id)
        credential_id = f"{CREDENTIAL_ID[:-2]}{number:02d}"
        document = badge(issuer, id=credential_id) | (changes or {})
        return Intent(
            credential_id=credential_id,
            mechanism=suite,
            unsigned=strict_json.dumps(document),
            options=ProofOptions(self.key_id, self.key_type, CREATED),
            key_id=self.key_id,
        )


class Wrong(MemorySigner):
    """A signer that does something else than it was asked."""

    def __init__(self, desk: Desk, fault: Callable[[list[bytes]], list[bytes]]) -> None:
        super().__init__(desk.signer._keys)
        self._fault = fault

    def sign_many(self, key_id: str, purpose: Purpose, messages: Sequence[bytes]) -> list[bytes]:
        return self._fault(super().sign_many(key_id, purpose, messages))


def only_failed(answers: Sequence[Issued | Failed]) -> list[CredstoneError]:
    assert all(isinstance(one, Failed) for one in answers)
    return [one.error for one in answers if isinstance(one, Failed)]


@pytest.mark.parametrize(
    ("key_type", "name"),
    [
        (KeyType.ED25519, "eddsa-rdfc-2022"),
        (KeyType.ED25519, "vc-jwt"),
        (KeyType.P256, "vc-jwt"),
    ],
)
def test_what_was_reserved_is_what_was_signed(key_type: KeyType, name: str) -> None:
    desk = Desk(key_type)
    intent = desk.intent(name)
    [one] = issue([intent], desk.signer)

    assert isinstance(one, Issued)
    secured = mechanism.read(one.secured)
    assert strict_json.dumps(secured.document) == intent.unsigned
    [proof] = secured.proofs
    assert mechanism.check(secured, proof, desk.signer.public(desk.key_id)).holds


@pytest.mark.parametrize(
    ("key_type", "name"),
    [
        (KeyType.ED25519, "eddsa-rdfc-2022"),
        (KeyType.ED25519, "vc-jwt"),
        (KeyType.P256, "vc-jwt"),
    ],
)
def test_the_same_intent_gives_the_same_bytes(key_type: KeyType, name: str) -> None:
    desk = Desk(key_type)
    assert issue([desk.intent(name)], desk.signer) == issue([desk.intent(name)], desk.signer)


def test_answers_come_in_order_also_when_keys_alternate() -> None:
    desk, other = Desk(), Desk()
    desk.signer._keys |= other.signer._keys
    intents = [(other if number % 2 else desk).intent(number=number) for number in range(6)]
    answers = issue(intents, desk.signer)
    assert [one.credential_id for one in answers] == [one.credential_id for one in intents]
    for intent, answer in zip(intents, answers, strict=True):
        assert isinstance(answer, Issued)
        assert intent.key_id.encode() in answer.secured


def test_nothing_to_issue_asks_nobody() -> None:
    assert issue([], MemorySigner()) == []


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"favourite": "blue"}, NotCovered),
        ({"evidence": [{"id": "page.html", "type": ["Evidence"]}]}, MalformedInput),
        ({"name": "Ethics\x00"}, NotCovered),
        ({"name": None}, MalformedInput),
        ({"proof": {}}, CredstoneError),
    ],
)
def test_a_document_that_fails_the_lint_is_not_signed(
    changes: JsonObject, error: type[Exception]
) -> None:
    desk = Desk()
    asked: list[int] = []

    def counted(signatures: list[bytes]) -> list[bytes]:
        asked.append(len(signatures))
        return signatures

    signer = Wrong(desk, counted)
    bad, good = desk.intent(number=1, changes=changes), desk.intent(number=2)
    first, second = issue([bad, good], signer)

    assert isinstance(first, Failed)
    assert isinstance(first.error, error)
    assert isinstance(second, Issued)
    assert asked == [1]  # promise P9: a lint failure means that no signature exists


@pytest.mark.parametrize("unsigned", [b"", b"{", b"[]", b"null", b'{"a":1,"a":2}', b"\xff"])
def test_bytes_that_are_no_document_are_not_signed(unsigned: bytes) -> None:
    desk = Desk()
    [error] = only_failed(issue([replace(desk.intent(), unsigned=unsigned)], desk.signer))
    assert isinstance(error, CredstoneError)


@pytest.mark.parametrize(
    "fault",
    [
        lambda signatures: [bytes(64) for _ in signatures],
        lambda signatures: [one[::-1] for one in signatures],
        lambda signatures: [b"" for _ in signatures],
        lambda signatures: signatures[::-1],
        lambda signatures: signatures[:1],
        lambda signatures: [*signatures, bytes(64)],
        lambda signatures: [],
    ],
    ids=["zeros", "turned", "empty", "swapped", "too few", "too many", "none"],
)
def test_a_signature_that_does_not_hold_fails(
    fault: Callable[[list[bytes]], list[bytes]],
) -> None:
    desk = Desk()
    intents = [desk.intent(number=1), desk.intent(number=2)]
    errors = only_failed(issue(intents, Wrong(desk, fault)))
    assert len(errors) == 2


def test_a_mechanism_that_writes_something_else_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    desk = Desk()
    attach = mechanism.attach

    def careless(name: str, document: JsonObject, options: ProofOptions, signature: bytes) -> bytes:
        return attach(name, {**document, "name": "Doctor"}, options, signature)

    monkeypatch.setattr(mechanism, "attach", careless)
    [error] = only_failed(issue([desk.intent()], desk.signer))
    assert "differs from what was linted" in error.what


def test_a_key_that_is_not_the_one_named_does_not_sign() -> None:
    # Otherwise credentials would leave that nobody can ever verify.
    desk, other = Desk(), Desk()
    desk.signer._keys |= other.signer._keys
    [error] = only_failed(issue([replace(desk.intent(), key_id=other.key_id)], desk.signer))
    assert "another one would sign" in error.what


def test_a_key_of_another_purpose_fails_its_own_intents_alone() -> None:
    desk, other = Desk(), Desk()
    other.key_id = other.signer.generate(purpose=Purpose.STATUS)
    desk.signer._keys |= other.signer._keys
    first, second = issue([other.intent(number=1), desk.intent(number=2)], desk.signer)
    assert isinstance(first, Failed)
    assert isinstance(first.error, NotAllowed)
    assert isinstance(second, Issued)


def test_a_signer_that_is_away_is_no_answer_about_a_credential() -> None:
    class Away(MemorySigner):
        def sign_many(
            self, key_id: str, purpose: Purpose, messages: Sequence[bytes]
        ) -> list[bytes]:
            raise KeyUnavailable("The signer does not answer.")

        def public(self, key_id: str) -> PublicKey:
            return desk.signer.public(key_id)

    desk = Desk()
    with pytest.raises(KeyUnavailable):
        issue([desk.intent()], Away())


class TestSecondOpinion:
    """An independent reading of the first document of each type, or of all where it differs."""

    @pytest.fixture
    def asked(self, monkeypatch: pytest.MonkeyPatch) -> list[str]:
        """The ids of the documents that the other implementation was asked about."""
        ids: list[str] = []

        def asking(document: JsonObject, contexts: Contexts) -> bytes:
            ids.append(str(document["id"])[-2:])
            answer = reference_nquads(document, contexts)
            return answer + b"more" if document["name"] == "doubtful" else answer

        monkeypatch.setattr(room, "reference_nquads", asking)
        return ids

    def test_one_of_a_batch_is_enough_where_both_agree(self, asked: list[str]) -> None:
        desk = Desk()
        answers = issue([desk.intent(number=number) for number in range(5)], desk.signer)
        assert all(isinstance(one, Issued) for one in answers)
        assert asked == ["00"]

    def test_each_type_is_asked_about(self, asked: list[str]) -> None:
        desk = Desk()
        plain: JsonObject = {"type": ["VerifiableCredential"]}
        issue(
            [
                desk.intent(number=number, changes=plain if number > 2 else None)
                for number in range(5)
            ],
            desk.signer,
        )
        assert asked == ["00", "03"]

    def test_a_fault_in_the_shape_stops_the_whole_batch(self, asked: list[str]) -> None:
        desk = Desk()
        intents = [desk.intent(number=number, changes=DOUBTFUL) for number in range(3)]
        errors = only_failed(issue(intents, desk.signer))
        assert [error.what for error in errors] == [
            "two implementations read this document differently"
        ] * 3

    def test_a_fault_in_one_document_stops_that_one(self, asked: list[str]) -> None:
        desk = Desk()
        poison = desk.intent(number=0, changes=DOUBTFUL)
        answers = issue([poison, *(desk.intent(number=n) for n in (1, 2))], desk.signer)
        assert [type(one) for one in answers] == [Failed, Issued, Issued]
        assert asked == ["00", "01", "02"]

    def test_a_document_that_failed_the_lint_vouches_for_nobody(self, asked: list[str]) -> None:
        desk = Desk()
        issue(
            [desk.intent(number=0, changes={"favourite": "blue"}), desk.intent(number=1)],
            desk.signer,
        )
        assert asked == ["01"]
