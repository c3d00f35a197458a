"""A status list is 131,072 bits or more; index 0 is the left-most, and bombs do not go off."""

from __future__ import annotations

import base64
import gzip
import hashlib
import io
import time
import tracemalloc
import zlib

import pytest

from credstone.errors import CredstoneError, MalformedInput, TooComplex
from credstone.status.bitstring import MAXIMUM_ENTRIES, MINIMUM_ENTRIES, Bits, decode, encode

# The list of the Recommendation's example 3: 131,072 zeros.
RECOMMENDATION_EXAMPLE = "uH4sIAAAAAAAAA-3BMQEAAADCoPVPbQwfoAAAAAAAAAAAAAAAAAAAAIC3AYbSVKsAQAAA"


def multibase(packed: bytes) -> str:
    return "u" + base64.urlsafe_b64encode(packed).decode().rstrip("=")


@pytest.mark.conforms("bsl-3.4-expansion")
def test_the_recommendations_example_is_a_list_without_a_revocation() -> None:
    bits = decode(RECOMMENDATION_EXAMPLE)
    assert len(bits) == MINIMUM_ENTRIES
    assert not any(bits.octets)


@pytest.mark.conforms("bsl-2.2-first-bit")
def test_index_zero_is_the_left_most_bit() -> None:
    assert Bits.of([0]).octets[0] == 0b1000_0000
    assert Bits.of([7]).octets[0] == 0b0000_0001
    assert Bits.of([MINIMUM_ENTRIES - 1]).octets[-1] == 0b0000_0001


@pytest.mark.conforms("bsl-2.2-first-bit", "bsl-3.3-generation", "bsl-3.4-expansion")
def test_what_was_set_is_read_back_and_nothing_else() -> None:
    indices = {0, 1, 8, 4_711, MINIMUM_ENTRIES - 1}
    bits = decode(encode(Bits.of(indices)))
    assert {index for index in range(len(bits)) if bits.value(index)} == indices


def test_equal_bits_are_written_equally_and_carry_no_time() -> None:
    written = encode(Bits.of([5, 6]))
    assert written == encode(Bits.of([6, 5]))
    assert written.startswith("uH4sIAAAAAAAC_")  # no flags, time 0, system unknown


@pytest.mark.conforms("bsl-2.2-encoded-list", "bsl-3.3-generation")
def test_strangers_read_our_gzip() -> None:
    body = encode(Bits.of([3]))[1:]
    packed = base64.urlsafe_b64decode(body + "=" * (-len(body) % 4))
    assert gzip.decompress(packed) == Bits.of([3]).octets


@pytest.mark.conforms("bsl-3.2-range")
@pytest.mark.parametrize("index", [-1, MINIMUM_ENTRIES, 10**30])
def test_an_index_outside_the_list_is_refused(index: int) -> None:
    with pytest.raises(IndexError):
        Bits.of([]).value(index)
    with pytest.raises(ValueError, match="not in a list"):
        Bits.of([index])


@pytest.mark.conforms("bsl-2.2-minimum")
def test_a_list_too_small_for_a_crowd_is_neither_written_nor_read() -> None:
    small = Bits.of([], MINIMUM_ENTRIES - 8)
    with pytest.raises(ValueError, match="needs 131072"):
        encode(small)
    with pytest.raises(MalformedInput, match="the least allowed"):
        decode(multibase(gzip.compress(small.octets)))


def test_the_largest_list_is_read_and_one_octet_more_is_not() -> None:
    largest = bytes(MAXIMUM_ENTRIES // 8)
    assert len(decode(multibase(gzip.compress(largest)))) == MAXIMUM_ENTRIES
    with pytest.raises(TooComplex):
        decode(multibase(gzip.compress(largest + b"\0")))


def test_a_bomb_of_a_gibibyte_costs_milliseconds_and_a_mebibyte() -> None:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    chunk = bytes(1 << 20)
    packed = b"".join(packer.compress(chunk) for _ in range(1024)) + packer.flush()
    assert len(packed) < 1_100_000
    bomb = multibase(packed)
    tracemalloc.start()
    before = time.process_time()
    with pytest.raises(TooComplex):
        decode(bomb)
    took, (_, peak) = time.process_time() - before, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert took < 0.5
    assert peak < 16 << 20


PACKED = gzip.compress(bytes(MINIMUM_ENTRIES // 8), mtime=0)


@pytest.mark.conforms("bsl-2.2-encoded-list", "bsl-3.4-expansion")
@pytest.mark.parametrize(
    ("encoded", "why"),
    [
        (multibase(PACKED + b"\0"), "an octet after the member"),
        (multibase(PACKED + PACKED), "a second member, which gzip.decompress would join on"),
        (multibase(PACKED[:-1]), "the length is cut off"),
        (multibase(PACKED[: len(PACKED) // 2]), "cut in the middle"),
        (multibase(PACKED[:-8] + b"\0" * 4 + PACKED[-4:]), "a wrong checksum"),
        (multibase(PACKED[:-4] + b"\1\0\0\0"), "a wrong length"),
        (multibase(zlib.compress(bytes(MINIMUM_ENTRIES // 8))), "zlib, not gzip"),
        (multibase(bytes(MINIMUM_ENTRIES // 8)), "not packed at all"),
        (multibase(PACKED)[1:], "no multibase prefix"),
        ("z" + multibase(PACKED)[1:], "the prefix of base58btc"),
        (multibase(PACKED) + "==", "padded"),
        ("u" + base64.b64encode(b"\xfb\xff" + PACKED).decode().rstrip("="), "plain base64"),
        (multibase(PACKED) + "\n", "a line feed at the end"),
        ("u", "nothing"),
        ("", "not even a prefix"),
        ("uA", "one character of base64url stands for nothing"),
        ("uH4sIAB", "stray bits at the end"),
        ("uё", "letters of another script"),
    ],
)
def test_a_damaged_list_is_refused(encoded: str, why: str) -> None:
    with pytest.raises(CredstoneError):
        decode(encoded)


def test_gzip_with_a_file_name_in_its_header_is_still_gzip() -> None:
    buffer = io.BytesIO()
    with gzip.GzipFile("list.bin", "wb", fileobj=buffer) as file:
        file.write(bytes(MINIMUM_ENTRIES // 8))
    assert len(decode(multibase(buffer.getvalue()))) == MINIMUM_ENTRIES


@pytest.mark.parametrize(
    ("encoded", "error"),
    [
        (RECOMMENDATION_EXAMPLE + "=", MalformedInput),
        ("uH4sIAB", MalformedInput),
        (multibase(b"x"), MalformedInput),
        (multibase(PACKED[:-1]), MalformedInput),
        (multibase(PACKED + b"\0"), MalformedInput),
        (multibase(gzip.compress(b"few")), MalformedInput),
        (multibase(gzip.compress(bytes(MAXIMUM_ENTRIES))), TooComplex),
        ("u" + "A" * MAXIMUM_ENTRIES, TooComplex),
    ],
    ids=range(8),
)
def test_whatever_is_wrong_is_wrong_with_the_encoded_list(
    encoded: str, error: type[CredstoneError]
) -> None:
    with pytest.raises(error) as refusal:
        decode(encoded)
    assert refusal.value.where == "encodedList"


def test_a_list_that_does_not_shrink_is_read_all_the_same() -> None:
    noise = b"".join(hashlib.sha256(b"%d" % n).digest() for n in range(MINIMUM_ENTRIES // 256))
    encoded = encode(Bits(noise))
    assert len(encoded) > MINIMUM_ENTRIES // 6
    assert decode(encoded, max_bits=MINIMUM_ENTRIES) == Bits(noise)
