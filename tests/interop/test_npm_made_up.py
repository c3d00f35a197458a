"""Made-up credentials by the thousand between us and the npm cryptosuites, both ways.

Every shape that we read, with strings that break careless code; ten of each in every run, 1,000 in
``make soak``. Left out is what we sign for nobody: characters that verifiers canonicalize
differently, and documents whose context does not define a proof. Over RDF two more things are left
out, in which the npm libraries part from the Recommendations and pyoxigraph sides with us
(``test_canonical_oracle``): jsonld.js writes numbers such as 1e-7 as "0", and rdf-canonize sorts by
UTF-16 code units, so that emoji come before U+E000 to U+FFFF.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Iterable, Iterator
from itertools import count, islice
from typing import Any

import pytest

from credstone.ports import JsonObject
from credstone.securing import mechanism
from credstone.securing.canonical import jcs
from tests.interop.made_up_credentials import V2, Maker
from tests.interop.peer import Peer
from tests.interop.signers import SIGNERS, SuiteSigner

pytestmark = [pytest.mark.interop, pytest.mark.needs("node")]
EACH = pytest.mark.parametrize("signer", SIGNERS, ids=str)
COUNTS = pytest.mark.parametrize("number", [10, pytest.param(1000, marks=pytest.mark.soak)])


def named(codes: Iterable[int]) -> dict[int, str]:
    """How to write each character by its number, so that no two texts become one."""
    return {code: f"U+{code:04X}" for code in codes}


_REFUSED = named(
    [code for code in range(0x20) if chr(code) not in "\t\n\r"] + [0x7F, 0xFFFE, 0xFFFF]
)
_UNSORTED = named(range(0xE000, 0x10000))


@pytest.fixture
def peer(npm: subprocess.Popen[str]) -> Peer:
    return Peer(npm, "digitalbazaar")


def documents(signer: SuiteSigner, number: int) -> Iterator[tuple[int, JsonObject]]:
    """The first so many with their seeds."""
    clean = as_rdf_agrees if "rdfc" in signer.suite else as_we_sign
    made = ((seed, Maker(seed).document()) for seed in count())
    fitting = ((seed, document) for seed, document in made if V2 in document["@context"])
    return islice(((seed, clean(document)) for seed, document in fitting), number)


def as_we_sign(document: dict[str, Any]) -> JsonObject:
    """Without proofs of its own, and without the characters that we do not sign."""
    without = {name: value for name, value in document.items() if name != "proof"}
    cleaned: JsonObject = each(without, lambda text: text.translate(_REFUSED), lambda value: value)
    return cleaned


def as_rdf_agrees(document: dict[str, Any]) -> JsonObject:
    """Also without what the libraries over RDF write or sort in their own way."""
    cleaned = as_we_sign(document)
    astral = any(ord(letter) > 0xFFFF for letter in json.dumps(cleaned, ensure_ascii=False))
    unsorted = _UNSORTED if astral else {}
    agreed: JsonObject = each(
        cleaned,
        lambda text: text.translate(unsorted),
        lambda value: value if value.is_integer() or "." in jcs.number(value) else 0.25,
    )
    return agreed


def each(value: Any, text: Callable[[str], str], real: Callable[[float], float]) -> Any:  # noqa: ANN401
    """The JSON value with each of its texts and fractions made anew."""
    match value:
        case str():
            return text(value)
        case float():
            return real(value)
        case list():
            return [each(item, text, real) for item in value]
        case dict():
            return {name: each(item, text, real) for name, item in value.items()}
        case _:
            return value


@COUNTS
@EACH
def test_they_verify_ours(peer: Peer, signer: SuiteSigner, number: int) -> None:
    method = signer.options().verification_method
    for seed, document in documents(signer, number):
        ours = json.loads(signer.sign(document))
        answer = peer.ask("verifyEach", credential=ours)
        assert answer == {"proofs": {method: True}, "error": None}, f"seed {seed}"


@COUNTS
@EACH
def test_we_verify_theirs(peer: Peer, signer: SuiteSigner, number: int) -> None:
    for seed, document in documents(signer, number):
        theirs = peer.made("secure", credential=document, **signer.for_peer())
        secured = mechanism.read(theirs)
        (proof,) = secured.proofs
        mechanism.coverage(secured)
        assert mechanism.check(secured, proof, signer.key.public).holds, f"seed {seed}"
