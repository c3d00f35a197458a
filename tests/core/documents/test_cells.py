"""What people put into cells, and what of it may go into a credential."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credstone.documents import cells
from credstone.documents.finding import Cleaned, Severity
from credstone.documents.grades import GradeList, GradeRange, clean_grade
from credstone.documents.table import Cell, CellKind

Cleaner = Callable[[str, Cell], Cleaned[str]]
CLEANERS: tuple[Cleaner, ...] = (
    cells.clean_text,
    cells.clean_name,
    cells.clean_identifier,
    cells.clean_email,
    cells.clean_eppn,
    cells.clean_esi,
    cells.clean_url,
    cells.clean_language,
)
GERMAN = GradeRange(best=Decimal(1), worst=Decimal(5), pass_mark=Decimal(4))
LETTERS = GradeList(("A", "B", "C", "F"), frozenset({"A", "B", "C"}))


def clean(cleaner: Cleaner, text: str, kind: CellKind = CellKind.TEXT) -> Cleaned[str]:
    return cleaner("Column", Cell(text, kind))


def fault(cleaned: Cleaned[str]) -> str:
    """The only fault, in words, with its remedy; nothing may be used."""
    assert cleaned.value is None
    (finding,) = (one for one in cleaned.findings if one.severity is not Severity.NOTE)
    assert finding.fix
    return f"{finding.why} | {finding.fix}"


@pytest.mark.parametrize(
    "name",
    ["Zoë Groß", "José García López", "O’Brien", "Nguyễn Thị Ánh", "مريم الفارسي", "王小明",
     "Ľudovít", "X Æ A", "Jean-Luc de la Tour", "ﬁnn", "می‌خواهم", "D'Arcy"],
)  # fmt: skip
def test_names_stay_as_their_bearers_write_them(name: str) -> None:
    assert clean(cells.clean_name, f"  {name} ") == Cleaned(name)


def test_white_space_collapses_and_forms_are_composed() -> None:
    assert clean(cells.clean_name, "Zoe\u0308 \u00a0 Müller\t").value == "Zoë Müller"


def test_invisible_marks_are_left_out_and_told() -> None:
    cleaned = clean(cells.clean_name, "An\u200bna\u202e Mül\u00adler\ufeff")
    assert cleaned.value == "Anna Müller"
    (finding,) = cleaned.findings
    assert finding.severity is Severity.NOTE
    assert "\\u202e" in finding.value, "shown as it cannot be seen"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Anna\u0007 Müller", "control characters"),
        ("M\ufffdller", "damaged letters"),
        ("Anna\uffff", "damaged"),
        ("Anna\ud800", "damaged"),
        ("MÃ¼ller", "'Müller'"),
        ("=HYPERLINK(1)", "formula"),
        ("anna@example.org", "address"),
        ("12345", "not a name"),
        ("x" * 301, "longer than 300"),
    ],
)
def test_what_is_no_name_is_fixable(text: str, why: str) -> None:
    assert why in fault(clean(cells.clean_name, text))


@pytest.mark.parametrize("text", ["", " ", "-", "n/a", "N.N.", "?", "\u200b"])
def test_saying_nothing_is_no_fault(text: str) -> None:
    assert clean(cells.clean_name, text).value is None
    assert all(f.severity is Severity.NOTE for f in clean(cells.clean_name, text).findings)


def test_identifiers_keep_their_zeros() -> None:
    assert clean(cells.clean_identifier, "0042113").value == "0042113"
    assert clean(cells.clean_identifier, "42", CellKind.NUMBER).value == "42"
    cleaned = clean(cells.clean_identifier, "'00123")
    assert (cleaned.value, cleaned.findings[0].severity) == ("00123", Severity.NOTE)


@pytest.mark.parametrize(
    ("text", "kind", "why"),
    [
        ("1234567890123460", CellKind.NUMBER, "lost the last ones"),
        ("1.23457E+15", CellKind.TEXT, "lost digits"),
        ("1,23457E+15", CellKind.TEXT, "lost digits"),
        ("42.5", CellKind.NUMBER, "decimals"),
        ("2026-03-01", CellKind.DATE, "turned into a date"),
        ("TRUE", CellKind.BOOL, "not an identifier"),
        ("***", CellKind.TEXT, "not an identifier"),
    ],
)
def test_identifiers_that_an_office_program_spoiled(text: str, kind: CellKind, why: str) -> None:
    assert why in fault(clean(cells.clean_identifier, text, kind))


def test_addresses_are_accepted_plainly() -> None:
    assert clean(cells.clean_email, " Zoe.M+x@Example.ORG ").value == "Zoe.M+x@example.org"
    assert clean(cells.clean_email, "mailto:a@b-c.example").value == "a@b-c.example"
    assert clean(cells.clean_email, "a@müller.example").value == "a@xn--mller-kva.example"


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        ("zoe@example,org", "zoe@example.org"),
        ("zoe @example.org", "zoe@example.org"),
        ("zoe(at)example.org", "zoe@example.org"),
        ("zoe@@example.org", "zoe@example.org"),
        ("Zoë <zoe@example.org>", "zoe@example.org"),
        ("zoe@example.org;", "zoe@example.org"),
        ("zoe", "name@example.org"),
        ("zoe@example", "name@example.org"),
        ("zoe@10.0.0.1", "name@example.org"),
        ("zoë@example.org", "name@example.org"),
        ("a@b@example.org", "name@example.org"),
        (f"{'z' * 65}@example.org", "name@example.org"),
    ],
)
def test_slips_in_an_address_get_a_suggestion(text: str, suggestion: str) -> None:
    assert suggestion in fault(clean(cells.clean_email, text))


def test_european_student_identifiers() -> None:
    esi = "urn:schac:personalUniqueCode:int:esi:example.edu:0012-A"
    assert clean(cells.clean_esi, esi).value == esi
    assert clean(cells.clean_esi, esi.upper().replace("0012-A", "0012-a")).value == esi[:-1] + "a"
    assert clean(cells.clean_esi, esi.replace("example.edu", "HR")).value == esi.replace(
        "example.edu", "hr"
    )
    for wrong in ("0012", esi.replace(":esi", ""), esi.replace("example.edu", "croatia"), esi[:-6]):
        assert "European Student Identifier" in fault(clean(cells.clean_esi, wrong))


def test_evidence_addresses() -> None:
    for good in ("https://example.org/a?b=1#c", "http://example.org:8080/ä"):
        assert clean(cells.clean_url, good).value == good
    wrong = "example.org ftp://example.org https://u:p@example.org https:// javascript:alert(1) https://x.example/%zz"
    for bad in (*wrong.split(), "https://exa mple.org", "https://[::1", "https://a:0/"):
        assert "web address" in fault(clean(cells.clean_url, bad))


def test_languages() -> None:
    assert clean(cells.clean_language, "DE").value == "de"
    assert clean(cells.clean_language, "pt_BR").value == "pt-BR"
    assert "language tag" in fault(clean(cells.clean_language, "Deutsch, bitte"))


def test_running_text_keeps_its_lines() -> None:
    assert clean(cells.clean_text, "a\r\nb\rc ").value == "a\nb\nc"


@pytest.mark.parametrize(("text", "grade"), [("1,3", "1.3"), ("4.0", "4.0"), ("1", "1")])
def test_grades_with_commas(text: str, grade: str) -> None:
    assert clean_grade("Note", Cell(text, CellKind.TEXT), GERMAN) == Cleaned(grade)


def test_failing_grades_block() -> None:
    for scheme, grade in ((GERMAN, "4,3"), (GERMAN, "5"), (LETTERS, "f")):
        (finding,) = clean_grade("Note", Cell(grade, CellKind.TEXT), scheme).findings
        assert finding.severity is Severity.BLOCKED
    points = GradeRange(best=Decimal(100), worst=Decimal(0), pass_mark=Decimal(50))
    assert not clean_grade("Note", Cell("50", CellKind.NUMBER), points).findings
    assert clean_grade("Note", Cell("49.5", CellKind.NUMBER), points).findings


def test_grades_outside_the_scheme_are_fixable() -> None:
    assert "scheme" in fault(clean_grade("Note", Cell("5.3", CellKind.NUMBER), GERMAN))
    assert "not a number" in fault(clean_grade("Note", Cell("bestanden", CellKind.TEXT), GERMAN))
    assert "'A'" in fault(clean_grade("Note", Cell("A+", CellKind.TEXT), LETTERS))
    assert "perhaps 1.3" in fault(clean_grade("Note", Cell("2026-03-01", CellKind.DATE), GERMAN))


@given(st.text(), st.sampled_from(list(CellKind)))
def test_no_text_breaks_a_cleaner_and_nothing_hidden_comes_out(text: str, kind: CellKind) -> None:
    for cleaner in CLEANERS:
        value = clean(cleaner, text, kind).value
        assert value is None or (value and value == value.strip())
        assert value is None or not any(c in value for c in "\x00\x07\u202e\u200b\ufffd\ud800")
