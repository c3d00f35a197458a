"""Public keys: the forms they come in, and the signatures they accept."""

from __future__ import annotations

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from credstone.errors import MalformedInput
from credstone.ports import JsonObject, KeyType
from credstone.securing.keys import (
    from_jwk,
    from_multikey,
    public_key,
    thumbprint,
    to_jwk,
    to_multikey,
    verify,
)
from credstone.securing.multibase import base64url_decode, base64url_encode, multibase_encode
from credstone.securing.private_keys import generate, private_key

FIELD = 2**255 - 19
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
RFC8037_KEY: JsonObject = {
    "kty": "OKP",
    "crv": "Ed25519",
    "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo",
}


@pytest.mark.parametrize("key_type", list(KeyType))
def test_a_key_survives_every_form_it_is_written_in(key_type: KeyType) -> None:
    private, secret = generate(key_type)
    key = private.public
    assert from_multikey(to_multikey(key)) == key
    assert from_jwk(to_jwk(key)) == key
    assert private_key(key_type, secret).public == key
    assert str(secret) not in repr(private)


def test_multikeys_begin_as_their_readers_expect() -> None:
    assert to_multikey(generate(KeyType.ED25519)[0].public).startswith("z6Mk")
    assert to_multikey(generate(KeyType.P256)[0].public).startswith("zDn")


def test_the_thumbprint_of_rfc_8037() -> None:
    assert thumbprint(from_jwk(RFC8037_KEY)) == "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k"


@pytest.mark.parametrize("key_type", list(KeyType))
def test_a_signature_holds_for_its_message_and_key_alone(key_type: KeyType) -> None:
    private, _ = generate(key_type)
    stranger, _ = generate(key_type)
    signature = private.sign(b"an award")
    assert len(signature) == 64
    assert signature == private.sign(b"an award")  # deterministic: RFC 8032, RFC 6979
    assert verify(private.public, signature, b"an award")
    assert not verify(private.public, signature, b"another award")
    assert not verify(stranger.public, signature, b"an award")
    for bit in range(0, 512, 7):
        changed = bytearray(signature)
        changed[bit // 8] ^= 1 << bit % 8
        assert not verify(private.public, bytes(changed), b"an award")


def test_the_deterministic_signature_of_rfc_6979() -> None:
    secret = bytes.fromhex("C9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721")
    assert private_key(KeyType.P256, secret).sign(b"sample").hex().upper() == (
        "EFD48B2AACB6A8FD1140DD9CD45E81D69D2C877B56AAF991C34D0EA84EAF3716"
        "F7CB1C942D657C41D436C7A1B6E29F65F3E900DBB9AFF4064DC4AB2F843ACDA8"
    )


@pytest.mark.parametrize("key_type", list(KeyType))
@pytest.mark.parametrize("signature", [b"", b"\0" * 63, b"\0" * 64, b"\0" * 65, b"\xff" * 64])
def test_nothing_like_a_signature_is_a_plain_no(key_type: KeyType, signature: bytes) -> None:
    assert not verify(generate(key_type)[0].public, signature, b"an award")


def test_ecdsa_numbers_beyond_the_order_are_refused() -> None:
    """Wycheproof's re-encodings: r + n and s + n mean the same to a careless reader."""
    private, _ = generate(KeyType.P256)
    signature = private.sign(b"an award")
    r, s = int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:], "big")
    for wrong_r, wrong_s in [(0, s), (r, 0), (ORDER, s), (r, ORDER), (0, 0), (2**256 - 1, s)]:
        re_encoded = wrong_r.to_bytes(32, "big") + wrong_s.to_bytes(32, "big")
        assert not verify(private.public, re_encoded, b"an award")


def test_an_ed25519_scalar_beyond_the_order_is_refused() -> None:
    """RFC 8032, 5.1.7: S in range, or anyone could write a second signature."""
    order = 2**252 + 27742317777372353535851937790883648493
    private, _ = generate(KeyType.ED25519)
    signature = private.sign(b"an award")
    s = int.from_bytes(signature[32:], "little") + order
    assert not verify(private.public, signature[:32] + s.to_bytes(32, "little"), b"an award")


CURVE_D = -121665 * pow(121666, -1, FIELD) % FIELD
SUBGROUP_ORDER = 2**252 + 27742317777372353535851937790883648493


def ed25519_points_of_small_order() -> list[bytes]:
    """Every encoding whose eightfold is the neutral point, computed from the curve itself."""
    small: set[int] = set()
    y = 2
    while len(small) < 5:  # five values of y hold all eight points
        y += 1
        if (x := _x_of(y)) is not None:
            small.add(_multiplied((x, y), SUBGROUP_ORDER)[1])
    return [(y | sign << 255).to_bytes(32, "little") for y in small for sign in (0, 1)]


def _x_of(y: int) -> int | None:
    square = (y * y - 1) * pow(CURVE_D * y * y + 1, -1, FIELD) % FIELD
    root = pow(square, (FIELD + 3) // 8, FIELD)
    if root * root % FIELD != square:
        root = root * pow(2, (FIELD - 1) // 4, FIELD) % FIELD
    return root if root * root % FIELD == square else None


def _multiplied(point: tuple[int, int], scalar: int) -> tuple[int, int]:
    result = (0, 1)
    for bit in bin(scalar)[2:]:
        result = _added(result, result)
        if bit == "1":
            result = _added(result, point)
    return result


def _added(p: tuple[int, int], q: tuple[int, int]) -> tuple[int, int]:
    k = CURVE_D * p[0] * q[0] * p[1] * q[1]
    return (
        (p[0] * q[1] + q[0] * p[1]) * pow(1 + k, -1, FIELD) % FIELD,
        (p[1] * q[1] + p[0] * q[0]) * pow(1 - k, -1, FIELD) % FIELD,
    )


def test_no_key_of_small_order_and_no_second_encoding_is_taken() -> None:
    """Under such a key one signature holds for many messages."""
    twins = [y.to_bytes(32, "little") for y in range(FIELD, 2**255)]
    for raw in [*ed25519_points_of_small_order(), *twins]:
        with pytest.raises(MalformedInput):
            public_key(KeyType.ED25519, raw)


def test_a_point_off_the_curve_is_no_key() -> None:
    x = next(x for x in range(1, 50) if not _on_p256(x))
    with pytest.raises(MalformedInput):
        public_key(KeyType.P256, b"\x02" + x.to_bytes(32, "big"))


def _on_p256(x: int) -> bool:
    try:
        ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), b"\2" + x.to_bytes(32, "big"))
    except ValueError:
        return False
    return True


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xed\x01",
        b"\xed\x01" + b"\1" * 31,
        b"\xed\x01" + b"\1" * 33,
        b"\x12\x00" + b"\1" * 33,
    ],
)
def test_multikeys_of_another_length_or_kind_are_refused(data: bytes) -> None:
    with pytest.raises(MalformedInput):
        from_multikey(multibase_encode(data))


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"x": "AAAA"}, "too short"),
        ({"x": base64url_encode(b"\0" * 33)}, "too long"),
        ({"x": None}, "no text"),
        ({"x": str(RFC8037_KEY["x"]) + "="}, "padded"),
        ({"crv": "X25519"}, "another curve"),
        ({"kty": "RSA"}, "another kind"),
        ({"kty": ["OKP"]}, "no text"),
        ({"d": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}, "shows the private key"),
        ({"alg": "ES256"}, "an algorithm of other keys"),
        ({"alg": "HS256"}, "a secret's algorithm"),
        ({"use": "enc"}, "not for signatures"),
        ({"key_ops": ["encrypt"]}, "not for verifying"),
        ({"key_ops": "verify"}, "no array"),
    ],
)
def test_a_jwk_is_read_strictly(change: JsonObject, why: str) -> None:
    with pytest.raises(MalformedInput):
        from_jwk({**RFC8037_KEY, **change})


def test_a_jwk_whose_y_is_another_is_off_the_curve() -> None:
    jwk = to_jwk(generate(KeyType.P256)[0].public)
    y = bytearray(base64url_decode(str(jwk["y"])))
    y[0] ^= 1
    with pytest.raises(MalformedInput):
        from_jwk({**jwk, "y": base64url_encode(bytes(y))})


def test_what_does_not_contradict_a_jwk_is_let_through() -> None:
    extra: JsonObject = {"alg": "EdDSA", "use": "sig", "kid": "key-1", "key_ops": ["verify"]}
    assert from_jwk({**RFC8037_KEY, **extra}) == from_jwk(RFC8037_KEY)
