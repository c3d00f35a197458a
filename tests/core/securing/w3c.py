"""W3C's test vectors for the cryptosuites: which file is what, and which are left out.

Every file that a test reads is named here, so that ``test_w3c_every_file`` can hold the list to
the folders. The context examples/v2 exists in these tests only.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from credstone.contexts import FROZEN
from credstone.ports import Json, JsonObject, KeyType
from credstone.securing.canonical import HashName
from credstone.securing.keys import from_multikey
from credstone.securing.multibase import multibase_decode
from credstone.securing.private_keys import PrivateKey, private_key
from credstone.securing.secured import ProofOptions, Reading
from credstone.securing.timestamps import parse_timestamp
from tests.require import SHARED

W3C = SHARED / "data/w3c"
FOLDERS = ("vc-di-eddsa", "vc-di-ecdsa")
READING = Reading(
    FROZEN.bringing(
        {
            "https://www.w3.org/ns/credentials/examples/v2": {
                "@context": {"@vocab": "https://www.w3.org/ns/credentials/examples#"}
            }
        }
    ),
    catch_all=True,
)

_CITIZENSHIP = "needs the context citizenship/v4rc1, which is not frozen and not to be had"
_SELECTIVE = "ecdsa-sd-2023: selective disclosure is a mechanism that we do not have yet"
# Folders and files that no test reads, below data/w3c, with the reason.
EXCLUDED = {
    "vc-di-eddsa/LICENSE.md": "no vector",
    "vc-di-ecdsa/LICENSE.md": "no vector",
    "vc-di-eddsa/TestVectors/Ed25519Signature2020": "an older suite; its context is not frozen",
    "vc-di-eddsa/TestVectors/employmentAuth.json": _CITIZENSHIP,
    "vc-di-eddsa/TestVectors/eddsa-rdfc-2022/employ": _CITIZENSHIP,
    "vc-di-ecdsa/TestVectors/employmentAuth.json": _CITIZENSHIP,
    "vc-di-ecdsa/TestVectors/ecdsa-rdfc-2019-p256/employ": _CITIZENSHIP,
    "vc-di-ecdsa/TestVectors/ecdsa-rdfc-2019-p384/employ": _CITIZENSHIP,
    "vc-di-ecdsa/TestVectors/ecdsa-sd-2023": _SELECTIVE,
    "vc-di-ecdsa/TestVectors/employMandatory.json": _SELECTIVE,
    "vc-di-ecdsa/TestVectors/employSelective.json": _SELECTIVE,
    "vc-di-ecdsa/TestVectors/prCredMandatory.json": _SELECTIVE,
    "vc-di-ecdsa/TestVectors/prCredSelective.json": _SELECTIVE,
    "vc-di-ecdsa/TestVectors/prCredUnsigned.json": _SELECTIVE,
}


@dataclass(frozen=True)
class Vector:
    """One signing of the alumni credential, step by step; paths are below data/w3c."""

    suite: str
    key_type: KeyType
    name: str
    suffix: str

    def __str__(self) -> str:
        return f"{self.suite} {self.key_type}"

    @property
    def hash(self) -> HashName:
        return "sha384" if self.key_type is KeyType.P384 else "sha256"

    @property
    def root(self) -> str:
        return _EDDSA if self.key_type is KeyType.ED25519 else _ECDSA

    @property
    def key_pair(self) -> str:
        return f"{self.root}/{_PAIRS[self.key_type]}"

    @property
    def unsigned(self) -> str:
        return f"{self.root}/unsigned.json"

    @property
    def steps(self) -> dict[str, str]:
        """The file of each step: its name in the folder without the vector's own suffix."""
        written = {f"{step}{self.suffix}.txt": step for step in STEPS}
        written |= {f"{step}{self.suffix}.json": step for step in ("proofConfig", "signed")}
        return {step: f"{self.root}/{self.name}/{file}" for file, step in written.items()}

    def text(self, step: str) -> str:
        return (W3C / self.steps[step]).read_text("utf-8")

    def options(self) -> ProofOptions:
        config = read(self.steps["proofConfig"])
        return options_of(config, self.key_type)

    def key(self) -> PrivateKey:
        return key_of(read(self.key_pair), self.key_type)


STEPS = (
    "canonDoc",
    "docHash",
    "proofCanon",
    "proofHash",
    "combinedHash",
    "sigHex",
    "sigBTC58",
)
_EDDSA = "vc-di-eddsa/TestVectors"
_ECDSA = "vc-di-ecdsa/TestVectors"
_PAIRS = {
    KeyType.ED25519: "keyPair.json",
    KeyType.P256: "p256KeyPair.json",
    KeyType.P384: "p384KeyPair.json",
}
VECTORS = (
    Vector("eddsa-rdfc-2022", KeyType.ED25519, "eddsa-rdfc-2022", "DataInt"),
    Vector("eddsa-jcs-2022", KeyType.ED25519, "eddsa-jcs-2022", "JCS"),
    Vector("ecdsa-rdfc-2019", KeyType.P256, "ecdsa-rdfc-2019-p256", "ECDSAP256"),
    Vector("ecdsa-rdfc-2019", KeyType.P384, "ecdsa-rdfc-2019-p384", "ECDSAP384"),
    Vector("ecdsa-jcs-2019", KeyType.P256, "ecdsa-jcs-2019-p256", "JCSECDSAP256"),
    Vector("ecdsa-jcs-2019", KeyType.P384, "ecdsa-jcs-2019-p384", "JCSECDSAP384"),
)


@dataclass(frozen=True)
class Link:
    """One proof added to a set or a chain: its options, as signed, the result, and by which key.

    ``signed_over`` is the document with the proofs that it follows, for links of a chain.
    """

    key: str
    config: str
    config_signed: str
    result: str
    signed_over: str = ""


SETS = f"{_EDDSA}/proof-set-chain"
SETS_UNSIGNED = f"{SETS}/unsigned.json"
SETS_KEYS = f"{SETS}/multiKeyPairs.json"
SET = tuple(
    Link(
        f"keyPair{number}",
        f"{SETS}/proofSetConfig{number}.json",
        f"{SETS}/proofSetConfigSigned{number}.json",
        f"{SETS}/signedProofSet{number}.json",
    )
    for number in (1, 2)
)
CHAIN = tuple(
    Link(
        f"keyPair{number + 2}",
        f"{SETS}/proofChainConfig{number}.json",
        f"{SETS}/proofChainConfigSigned{number}.json",
        f"{SETS}/signedProofChain{number}.json",
        f"{SETS}/proofChainTempDoc{number}.json",
    )
    for number in (1, 2)
)


def used() -> set[str]:
    """Answer every file that the tests read."""
    files = {SETS_UNSIGNED, SETS_KEYS}
    for vector in VECTORS:
        files |= {*vector.steps.values(), vector.unsigned, vector.key_pair}
    for link in SET + CHAIN:
        files |= {link.config, link.config_signed, link.result, link.signed_over} - {""}
    return files


def read(path: str) -> JsonObject:
    value: JsonObject = json.loads((W3C / path).read_bytes())
    return value


def key_of(pair: Json, key_type: KeyType) -> PrivateKey:
    """The key of a pair; its public half is checked against the one that is written there."""
    assert isinstance(pair, dict)
    secret = pair.get("privateKeyMultibase") or pair["secretKeyMultibase"]
    prefixed = multibase_decode(str(secret))  # two bytes of multicodec, then the secret
    key = private_key(key_type, prefixed[2:])
    assert key.public == from_multikey(str(pair["publicKeyMultibase"]))
    return key


def options_of(config: JsonObject, key_type: KeyType) -> ProofOptions:
    """The proof configuration of a vector as what we are asked for; strangers bind no JSON."""
    previous = config.get("previousProof", [])
    return ProofOptions(
        verification_method=str(config["verificationMethod"]),
        key_type=key_type,
        created=parse_timestamp(config["created"], where="created"),
        purpose=str(config["proofPurpose"]),
        binds_json=False,
        id=str(config.get("id", "")),
        previous=(previous,) if isinstance(previous, str) else tuple(map(str, previous or ())),
    )


def files_below(folder: Path) -> set[str]:
    return {str(path.relative_to(W3C)) for path in folder.rglob("*") if path.is_file()}
