"""Public keys: the forms they come in, and the signatures they accept."""

from __future__ import annotations

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import (
    decode_dss_signature,
    encode_dss_signature,
)

from credstone.errors import MalformedInput
from credstone.ports import JsonObject, KeyType
from credstone.securing.keys import (
    CURVES,
    SIGNATURE_BYTES,
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
ECDSA = (KeyType.P256, KeyType.P384)
RFC8037_KEY: JsonObject = {
    "kty": "OKP",
    "crv": "Ed25519",
    "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo",
}


def order_of(key_type: KeyType) -> int:
    return CURVES[key_type].curve.group_order


def numbers_of(signature: bytes) -> tuple[int, int]:
    """r and s of a signature in which they stand side by side."""
    middle = len(signature) // 2
    return int.from_bytes(signature[:middle], "big"), int.from_bytes(signature[middle:], "big")


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
    assert to_multikey(generate(KeyType.P384)[0].public).startswith("z82")


def test_the_thumbprint_of_rfc_8037() -> None:
    assert thumbprint(from_jwk(RFC8037_KEY)) == "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k"


@pytest.mark.parametrize("key_type", list(KeyType))
def test_a_signature_holds_for_its_message_and_key_alone(key_type: KeyType) -> None:
    private, _ = generate(key_type)
    stranger, _ = generate(key_type)
    signature = private.sign(b"an award")
    assert len(signature) == SIGNATURE_BYTES[key_type]
    assert signature == private.sign(b"an award")  # deterministic: RFC 8032, RFC 6979
    assert verify(private.public, signature, b"an award")
    assert not verify(private.public, signature, b"another award")
    assert not verify(stranger.public, signature, b"an award")
    for bit in range(0, 8 * len(signature), 7):
        changed = bytearray(signature)
        changed[bit // 8] ^= 1 << bit % 8
        assert not verify(private.public, bytes(changed), b"an award")


def test_the_deterministic_signature_of_rfc_6979() -> None:
    """Its appendix A.2.5, P-256 with SHA-256, and A.2.6, P-384 with SHA-384."""
    secret = bytes.fromhex("C9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721")
    assert private_key(KeyType.P256, secret).sign(b"sample").hex().upper() == (
        "EFD48B2AACB6A8FD1140DD9CD45E81D69D2C877B56AAF991C34D0EA84EAF3716"
        "F7CB1C942D657C41D436C7A1B6E29F65F3E900DBB9AFF4064DC4AB2F843ACDA8"
    )
    secret = bytes.fromhex(
        "6B9D3DAD2E1B8C1C05B19875B6659F4DE23C3B667BF297BA9AA47740787137D8"
        "96D5724E4C70A825F872C9EA60D2EDF5"
    )
    assert private_key(KeyType.P384, secret).sign(b"sample").hex().upper() == (
        "94EDBB92A5ECB8AAD4736E56C691916B3F88140666CE9FA73D64C4EA95AD133C"
        "81A648152E44ACF96E36DD1E80FABE46"
        "99EF4AEB15F178CEA1FE40DB2603138F130E740A19624526203B6351D0A3A94F"
        "A329C145786E679E7B82C71A38628AC8"
    )


@pytest.mark.parametrize("key_type", list(KeyType))
@pytest.mark.parametrize("length", [0, 1, 32, 48, 63, 64, 65, 72, 95, 96, 97, 104])
def test_nothing_like_a_signature_is_a_plain_no(key_type: KeyType, length: int) -> None:
    key = generate(key_type)[0].public
    for byte in (b"\0", b"\xff", b"\x30"):
        assert not verify(key, byte * length, b"an award")


@pytest.mark.parametrize(("key_type", "secret"), [(KeyType.P256, 33), (KeyType.P384, 32)])
def test_a_secret_of_another_length_is_no_key(key_type: KeyType, secret: int) -> None:
    with pytest.raises(MalformedInput):
        private_key(key_type, bytes(range(1, secret + 1)))


@pytest.mark.parametrize("key_type", ECDSA)
def test_a_scalar_outside_the_group_is_no_key(key_type: KeyType) -> None:
    size = CURVES[key_type].bytes
    for scalar in (0, order_of(key_type), order_of(key_type) + 1):
        with pytest.raises(MalformedInput):
            private_key(key_type, scalar.to_bytes(size, "big"))


@pytest.mark.parametrize("key_type", ECDSA)
def test_ecdsa_numbers_beyond_the_order_are_refused(key_type: KeyType) -> None:
    """Wycheproof's re-encodings: r + n and s + n mean the same to a careless reader."""
    private, _ = generate(key_type)
    order, size = order_of(key_type), CURVES[key_type].bytes
    highest = 2 ** (8 * size) - 1
    r, s = numbers_of(private.sign(b"an award"))
    wrong = [(0, s), (r, 0), (order, s), (r, order), (0, 0), (highest, s), (r, highest)]
    wrong += [(r + order, s)] if r + order <= highest else []
    for wrong_r, wrong_s in wrong:
        re_encoded = wrong_r.to_bytes(size, "big") + wrong_s.to_bytes(size, "big")
        assert not verify(private.public, re_encoded, b"an award")


@pytest.mark.conforms("ecdsa-p1363")
@pytest.mark.parametrize("key_type", ECDSA)
def test_a_signature_in_der_is_refused(key_type: KeyType) -> None:
    """The suites and JOSE write r and s side by side; X.509's form has another length."""
    private, _ = generate(key_type)
    der = encode_dss_signature(*numbers_of(private.sign(b"an award")))
    size = SIGNATURE_BYTES[key_type]
    for written in (der, der.ljust(size, b"\0"), der[:size], der[-size:]):
        assert not verify(private.public, written, b"an award")


@pytest.mark.parametrize("key_type", ECDSA)
def test_the_twin_of_an_ecdsa_signature_holds_too(key_type: KeyType) -> None:
    """(r, n-s) is as good as (r, s); docs/reference/unsigned-set.json says what follows."""
    private, _ = generate(key_type)
    size = CURVES[key_type].bytes
    r, s = numbers_of(private.sign(b"an award"))
    twin = r.to_bytes(size, "big") + (order_of(key_type) - s).to_bytes(size, "big")
    assert verify(private.public, twin, b"an award")


@pytest.mark.parametrize(("key_type", "other"), [ECDSA, ECDSA[::-1]])
def test_a_signature_made_with_the_other_curves_digest_is_refused(
    key_type: KeyType, other: KeyType
) -> None:
    size = CURVES[key_type].bytes
    scalar = 7
    key = ec.derive_private_key(scalar, CURVES[key_type].curve)
    public = private_key(key_type, scalar.to_bytes(size, "big")).public
    for hash, expected in ((CURVES[key_type].hash, True), (CURVES[other].hash, False)):
        r, s = decode_dss_signature(key.sign(b"an award", ec.ECDSA(hash)))
        signature = r.to_bytes(size, "big") + s.to_bytes(size, "big")
        assert verify(public, signature, b"an award") is expected


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


@pytest.mark.parametrize("key_type", ECDSA)
def test_a_point_off_the_curve_is_no_key(key_type: KeyType) -> None:
    size = CURVES[key_type].bytes
    x = next(x for x in range(1, 50) if not _on_curve(key_type, x))
    with pytest.raises(MalformedInput):
        public_key(key_type, b"\x02" + x.to_bytes(size, "big"))


@pytest.mark.parametrize("key_type", ECDSA)
def test_only_the_compressed_point_is_taken(key_type: KeyType) -> None:
    size = CURVES[key_type].bytes
    key = private_key(key_type, (7).to_bytes(size, "big")).public
    jwk = to_jwk(key)
    x, y = base64url_decode(str(jwk["x"])), base64url_decode(str(jwk["y"]))
    for raw in (b"\x04" + x + y, b"\x06" + x, b"\x00" + x, b"\x00", x):
        with pytest.raises(MalformedInput):
            public_key(key_type, raw)


def _on_curve(key_type: KeyType, x: int) -> bool:
    curve = CURVES[key_type]
    point = b"\2" + x.to_bytes(curve.bytes, "big")
    try:
        ec.EllipticCurvePublicKey.from_encoded_point(curve.curve, point)
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
        b"\x80\x24" + b"\2" + b"\0" * 47 + b"\1",
        b"\x81\x24" + b"\2" + b"\0" * 31 + b"\1",
        b"\x12\x01" + b"\2" + b"\0" * 47 + b"\1",
    ],
)
def test_multikeys_of_another_length_or_kind_are_refused(data: bytes) -> None:
    with pytest.raises(MalformedInput):
        from_multikey(multibase_encode(data))


@pytest.mark.conforms("cid-jwk-private")
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
        ({"alg": {"id": "urn:x"}}, "no name of an algorithm"),
        ({"use": "enc"}, "not for signatures"),
        ({"key_ops": ["encrypt"]}, "not for verifying"),
        ({"key_ops": "verify"}, "no array"),
    ],
)
def test_a_jwk_is_read_strictly(change: JsonObject, why: str) -> None:
    with pytest.raises(MalformedInput):
        from_jwk({**RFC8037_KEY, **change})


@pytest.mark.parametrize("key_type", ECDSA)
def test_a_jwk_whose_y_is_another_is_off_the_curve(key_type: KeyType) -> None:
    jwk = to_jwk(generate(key_type)[0].public)
    y = bytearray(base64url_decode(str(jwk["y"])))
    y[0] ^= 1
    with pytest.raises(MalformedInput):
        from_jwk({**jwk, "y": base64url_encode(bytes(y))})


@pytest.mark.parametrize(("key_type", "other"), [ECDSA, ECDSA[::-1]])
def test_a_jwk_names_its_own_curve_and_its_own_algorithm(key_type: KeyType, other: KeyType) -> None:
    jwk = to_jwk(generate(key_type)[0].public)
    assert from_jwk({**jwk, "alg": {"P-256": "ES256", "P-384": "ES384"}[key_type]})
    for change in ({"crv": str(other)}, {"alg": {"P-256": "ES384", "P-384": "ES256"}[key_type]}):
        with pytest.raises(MalformedInput):
            from_jwk({**jwk, **change})


def test_what_does_not_contradict_a_jwk_is_let_through() -> None:
    extra: JsonObject = {"alg": "EdDSA", "use": "sig", "kid": "key-1", "key_ops": ["verify"]}
    assert from_jwk({**RFC8037_KEY, **extra}) == from_jwk(RFC8037_KEY)


@pytest.mark.parametrize("key_type", ECDSA)
@pytest.mark.parametrize("change", [{"y": ""}, {"x": ""}, {"y": "AA"}, {"y": None}], ids=str)
def test_a_jwk_without_a_whole_point_is_refused(key_type: KeyType, change: JsonObject) -> None:
    jwk = to_jwk(generate(key_type)[0].public)
    with pytest.raises(MalformedInput):
        from_jwk({**jwk, **change})


def test_a_draw_outside_the_group_is_drawn_again(monkeypatch: pytest.MonkeyPatch) -> None:
    draws = iter([b"\0" * 32, b"\xff" * 32, b"\0" * 31 + b"\7"])
    monkeypatch.setattr("secrets.token_bytes", lambda _: next(draws))
    key, secret = generate(KeyType.P256)
    assert secret == b"\0" * 31 + b"\7"
    assert key.public == private_key(KeyType.P256, secret).public
