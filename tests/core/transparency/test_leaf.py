"""The leaf of a future log, byte by byte."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from hashlib import sha256

import pytest

from credstone.transparency.leaf import SALT_BYTES, Leaf, LeafKind, commitment, utc_text

SALT = bytes(range(32))
AT = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)


def test_the_commitment_is_salt_and_digest_hashed_again() -> None:
    content = '{"a":"ä"}'.encode()
    assert commitment(SALT, content) == sha256(SALT + sha256(content).digest()).digest()


def test_the_hash_is_over_the_four_members_and_nothing_else() -> None:
    commit = commitment(SALT, b"unsigned")
    body = f'{{"commit":"{commit.hex()}","kind":"issue","time":"2026-11-21T10:00:00Z","v":1}}'
    leaf = Leaf(LeafKind.ISSUE, commit, AT)
    assert leaf.hash == sha256(b"\x00" + body.encode()).digest()


def test_whatever_differs_changes_the_hash() -> None:
    commit = commitment(SALT, b"unsigned")
    leaves = [
        Leaf(LeafKind.ISSUE, commit, AT),
        Leaf(LeafKind.REVOKE, commit, AT),
        Leaf(LeafKind.ISSUE, commitment(SALT, b"unsigned "), AT),
        Leaf(LeafKind.ISSUE, commitment(SALT[::-1], b"unsigned"), AT),
        Leaf(LeafKind.ISSUE, commit, AT + timedelta(seconds=1)),
    ]
    assert len({leaf.hash for leaf in leaves}) == len(leaves)


@pytest.mark.parametrize("salt", [b"", SALT[:-1], SALT + b"\x00"])
def test_a_salt_of_another_length_is_a_mistake(salt: bytes) -> None:
    assert len(SALT) == SALT_BYTES
    with pytest.raises(ValueError, match="a salt has 32 bytes"):
        commitment(salt, b"unsigned")


def test_a_moment_is_written_one_way() -> None:
    berlin = timezone(timedelta(hours=1))
    assert utc_text(AT) == "2026-11-21T10:00:00Z"
    assert utc_text(datetime(2026, 11, 21, 11, 0, 0, 999999, tzinfo=berlin)) == utc_text(AT)


def test_the_kinds_are_few_and_keep_their_names() -> None:
    # They stand in leaves for good.
    assert [kind.value for kind in LeafKind] == [
        "issue", "revoke", "suspend", "resume", "supersede",
    ]  # fmt: skip
