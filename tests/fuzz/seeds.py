"""Writes the first inputs of every target: ``python -m tests.fuzz.seeds``.

Small files of our own making, kept in ``corpus/`` and replayed by every run of the tests. Keys are
born for the occasion, so that each writing is another; what is kept is kept.
"""

from __future__ import annotations

import io
import json
import random
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from openpyxl import Workbook

from credstone.documents.baking import bake
from credstone.model.credential import StatusPurpose
from credstone.ports import Json, JsonObject, KeyType
from credstone.securing import mechanism, vc_jwt
from credstone.securing.did import did_key_method_id
from credstone.securing.private_keys import generate
from credstone.status.bitstring import Bits, encode
from tests.core.verifying.presenting import Holder, award_to
from tests.core.verifying.world import V2, Issuer, World, badge, status_entry
from tests.fuzz.targets.signed import ISSUER
from tests.fuzz.targets.verify import LISTS

CORPUS = Path(__file__).parent / "corpus"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"><g/></svg>'

Seeds = Iterator[tuple[str, bytes]]


def main() -> None:
    """Write every seed anew."""
    world = World()
    issuer = world.did_key()
    url = world.publish(issuer, StatusPurpose.REVOCATION, [7])
    LISTS.mkdir(exist_ok=True)
    (LISTS / "revocation.json").write_bytes(world.lists[url])
    signed = dict(_signed(world, issuer))
    for target, seeds in {
        "strict_json": _json(),
        "jws": iter([(name, one) for name, one in signed.items() if not one.startswith(b"{")]),
        "did": _names(),
        "image": _images(),
        "sheet": _sheets(),
        "canonical": _documents(issuer.id),
        "rdfc10": _edges(),
        "status_bits": _bits(),
        "verify": iter(signed.items()),
        "presentation": _presented(world, issuer),
        "signed": _documents(ISSUER),
        "answer": _answers(),
    }.items():
        folder = CORPUS / target
        folder.mkdir(parents=True, exist_ok=True)
        for name, data in seeds:
            (folder / name).write_bytes(data)


def _text(value: Json) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


def _json() -> Seeds:
    yield "numbers", b"[0,-0.0,1e2,1.5E-7,9007199254740991,1e308,2.2250738585072014e-308]"
    yield "texts", '["", "\\u00e9é\\ud83d\\ude00\\u2028", "\\"\\\\\\/\\b\\f\\n\\r\\t"]'.encode()
    yield "members", b'{"b":{"a":[true,false,null]},"a":{},"":[[]]}'
    yield "twice", b'{"a":1,"a":2}'
    yield "surrogate", b'["\\ud800"]'
    yield "deep", b"[" * 33 + b"]" * 33
    yield "nan", b"[NaN,Infinity,-Infinity]"
    yield "vanishing", b"[1e-400]"
    yield "a-real-beyond-the-integers", b"[{}, 9007199255740992557.0992]"


def _names() -> Seeds:
    ed, p256, p384 = (generate(kind)[0].public for kind in KeyType)
    for name, key in (("ed25519", ed), ("p256", p256), ("p384", p384)):
        yield f"key-{name}", did_key_method_id(key).encode()
        yield f"multikey-{name}", did_key_method_id(key).partition("#")[2].encode()
    yield "web", b"did:web:badges.example.edu%3A8443:faculty:law"
    yield "jwk", _text({"kty": "OKP", "crv": "Ed25519", "x": "A" * 43})
    did = "did:web:badges.example.edu"
    multikey = did_key_method_id(ed).partition("#")[2]
    method: JsonObject = {
        "id": "#key-1",
        "type": "Multikey",
        "controller": did,
        "publicKeyMultibase": multikey,
        "expires": "2026-11-01T00:00:00Z",
    }
    yield (
        "document",
        _text({"id": did, "verificationMethod": [method], "assertionMethod": [f"{did}#key-1"]}),
    )


def _images() -> Seeds:
    def chunk(kind: bytes, body: bytes) -> bytes:
        checksum = zlib.crc32(kind + body).to_bytes(4, "big")
        return len(body).to_bytes(4, "big") + kind + body + checksum

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    end = chunk(b"IDAT", zlib.compress(b"\x00\x00")) + chunk(b"IEND", b"")
    png = b"\x89PNG\r\n\x1a\n" + header + end
    packed = b"openbadges\x00\x00" + zlib.compress(b"https://badges.example.edu/a.json")
    international = b"openbadgecredential\x00\x01\x00en\x00\x00" + zlib.compress(b"{}")
    yield "png", png
    yield "png-baked", bake(png, b'{"id":"urn:x"}')
    yield "png-packed", png[:33] + chunk(b"zTXt", packed) + png[33:]
    yield "png-international", png[:33] + chunk(b"iTXt", international) + png[33:]
    yield "svg", SVG
    yield "svg-baked-json", bake(SVG, b'{"id":"urn:x]]>"}')
    yield "svg-baked-token", bake(SVG, b"eyJhIjoxfQ.e30.AAAA")
    yield (
        "svg-open-badges-2",
        SVG.replace(
            b"<g/>",
            b'<o:assertion xmlns:o="http://openbadges.org" verify="https://a.example/b">{}'
            b"</o:assertion>",
        ),
    )
    yield "svg-utf-16", ('<?xml version="1.0" encoding="utf-16"?>' + SVG.decode()).encode("utf-16")


def _sheets() -> Seeds:
    rows = [["Name", "E-mail", "Grade", "Date"], ["Ä Ö", "a@b.example", "1,3", "2026-11-01"]]
    yield "comma", "\n".join(",".join(f'"{c}"' for c in row) for row in rows).encode()
    yield "semicolon-western", "\r\n".join(";".join(row) for row in rows).encode("cp1252")
    yield "tab-utf-16", "\n".join("\t".join(row) for row in rows).encode("utf-16")
    yield "separator-line", ("sep=;\n" + "\n".join(";".join(row) for row in rows)).encode()
    workbook = Workbook()
    assert workbook.active is not None
    for row in rows:
        workbook.active.append(row)
    workbook.active["E2"] = "=1+1"
    workbook.active["F2"] = 7
    workbook.active["F2"].number_format = "0000"
    packed = io.BytesIO()
    workbook.save(packed)
    yield "workbook.xlsx", packed.getvalue()
    yield "table.ods", _ods(rows)


def _ods(rows: list[list[str]]) -> bytes:
    cells = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p>'
            "</table:table-cell>"
            for cell in row
        )
        + "</table:table-row>"
        for row in rows
    )
    urn = "urn:oasis:names:tc:opendocument:xmlns"
    content = (
        f'<office:document-content xmlns:office="{urn}:office:1.0" '
        f'xmlns:table="{urn}:table:1.0" xmlns:text="{urn}:text:1.0">'
        '<office:body><office:spreadsheet><table:table table:name="A">'
        f"{cells}</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    manifest = f'<m:manifest xmlns:m="{urn}:manifest:1.0"/>'
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as written:
        written.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        written.writestr("content.xml", content)
        written.writestr("META-INF/manifest.xml", manifest)
    return packed.getvalue()


def _documents(issuer_id: str) -> Seeds:
    """Documents to be signed, from the plainest to one that uses much."""
    issuer = Issuer(issuer_id, f"{issuer_id}#key")
    plain: JsonObject = {
        "@context": [V2],
        "type": ["VerifiableCredential"],
        "issuer": issuer.id,
        "credentialSubject": {"id": "urn:x"},
    }
    yield "plain", _text(plain)
    yield "badge", _text(badge(issuer))
    entries = [
        status_entry(StatusPurpose.REVOCATION),
        {
            **status_entry(StatusPurpose.SUSPENSION),
            "id": "urn:s",
            "type": ["BitstringStatusListEntry"],
        },
    ]
    yield "with-status", _text(badge(issuer, credentialStatus=entries))
    subject = badge(issuer)["credentialSubject"]
    assert isinstance(subject, dict)
    full = {
        **subject,
        "identifier": [
            {
                "type": "IdentityObject",
                "hashed": False,
                "identityHash": "Ada",
                "identityType": "name",
            }
        ],
        "result": [{"type": ["Result"], "value": "A", "resultDescription": "urn:r"}],
        "creditsEarned": 5,
        "term": "2026",
    }
    yield (
        "much",
        _text(
            badge(
                issuer,
                name={"@value": "Éthique", "@language": "fr"},
                description=[
                    {"@value": "x", "@language": "en"},
                    {"@value": "y", "@language": "de"},
                ],
                credentialSubject=full,
                evidence=[{"type": ["Evidence"], "narrative": "x"}],
                credentialSchema={"id": "https://a.example/s.json", "type": "JsonSchema"},
                refreshService={"id": "https://a.example/r", "type": "1EdTechCredentialRefresh"},
                termsOfUse={"id": "https://a.example/t", "type": "Policy"},
                endorsementJwt=["eyJhIjoxfQ.e30.AAAA"],
                relatedResource=[{"id": V2, "digestSRI": "sha256-x", "mediaType": "a/b"}],
            )
        ),
    )


def _edges() -> Seeds:
    rng = random.Random(1)
    yield "one", bytes([0, 0, 1, 1])
    yield (
        "graphs-that-blank-nodes-name",
        bytes.fromhex(
            "00000101000000000000000000020101000301260000cd300301f7000001020001010200010103000009030001016700"
        ),
    )
    yield "circle", b"".join(bytes([n, 0, (n + 1) % 5, 1]) for n in range(5))
    yield "two-circles", b"".join(bytes([n, 0, n // 3 * 3 + (n + 1) % 3, 1]) for n in range(6))
    yield "clique", b"".join(bytes([a, 0, b, 1]) for a in range(4) for b in range(4) if a != b)
    yield "graphs", b"".join(bytes([a, 1, a + 1, 4 * a]) for a in range(4))
    yield "made-up", rng.randbytes(48)


def _bits() -> Seeds:
    yield "none", encode(Bits.of([])).encode()
    yield "some", encode(Bits.of([0, 7, 131_071])).encode()
    yield "longer", encode(Bits.of([5], 262_144)).encode()


def _signed(world: World, issuer: Issuer) -> Seeds:
    plain = badge(issuer)
    for suite, kind in (
        ("eddsa-rdfc-2022", KeyType.ED25519),
        ("eddsa-jcs-2022", KeyType.ED25519),
        ("ecdsa-rdfc-2019", KeyType.P256),
        ("ecdsa-jcs-2019", KeyType.P384),
        ("vc-jwt", KeyType.P256),
    ):
        if suite not in mechanism.MECHANISMS:
            continue
        other = world.did_key(kind)
        yield suite, world.sign(other, badge(other), suite=suite)
    yield "token", world.sign(issuer, plain, suite="vc-jwt")
    yield "enveloped", vc_jwt.envelope(world.sign(issuer, plain, suite="vc-jwt"))
    entry = status_entry(StatusPurpose.REVOCATION)
    yield "with-status", world.sign(issuer, badge(issuer, credentialStatus=entry))


def _presented(world: World, issuer: Issuer) -> Seeds:
    holder = Holder()
    award = award_to(world, issuer, holder)
    for suite in ("eddsa-jcs-2022", "eddsa-rdfc-2022", "vp-jwt"):
        yield suite, holder.present(award, suite=suite)
    yield "two", holder.present(award, award_to(world, world.did_key(), holder, "eddsa-jcs-2022"))


def _answers() -> Seeds:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: application/vc\r\n"
    yield "plain", head + b"Content-Length: 2\r\n\r\n{}"
    yield "until-the-end", head + b"\r\n{}"
    yield (
        "chunked",
        head + b"Transfer-Encoding: chunked\r\n\r\n1;a=b\r\n{\r\n1\r\n}\r\n0\r\nX: y\r\n\r\n",
    )
    yield "continue", b"HTTP/1.1 100 Continue\r\n\r\n" + head + b"Content-Length: 0\r\n\r\n"
    yield "packed", head + b"Content-Encoding: gzip\r\n\r\nx"
    for name, location in {
        "path": b"/lists/1.json",
        "host": b"https://other.example.edu/lists/1",
        "authority": b"//other.example.edu/x?y=z",
        "bracket": b"//[",
        "user": b"https://a@b.example.edu/",
    }.items():
        yield f"moved-{name}", b"HTTP/1.1 302 Found\r\nLocation: " + location + b"\r\n\r\n"


if __name__ == "__main__":
    main()
