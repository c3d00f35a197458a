"""What is small to send and dear to read: cliques, depth, width, long names, slow decoders (P12).

Each is signed where a signature is what lets it reach the dear part; each answer must be quick.
"""

# ruff: noqa: ANN401 a bomb may hold anything

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tests.hostile.case import Case, Exclusion, sampled
from tests.hostile.honest import OB3, V2, credentials, enveloped, minimal
from tests.hostile.keys import ATTACKER, b64, header_of, issuer_of, sealed, token
from tests.hostile.touch import written

NAME = "bombs"
_X = "https://uni.example/#"


def cases() -> Iterator[Case | Exclusion]:
    for number, (name, document) in enumerate((*_cliques(), *_wide(), *_long())):
        # In turn as a token, over JSON, and under a proof over RDF: the dear parts are shared.
        if number % 3 == 0:
            yield _case(f"{name}/with another's proof", _with_proof(document))
        else:
            ways = dict(sealed(document))
            way = "jcs" if number % 3 == 1 and "jcs" in ways else "vc-jwt"
            yield _case(f"{name}/signed {way}", ways[way], "answered")
    for name, data in _tokens():
        yield _case(name, data)
    for name, data in _deep():
        # What an issuer signed in 30 objects of its own words lies within the limit of depth.
        expected = "answered" if name == "objects 30 deep/signed" else "not valid"
        yield _case(name, data, expected)


def _case(name: str, data: bytes, expected: Any = "not valid") -> Case:
    return Case(f"{NAME}/{name}", NAME, data, expected=expected)


def _with_proof(document: Any) -> bytes:
    """Under a proof over RDF, so that the dear canonicalization is reached; it does not hold."""
    honest = next(one for one in credentials() if one.name == "eddsa-rdfc-2022/Ed25519/minimal")
    return written(document | {"proof": honest.value["proof"]})


def _document(**members: Any) -> dict[str, Any]:
    return minimal(issuer_of(ATTACKER)) | members


def _cliques() -> Iterator[tuple[str, Any]]:
    """Blank nodes that only trying every order would tell apart (rdf-canon, test 074 and its kin).

    JSON-LD names no blank node here, so each is made alike: trees, chains and rows without ids.
    """
    for count in range(5, 13):
        row = [{_X + "n": {_X + "n": {}}} for _ in range(count)]
        yield f"{count} alike", _document(**{_X + "knows": row})
        nodes = [
            {"id": f"_:b{n}", _X + "knows": [{"id": f"_:b{m}"} for m in range(count) if m != n]}
            for n in range(count)
        ]
        yield f"clique of {count}", _document(**{_X + "knows": nodes})
        named = [
            {"id": f"urn:x:{n}", _X + "knows": [{"id": f"urn:x:{m}"} for m in range(count)]}
            for n in range(count)
        ]
        yield f"named clique of {count}", _document(**{_X + "knows": named})
    for count in (64, 500, 20_000):
        yield f"{count} empty objects", _document(**{_X + "knows": [{} for _ in range(count)]})
        yield (
            f"{count} of one text",
            _document(**{_X + "knows": [{"name": "x"} for _ in range(count)]}),
        )
        chained = [{_X + "a": {_X + "b": {"name": str(n % 7)}}} for n in range(count // 3)]
        yield f"{count} in threes", _document(**{_X + "knows": chained})
    for depth in (8, 12, 16):
        yield f"binary tree of {depth}", _document(**{_X + "knows": _tree(min(depth, 12))})
    for count in (100, 5000, 60_000):
        yield f"list of {count} alike", _document(**{_X + "list": {"@list": ["x"] * count}})
        yield f"lists in lists {count}", _document(**{_X + "list": {"@list": [["x"]] * count}})
    yield (
        "cycles of two",
        _document(
            **{
                _X + "knows": [
                    {"id": f"urn:x:{n}", _X + "is": {"id": f"urn:x:{-n}"}} for n in range(9000)
                ]
            }
        ),
    )


def _tree(depth: int) -> dict[str, Any]:
    if depth == 0:
        return {"name": "leaf"}
    return {_X + "left": _tree(depth - 1), _X + "right": _tree(depth - 1)}


def _wide() -> Iterator[tuple[str, Any]]:
    for count in (1000, 40_000):
        texts = [str(n) for n in range(count)]
        yield (
            f"{count} types",
            _document(type=["VerifiableCredential", *(f"urn:t:{n}" for n in texts)]),
        )
        yield f"{count} names", _document(name=[{"@value": n, "@language": "en"} for n in texts])
        yield f"{count} members", _document(**{f"{_X}{n}": n for n in texts})
        yield (
            f"{count} subjects",
            _document(credentialSubject=[{"id": f"urn:s:{n}"} for n in texts]),
        )
        yield f"{count} evidences", _document(evidence=[{"type": _X + "E"} for _ in texts])
        yield (
            f"{count} related",
            _document(
                relatedResource=[
                    {"id": f"urn:r:{n}", "digestSRI": "sha384-x"} for n in texts[:15_000]
                ]
            ),
        )
        yield f"{count} numbers", _document(**{_X + "n": [float(n) + 0.5 for n in texts]})
        yield f"{count} contexts", _document(**{"@context": [V2, *[OB3] * count]})
        yield (
            f"{count} members in a literal",
            _document(**{_X + "json": {"type": "@json", "@value": {n: int(n) for n in texts}}}),
        )
        literals = [{"type": "@json", "@value": [n]} for n in texts[:15_000]]
        yield f"{count} literals", _document(**{_X + "json": literals})
        yield (
            f"{count} statuses",
            _document(
                credentialStatus=[
                    {
                        "type": "BitstringStatusListEntry",
                        "statusPurpose": "message",
                        "statusListIndex": n,
                        "statusListCredential": "https://a.example/l",
                    }
                    for n in texts[:5000]
                ]
            ),
        )
        bodies = [
            {"id": f"did:web:b{n}.example", "type": ["Profile"], "name": n} for n in texts[:8000]
        ]
        yield (
            f"{count} endorsements",
            _badge(endorsement=[{"type": ["VerifiableCredential"], "issuer": b} for b in bodies]),
        )
        yield (
            f"{count} alignments",
            _badge(
                alignment=[
                    {"type": ["Alignment"], "targetName": n, "targetUrl": f"urn:a:{n}"}
                    for n in texts[:8000]
                ]
            ),
        )
        yield (
            f"{count} results",
            _badge(
                resultDescription=[
                    {
                        "id": f"urn:rd:{n}",
                        "type": ["ResultDescription"],
                        "name": n,
                        "resultType": "Status",
                    }
                    for n in texts[:5000]
                ]
            ),
        )


def _badge(**members: Any) -> dict[str, Any]:
    achievement = {
        "id": "urn:uuid:a",
        "type": ["Achievement"],
        "name": "N",
        "description": "D",
        "criteria": {"narrative": "C"},
    } | members
    subject = {"id": "urn:uuid:s", "type": ["AchievementSubject"], "achievement": achievement}
    return _document(
        **{
            "@context": [V2, OB3],
            "id": "urn:uuid:c",
            "credentialSubject": subject,
            "type": ["VerifiableCredential", "OpenBadgeCredential"],
            "validFrom": "2025-06-01T00:00:00Z",
        }
    )


def _long() -> Iterator[tuple[str, Any]]:
    """Long texts where patterns look: each would show a pattern that goes back and forth."""
    long = 300_000
    for name, text in {
        "letters": "a" * long,
        "dashes": "a-" * (long // 2),
        "colons": "a:" * (long // 2),
        "percents": "urn:" + "%41" * (long // 3),
        "bad percents": "urn:" + "%4" * (long // 2),
        "slashes": "https://" + "/" * long,
        "dots": "https://" + "a." * (long // 2),
        "at signs": "https://" + "a@" * (long // 2),
        "brackets": "https://[" + ":" * long + "]",
        "spaces": " " * long,
        "digits": "1" * long,
        "tags": "en" + "-abcde" * (long // 6),
        "extensions": "en-a" + "-bb" * (long // 3),
        "private": "x" + "-a" * (long // 2),
        "time": "2025-01-01T00:00:00." + "0" * long + "Z",
        "base58": "z" + "2" * long,
        "quotes": '"' * long,
        "controls": "\x01" * (long // 2),
        "astral": "🎓" * (long // 4),
        "almost a url": "urn:" + "a" * long + " ",
        "did": "did:key:z" + "1" * long,
    }.items():
        places = ("id", "issuer", "name", "validFrom", "type", _X + "n")
        for place in sampled(places, 3, name):
            value: Any = ["VerifiableCredential", text] if place == "type" else text
            yield f"long {name} as {place.rpartition('#')[2]}", _document(**{place: value})
        yield f"long {name} as a member", _document(**{text: "x"})
        yield f"long {name} as a language", _document(name={"@value": "x", "@language": text})
        yield f"long {name} as a context", _document(**{"@context": [V2, text]})


def _deep() -> Iterator[tuple[str, bytes]]:
    for depth in (30, 33, 900, 100_000):
        for name, (opening, closing) in {
            "arrays": (b"[", b"]"),
            "objects": (b'{"' + _X.encode() + b'a":', b"}"),
            "lists": (b'{"@list":[', b"]}"),
            "graphs": (b'{"@graph":', b"}"),
        }.items():
            count = min(depth, 900_000 // (len(opening) + len(closing)))
            nested = opening * count + b"1" + closing * count
            text = written(_document()).replace(b'"Ana"', nested)
            yield f"{name} {depth} deep/signed", token(header_of(ATTACKER), text)
            with_proof = text[:-1] + b',"proof":{"type":"DataIntegrityProof"}}'
            yield f"{name} {depth} deep/with a proof", with_proof
            open_ended = written(_document())[:-1] + b',"x":' + opening * count
            yield f"{name} {depth} deep/not closed", open_ended


def _tokens() -> Iterator[tuple[str, bytes]]:
    honest = next(one for one in credentials() if one.is_token and one.name.endswith("minimal"))
    head, payload, signature = honest.data.split(b".")
    yield from {
        "a signature of a megabyte": b".".join((head, payload, b"A" * (1 << 20))),
        "a payload of three megabytes": b".".join((head, b"A" * (3 << 20), signature)),
        "a header of a megabyte": b".".join((b"A" * (1 << 20), payload, signature)),
        "a million segments": b"." * 1_000_000,
        "a thousand tokens": b".".join([honest.data] * 1000),
        "an envelope of a million dots": written(enveloped(b"." * 900_000)),
        "an envelope in envelopes": written(_envelopes(honest.data, 12)),
        "a header of braces": b64(b"{" * 3000) + b"." + payload + b"." + signature,
    }.items()
    for length in (1000, 100_000, 900_000):
        for prefix in ("z", "u", "m", "f"):
            proof = credentials()[0].value["proof"] | {"proofValue": prefix + "2" * length}
            yield (
                f"proofValue {prefix} of {length}",
                written(credentials()[0].value | {"proof": proof}),
            )
        for method in (
            "did:key:z" + "2" * length,
            "did:jwk:" + "e" * length,
            "did:web:" + "a." * (length // 2),
        ):
            proof = credentials()[0].value["proof"] | {
                "verificationMethod": f"{method}#{method[8:]}"
            }
            yield (
                f"method {method[:8]} of {length}",
                written(credentials()[0].value | {"proof": proof}),
            )
    one = credentials()[0].value
    for count in (2, 16, 17, 500, 2000):
        proofs = [one["proof"] | {"id": f"urn:p:{n}"} for n in range(count)]
        yield f"{count} proofs", written(one | {"proof": proofs})
        ring = [p | {"previousProof": f"urn:p:{(n + 1) % count}"} for n, p in enumerate(proofs)]
        yield f"{count} proofs in a ring", written(one | {"proof": ring})
        every = [
            p | {"previousProof": [q["id"] for q in proofs if q is not p]} for p in proofs[:200]
        ]
        yield f"{count} proofs that follow all", written(one | {"proof": every})


def _envelopes(data: bytes, depth: int) -> dict[str, Any]:
    for _ in range(depth):
        data = token(header_of(ATTACKER), enveloped(data))
        if len(data) > 700_000:
            break
    return enveloped(data)
