"""A programme director checks a definition before anyone else sees it."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Credstone

EXAMPLES = Path(__file__).parents[2] / "examples" / "achievements"


def test_the_examples_are_good(credstone: Credstone) -> None:
    for path in sorted(EXAMPLES.iterdir()):
        ended = credstone("achievement", "validate", path, "--json")
        assert ended.status == 0, ended.out
        assert ended.json("findings")["valid"]


def test_every_fault_has_its_line_field_reason_and_remedy(
    credstone: Credstone, tmp_path: Path
) -> None:
    text = (EXAMPLES / "mc-data-02.yaml").read_text()
    path = tmp_path / "mine.yaml"
    path.write_text(text.replace('version: "2.1"', 'titel: "2.1"'))

    ended = credstone("achievement", "validate", path)

    assert ended.status == 3
    assert f"{path}:3: error: titel: this field is not known here" in ended.out
    assert "Did you mean title?" in ended.out
    assert "error: version: the version is missing" in ended.out


def test_what_is_no_definition_at_all_is_answered(credstone: Credstone) -> None:
    for content in (b"", b"\xff\xfe", b"- a\n- b", b"a: &x 1\nb: *x", b"{" * 50_000):
        ended = credstone("achievement", "validate", "-", "--json", stdin=content)
        assert ended.status == 3
        assert not ended.json("findings")["valid"]


def test_a_file_that_is_not_there_is_wrong_usage(credstone: Credstone) -> None:
    assert credstone("achievement", "validate", "nowhere.yaml").status == 2
