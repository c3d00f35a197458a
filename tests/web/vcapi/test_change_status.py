"""Status: entries at indices of their own, bits that are set and taken back, lists that say so."""

from __future__ import annotations

import pytest

from credstone.status.bitstring import MINIMUM_ENTRIES, decode
from credstone.web.vcapi.models import StatusIndex, StatusList
from tests.web.vcapi.callers import Integrator, Values, a_credential
from tests.web.vcapi.conftest import PORT

BOTH = {
    "credentialStatus": [
        {"type": "BitstringStatusListEntry", "statusPurpose": "revocation"},
        {"type": "BitstringStatusListEntry", "statusPurpose": "suspension"},
    ]
}


def list_of(integrator: Integrator, entry: Values) -> Values:
    address = entry["statusListCredential"]
    root = f"https://127.0.0.1:{PORT}/vc-api"
    assert address.startswith(f"{root}/status/")
    answer = integrator.get(address.removeprefix(root))
    assert answer.status == 200
    return answer.values


def bit(integrator: Integrator, entry: Values) -> bool:
    encoded = list_of(integrator, entry)["credentialSubject"]["encodedList"]
    return bool(decode(encoded).value(int(entry["statusListIndex"])))


def test_one_entry_names_list_place_and_purpose(integrator: Integrator) -> None:
    secured = integrator.issued("status", a_credential())
    entry = secured["credentialStatus"]
    assert entry.keys() == {
        "id",
        "type",
        "statusPurpose",
        "statusListIndex",
        "statusListCredential",
    }
    assert (entry["type"], entry["statusPurpose"]) == ("BitstringStatusListEntry", "revocation")
    assert 0 <= int(entry["statusListIndex"]) < MINIMUM_ENTRIES
    assert entry["id"] != entry["statusListCredential"]
    assert bit(integrator, entry) is False


def test_the_list_is_a_credential_of_the_same_issuer_that_verifies(integrator: Integrator) -> None:
    secured = integrator.issued("status", a_credential())
    signed = list_of(integrator, secured["credentialStatus"])
    assert signed["issuer"] == secured["issuer"] == integrator.issuers()["status"]["id"]
    assert signed["id"] == secured["credentialStatus"]["statusListCredential"]
    assert signed["type"] == ["VerifiableCredential", "BitstringStatusListCredential"]
    assert integrator.verify(signed).status == 200


def test_a_status_beside_the_entry_is_heard_and_without_one_it_is_set(
    integrator: Integrator,
) -> None:
    secured = integrator.issued("status", a_credential(), BOTH)
    entry = secured["credentialStatus"][1]
    named = {"type": "BitstringStatusListEntry", "statusPurpose": "suspension"}
    body = {"credentialId": secured["id"], "credentialStatus": named}
    for asked, is_set in ((body, True), (body | {"status": False}, False)):
        assert integrator.post("/credentials/status", asked).status == 200
        assert bit(integrator, entry) is is_set
    assert integrator.post("/credentials/status", body | {"status": "no"}).status == 400


def test_a_revoked_credential_is_not_valid_from_the_next_question_on(
    integrator: Integrator,
) -> None:
    secured = integrator.issued("status", a_credential())
    other = integrator.issued("status", a_credential())
    assert integrator.verify(secured).status == 200
    assert integrator.change(secured["id"], "revocation").status == 200
    answer = integrator.verify(secured)
    assert (answer.status, answer.values["reasons"][0]) == (400, "revoked")
    assert bit(integrator, secured["credentialStatus"]) is True
    assert integrator.verify(other).status == 200


def test_a_change_may_leave_out_that_it_sets(integrator: Integrator) -> None:
    secured = integrator.issued("status", a_credential())
    entry = {"type": "BitstringStatusListEntry", "statusPurpose": "revocation"}
    body = {"credentialId": secured["id"], "credentialStatus": entry}
    assert integrator.post("/credentials/status", body).status == 200
    assert integrator.verify(secured).status == 400


def test_a_suspension_is_taken_back(integrator: Integrator) -> None:
    secured = integrator.issued("status", a_credential(), BOTH)
    purposes = [entry["statusPurpose"] for entry in secured["credentialStatus"]]
    assert purposes == ["revocation", "suspension"]
    integrator.change(secured["id"], "suspension")
    assert integrator.verify(secured).values["reasons"][0] == "suspended"
    assert integrator.change(secured["id"], "suspension", status=False).status == 200
    assert integrator.verify(secured).status == 200


def test_a_revocation_is_for_good(integrator: Integrator) -> None:
    secured = integrator.issued("status", a_credential())
    integrator.change(secured["id"], "revocation")
    assert integrator.change(secured["id"], "revocation").status == 200
    answer = integrator.change(secured["id"], "revocation", status=False)
    assert (answer.status, answer.is_problem) == (422, True)
    assert integrator.verify(secured).status == 400


def test_taking_back_what_was_never_set_changes_nothing(integrator: Integrator) -> None:
    secured = integrator.issued("status", a_credential())
    assert integrator.change(secured["id"], "revocation", status=False).status == 200
    assert integrator.verify(secured).status == 200


def test_all_changes_of_a_request_are_made_or_none(integrator: Integrator) -> None:
    secured = integrator.issued("status", a_credential())
    entries = [
        {"type": "BitstringStatusListEntry", "statusPurpose": purpose, "status": True}
        for purpose in ("revocation", "suspension")
    ]
    body = {"credentialId": secured["id"], "credentialStatus": entries}
    assert integrator.post("/credentials/status", body).status == 404
    assert integrator.verify(secured).status == 200


def test_credentials_of_one_id_have_indices_of_their_own_and_fall_together(
    integrator: Integrator,
) -> None:
    credential = a_credential()
    first, second = (integrator.issued("status", credential) for _ in range(2))
    places = [one["credentialStatus"]["statusListIndex"] for one in (first, second)]
    assert len(set(places)) == 2
    integrator.change(credential["id"], "revocation")
    assert [integrator.verify(one).status for one in (first, second)] == [400, 400]


def test_the_caller_may_name_it_otherwise(integrator: Integrator) -> None:
    named = {"credentialId": "number seven"}
    secured = integrator.issued("status", a_credential(), named)
    assert integrator.change(secured["id"], "revocation").status == 404
    assert integrator.change("number seven", "revocation").status == 200
    assert integrator.verify(secured).status == 400


def test_a_credential_without_an_id_gets_one(integrator: Integrator) -> None:
    credential = a_credential()
    del credential["id"]
    secured = integrator.issued("status", credential)
    assert secured["id"].startswith("urn:uuid:")
    assert integrator.change(secured["id"], "revocation").status == 200


def test_an_entry_of_the_callers_own_stays_beside_ours(integrator: Integrator) -> None:
    own = {
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": "7",
        "statusListCredential": "https://other.example/lists/1",
    }
    secured = integrator.issued("status", a_credential(credentialStatus=own))
    assert [entry["statusListCredential"] == own["statusListCredential"]
            for entry in secured["credentialStatus"]] == [True, False]  # fmt: skip
    answer = integrator.verify(secured)
    assert (answer.status, answer.values["verdict"]) == (400, "undetermined")


@pytest.mark.parametrize("credential_id", ["urn:uuid:nobody", "https://a.example/1"])
def test_what_was_not_issued_here_has_no_status(integrator: Integrator, credential_id: str) -> None:
    answer = integrator.change(credential_id, "revocation")
    assert (answer.status, answer.is_problem) == (404, True)


def test_only_the_issuer_for_it_keeps_a_status(integrator: Integrator) -> None:
    secured = integrator.issued("eddsa-rdfc-2022", a_credential())
    assert "credentialStatus" not in secured
    assert integrator.change(secured["id"], "revocation").status == 404


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"credentialId": "urn:a:b"},
        {"credentialId": "", "credentialStatus": []},
        {"credentialId": ["urn:a:b"], "credentialStatus": []},
        {"credentialId": "urn:a:b", "credentialStatus": []},
        {"credentialId": "urn:a:b", "credentialStatus": [None]},
        {"credentialId": "urn:a:b", "credentialStatus": [{"statusPurpose": "revocation"}]},
        {
            "credentialId": "urn:a:b",
            "credentialStatus": [{"type": "BitstringStatusListEntry", "status": "true"}],
        },
        {
            "credentialId": "urn:a:b",
            "credentialStatus": [{"type": "BitstringStatusListEntry"}] * 17,
        },
    ],
)
def test_a_change_that_says_nothing_is_malformed(integrator: Integrator, body: Values) -> None:
    answer = integrator.post("/credentials/status", body)
    assert (answer.status, answer.is_problem) == (400, True)


def test_a_list_that_is_not_here_is_not_found(integrator: Integrator) -> None:
    for name in ("6f1f6c3e-4b1a-4e0c-9a38-0d7d7f4b7a01", "7", "../config"):
        assert integrator.get(f"/status/{name}").status == 404


def test_a_list_is_signed_again_when_a_bit_changed_and_not_before(integrator: Integrator) -> None:
    secured = integrator.issued("status", a_credential())
    entry = secured["credentialStatus"]
    first = list_of(integrator, entry)
    integrator.issued("status", a_credential())
    assert list_of(integrator, entry) == first
    integrator.change(secured["id"], "revocation")
    assert list_of(integrator, entry)["proof"] != first["proof"]


def test_a_list_is_signed_again_before_it_runs_out(integrator: Integrator) -> None:
    secured = integrator.issued("status", a_credential())
    list_of(integrator, secured["credentialStatus"])
    StatusList.objects.update(sign_again=StatusList.objects.get().created)
    before = bytes(StatusList.objects.get().signed or b"")
    list_of(integrator, secured["credentialStatus"])
    row = StatusList.objects.get()
    assert row.sign_again is not None
    assert row.sign_again > row.created
    assert before


def test_the_register_knows_no_id_of_a_credential(integrator: Integrator) -> None:
    credential = a_credential()
    integrator.issued("status", credential)
    stored = repr(list(StatusIndex.objects.values()) + list(StatusList.objects.values()))
    assert credential["id"] not in stored
    assert credential["credentialSubject"]["id"] not in stored


def test_a_full_list_is_followed_by_another(integrator: Integrator) -> None:
    first = integrator.issued("status", a_credential())["credentialStatus"]
    StatusList.objects.update(next_position=MINIMUM_ENTRIES)
    second = integrator.issued("status", a_credential())["credentialStatus"]
    assert first["statusListCredential"] != second["statusListCredential"]
