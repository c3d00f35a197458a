"""The contexts are the bytes that standards bodies published, and nothing else is a context."""

from __future__ import annotations

import hashlib
from importlib import resources
from pathlib import Path

import pytest

from credstone import contexts
from credstone.contexts import FROZEN, MANIFEST, FrozenContext, checked
from credstone.errors import UnknownContext

V2 = "https://www.w3.org/ns/credentials/v2"
FILES = resources.files(contexts).joinpath("files")


@pytest.mark.conforms("di-contexts-frozen", "cid-vocabulary")
@pytest.mark.parametrize("entry", MANIFEST, ids=lambda entry: entry.file)
def test_the_shipped_bytes_have_the_pinned_digest(entry: FrozenContext) -> None:
    assert hashlib.sha256(FILES.joinpath(entry.file).read_bytes()).hexdigest() == entry.sha256
    assert isinstance(contexts.load(entry.url)["@context"], dict)


def test_every_shipped_file_is_in_the_manifest_and_in_the_notice() -> None:
    shipped = {file.name for file in FILES.iterdir()} - {"NOTICE.md"}
    assert shipped == {entry.file for entry in MANIFEST}
    notice = FILES.joinpath("NOTICE.md").read_text("utf-8")
    assert all(f"`{entry.file}`" in notice for entry in MANIFEST)


def test_the_reference_lists_every_context_and_no_other() -> None:
    page = Path(__file__).parents[3] / "docs" / "reference" / "contexts.md"
    rows = [line for line in page.read_text("utf-8").splitlines() if line.startswith("| `")]
    assert rows == [f"| `{entry.url}` | `{entry.sha256}` |" for entry in MANIFEST]


def test_the_vc_2_context_is_the_one_published_since_february_2025() -> None:
    (entry,) = (entry for entry in MANIFEST if entry.url == V2)
    assert entry.sha256.startswith("59955ced")


def test_a_changed_byte_is_refused() -> None:
    entry = MANIFEST[0]
    content = FILES.joinpath(entry.file).read_bytes()
    with pytest.raises(UnknownContext, match="SHA-256"):
        checked(content + b"\n", entry)


@pytest.mark.conforms("di-contexts-validated")
@pytest.mark.parametrize(
    "url",
    [
        "https://www.w3.org/ns/credentials/v2/",
        "http://www.w3.org/ns/credentials/v2",
        "HTTPS://www.w3.org/ns/credentials/v2",
        "https://purl.imsglobal.org/spec/ob/v3p0/context.json",
        "../manifest.py",
        "",
    ],
)
def test_an_address_that_is_not_exactly_a_frozen_one_is_unknown(url: str) -> None:
    with pytest.raises(UnknownContext):
        contexts.load(url)


def test_a_context_brought_along_is_known_there_only_and_never_hides_a_frozen_one() -> None:
    mine = FROZEN.bringing({"https://mine.example/v1": {"@context": {}}, V2: {"@context": {}}})
    assert mine.load("https://mine.example/v1") == {"@context": {}}
    assert mine.load(V2) == FROZEN.load(V2)
    with pytest.raises(UnknownContext):
        FROZEN.load("https://mine.example/v1")
