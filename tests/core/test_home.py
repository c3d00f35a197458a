"""Where everything lies: the settings read once, and the names that follow from them."""

from __future__ import annotations

from pathlib import Path

import pytest

from credstone.errors import WrongSetting
from credstone.home import SETTINGS, Home, read_home
from credstone.securing.did import did_web_url


def test_without_settings_everything_is_in_one_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir("/")
    home = read_home({})
    assert home == Home(Path("/.credstone"))
    assert home.database == "sqlite:////.credstone/credstone.sqlite3"
    assert home.published == Path("/.credstone/published")
    assert home.organisation_did("ub") is None
    assert home.status_list_url("7") == "urn:uuid:7"
    assert home.supersessions_url("7") == "urn:credstone:replaced:7"


def test_every_setting_is_read(tmp_path: Path) -> None:
    given = {
        "CREDSTONE_HOME": str(tmp_path),
        "CREDSTONE_PORT": "8443",
        "CREDSTONE_BASE_URL": "https://badges.uni.example/",
        "CREDSTONE_DATABASE_URL": "postgresql://registrar@db/credstone",
        "CREDSTONE_PASSPHRASE_FILE": str(tmp_path / "passphrase"),
    }
    assert given.keys() == SETTINGS.keys()
    assert read_home(given) == Home(
        tmp_path,
        "https://badges.uni.example",
        "postgresql://registrar@db/credstone",
        tmp_path / "passphrase",
        8443,
    )


def test_settings_that_are_empty_are_unset() -> None:
    assert read_home(dict.fromkeys(SETTINGS, "")) == read_home({})


@pytest.mark.parametrize("port", ["0", "-1", "65536", "http", "8000 ", "٨٠"])
def test_a_port_that_is_none_is_refused(port: str) -> None:
    with pytest.raises(WrongSetting, match="CREDSTONE_PORT"):
        read_home({"CREDSTONE_PORT": port})


def test_a_relative_folder_is_settled_at_once(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    home = read_home({"CREDSTONE_HOME": "here", "CREDSTONE_PASSPHRASE_FILE": "secret"})
    monkeypatch.chdir("/")
    assert (home.folder, home.passphrase_file) == (tmp_path / "here", tmp_path / "secret")


@pytest.mark.parametrize(
    ("base", "did"),
    [
        ("https://uni.example", "did:web:uni.example:organisations:ub"),
        ("https://uni.example/", "did:web:uni.example:organisations:ub"),
        ("https://uni.example:8443", "did:web:uni.example%3A8443:organisations:ub"),
        ("https://a.uni.example/x/y_z.1", "did:web:a.uni.example:x:y_z.1:organisations:ub"),
        ("https://localhost", "did:web:localhost:organisations:ub"),
        ("https://xn--bcher-kva.example", "did:web:xn--bcher-kva.example:organisations:ub"),
    ],
)
def test_an_issuer_is_found_where_its_did_points(base: str, did: str) -> None:
    home = read_home({"CREDSTONE_BASE_URL": base})
    assert home.organisation_did("ub") == did
    # did:web's own rule leads back to where ``organisation publish`` puts the file.
    assert did_web_url(did) == f"{home.base_url}/organisations/ub/did.json"
    assert home.status_list_url("7") == f"{home.base_url}/status/7.json"
    assert home.supersessions_url("7") == f"{home.base_url}/status/7-replaced.json"


@pytest.mark.parametrize(
    "base",
    [
        "http://uni.example",
        "uni.example",
        "https://",
        "https:///status",
        "https://user@uni.example",
        "https://user:secret@uni.example",
        "https://uni.example?a=b",
        "https://uni.example/?",
        "https://uni.example#a",
        "https://uni.example:",
        "https://uni.example:0",
        "https://uni.example:port",
        "https://uni.example:70000",
        "https://Uni.example",
        "https://uni_x.example",
        "https://-uni.example",
        "https://uni..example",
        "https://bücher.example",
        "https://127.0.0.1",
        "https://[::1]",
        "https://2130706433",
        "https://uni.example/a b",
        "https://uni.example/~user",
        "https://uni.example/%41",
        "https://uni.example//a",
        "https://uni.example/../a",
        "https://uni.example/.",
        "https://uni.example\n",
        " https://uni.example",
        "did:web:uni.example",
    ],
)
def test_an_address_that_no_did_can_name_is_refused_with_a_good_one(base: str) -> None:
    with pytest.raises(WrongSetting, match="CREDSTONE_BASE_URL") as refused:
        read_home({"CREDSTONE_BASE_URL": base})
    assert "https://badges.example.edu" in refused.value.fix


@pytest.mark.parametrize("name", ["a b", "a#b", "a?b", "100%", "a%20b", "ä"])
def test_any_folder_can_hold_the_database(name: str) -> None:
    import dj_database_url

    home = Home(Path("/") / name)
    assert dj_database_url.parse(home.database)["NAME"] == f"/{name}/credstone.sqlite3"
