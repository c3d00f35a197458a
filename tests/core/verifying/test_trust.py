"""Whom we trust: a signed list vouches for names and for the right to award."""

from __future__ import annotations

import base64
import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from credstone.errors import CredstoneError, KeyUnavailable, MalformedInput, Refused
from credstone.model.text import Text
from credstone.ports import Json, JsonObject, KeyType, Purpose
from credstone.securing import jose
from credstone.securing.did import LocalResolver, did_key_method_id
from credstone.securing.private_keys import generate
from credstone.verifying.policy import Policy
from credstone.verifying.report import Outcome, ReasonCode, ReportClass, TrustLevel, Verdict
from credstone.verifying.trust import AwardClaim, TrustList, standing, web_address, web_domain
from credstone.verifying.trust_list import TYP, attach, read_trust_list, signing_input
from tests.core.verifying.world import NOW, Issuer, World, badge
from tests.fakes import MemoryResolver, MemorySigner

ROOT = Path(__file__).parents[3]
SCHEMA = json.loads((ROOT / "docs/reference/schema/trust-list.schema.json").read_text())
ANY = AwardClaim(field="0421", eqf_level=6, on=date(2026, 11, 1))


def the_list(issuer_id: str = "did:web:uni.example", **entry: Json) -> JsonObject:
    return {
        "id": "https://trust.example/list",
        "version": 3,
        "issued": "2026-11-01T00:00:00Z",
        "expires": "2027-02-01T00:00:00Z",
        "entries": [
            {
                "id": issuer_id,
                "code": "uni",
                "name": {"en": "University of Example", "de": "Universität Beispiel"},
                "country": "IE",
                "domains": ["uni.example"],
                "status": "accredited",
                "accreditations": [
                    {
                        "id": "a-1",
                        "type": "institutional-licence",
                        "body_name": {"en": "Ministry of Education"},
                        "valid_from": "2020-01-01",
                    }
                ],
                **entry,
            }
        ],
    }


class Ministry:
    """Who keeps the list; its key signs trust lists and nothing else."""

    def __init__(self, key_type: KeyType = KeyType.ED25519) -> None:
        self.signer = MemorySigner()
        self.method_id = self.signer.generate(key_type, Purpose.TRUST_LIST)
        self.key_type = key_type
        self.did = self.method_id.partition("#")[0]

    def sign(self, body: JsonObject) -> bytes:
        message = signing_input(body, method_id=self.method_id, key_type=self.key_type)
        return attach(
            message, self.signer.sign_many(self.method_id, Purpose.TRUST_LIST, [message])[0]
        )

    def publish(self, body: JsonObject) -> TrustList:
        return read_trust_list(self.sign(body), keys=LocalResolver())


@pytest.mark.parametrize("key_type", list(KeyType))
def test_a_signed_list_is_read_and_names_its_signer(key_type: KeyType) -> None:
    ministry = Ministry(key_type)
    trust = ministry.publish(the_list())
    assert (trust.id, trust.version, trust.signer) == (
        "https://trust.example/list",
        3,
        ministry.did,
    )
    organisation = trust.entries[0].organisation
    assert organisation.name == Text.of(
        {"en": "University of Example", "de": "Universität Beispiel"}
    )
    assert trust.entries[0].domains == ("uni.example",)


def test_a_list_that_was_changed_is_no_list() -> None:
    header, payload, signature = Ministry().sign(the_list()).split(b".")
    changed = base64.urlsafe_b64decode(payload + b"=" * (-len(payload) % 4)).replace(b"IE", b"FR")
    token = b".".join([header, base64.urlsafe_b64encode(changed).rstrip(b"="), signature])
    with pytest.raises(Refused, match="not what was signed"):
        read_trust_list(token, keys=LocalResolver())


def test_a_credential_is_no_trust_list() -> None:
    world = World()
    issuer = world.did_key()
    with pytest.raises(CredstoneError, match="no trust list"):
        read_trust_list(world.sign(issuer, badge(issuer), suite="vc-jwt"), keys=LocalResolver())


def test_an_issuing_key_signs_no_trust_list() -> None:
    world = World()
    issuer = world.did_key()
    message = signing_input(the_list(), method_id=issuer.method_id, key_type=KeyType.ED25519)
    with pytest.raises(CredstoneError):
        world.signer.sign_many(issuer.method_id, Purpose.ISSUING, [message])


def test_only_named_signers_are_believed_where_some_are_named() -> None:
    ministry = Ministry()
    data = ministry.sign(the_list())
    named = frozenset({ministry.did})
    taken = read_trust_list(data, keys=LocalResolver(), signers=named)
    assert (taken.signer, taken.signer_named) == (ministry.did, True)
    assert not read_trust_list(data, keys=LocalResolver()).signer_named
    with pytest.raises(Refused, match="signed by did:key"):
        read_trust_list(data, keys=LocalResolver(), signers=frozenset({"did:web:gov.example"}))


def test_a_key_that_the_signer_does_not_list_for_it_signs_nothing() -> None:
    world = World()
    signer = world.did_web("gov.example")
    method = world.methods[signer.method_id]
    message = signing_input(the_list(), method_id=signer.method_id, key_type=KeyType.ED25519)
    token = attach(message, bytes(64))
    with pytest.raises(Refused, match="not what was signed"):
        read_trust_list(token, keys=MemoryResolver(world.methods))
    world.relist(signer, relationships=frozenset({"authentication"}))
    with pytest.raises(Refused, match="not its signer's"):
        read_trust_list(token, keys=MemoryResolver(world.methods))
    world.methods[signer.method_id] = method
    world.relist(signer, controller="did:web:other.example")
    with pytest.raises(Refused, match="not its signer's"):
        read_trust_list(token, keys=MemoryResolver(world.methods))


def test_a_key_that_is_not_found_is_said_so() -> None:
    data = Ministry().sign(the_list())
    header = json.loads(base64.urlsafe_b64decode(data.split(b".")[0] + b"=="))
    header["kid"] += "x"
    bent = base64.urlsafe_b64encode(json.dumps(header).encode()).rstrip(b"=")
    with pytest.raises(KeyUnavailable):
        read_trust_list(b".".join([bent, *data.split(b".")[1:]]), keys=LocalResolver())


BROKEN: list[tuple[str, JsonObject]] = [
    ("no id", {**the_list(), "id": ""}),
    ("no version", {k: v for k, v in the_list().items() if k != "version"}),
    ("version nought", {**the_list(), "version": 0}),
    ("a day instead of an instant", {**the_list(), "issued": "2026-11-01"}),
    ("no end", {k: v for k, v in the_list().items() if k != "expires"}),
    ("ends before it begins", {**the_list(), "expires": "2026-10-01T00:00:00Z"}),
    ("no entries", {k: v for k, v in the_list().items() if k != "entries"}),
    ("entries are no list", {**the_list(), "entries": {}}),
    ("an entry is a text", {**the_list(), "entries": ["did:web:uni.example"]}),
    ("an unknown member", {**the_list(), "signers": []}),
    ("an entry without id", the_list("")),
    ("an entry without name", the_list(name={})),
    ("an unknown status", the_list(status="trusted")),
    ("no status", the_list(status=None)),
    ("domains are a text", the_list(domains="uni.example")),
    ("a month is no day", the_list(valid_until="2027-02")),
    ("a misspelt limit", the_list(valid_til="2027-02-01")),
    (
        "a misspelt limit of an accreditation",
        the_list(
            accreditations=[
                {
                    "id": "a",
                    "type": "institutional-licence",
                    "body_name": {"en": "B"},
                    "eqf_level": [6],
                }
            ]
        ),
    ),
    (
        "the same issuer twice",
        {**the_list(), "entries": [*_entries, *_entries]}
        if isinstance(_entries := the_list()["entries"], list)
        else {},
    ),
]


@pytest.mark.parametrize(("why", "body"), BROKEN, ids=[why for why, _ in BROKEN])
def test_a_list_that_is_not_as_it_must_be_is_never_signed(why: str, body: JsonObject) -> None:
    with pytest.raises(MalformedInput):
        Ministry().sign(body)


@pytest.mark.parametrize(
    ("why", "where"),
    [
        ("version nought", "/version"),
        ("ends before it begins", "/expires"),
        ("the same issuer twice", "/entries"),
        ("an entry is a text", "/entries/0"),
        ("an entry without id", "/entries/0/id"),
        ("a misspelt limit of an accreditation", "/entries/0/accreditations/0/eqf_level"),
    ],
)
def test_what_is_not_as_it_must_be_is_shown_at_its_place(why: str, where: str) -> None:
    with pytest.raises(MalformedInput) as refused:
        Ministry().sign(dict(BROKEN)[why])
    assert refused.value.where == where


def test_the_first_edition_of_a_list_has_the_number_one() -> None:
    assert Ministry().publish({**the_list(), "version": 1}).version == 1


@pytest.mark.parametrize("payload", [b"[]", b'"a list"', b"null"])
def test_a_signed_payload_that_is_no_object_is_no_list(payload: bytes) -> None:
    # No keystore signs this, so its signer has a key of their own.
    key = generate(KeyType.ED25519)[0]
    header = jose.header_for(KeyType.ED25519, did_key_method_id(key.public), typ=TYP, cty="json")
    message = jose.signing_input(header, payload)
    with pytest.raises(MalformedInput, match="an object"):
        read_trust_list(attach(message, key.sign(message)), keys=LocalResolver())


def test_schema_example_and_reader_agree() -> None:
    validator = Draft202012Validator(SCHEMA, format_checker=FormatChecker())
    example = json.loads((ROOT / "examples/trust-list.json").read_text())
    validator.validate(example)
    validator.validate(the_list())
    signed = (ROOT / "examples/trust-list.jwt").read_bytes()
    trust = read_trust_list(signed, keys=LocalResolver())
    payload = signed.split(b".")[1]
    assert json.loads(base64.urlsafe_b64decode(payload + b"=" * (-len(payload) % 4))) == example
    assert [entry.organisation.code for entry in trust.entries] == ["ub", "hub"]
    for why, body in BROKEN:
        if why not in {"ends before it begins", "the same issuer twice"}:  # beyond a schema
            assert not validator.is_valid(body), why


@pytest.mark.parametrize(
    ("entry", "level", "words"),
    [
        ({}, TrustLevel.ACCREDITED, "accredited by Ministry of Education"),
        ({"status": "withdrawn"}, TrustLevel.DOMAIN_VERIFIED, "was withdrawn"),
        ({"valid_from": "2026-11-02"}, TrustLevel.DOMAIN_VERIFIED, "only for awards from"),
        ({"valid_until": "2026-10-31"}, TrustLevel.DOMAIN_VERIFIED, "only for awards until"),
        ({"valid_until": "2026-11-01"}, TrustLevel.ACCREDITED, "accredited by"),
        ({"accreditations": []}, TrustLevel.DOMAIN_VERIFIED, "no accreditation is recorded"),
    ],
)
def test_a_list_vouches_for_awards_of_its_days(
    entry: JsonObject, level: TrustLevel, words: str
) -> None:
    trust = Ministry().publish(the_list(**entry))
    found = standing(trust, "did:web:uni.example", domain="uni.example", claim=ANY, at=NOW)
    assert found.level is level
    assert found.name == "University of Example"
    assert words in found.reason


@pytest.mark.parametrize(
    ("limits", "granted"),
    [
        ({}, True),
        ({"fields": ["04"]}, True),
        ({"fields": ["0421", "05"]}, True),
        ({"fields": ["05"]}, False),
        ({"eqf_levels": [5, 6]}, True),
        ({"eqf_levels": [7]}, False),
        ({"valid_until": "2026-10-31"}, False),
        ({"valid_from": "2026-11-02"}, False),
    ],
)
def test_an_accreditation_counts_for_its_fields_levels_and_days(
    limits: JsonObject, granted: bool
) -> None:
    accreditation: JsonObject = {
        "id": "a-1",
        "type": "programme-licence",
        "body_name": {"en": "Agency"},
        **limits,
    }
    trust = Ministry().publish(the_list(accreditations=[accreditation]))
    found = standing(trust, "did:web:uni.example", domain="", claim=ANY, at=NOW)
    assert found.level is (TrustLevel.ACCREDITED if granted else TrustLevel.UNKNOWN)


def test_an_expired_list_vouches_for_nobody() -> None:
    trust = Ministry().publish(the_list())
    found = standing(
        trust,
        "did:web:uni.example",
        domain="uni.example",
        claim=ANY,
        at=trust.expires + timedelta(seconds=1),
    )
    assert (found.level, found.name) == (TrustLevel.DOMAIN_VERIFIED, "uni.example")
    assert "expired on 2027-02-01" in found.reason


def test_an_issuer_is_found_by_a_domain_it_was_shown_to_hold() -> None:
    trust = Ministry().publish(the_list("https://uni.example/"))
    by_domain = standing(trust, "did:web:uni.example", domain="uni.example", claim=ANY, at=NOW)
    assert by_domain.level is TrustLevel.ACCREDITED
    unproven = standing(trust, "did:web:uni.example", domain="", claim=ANY, at=NOW)
    assert unproven.level is TrustLevel.UNKNOWN


@pytest.mark.parametrize(
    ("issuer_id", "address"),
    [
        ("did:web:uni.example:students:mallory", "uni.example/students/mallory"),
        ("did:web:uni.example%3A8443", "uni.example:8443"),
    ],
)
def test_a_page_on_a_listed_domain_is_not_who_holds_the_domain(
    issuer_id: str, address: str
) -> None:
    trust = Ministry().publish(the_list("https://uni.example/"))
    found = standing(trust, issuer_id, domain="uni.example", claim=ANY, at=NOW)
    assert (found.level, found.listed) == (TrustLevel.DOMAIN_VERIFIED, False)
    assert found.name == web_address(issuer_id) == address


@pytest.mark.parametrize(
    ("issuer_id", "domain"),
    [
        ("did:web:uni.example", "uni.example"),
        ("did:web:uni.example:law:2026", "uni.example"),
        ("did:web:uni.example%3A8443", "uni.example"),
        ("did:key:z6Mk", ""),
        ("https://uni.example", ""),
        ("", ""),
    ],
)
def test_the_domain_of_an_issuer(issuer_id: str, domain: str) -> None:
    assert web_domain(issuer_id) == domain


def test_the_same_badge_with_and_without_a_list() -> None:
    world = World()
    issuer = world.did_web()
    data = world.sign(issuer, badge(issuer))

    alone = world.verify(data)
    assert (alone.verdict, alone.class_) == (Verdict.VALID, ReportClass.GENUINE_BUT)
    assert alone.reasons == (ReasonCode.ISSUER_UNKNOWN,)
    assert alone.issuer.trust is TrustLevel.DOMAIN_VERIFIED

    listed = world.verify(data, Policy(trust=Ministry().publish(the_list())))
    assert (listed.verdict, listed.class_) == (Verdict.VALID, ReportClass.GENUINE_VALID)
    assert listed.reasons == ()
    assert listed.issuer.name == "University of Example"
    assert listed.issuer.calls_itself == "Example University"

    withdrawn = Ministry().publish(the_list(status="withdrawn"))
    report = world.verify(data, Policy(trust=withdrawn))
    assert report.reasons == (ReasonCode.RIGHT_NOT_SHOWN,)


def test_who_demands_trust_gets_no_valid_without_it() -> None:
    world = World()
    issuer, mill = world.did_web(), world.did_key()
    policy = Policy(trust=Ministry().publish(the_list()), require_trusted=True)
    good = world.verify(world.sign(issuer, badge(issuer)), policy)
    assert good.verdict is Verdict.VALID
    report = world.verify(world.sign(mill, badge(mill)), policy)
    assert (report.verdict, report.class_) == (Verdict.INVALID, ReportClass.GENUINE_BUT)
    check = report.check("trusted")
    assert check is not None
    assert check.outcome is Outcome.FAILED


@pytest.mark.parametrize(
    "name",
    ["University of Example", "Unіversity of Example", "University of Ехample", "UNIVERSITY"],
)
def test_a_mill_may_call_itself_what_it_likes(name: str) -> None:
    world = World()
    mill = world.did_web("unl.example")
    imposter = Issuer(mill.id, mill.method_id, name)
    data = world.sign(mill, badge(imposter))
    report = world.verify(data, Policy(trust=Ministry().publish(the_list())))
    assert report.issuer.name == "unl.example"
    assert report.issuer.calls_itself == name
    assert report.class_ is ReportClass.GENUINE_BUT
