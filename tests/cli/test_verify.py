"""An employer at a terminal checks what an applicant sent, with or without a network."""

from __future__ import annotations

import json
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from credstone.documents.baking import bake
from credstone.model.credential import StatusPurpose
from credstone.ports import KeyType
from credstone.verifying import trust_list
from tests.cli.conftest import COMMAND, Credstone
from tests.core.verifying.world import Issuer, World, badge, status_entry

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"></svg>'
AT = ("--at", "2026-11-21T09:30:00Z")


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def issuer(world: World) -> Issuer:
    return world.did_key()


@pytest.fixture
def good(world: World, issuer: Issuer, tmp_path: Path) -> Path:
    path = tmp_path / "good.json"
    path.write_bytes(world.sign(issuer, badge(issuer)))
    return path


def test_a_good_credential_of_a_stranger_is_valid_and_the_headline_does_not_say_so(
    credstone: Credstone, good: Path
) -> None:
    ended = credstone("verify", good, "--offline", *AT)

    assert ended.status == 0
    assert ended.err == ""
    headline = ended.out.splitlines()[0]
    assert "no information on who" in headline
    assert "valid" not in headline.lower()
    for question in ("Is it genuine?", "Is it valid, and whose?", "What is it worth?"):
        assert question in ended.out


def test_a_program_reads_the_contract(credstone: Credstone, good: Path, issuer: Issuer) -> None:
    ended = credstone("verify", good, "--offline", "--json", *AT)

    report = ended.json("verification-report")
    assert ended.status == 0
    assert ended.err == ""
    assert (report["verdict"], report["class"]) == ("valid", "genuine_but")
    assert report["reasons"] == ["issuer_unknown"]
    assert report["issuer"]["id"] == issuer.id
    assert report["at"] == "2026-11-21T09:30:00Z"


def test_whoever_signed_beside_the_issuer_is_told(
    credstone: Credstone, world: World, issuer: Issuer, tmp_path: Path
) -> None:
    notary = world.did_key()
    path = tmp_path / "both.json"
    path.write_bytes(world.sign(notary, json.loads(world.sign(issuer, badge(issuer)))))

    shown = credstone("verify", path, "--offline", *AT)
    assert shown.status == 0
    assert f"Also signed by the key ending in {notary.id[-6:]}." in shown.out

    report = credstone("verify", path, "--offline", "--json", *AT).json("verification-report")
    assert report["issuer"]["id"] == issuer.id
    assert [one["key"] for one in report["co_signers"]] == [notary.method_id]


def test_who_demands_a_trusted_issuer_gets_3_for_a_stranger(
    credstone: Credstone, good: Path
) -> None:
    ended = credstone("verify", good, "--offline", "--require-trusted", "--json", *AT)

    report = ended.json("verification-report")
    assert ended.status == 3
    assert report["class"] == "genuine_but"


def test_a_trust_list_makes_the_stranger_known(
    credstone: Credstone, world: World, issuer: Issuer, good: Path, tmp_path: Path
) -> None:
    trusted = tmp_path / "trust.jwt"
    trusted.write_bytes(_trust_list(world, issuer))

    ended = credstone("verify", good, "--offline", "--trust", trusted, "--require-trusted", *AT)

    assert ended.status == 0
    assert ended.out.startswith("✔ Genuine and valid\n")


def test_a_broken_trust_list_is_not_the_credentials_fault(
    credstone: Credstone, good: Path, tmp_path: Path
) -> None:
    broken = tmp_path / "trust.jwt"
    broken.write_bytes(b"no list")

    ended = credstone("verify", good, "--offline", "--trust", broken, "--json", *AT)

    assert ended.status == 2
    assert str(broken) in ended.json("problem")["where"]


def test_a_changed_letter_is_not_genuine(credstone: Credstone, good: Path) -> None:
    good.write_bytes(good.read_bytes().replace(b"Ethics of data", b"Physics of data"))

    ended = credstone("verify", good, "--offline", *AT)

    assert ended.status == 3
    assert ended.out.startswith("✘ Not genuine: the signature does not fit what it says\n")
    assert "✘ signature:" in ended.out


def test_whose_trust_list_it_is_can_be_seen_and_demanded(
    credstone: Credstone, world: World, issuer: Issuer, good: Path, tmp_path: Path
) -> None:
    trusted = tmp_path / "trust.jwt"
    trusted.write_bytes(_trust_list(world, issuer))
    words = ("verify", good, "--offline", "--trust", trusted, *AT)

    told = credstone(*words, "--json").json("verification-report")["trust_list"]
    plain = credstone(*words)
    named = credstone(
        *words, "--trust-signer", "did:web:gov.example", "--trust-signer", told["signer"]
    )
    other = credstone(*words, "--trust-signer", issuer.id, "--json")

    assert (told["version"], told["signer_named"]) == (1, False)
    assert f"signed by {told['signer']}; whether to believe it is yours to decide." in plain.out
    assert named.status == 0
    assert f"signed by {told['signer']}, whom you named." in named.out
    assert other.status == 2
    assert told["signer"] in other.json("problem")["detail"]


def test_a_signer_without_a_list_is_wrong_usage(credstone: Credstone, good: Path) -> None:
    assert credstone("verify", good, "--offline", "--trust-signer", "did:web:a.example").status == 2


def test_a_credential_is_no_trust_list(credstone: Credstone, good: Path) -> None:
    ended = credstone("verify", good, "--offline", "--trust", good, "--json")

    problem = ended.json("problem")
    assert ended.status == 2
    assert problem["detail"] == "This is no signed trust list."
    assert "trust.jwt" in problem["fix"]


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b" \n", "The file is empty."),
        (b"%PDF-1.7\n...", "This is a PDF"),
        (b"PK\x03\x04....", "This is a ZIP archive"),
        (b"\xff\xd8\xff\xe0", "This is a JPEG image"),
        (b'{"hallo": "welt"}', "This is JSON, but no credential."),
        (b"[1]", "This is JSON, but no credential."),
        (b'{"@context": ["https://www.w3.org/ns/credentials/v2"]}', "that nobody signed"),
        (b'{"@context": [', "damaged or cut off"),
        (b"eyJhbGciOiJFZERTQSJ9.eyJpZCI6", "a token that was cut off"),
        (b"Dear Sir or Madam", "This is plain text"),
        (b"<!DOCTYPE html><html></html>", "This is a web page"),
        (b"\x00\xfe\xff", "of a kind that we do not know"),
    ],
)
def test_what_is_no_credential_is_told_what_it_is_and_accused_of_nothing(
    credstone: Credstone, content: bytes, what: str
) -> None:
    ended = credstone("verify", "-", "--offline", stdin=content)

    assert ended.status == 3
    assert ended.out.startswith("✘ This is not a credential we can read\n")
    assert what in ended.out
    assert ".json, .jwt, .png or .svg" in " ".join(ended.out.split())
    assert "not genuine" not in ended.out.lower()


@pytest.mark.parametrize("name", ["verifiableCredential", "verifiablePresentation"])
def test_json_around_a_credential_is_told_as_such(
    credstone: Credstone, good: Path, name: str
) -> None:
    wrapped = json.dumps({name: json.loads(good.read_bytes())}).encode()
    ended = credstone("verify", "-", "--offline", stdin=wrapped)
    assert ended.status == 3
    assert f"Save what stands under {name} as a file" in " ".join(ended.out.split())


def test_who_demands_trust_without_a_list_is_told_that_it_is_missing(
    credstone: Credstone, good: Path
) -> None:
    ended = credstone("verify", good, "--offline", "--require-trusted", *AT)
    assert ended.status == 3
    assert "no trust list was given, so nobody is trusted" in ended.out.splitlines()[0]
    assert "give a trust list that says who is one" in " ".join(ended.out.split())


def test_terms_that_nobody_can_look_up_are_no_accusation(
    credstone: Credstone, world: World, issuer: Issuer, good: Path
) -> None:
    document = json.loads(good.read_bytes())
    document["@context"].append("https://vocabulary.example/v1")
    good.write_text(json.dumps(document))

    ended = credstone("verify", good, "--offline", *AT)

    words = " ".join(ended.out.split())
    assert ended.status == 3
    assert ended.out.startswith("✘ It uses terms that nobody here can look up\n")
    assert "Nothing was found out about that" in words
    assert "docs/reference/contexts.md" in words
    assert "not genuine" not in words.lower()


@pytest.mark.parametrize("address", ["ftp://badges.example/b.json", "file:///b.json"])
def test_an_address_of_another_kind_is_not_asked(credstone: Credstone, address: str) -> None:
    ended = credstone("verify", address, "--json")
    problem = ended.json("problem")
    assert ended.status == 2
    assert problem["detail"] == "Addresses of this kind are not asked."
    assert "https" in problem["fix"]


def test_to_name_nobody_as_verifier_is_wrong_usage(credstone: Credstone, good: Path) -> None:
    ended = credstone("verify", good, "--domain", "", "--json")
    assert (ended.status, ended.json("problem")["where"]) == (2, "--domain")


def test_a_trust_list_is_no_credential(credstone: Credstone, world: World, issuer: Issuer) -> None:
    ended = credstone("verify", "-", "--offline", stdin=_trust_list(world, issuer))

    assert ended.status == 3
    assert "This is a trust list, not a credential." in ended.out


@pytest.mark.parametrize("name", ["list.json", "list-replaced.json"])
def test_a_status_list_is_genuine_and_no_award(
    credstone: Credstone, world: World, issuer: Issuer, tmp_path: Path, name: str
) -> None:
    url = world.publish(issuer, StatusPurpose.REVOCATION, [1], replacements={"urn:a:1": "urn:a:2"})
    path = tmp_path / name
    path.write_bytes(world.lists[url if name == "list.json" else f"{url}/replaced"])
    trusted = tmp_path / "trust.jwt"
    trusted.write_bytes(_trust_list(world, issuer))

    plain = credstone("verify", path, "--offline", *AT)
    report = credstone("verify", path, "--offline", "--json", *AT).json("verification-report")
    demanded = credstone("verify", path, "--offline", "--trust", trusted, "--require-trusted", *AT)

    kind = "status list" if name == "list.json" else "list of replacements"
    assert plain.out.startswith(f"! This is a signed {kind}, not an award\n")
    assert (report["verdict"], report["class"]) == ("valid", "genuine_but")
    assert report["reasons"] == ["not_an_award", "issuer_unknown"]
    assert (plain.status, demanded.status) == (0, 3)
    assert demanded.out.startswith(f"! This is a signed {kind}, not an award\n")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"hello",
        b"{}",
        b'{"a": 1, "a": 2}',
        b"a.b.c",
        b"[" * 100_000,
        b"\x89PNG\r\n\x1a\n",
        SVG,
    ],
    ids=["empty", "text", "no proof", "twice", "token", "deep", "torn png", "plain svg"],
)
def test_what_cannot_be_read_is_answered_and_not_an_accident(
    credstone: Credstone, content: bytes
) -> None:
    ended = credstone("verify", "-", "--offline", "--json", stdin=content)

    assert ended.status == 3
    assert ended.json("verification-report")["verdict"] == "invalid"


def test_more_than_is_read_is_answered_too(credstone: Credstone, tmp_path: Path) -> None:
    huge = tmp_path / "huge.json"
    with huge.open("wb") as file:
        file.truncate(1 << 30)

    ended = credstone("verify", huge, "--offline", "--json")

    assert ended.status == 3
    assert "larger than" in ended.json("verification-report")["checks"][0]["reason"]


def test_a_file_that_is_not_there_is_wrong_usage(credstone: Credstone) -> None:
    ended = credstone("verify", "nowhere.json", "--json")

    assert ended.status == 2
    assert ended.json("problem")["where"] == "nowhere.json"


@pytest.mark.parametrize("when", ["tomorrow", "2026-13-01", "2026-11-21T25:00:00Z", ""])
def test_a_date_that_is_none_is_wrong_usage(credstone: Credstone, good: Path, when: str) -> None:
    assert credstone("verify", good, "--offline", "--at", when).status == 2


def test_the_day_asked_about_decides(credstone: Credstone, good: Path) -> None:
    assert credstone("verify", good, "--offline", "--at", "2031-10-31").status == 0
    late = credstone("verify", good, "--offline", "--at", "2031-11-02")
    assert late.status == 3
    assert late.out.startswith("! Genuine, but it expired on 1 November 2031\n")


def test_a_day_is_asked_about_as_of_its_end(credstone: Credstone, good: Path) -> None:
    """It was signed on the 20th at half past nine: that day it holds, the day before not yet."""
    issued = credstone("verify", good, "--offline", "--json", "--at", "2026-11-20")
    before = credstone("verify", good, "--offline", "--at", "2026-11-19")

    assert issued.status == 0
    assert issued.json("verification-report")["at"] == "2026-11-20T23:59:59Z"
    assert before.status == 3
    assert before.out.startswith("! Genuine, but not yet issued at that time\n")


def test_today_is_asked_about_as_of_now(credstone: Credstone, good: Path) -> None:
    before = datetime.now(UTC).replace(microsecond=0)
    ended = credstone("verify", good, "--offline", "--json", "--at", f"{before:%Y-%m-%d}")
    at = datetime.fromisoformat(ended.json("verification-report")["at"])

    assert before <= at <= datetime.now(UTC) or at.date() != datetime.now(UTC).date()


def test_a_status_list_out_of_reach_is_not_found_out(
    credstone: Credstone, world: World, issuer: Issuer, tmp_path: Path
) -> None:
    path = tmp_path / "with-status.json"
    entry = status_entry(StatusPurpose.REVOCATION)
    path.write_bytes(world.sign(issuer, badge(issuer, credentialStatus=entry)))

    ended = credstone("verify", path, "--offline", "--json", *AT)

    assert ended.status == 5
    assert ended.json("verification-report")["verdict"] == "undetermined"


def test_a_status_list_handed_over_decides(
    credstone: Credstone, world: World, issuer: Issuer, tmp_path: Path
) -> None:
    path = tmp_path / "with-status.json"
    entry = status_entry(StatusPurpose.REVOCATION, 4711)
    path.write_bytes(world.sign(issuer, badge(issuer, credentialStatus=entry)))
    lists = tmp_path / "lists"
    lists.mkdir()

    url = world.publish(issuer, StatusPurpose.REVOCATION)
    (lists / "list.json").write_bytes(world.lists[url])
    assert credstone("verify", path, "--offline", "--status", lists, *AT).status == 0

    world.publish(issuer, StatusPurpose.REVOCATION, [4711])
    (lists / "list.json").write_bytes(world.lists[url])
    ended = credstone("verify", path, "--offline", "--status", lists / "list.json", *AT)
    assert ended.status == 3
    assert ended.out.startswith("! Genuine, but its issuer has revoked it\n")


def test_status_lists_that_are_not_there_are_wrong_usage(credstone: Credstone, good: Path) -> None:
    assert credstone("verify", good, "--offline", "--status", "nowhere").status == 2


@pytest.mark.conforms("ob3-displayer-verifies")
def test_an_image_is_taken_for_the_credential_in_it(
    credstone: Credstone, good: Path, tmp_path: Path
) -> None:
    image = tmp_path / "badge.svg"
    image.write_bytes(bake(SVG, good.read_bytes()))

    assert credstone("verify", image, "--offline", *AT).status == 0


def test_a_token_from_a_pipe_may_end_with_a_new_line(
    credstone: Credstone, world: World, issuer: Issuer
) -> None:
    token = world.sign(issuer, badge(issuer), suite="vc-jwt")

    assert credstone("verify", "-", "--offline", *AT, stdin=token + b"\n").status == 0


@pytest.mark.parametrize(
    "address",
    ["http://uni.example/b.json", "https://127.0.0.1/b.json", "https://user:pw@uni.example/b"],
)
def test_an_address_we_do_not_ask_could_not_be_checked(credstone: Credstone, address: str) -> None:
    ended = credstone("verify", address, "--json")

    assert ended.status == 5
    assert ended.json("verification-report")["class"] == "not_checked"
    assert "pw" not in ended.out


@pytest.mark.parametrize("address", ["http://uni.example/b.json", "https://localhost/b.json"])
def test_an_address_we_do_not_ask_is_told_why_and_what_to_do(
    credstone: Credstone, address: str
) -> None:
    ended = credstone("verify", address)

    assert ended.out.startswith("? Could not be checked: only public https addresses are asked\n")
    assert "Save the credential as a file" in ended.out
    assert "Try again later" not in ended.out


def test_offline_means_that_nothing_is_fetched(credstone: Credstone) -> None:
    ended = credstone("verify", "https://uni.example/b.json", "--offline", "--json")

    assert ended.status == 5
    reason = ended.json("verification-report")["checks"][0]["reason"]
    assert "network is not allowed" in reason


def test_explain_shows_every_check_with_its_clause(credstone: Credstone, good: Path) -> None:
    ended = credstone("verify", good, "--offline", "--explain", *AT)

    assert "✔ signature:" in ended.out
    assert "Data Integrity 1.0" in ended.out


def test_colour_is_for_terminals_and_never_red_for_a_stranger(
    credstone: Credstone, good: Path
) -> None:
    plain = credstone("verify", good, "--offline", *AT)
    coloured = credstone("verify", good, "--offline", *AT, env={"FORCE_COLOR": "1"})
    asked_not_to = credstone(
        "verify", good, "--offline", *AT, env={"FORCE_COLOR": "1", "NO_COLOR": "1"}
    )

    assert "\x1b[" not in plain.out
    assert "\x1b[1;33m" in coloured.out.splitlines()[0]
    assert "31m" not in coloured.out
    assert "3" not in {part[:1] for part in asked_not_to.out.split("\x1b[")[1:]}


def test_a_title_cannot_drive_the_terminal(
    credstone: Credstone, world: World, issuer: Issuer, tmp_path: Path
) -> None:
    document = badge(issuer)
    document["issuer"]["name"] = "Nice\u202eUniversity"  # type: ignore[index, call-overload]
    path = tmp_path / "odd.json"
    path.write_bytes(world.sign(issuer, document))

    ended = credstone("verify", path, "--offline", *AT)

    assert "\u202e" not in ended.out
    assert "\\u202e" in ended.out


def test_a_reader_who_leaves_early_ends_nothing_badly(good: Path) -> None:
    words = [COMMAND, "verify", good, "--offline", "--explain", *AT]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.close()
        _, err = process.communicate(timeout=60)

    assert err == b""
    assert process.returncode == 0


def _trust_list(world: World, issuer: Issuer) -> bytes:
    """A list by an authority of the test's own that accredits ``issuer`` for everything."""
    authority = world.did_key()
    key_type = KeyType.ED25519
    message = trust_list.signing_input(
        {
            "id": "urn:uuid:11111111-1111-4111-8111-111111111111",
            "version": 1,
            "issued": "2026-01-01T00:00:00Z",
            "expires": "2027-01-01T00:00:00Z",
            "entries": [
                {
                    "id": issuer.id,
                    "code": "uni",
                    "country": "DE",
                    "name": {"en": "Example University"},
                    "status": "accredited",
                    "accreditations": [
                        {
                            "id": "one",
                            "type": "institutional-licence",
                            "body_name": {"en": "Ministry"},
                        }
                    ],
                }
            ],
        },
        method_id=authority.method_id,
        key_type=key_type,
    )
    private = world.signer._keys[authority.method_id][0]
    return trust_list.attach(message, private.sign(message))
