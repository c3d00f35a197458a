"""The leaves of a future log: every event has one, computed here once more by other code."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from hashlib import sha256

import pytest

from credstone.errors import Conflict
from credstone.issuing.request import AwardRequest
from credstone.model.text import Text
from credstone.ports import KeyType
from credstone.securing import mechanism, strict_json
from credstone.transparency.leaf import LeafKind
from credstone.web.records import commands, queries
from credstone.web.records.models import Intent, LeafRow, StatusEvent
from tests.web.office import Office, now, result

HOSTILE = AwardRequest(
    learner=result(1, name='Zoë "\\" O’Brien \u2028 𝕏 \U0001f393').learner,
    awarded_on=result(1).awarded_on,
    grade="1.30",
    narrative=Text.of({"en": "line\nbreak\tand </script>"}),
)


def leaf_hash(kind: str, commit: bytes, time: datetime) -> bytes:
    """SHA-256(0x00 ‖ JCS({v, kind, commit, time})), without any of the code under test.

    These four members are ASCII, so sorted and compact is what RFC 8785 asks for.
    """
    written = {
        "v": 1,
        "kind": kind,
        "commit": commit.hex(),
        "time": time.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
    }
    body = json.dumps(written, sort_keys=True, separators=(",", ":")).encode()
    return sha256(b"\x00" + body).digest()


def commit(salt: bytes, content: bytes) -> bytes:
    return sha256(salt + sha256(content).digest()).digest()


def test_a_leaf_commits_to_the_exact_unsigned_bytes(office: Office) -> None:
    order = office.order(office.opened())
    [reserved] = commands.reserve(order, [HOSTILE], now())
    unsigned = bytes(Intent.objects.get().unsigned)
    leaf = LeafRow.objects.get()

    assert leaf.kind == LeafKind.ISSUE.value
    assert (leaf.sequence, leaf.credential_id) == (0, reserved.credentials[0])
    assert len(bytes(leaf.salt)) == 32
    assert bytes(leaf.commit) == commit(bytes(leaf.salt), unsigned)
    assert bytes(leaf.hash) == leaf_hash("issue", bytes(leaf.commit), leaf.time)


@pytest.mark.parametrize(
    ("key_type", "name"),
    [
        (KeyType.ED25519, "openbadges/eddsa-rdfc-2022"),
        (KeyType.ED25519, "vcdm/eddsa-rdfc-2022"),
        (KeyType.ED25519, "openbadges/vc-jwt"),
        (KeyType.ED25519, "vcdm/eddsa-jcs-2022"),
        (KeyType.P256, "vcdm/vc-jwt"),
        (KeyType.P384, "openbadges/ecdsa-rdfc-2019"),
    ],
)
def test_whoever_holds_the_credential_and_the_salt_can_prove_the_leaf(
    office: Office, key_type: KeyType, name: str
) -> None:
    order = office.order(office.opened(key_type), name)
    [reserved] = commands.reserve(order, [HOSTILE], now())
    unsigned = bytes(Intent.objects.get().unsigned)
    commands.finish(reserved.credentials, office.signer)

    # The unsigned bytes are not kept; the credential without its proof gives them back.
    assert not Intent.objects.exists()
    secured = queries.secured(queries.credential(str(reserved.credentials[0])))
    again = strict_json.dumps(mechanism.read(secured).document)
    assert again == unsigned
    leaf = LeafRow.objects.get()
    assert bytes(leaf.commit) == commit(bytes(leaf.salt), again)


def test_what_happens_later_leaves_a_leaf_that_the_register_can_explain(office: Office) -> None:
    row = office.one(office.opened())
    for kind in (LeafKind.SUSPEND, LeafKind.RESUME, LeafKind.REVOKE):
        office.change(row, kind, note="private")
    issued, *later = queries.leaves([row.pk])
    events = list(StatusEvent.objects.order_by("pk"))

    assert issued.kind == "issue"
    assert [leaf.kind for leaf in later] == ["suspend", "resume", "revoke"]
    for leaf, event in zip(later, events, strict=True):
        told = {
            "credential": f"urn:uuid:{row.pk}",
            "event": event.kind,
            "reason": event.reason,
            "time": event.time.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        }
        content = json.dumps(told, sort_keys=True, separators=(",", ":")).encode()
        assert bytes(leaf.commit) == commit(bytes(leaf.salt), content)
        assert bytes(leaf.hash) == leaf_hash(event.kind, bytes(leaf.commit), event.time)


def test_a_correction_leaves_both_its_leaves(office: Office) -> None:
    old = office.one(office.opened())
    new = office.correct(old, result(1, grade="1.0"))
    kinds = [(leaf.credential_id, leaf.kind) for leaf in queries.leaves([old.pk, new.pk])]
    assert kinds == [(old.pk, "issue"), (new.pk, "issue"), (old.pk, "supersede")]


def test_the_sequence_has_no_gaps_and_no_salt_comes_twice(office: Office) -> None:
    version = office.opened()
    rows = office.award(version, *(result(number) for number in range(4)))
    poison = result(9, name="\x00")
    office.award(version, result(1), poison, result(4))
    for row in rows[:2]:
        office.change(queries.credential(row.credential_ids[0]), LeafKind.REVOKE)
    with pytest.raises(Conflict):
        office.change(queries.credential(rows[0].credential_ids[0]), LeafKind.SUSPEND)

    leaves = list(LeafRow.objects.order_by("sequence"))
    assert [leaf.sequence for leaf in leaves] == list(range(7))
    assert len({bytes(leaf.salt) for leaf in leaves}) == 7
    times = [leaf.time for leaf in leaves]
    assert times == sorted(times)


def test_a_leaf_stands_before_the_credential_leaves(office: Office) -> None:
    # Promise P5: what is reserved is in the sequence already, whatever becomes of the signature.
    order = office.order(office.opened())
    commands.reserve(order, [result(1)], now())
    assert LeafRow.objects.count() == 1
