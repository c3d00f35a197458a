"""What happens to a credential after it was issued, as a registrar and a stranger see it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Credstone
from tests.cli.test_image import PNG


@pytest.fixture
def ids(office: Credstone, results: Path) -> list[str]:
    """Four fresh credentials."""
    ended = office("award", "run", results, "--achievement", "MC-COINNO-01", "--json")
    return [row["credentials"][0] for row in ended.json("award-list")["rows"]]


def verdict(office: Credstone, credential: str) -> tuple[int, list[str]]:
    ended = office("credential", "verify", credential, "--offline", "--json")
    return ended.status, ended.json("verification-report")["reasons"]


def test_a_fresh_one_is_good_and_the_joint_body_confirms(office: Credstone, ids: list[str]) -> None:
    ended = office("credential", "verify", ids[0], "--offline")

    assert ended.status == 0
    assert "(here called Hafen Startup Hub) confirms that it awards this jointly." in ended.out


def test_revoked_suspended_resumed(office: Credstone, ids: list[str]) -> None:
    revoked, suspended = ids[0], ids[1]

    ended = office("credential", "revoke", revoked, "--reason", "misconduct", "--json")
    assert ended.json("home-credential")["state"] == "revoked"
    assert verdict(office, revoked) == (3, ["revoked", "issuer_unknown"])

    office("credential", "suspend", suspended, "--reason", "under-investigation")
    assert verdict(office, suspended) == (3, ["suspended", "issuer_unknown"])
    office("credential", "resume", suspended)
    assert verdict(office, suspended) == (0, ["issuer_unknown"])

    shown = office("credential", "show", suspended, "--json").json("home-credential")
    assert [event["kind"] for event in shown["events"]] == ["suspend", "resume"]


def test_what_is_revoked_stays_so(office: Credstone, ids: list[str]) -> None:
    office("credential", "revoke", ids[0], "--reason", "misconduct")

    for words in (
        ("revoke", ids[0], "--reason", "misconduct"),
        ("suspend", ids[0], "--reason", "misconduct"),
        ("resume", ids[0]),
        ("supersede", ids[0], "--reason", "data-corrected", "--set", "grade=1.0"),
    ):
        ended = office("credential", *words, "--json")
        assert ended.status == 1
        assert ended.json("problem")["type"] == "problems/conflict"


def test_a_corrected_one_replaces_the_old_and_leads_to_the_new(
    office: Credstone, ids: list[str]
) -> None:
    old = ids[0]

    ended = office(
        "credential", "supersede", old, "--reason", "name-changed", "--set", "family_name=Ó Laoi"
    )
    new = office("credential", "show", old, "--json").json("home-credential")["replaced_by"]

    assert ended.status == 0
    assert verdict(office, old) == (3, ["superseded", "issuer_unknown"])
    assert verdict(office, new) == (0, ["issuer_unknown"])
    report = office("credential", "verify", old, "--offline", "--json").json("verification-report")
    assert report["credential"]["replaced_by"] == new
    first, second = (
        office("credential", "show", one, "--json").json("home-credential") for one in (old, new)
    )
    assert (first["learner"], second["learner"]) == ("Zoë 0 García Márquez", "Zoë 0 Ó Laoi")
    assert second["replaces"] == old


def test_what_was_replaced_names_its_successor(office: Credstone, ids: list[str]) -> None:
    words = ("--reason", "data-corrected", "--set", "grade=1.3")
    new = office("credential", "supersede", ids[0], *words, "--json").json("home-credential")["id"]

    again = office("credential", "supersede", ids[0], *words, "--json")

    assert again.status == 1
    assert f"was replaced by {new}" in again.json("problem")["detail"]


def test_several_are_changed_each_for_itself(office: Credstone, ids: list[str]) -> None:
    office("credential", "revoke", ids[1], "--reason", "misconduct")
    nobody = "urn:uuid:00000000-0000-4000-8000-000000000000"
    words = ("revoke", *ids[:3], nobody, "--reason", "issued-in-error", "--json")

    ended = office("credential", *words)
    answer = ended.json("credential-changed")

    assert ended.status == 1
    assert [one["id"] for one in answer["changed"]] == [ids[0], ids[2]]
    assert {one["state"] for one in answer["changed"]} == {"revoked"}
    assert [one["id"] for one in answer["failed"]] == [ids[1], nobody]
    assert "is revoked" in answer["failed"][0]["problem"]["detail"]

    for verb, state in (("suspend", "suspended"), ("resume", "issued")):
        both = ids[3], ids[3]  # named twice, changed once
        ended = office("credential", verb, *both, "--reason", "under-investigation")
        assert (ended.status, ended.out) == (0, f"{ids[3]}\t{state}\n")


def test_credentials_are_found_by_learner_and_state(
    office: Credstone, ids: list[str], results: Path
) -> None:
    tag = results.read_text().splitlines()[1].partition("-")[0]
    office("credential", "revoke", ids[1], "--reason", "misconduct")

    everybody = office("credential", "list", "--search", tag.upper(), "--json")
    two = office("credential", "list", "--search", tag, "--limit", "2")
    revoked = office("credential", "list", "--search", tag, "--state", "revoked", "--json")
    elsewhere = office(
        "credential", "list", "--search", tag, "--achievement", "MC-DATA-02", "--json"
    )

    found = everybody.json("home-credentials")
    assert found["total"] == 4
    assert {one["id"] for one in found["credentials"]} == set(ids)
    assert len(two.out.splitlines()) == 2
    assert "2 of 4 found." in two.err
    [only] = revoked.json("home-credentials")["credentials"]
    assert (only["id"], only["learner"]) == (ids[1], "Zoë 1 García Márquez")
    assert elsewhere.json("home-credentials") == {"total": 0, "credentials": []}


def test_a_replaced_one_is_found_by_what_it_states(office: Credstone, ids: list[str]) -> None:
    name = f"Ó{ids[0][-8:]}"
    words = ("--reason", "name-changed", "--set", f"family_name={name}")
    new = office("credential", "supersede", ids[0], *words, "--json").json("home-credential")["id"]

    found = office("credential", "list", "--search", name.casefold(), "--json")

    assert [one["id"] for one in found.json("home-credentials")["credentials"]] == [new]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--reason", "typo"), "'typo' is not one of 'issued-in-error'"),
        ((), "Missing option '--reason'. Choose from: issued-in-error, data-corrected"),
    ],
)
def test_a_reason_that_is_none_is_met_with_the_reasons(
    office: Credstone, words: tuple[str, ...], said: str
) -> None:
    ended = office("credential", "revoke", "urn:uuid:1", *words)

    assert ended.status == 2
    assert said in ended.err
    assert "Value error" not in ended.err
    assert len(ended.err.splitlines()) == 2


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (("revoke",), 2),
        (("revoke", "--reason", "because"), 2),
        (("revoke", "--reason", "other"), 2),
        (("supersede", "--reason", "data-corrected"), 2),
        (("supersede", "--reason", "data-corrected", "--set", "grade"), 2),
        (("supersede", "--reason", "data-corrected", "--set", "grade=9"), 1),
        (("supersede", "--reason", "data-corrected", "--set", "shoe_size=9"), 1),
        (("supersede", "--reason", "data-corrected", "--set", "awarded_on=2999-01-01"), 1),
    ],
)
def test_what_cannot_be_meant_changes_nothing(
    office: Credstone, ids: list[str], words: tuple[str, ...], status: int
) -> None:
    verb, *rest = words

    ended = office("credential", verb, ids[0], *rest, "--json")

    assert ended.status == status
    ended.json("problem")
    shown = office("credential", "show", ids[0], "--json").json("home-credential")
    assert (shown["state"], shown["events"]) == ("issued", [])


@pytest.mark.parametrize(
    "credential", ["urn:uuid:00000000-0000-4000-8000-000000000000", "17", "urn:uuid:", "../x"]
)
def test_an_id_that_nobody_has(office: Credstone, credential: str) -> None:
    for verb in ("show", "verify", "export"):
        ended = office("credential", verb, credential, "--json")
        assert ended.status == 1
        assert ended.json("problem")["type"] == "problems/refused"


def test_handed_out_it_verifies_without_this_home(
    office: Credstone, credstone: Credstone, ids: list[str], tmp_path: Path
) -> None:
    (tmp_path / "plain.png").write_bytes(PNG)
    office("credential", "export", ids[0], "--out", "one.json")
    office("credential", "export", ids[0], "--out", "badge.png", "--image", "plain.png")
    office("status", "publish", "--out", "lists")

    for name in ("one.json", "badge.png"):
        ended = credstone("verify", name, "--status", "lists", "--offline", "--json")
        assert ended.status == 0, ended.out
    alone = credstone("verify", "one.json", "--offline")
    assert alone.status == 5
    assert not (tmp_path / "home").exists()


def test_exported_to_stdout_it_is_the_signed_bytes(
    office: Credstone, ids: list[str], tmp_path: Path
) -> None:
    plain = office("credential", "export", ids[0])
    office("credential", "export", ids[0], "--out", "one.json")
    told = office("credential", "export", ids[0], "--json").json("credential-export")

    assert plain.out == (tmp_path / "one.json").read_text() == told["content"]
    assert json.loads(plain.out)["id"] == ids[0]


def test_a_token_can_be_put_into_an_envelope(
    office: Credstone, credstone: Credstone, results: Path, ids: list[str]
) -> None:
    ended = office(
        "award", "run", results, "--achievement", "MC-COINNO-01",
        "--format", "openbadges/vc-jwt", "--json",
    )  # fmt: skip
    token = ended.json("award-list")["rows"][0]["credentials"][0]

    office("credential", "export", token, "--out", "token.jwt")
    office("credential", "export", token, "--format", "enveloped", "--out", "enveloped.json")
    office("status", "publish", "--out", "lists")

    for name in ("token.jwt", "enveloped.json"):
        assert credstone("verify", name, "--status", "lists", "--offline").status == 0
    assert office("credential", "export", ids[0], "--format", "enveloped").status == 1


def test_a_signed_trust_list_makes_the_issuer_known(
    office: Credstone, ids: list[str], tmp_path: Path
) -> None:
    issuer = office("organisation", "show", "ub", "--json").json("home-organisation")
    entry = {**issuer["organisation"], "status": "accredited"}
    trust = {
        "id": "urn:uuid:22222222-2222-4222-8222-222222222222",
        "version": 1,
        "issued": "2026-01-01T00:00:00Z",
        "expires": "2099-01-01T00:00:00Z",
        "entries": [entry],
    }
    (tmp_path / "trust.json").write_text(json.dumps(trust))

    signed = office("trust", "sign", "trust.json", "--out", "trust.jwt", "--json")
    assert signed.json("trust-list-signed")["signer"].startswith("did:key:")

    ended = office(
        "credential", "verify", ids[0], "--trust", "trust.jwt", "--require-trusted", "--offline"
    )
    assert ended.status == 0
    assert ended.out.startswith("✔ Genuine and valid\n")
    faulty = json.dumps({**trust, "version": 0}).encode()
    assert office("trust", "sign", "-", "--out", "no.jwt", stdin=faulty).status == 3
