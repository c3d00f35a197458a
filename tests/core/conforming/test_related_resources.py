"""What a credential vouches for elsewhere: named once, digested, compared (VCDM 2.0, 5.3)."""

from __future__ import annotations

import base64
import hashlib

import pytest

from credstone.conforming.related import KnownDigest, differing
from credstone.contexts import content
from credstone.issuing.issue import Failed
from credstone.ports import Json, JsonObject
from credstone.securing.multibase import base64url_encode, multibase_encode
from credstone.verifying.policy import Policy
from credstone.verifying.profiles import VC_API
from credstone.verifying.report import Bearing, Outcome
from tests.core.conforming.trial import (
    assert_conforms,
    assert_not_believed,
    assert_refused,
    issued,
    plain,
    verified,
)
from tests.core.verifying.world import OB3, V2, World

BYTES = content(V2) or b""
FAR = "https://uni.example/syllabus.pdf"
MULTIHASH = {"sha256": b"\x12\x20", "sha384": b"\x20\x30", "sha512": b"\x13\x40"}
JULY_SRI = "sha384-NSOcNpmdIVUxIJGvGUoe22FjTWrXiaXlsZ8q6912LdnR3KraQO2n75Ica4wK4Qeg"
JULY_BARE = "uJKGMkOmFbVJhEfKTduMC2XCyvRAYLjOVmZWwIH1wQ7k"


def sri(algorithm: str, data: bytes = BYTES) -> str:
    digest = base64.b64encode(hashlib.new(algorithm, data).digest()).decode()
    return f"{algorithm}-{digest}"


def multihash(algorithm: str, data: bytes = BYTES) -> bytes:
    return MULTIHASH[algorithm] + hashlib.new(algorithm, data).digest()


def resource(name: str = V2, **digests: Json) -> JsonObject:
    return {"id": name, **digests}


SRIS = [*map(sri, MULTIHASH), f"{sri('sha256')} {sri('sha512')}", f"{sri('sha384')}?ct=x"]
MULTIBASES = [
    *("u" + base64url_encode(multihash(algorithm)) for algorithm in MULTIHASH),
    *(multibase_encode(multihash(algorithm)) for algorithm in MULTIHASH),
    *("u" + base64url_encode(hashlib.new(one, BYTES).digest()) for one in MULTIHASH),
]


@pytest.mark.conforms(
    "vcdm2-5.3-objects",
    "vcdm2-5.3-digest",
    "vcdm2-5.3-digest-computed",
    "di-digest-multibase",
    "cid-multihash",
)
@pytest.mark.parametrize(
    "value",
    [
        *(resource(digestSRI=one) for one in SRIS),
        *(resource(digestMultibase=one) for one in MULTIBASES),
        resource(digestSRI=SRIS[1], digestMultibase=MULTIBASES[0], mediaType="application/ld+json"),
        [resource(digestSRI=SRIS[0]), resource(OB3, digestSRI=sri("sha256", content(OB3) or b""))],
        resource(digestSRI=[sri("sha256", b"an older edition"), sri("sha256")]),
    ],
)
def test_a_context_has_the_digest_that_the_credential_states(value: Json) -> None:
    report = assert_conforms(relatedResource=value)
    check = report.check("related_resources")
    assert check is not None
    assert (check.outcome, check.bearing) == (Outcome.PASSED, Bearing.AUTHENTIC)


@pytest.mark.conforms("vcdm2-5.3-digest-computed", "vcdm2-5.3-digest-mismatch")
@pytest.mark.parametrize(
    ("member", "value"),
    [
        ("digestSRI", sri("sha256", b"other")),
        ("digestSRI", sri("sha384", b"other")),
        ("digestSRI", sri("sha512", b"other")),
        ("digestSRI", f"{sri('sha256')} {sri('sha512', b'other')}"),
        ("digestMultibase", "u" + base64url_encode(multihash("sha256", b"other"))),
        ("digestMultibase", multibase_encode(multihash("sha512", b"other"))),
        ("digestSRI", JULY_SRI),
        ("digestMultibase", JULY_BARE),
    ],
)
def test_a_context_with_another_digest_is_refused(member: str, value: str) -> None:
    sound: Json = resource(digestSRI=sri("sha256"), digestMultibase=MULTIBASES[0])
    assert isinstance(sound, dict)
    world = World()
    issuer = world.did_key()
    document = plain(issuer, relatedResource=[{**sound, member: value}])
    answer = issued(world, issuer, document)
    assert isinstance(answer, Failed)
    assert answer.error.where == f"/relatedResource/0/{member}"
    assert_not_believed(verified(world, issuer, document))


@pytest.mark.conforms("vcdm2-5.3-digest-computed")
def test_what_is_not_kept_here_is_said_to_be_unchecked() -> None:
    report = assert_conforms(relatedResource=resource(FAR, digestSRI=sri("sha256", b"a syllabus")))
    check = report.check("related_resources")
    assert check is not None
    assert (check.outcome, check.bearing) == (Outcome.PASSED, Bearing.REMARK)
    assert FAR in check.reason
    assert report.verdict == "valid"


def test_nothing_is_said_where_nothing_is_vouched_for() -> None:
    assert assert_conforms().check("related_resources") is None


@pytest.mark.conforms("vcdm2-5.3-objects")
@pytest.mark.parametrize("value", [None, 7, FAR, True])
def test_what_is_no_object_vouches_for_nothing(value: Json) -> None:
    assert_refused("/relatedResource", relatedResource=value)
    assert_refused("/relatedResource/0", relatedResource=[value])
    assert_refused("/relatedResource", relatedResource=[])


@pytest.mark.conforms("vcdm2-5.3-id-unique")
@pytest.mark.parametrize("name", [None, "", 7, "syllabus.pdf", [FAR], ["urn:a:1", "urn:a:2"]])
def test_a_resource_is_named_by_one_address(name: Json) -> None:
    broken: Json = {"id": name, "digestSRI": SRIS[0]}
    assert_refused("/relatedResource/id", relatedResource=broken)
    assert_refused("/relatedResource/id", relatedResource={"digestSRI": SRIS[0]})


@pytest.mark.conforms("vcdm2-5.3-id-unique")
def test_a_resource_is_named_once() -> None:
    twice: Json = [resource(digestSRI=SRIS[0]), resource(digestSRI=SRIS[1])]
    assert_refused("/relatedResource/1/id", relatedResource=twice)


@pytest.mark.conforms("vcdm2-5.3-digest")
def test_a_resource_without_a_digest_is_refused() -> None:
    assert_refused("/relatedResource", relatedResource=resource(FAR))
    assert_refused("/relatedResource/0", relatedResource=[resource(FAR, mediaType="text/html")])


@pytest.mark.conforms("vcdm2-5.3-digest", "di-digest-multibase", "cid-multihash")
@pytest.mark.parametrize(
    ("member", "value"),
    [
        *(("digestSRI", value) for value in (None, "", " ", 7, [], [7], {"a": "b"})),
        ("digestSRI", "sha256-x"),
        ("digestSRI", sri("sha256").replace("sha256", "md5")),
        ("digestSRI", sri("sha256").replace("sha256", "sha384")),
        ("digestSRI", sri("sha256").replace("sha256", "SHA256")),
        ("digestSRI", sri("sha256").rstrip("=")),
        ("digestSRI", f"{sri('sha256')},{sri('sha512')}"),
        ("digestSRI", hashlib.sha256(BYTES).hexdigest()),
        *(("digestMultibase", value) for value in (None, "", 7, [], [MULTIBASES[0], 7])),
        ("digestMultibase", MULTIBASES[0][1:]),
        ("digestMultibase", MULTIBASES[0] + "=="),
        ("digestMultibase", "f" + multihash("sha256").hex()),
        ("digestMultibase", "u" + base64url_encode(multihash("sha256")[:-1])),
        ("digestMultibase", "u" + base64url_encode(b"\x11\x20" + bytes(32))),
        ("digestMultibase", "u" + base64url_encode(b"\x12\x30" + bytes(48))),
        ("digestMultibase", "z"),
    ],
)
def test_a_digest_that_cannot_be_read_is_refused(member: str, value: Json) -> None:
    assert_refused(f"/relatedResource/{member}", relatedResource=resource(FAR, **{member: value}))


@pytest.mark.parametrize("media", [None, 7, "", "pdf", "application", "a/b/c"])
def test_a_media_type_has_two_halves(media: Json) -> None:
    broken = resource(FAR, digestSRI=SRIS[0], mediaType=media)
    assert_refused("/relatedResource/mediaType", relatedResource=broken)


@pytest.mark.parametrize(
    ("member", "value"), [("digestSRI", JULY_SRI), ("digestMultibase", JULY_BARE)]
)
def test_the_vc_api_profile_knows_the_digests_of_july_2024(member: str, value: str) -> None:
    world = World()
    issuer = world.did_key()
    document = plain(issuer, relatedResource=[resource(**{member: value})])
    assert list(differing(document, VC_API.known_digests)) == []
    data = world.sign(issuer, document)
    assert world.verify(data, VC_API).verdict == "valid"
    assert world.verify(data, Policy()).verdict == "invalid"
    elsewhere = {KnownDigest(OB3, one.digest) for one in VC_API.known_digests}
    assert len(list(differing(document, elsewhere))) == 1
