"""Credentials made up from a seed: every shape we read, with strings that break careless code.

Open Badges 3.0 and CLR 2.0 credentials, VC 1.1 and 2.0, presentations, status lists, proofs;
with and without ids, with lists, numbers, language values and members of an extension.
"""

from __future__ import annotations

from random import Random
from typing import Any, TypeVar

V1 = "https://www.w3.org/2018/credentials/v1"
V2 = "https://www.w3.org/ns/credentials/v2"
OB = "https://purl.imsglobal.org/spec/ob/v3p0/context-{}.json"
CLR = "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json"
EXTENSIONS = "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"
DATA_INTEGRITY = "https://w3id.org/security/data-integrity/v2"
MINE = "https://extension.example/ns#"
XSD = "http://www.w3.org/2001/XMLSchema#"

Document = dict[str, Any]
T = TypeVar("T")

HOSTILE = (
    *('"quoted"', "'", "back\\slash", "\\u0041", "\\n", "a\tb", "a\nb", "a\rb", "a\r\nb", "\x85"),
    *("\u2028", "\u2029", "\ufeff", "\ufeffBOM first", "𝒳 astral 🎓", "👩🏽\u200d🎓", "\U0010ffff"),
    *("e\u0301 combining", "Å vs Å", "\u202eright to left", "שלום", "مرحبا", "日本語", "ﷺ", "ß"),
    *("<script>", "&amp;", "@en", "^^<x>", "_:b0", "> .", "{}", "[]", "null", "true", "", " "),
    *("http://iri.example/", "urn:x", "@type", "@value", "id", "\u00a0", "\u0000", "\u0001"),
    *("\x08", "\x0b", "\x0c", "\x1f", "\x7f", "\ufffe", "\uffff", "\ufffd", "\ue000", "\u0080"),
)
IRI_PARTS = ("a", "é", "日本", "%20", "?x=1&y=2", "a/b/c", "~-._!$'()*+,;=:@", "𝒳", "עברית")
LANGUAGES = ("en", "en-GB", "pt-BR", "zh-Hant-TW", "sl-rozaj-biske", "de-1996", "x-private", "EN")


class Maker:
    """Draws documents from a seed."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)

    def document(self) -> Document:
        make = self.random.choices(
            (self.badge, self.clr, self.vc1, self.presentation, self.status_list, self.proof),
            (10, 2, 1, 2, 1, 1),
        )[0]
        return make()

    def badge(self) -> Document:
        ob = OB.format(self.any("3.0.3", "3.0.3", "3.0.2"))
        return self.maybe(
            {
                "@context": [V2, ob, *self.some(EXTENSIONS)],
                "id": self.iri(),
                "type": [
                    "VerifiableCredential",
                    self.any("OpenBadgeCredential", "AchievementCredential"),
                ],
                "issuer": self.profile(),
                "validFrom": "2026-01-01T00:00:00Z",
                "credentialSubject": self.subject(),
            },
            name=self.text(),
            description=self.text(),
            validUntil=self.text(),
            credentialStatus=self.status(),
            evidence=[self.evidence(), self.evidence()],
            endorsement=[self.endorsement(ob)],
            termsOfUse={"id": self.iri(), "type": self.iri()},
            proof=self.inner_proof(),
        )

    def subject(self) -> Document:
        return self.maybe(
            {"type": ["AchievementSubject"], "achievement": self.achievement()},
            id=self.iri(),
            identifier=[self.identity() for _ in range(self.random.randint(1, 3))],
            creditsEarned=self.number(),
            role=self.text(),
            activityStartDate=self.text(),
            result=[self.result() for _ in range(self.random.randint(1, 3))],
            source=self.profile(),
        )

    def achievement(self) -> Document:
        return self.maybe(
            {
                "type": ["Achievement"],
                "name": self.text(),
                "description": self.text(),
                "criteria": self.maybe({"narrative": self.text()}, id=self.iri(), type="Criteria"),
            },
            id=self.iri(),
            alignment=[self.alignment() for _ in range(self.random.randint(1, 4))],
            creator=self.profile(),
            creditsAvailable=self.number(),
            image=self.image(),
            tag=self.texts(),
            resultDescription=[self.result_description()],
            version=self.text(),
            **{
                f"{MINE}title": {"@value": self.text(), "@language": self.any(*LANGUAGES)},
                f"{MINE}hours": self.number(),
                f"{MINE}supervised": self.any(True, False),
                f"{MINE}ordered": {"@list": [self.text(), self.number(), {}, self.text()]},
                f"{MINE}workload": {"@value": self.text(), "type": f"{XSD}duration"},
                f"{MINE}document": {"@value": {"b": [1, None, self.text()]}, "type": "@json"},
                f"{MINE}mode": {"id": self.iri()},
            },
        )

    def result_description(self) -> Document:
        return self.maybe(
            {"id": self.iri(), "type": ["ResultDescription"], "name": self.text()},
            allowedValue=self.any([], [self.text()], ["A", "B", "A", self.text()]),
            requiredLevel=self.text(),
            rubricCriterionLevel=[{"type": ["RubricCriterionLevel"], "points": self.text()}],
        )

    def result(self) -> Document:
        return self.maybe(
            {"type": ["Result"], "value": self.text()},
            id=self.iri(),
            resultDescription=self.iri(),
            status=self.text(),
        )

    def alignment(self) -> Document:
        return self.maybe(
            {"type": ["Alignment"], "targetName": self.text(), "targetUrl": self.text()},
            id=self.iri(),
            targetCode=self.text(),
        )

    def identity(self) -> Document:
        return {
            "type": "IdentityObject",
            "hashed": self.any(True, False),
            "identityHash": self.text(),
            "identityType": "name",
        }

    def profile(self) -> Document:
        return self.maybe(
            {"id": self.iri(), "type": ["Profile"]},
            name=self.text(),
            url=self.text(),
            email=self.text(),
            image=self.image(),
            parentOrg={"id": self.iri(), "type": ["Profile"], "name": self.text()},
            address={"type": ["Address"], "addressCountry": self.text()},
        )

    def image(self) -> Document:
        return self.maybe({"id": self.iri(), "type": "Image"}, caption=self.text())

    def evidence(self) -> Document:
        return self.maybe({"type": ["Evidence"], "narrative": self.text()}, genre=self.text())

    def endorsement(self, ob: str) -> Document:
        return self.maybe(
            {
                "@context": [V2, ob],
                "id": self.iri(),
                "type": ["VerifiableCredential", "EndorsementCredential"],
                "issuer": self.profile(),
                "validFrom": self.text(),
                "credentialSubject": {
                    "id": self.iri(),
                    "type": ["EndorsementSubject"],
                    "endorsementComment": self.text(),
                },
            },
            proof=[self.inner_proof(), self.inner_proof()],
        )

    def status(self) -> Document:
        return {
            "id": self.iri(),
            "type": "BitstringStatusListEntry",
            "statusPurpose": self.any("revocation", "suspension"),
            "statusListIndex": str(self.random.randrange(131072)),
            "statusListCredential": self.iri(),
            "statusSize": 1,
        }

    def clr(self) -> Document:
        inner = self.badge()
        return self.maybe(
            {
                "@context": [V2, CLR, inner["@context"][1]],
                "id": self.iri(),
                "type": ["VerifiableCredential", "ClrCredential"],
                "issuer": self.profile(),
                "validFrom": "2026-01-01T00:00:00Z",
                "credentialSubject": self.maybe(
                    {"type": ["ClrSubject"], "verifiableCredential": [inner]},
                    id=self.iri(),
                    achievement=[self.achievement()],
                    association=[
                        {
                            "type": ["Association"],
                            "associationType": "isParentOf",
                            "sourceId": self.text(),
                            "targetId": self.iri(),
                        }
                    ],
                ),
            },
            name=self.text(),
        )

    def vc1(self) -> Document:
        return self.maybe(
            {
                "@context": [V1, self.any(DATA_INTEGRITY, OB.format("3.0.1"))],
                "type": ["VerifiableCredential"],
                "issuer": self.any(self.iri(), {"id": self.iri()}),
                "issuanceDate": self.text(),
                "credentialSubject": {"id": self.iri(), f"{MINE}degree": self.text()},
            },
            id=self.iri(),
            expirationDate=self.text(),
            credentialSchema={"id": self.iri(), "type": "JsonSchemaValidator2018"},
        )

    def presentation(self) -> Document:
        enveloped = {
            "@context": V2,
            "id": "data:application/vc+jwt,eyJhbGciOiJFZERTQSJ9.e30.c2ln",
            "type": "EnvelopedVerifiableCredential",
        }
        return self.maybe(
            {
                "@context": [V2],
                "type": "VerifiablePresentation",
                "verifiableCredential": self.any(
                    self.badge(), [self.badge(), enveloped], enveloped
                ),
            },
            id=self.iri(),
            holder=self.any(self.iri(), {"id": self.iri()}),
            proof=self.inner_proof(),
        )

    def status_list(self) -> Document:
        return {
            "@context": [V2],
            "id": self.iri(),
            "type": ["VerifiableCredential", "BitstringStatusListCredential"],
            "issuer": self.iri(),
            "validFrom": "2026-01-01T00:00:00Z",
            "credentialSubject": {
                "id": self.iri(),
                "type": "BitstringStatusList",
                "statusPurpose": "revocation",
                "encodedList": "uH4sIAAAAAAAAA-3BMQEAAADCoPVPbQwfoAAAAAAAAAAAAA",
                "ttl": 300000,
            },
        }

    def proof(self) -> Document:
        return {"@context": self.any([V2], [V2, DATA_INTEGRITY], [V1, DATA_INTEGRITY])} | (
            self.inner_proof()
        )

    def inner_proof(self) -> Document:
        return self.maybe(
            {
                "type": "DataIntegrityProof",
                "cryptosuite": "eddsa-rdfc-2022",
                "created": "2026-01-01T00:00:00Z",
                "verificationMethod": self.iri(),
                "proofPurpose": self.any("assertionMethod", "authentication"),
            },
            id=self.iri(),
            challenge=self.text(),
            domain=self.texts(),
            expires=self.text(),
            proofValue=self.text(),
        )

    def maybe(self, always: Document, **sometimes: object) -> Document:
        """``always``, and each of ``sometimes`` by the toss of a coin, in any order."""
        found = always | {k: v for k, v in sometimes.items() if self.random.random() < 0.5}
        names = list(found)
        self.random.shuffle(names)
        return {name: found[name] for name in names}

    def any(self, *choices: T) -> T:
        return self.random.choice(choices)

    def some(self, choice: str) -> list[str]:
        return self.any([], [choice])

    def text(self) -> str:
        return "".join(self.random.choices(HOSTILE, k=self.random.randint(1, 3)))

    def texts(self) -> list[str]:
        return list(dict.fromkeys(self.text() for _ in range(self.random.randint(1, 4))))

    def number(self) -> int | float:
        return self.any(
            *(0, 1, -7, 3.0, 2.5, -0.125, 0.1, 1e-7, 123456.789, 2**53 - 1, 1.5e300, 1e-300, 1e21),
            self.random.randrange(10**6) / 8,
        )

    def iri(self) -> str:
        path = "/".join(self.random.choices(IRI_PARTS, k=2)) + self.any("", "#", "#frag?/ü")
        return self.any(
            f"https://iri.example/{self.random.getrandbits(40)}/{path}",
            f"did:example:{self.random.getrandbits(64)}",
            f"urn:uuid:{self.random.getrandbits(128):032x}",
        )
