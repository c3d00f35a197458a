"""W3C's Data Integrity vectors at the canonical level: document and proof options, byte for byte.

The context examples/v2 exists in these tests only. Left out by name: the folders `employ` and
`prc`, which need citizenship/v4rc1, and Ed25519Signature2020, whose context is not frozen.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from credstone.contexts import FROZEN
from credstone.ports import JsonObject
from credstone.securing.canonical import HashName, canonical_nquads
from credstone.securing.canonical.jcs import canonicalize
from tests.require import SHARED

W3C = SHARED / "data/w3c"
EXAMPLES_V2: JsonObject = {
    "@context": {"@vocab": "https://www.w3.org/ns/credentials/examples#"},
}
CONTEXTS = FROZEN.bringing({"https://www.w3.org/ns/credentials/examples/v2": EXAMPLES_V2})

RDFC: list[tuple[str, str, HashName]] = [
    ("vc-di-eddsa/TestVectors/eddsa-rdfc-2022", "DataInt", "sha256"),
    ("vc-di-ecdsa/TestVectors/ecdsa-rdfc-2019-p256", "ECDSAP256", "sha256"),
    ("vc-di-ecdsa/TestVectors/ecdsa-rdfc-2019-p384", "ECDSAP384", "sha384"),
]
JCS: list[tuple[str, str, HashName]] = [
    ("vc-di-eddsa/TestVectors/eddsa-jcs-2022", "JCS", "sha256"),
    ("vc-di-ecdsa/TestVectors/ecdsa-jcs-2019-p256", "JCSECDSAP256", "sha256"),
    ("vc-di-ecdsa/TestVectors/ecdsa-jcs-2019-p384", "JCSECDSAP384", "sha384"),
]

pytestmark = pytest.mark.needs("shared")


def unsigned(folder: Path, suffix: str) -> JsonObject:
    document: JsonObject = json.loads((folder / f"signed{suffix}.json").read_bytes())
    del document["proof"]
    return document


def text(folder: Path, stem: str) -> str:
    (file,) = folder.glob(f"{stem}*")
    return file.read_text("utf-8")


@pytest.mark.parametrize(("path", "suffix", "hash"), RDFC, ids=[path for path, _, _ in RDFC])
def test_rdfc_vectors(path: str, suffix: str, hash: HashName) -> None:
    folder = W3C / path
    document = canonical_nquads(unsigned(folder, suffix), CONTEXTS, hash=hash, catch_all=True)
    assert document.decode() == text(folder, f"canonDoc{suffix}")
    assert hashlib.new(hash, document).hexdigest() == text(folder, "docHash").strip()
    config = json.loads((folder / f"proofConfig{suffix}.json").read_bytes())
    options = canonical_nquads(config, CONTEXTS, hash=hash, catch_all=True)
    assert options.decode() == text(folder, f"proofCanon{suffix}")
    assert hashlib.new(hash, options).hexdigest() == text(folder, "proofHash").strip()


@pytest.mark.parametrize(("path", "suffix", "hash"), JCS, ids=[path for path, _, _ in JCS])
def test_jcs_vectors(path: str, suffix: str, hash: HashName) -> None:
    folder = W3C / path
    document = canonicalize(unsigned(folder, suffix))
    assert document.decode() == text(folder, "canonDoc")
    assert hashlib.new(hash, document).hexdigest() == text(folder, "docHash").strip()
