"""The configuration names every issuer with its DID, mechanism and key type."""

from __future__ import annotations

from credstone.securing.did import local_method
from credstone.securing.mechanism import MECHANISMS
from credstone.web.vcapi.issuers import KINDS
from tests.web.vcapi.callers import Integrator

NAMES = (
    "eddsa-rdfc-2022",
    "eddsa-jcs-2022",
    "ecdsa-rdfc-2019-p256",
    "ecdsa-rdfc-2019-p384",
    "ecdsa-jcs-2019-p256",
    "ecdsa-jcs-2019-p384",
    "vc-jwt",
    "status",
)


def test_every_issuer_of_the_contract_is_named(integrator: Integrator) -> None:
    assert tuple(integrator.issuers()) == NAMES


def test_each_has_a_did_key_of_its_own_of_the_type_that_it_says(integrator: Integrator) -> None:
    issuers = integrator.issuers()
    for issuer in issuers.values():
        did = issuer["id"]
        method = local_method(f"{did}#{did.removeprefix('did:key:')}")
        assert method.key.type == issuer["keyType"]
        assert method.key.type in MECHANISMS[issuer["cryptosuite"]].KEY_TYPES
    assert len({issuer["id"] for issuer in issuers.values()}) == len(issuers)


def test_an_issuer_says_nothing_else(integrator: Integrator) -> None:
    for issuer in integrator.issuers().values():
        assert issuer.keys() == {"name", "id", "cryptosuite", "keyType"}


def test_every_issuer_but_one_keeps_no_status() -> None:
    assert [kind.name for kind in KINDS if kind.keeps_status] == ["status"]
