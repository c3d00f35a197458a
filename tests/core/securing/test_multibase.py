"""Text forms of bytes: each has one spelling."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from credstone.errors import MalformedInput
from credstone.securing.multibase import (
    base58btc_decode,
    base58btc_encode,
    base64url_decode,
    base64url_encode,
    multibase_decode,
)


@pytest.mark.conforms("cid-multibase", "cid-integers")
@settings(deadline=None)
@given(st.binary(max_size=120))
def test_what_is_written_is_read_again(data: bytes) -> None:
    assert base58btc_decode(base58btc_encode(data)) == data
    assert base64url_decode(base64url_encode(data)) == data


@pytest.mark.conforms("cid-multibase")
@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"", ""),
        (b"\0", "1"),
        (b"\0\0\x28\x7f\xb4\xcd", "11233QC4"),
        (b"Hello World!", "2NEpo7TZRRrLZSi2U"),
    ],
)
def test_the_drafts_own_base58_examples(data: bytes, text: str) -> None:
    assert base58btc_encode(data) == text
    assert base58btc_decode(text) == data


@pytest.mark.parametrize("text", ["0", "O", "I", "l", "a b", "ä", "z" * 513])
def test_foreign_letters_and_endless_texts_are_no_base58(text: str) -> None:
    with pytest.raises(MalformedInput):
        base58btc_decode(text)


@pytest.mark.parametrize("text", ["", "uAQI", "mAQI=", "f00", "Z11"])
def test_only_base58btc_is_taken_as_multibase(text: str) -> None:
    with pytest.raises(MalformedInput):
        multibase_decode(text)


@pytest.mark.conforms("jose-base64url")
@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("YQ==", "padding"),
        ("YR", "unused bits that are not zero"),
        ("YWJ", "unused bits that are not zero"),
        ("A", "a length that no bytes have"),
        ("YW+j", "a letter of plain base64"),
        ("YW/j", "a letter of plain base64"),
        ("YW\n", "a line break"),
        ("YWJj\n", "a line break at the end"),
        ("YW Jj", "a blank"),
        ("YWJｊ", "a letter that only looks the same"),
    ],
)
def test_base64url_has_one_spelling(text: str, why: str) -> None:
    with pytest.raises(MalformedInput):
        base64url_decode(text)
