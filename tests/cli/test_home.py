"""An administrator makes a home, and learns what is missing before there is one."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from tests.cli.conftest import EXAMPLES, Credstone


@pytest.mark.parametrize("setting", ["CREDSTONE_PORT", "CREDSTONE_BASE_URL"])
def test_a_setting_that_cannot_be_meant_is_wrong_usage(credstone: Credstone, setting: str) -> None:
    ended = credstone("init", "--json", env={setting: "abc"})
    assert ended.status == 2
    assert setting in ended.json("problem")["detail"]


def test_before_init_every_command_says_what_to_do(credstone: Credstone) -> None:
    for words in (("organisation", "list"), ("status", "publish"), ("key", "list")):
        ended = credstone(*words)
        assert ended.status == 1
        assert "credstone init" in ended.err


def test_init_makes_a_home_and_may_be_repeated(credstone: Credstone, tmp_path: Path) -> None:
    first = credstone("init", "--json")
    again = credstone("init", "--json")

    assert (first.status, again.status) == (0, 0)
    assert first.json("home") == again.json("home")
    assert first.json("home")["keystore"] == "ready"
    passphrase = tmp_path / "home.passphrase"
    assert stat.S_IMODE(passphrase.stat().st_mode) == 0o600
    assert len(passphrase.read_text()) > 40


def test_a_wrong_passphrase_opens_nothing(credstone: Credstone, tmp_path: Path) -> None:
    from credstone.keystore.client import SignerClient

    credstone("init")
    SignerClient(tmp_path / "home").stop()
    (tmp_path / "home.passphrase").write_text("another one\n")

    ended = credstone("organisation", "add", EXAMPLES / "organisations" / "ub.yaml", "--json")

    assert ended.status == 1
    assert ended.json("problem")["type"] == "problems/key-unavailable"


def test_a_wrong_passphrase_is_refused_while_the_keys_are_open_too(
    credstone: Credstone, tmp_path: Path
) -> None:
    credstone("init")
    (tmp_path / "wrong").write_text("another one\n")
    (tmp_path / "wrong").chmod(0o600)

    ended = credstone("key", "list", "--json", env={"CREDSTONE_PASSPHRASE_FILE": "wrong"})

    assert ended.status == 1
    assert ended.json("problem")["type"] == "problems/key-unavailable"
    assert "not the passphrase" in ended.out
    assert credstone("key", "list").status == 0


def test_locked_keys_need_the_passphrase_again(credstone: Credstone) -> None:
    credstone("init")
    without = {"CREDSTONE_PASSPHRASE_FILE": ""}
    assert credstone("key", "list", env=without).status == 0

    assert credstone("key", "lock", "--json", env=without).json("key-locked")["was_open"]
    refused = credstone("key", "list", "--no-input", env=without)
    again = credstone("key", "lock", env=without)

    assert refused.status == 1
    assert "CREDSTONE_PASSPHRASE_FILE" in refused.err
    assert (again.status, again.out) == (0, "The keys were locked already.\n")
    assert credstone("key", "list").status == 0


def test_a_passphrase_that_others_can_read_is_told(credstone: Credstone, tmp_path: Path) -> None:
    credstone("init")
    passphrase = tmp_path / "home.passphrase"
    assert "chmod" not in credstone("key", "list").err

    passphrase.chmod(0o644)
    ended = credstone("key", "list")

    assert ended.status == 0  # containers mount their secrets so
    assert f"chmod 600 {passphrase}" in ended.err


def test_the_register_is_its_owners_alone(credstone: Credstone, tmp_path: Path) -> None:
    credstone("init")
    register = tmp_path / "home" / "credstone.sqlite3"
    credstone("organisation", "add", EXAMPLES / "organisations" / "ub.yaml")
    files = list(register.parent.glob("credstone.sqlite3*"))
    assert files
    assert all(stat.S_IMODE(file.stat().st_mode) == 0o600 for file in files)

    register.chmod(0o644)  # as earlier versions made it
    credstone("init")
    assert stat.S_IMODE(register.stat().st_mode) == 0o600


def test_without_a_passphrase_nobody_waits_for_ever(credstone: Credstone) -> None:
    nothing = {"CREDSTONE_PASSPHRASE_FILE": ""}

    ended = credstone("init", "--json", env=nothing)
    assert ended.json("home")["keystore"] == "no passphrase yet"

    ended = credstone(
        "organisation", "add", EXAMPLES / "organisations" / "ub.yaml", "--json", env=nothing
    )
    assert ended.status == 1
    assert "CREDSTONE_PASSPHRASE_FILE" in ended.json("problem")["fix"]


def test_a_database_that_does_not_answer_could_not_be_reached(credstone: Credstone) -> None:
    away = {"CREDSTONE_DATABASE_URL": "postgresql://nobody:secret@127.0.0.1:9/none"}

    ended = credstone("init", "--json", env=away)

    assert ended.status == 5
    assert "secret" not in ended.out


def test_with_a_public_address_issuers_are_known_by_it(
    credstone: Credstone, tmp_path: Path
) -> None:
    public = {"CREDSTONE_BASE_URL": "https://badges.uni.example"}
    credstone("init", env=public)

    added = credstone(
        "organisation", "add", EXAMPLES / "organisations" / "ub.yaml", "--json", env=public
    )
    published = credstone("organisation", "publish", "--out", "site", "--json", env=public)

    did = "did:web:badges.uni.example:organisations:ub"
    assert added.json("home-organisation")["id"] == did
    assert published.json("files")["files"] == ["site/organisations/ub/did.json"]
    assert did in (tmp_path / "site/organisations/ub/did.json").read_text()

    rotated = credstone("key", "rotate", "ub", "--yes", "--json", env=public)
    assert rotated.json("key-rotated")["id"] == did
    keys = credstone("key", "list", "--json", env=public).json("keys")["keys"]
    assert [key["state"] for key in keys if key["purpose"] == "issuing"] == ["retired", "active"]
    assert "private" not in str(keys)


def test_a_faulty_organisation_file_is_answered_with_findings(credstone: Credstone) -> None:
    credstone("init")

    ended = credstone("organisation", "add", "-", "--json", stdin=b"code: ub\nland: DE\n")

    assert ended.status == 3
    fields = {one["field"] for one in ended.json("findings")["findings"]}
    assert {"land", "country", "name"} <= fields


def test_warnings_are_told_when_an_organisation_is_added(credstone: Credstone) -> None:
    credstone("init")
    file = (EXAMPLES / "organisations" / "ub.yaml").read_text()
    file = file.replace("    standard_edition: ESG 2015\n", "")

    added = credstone("organisation", "add", "-", stdin=file.encode())

    assert added.status == 0
    assert ": warning: accreditations[0]" in added.err
    assert added.out.startswith("ub\tdid:key:")


def test_after_a_new_key_a_correction_says_what_is_possible(
    credstone: Credstone, tmp_path: Path
) -> None:
    credstone("init")
    credstone("organisation", "add", EXAMPLES / "organisations" / "ub.yaml")
    credstone("achievement", "publish", EXAMPLES / "achievements" / "mc-data-02.yaml")
    (tmp_path / "list.csv").write_text(
        "student number,first name,last name,grade,awarded on\n01,Zoë,García,80,2026-07-14\n"
    )
    run = credstone("award", "run", "list.csv", "--achievement", "MC-DATA-02", "--json")
    [one] = run.json("award-list")["rows"][0]["credentials"]
    credstone("key", "rotate", "ub", "--yes")

    words = ("--reason", "name-changed", "--set", "family_name=Márquez")
    ended = credstone("credential", "supersede", one, *words, "--json")

    problem = ended.json("problem")
    assert (ended.status, problem["type"]) == (1, "problems/refused")
    assert "another key" in problem["detail"]
    assert "Revoke it" in problem["fix"]
    assert credstone("credential", "revoke", one, "--reason", "name-changed").status == 0
    found = credstone("credential", "list", "--search", "zoë", "--json").json("home-credentials")
    assert [(row["id"], row["state"]) for row in found["credentials"]] == [(one, "revoked")]
