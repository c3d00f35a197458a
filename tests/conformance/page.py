"""The conformance page: which clause of which standard is shown by which test.

``python -m tests.conformance.page`` writes docs/conformance.md from the catalogues in
``requirements``, the marks in the tests and the texts in ``prose``; ``--check`` only says whether
the page is up to date (exit status 1 when it is not).
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path

from tests.conformance.catalogue import Catalogue, Requirement, catalogues
from tests.conformance.marks import Shown, shown
from tests.conformance.vectors import vectors

PROJECT = Path(__file__).parents[2]
PAGE = PROJECT / "docs" / "conformance.md"
PROSE = Path(__file__).parent / "prose"
REMEDY = "Run: python -m tests.conformance.page"

By = Mapping[str, Sequence[Shown]]


def page() -> str:
    """Answer the whole page as Markdown."""
    books, by = catalogues(), by_requirement(shown())
    parts = [
        _prose("opening"),
        "\n".join(_counts(books, by)),
        _prose("standards"),
        *("\n".join(_table(book, by)) for book in books),
        _prose("vectors"),
        "\n".join(vectors()),
        _prose("foreign-suites"),
    ]
    return "\n\n".join(part.strip() for part in parts) + "\n"


def by_requirement(marks: Iterable[Shown]) -> dict[str, list[Shown]]:
    """Answer the marks by the requirement that they name, in the order of files and tests."""
    by: dict[str, list[Shown]] = {}
    for mark in sorted(marks):
        by.setdefault(mark.requirement, []).append(mark)
    return by


def _prose(name: str) -> str:
    return (PROSE / f"{name}.md").read_text()


def _counts(books: Sequence[Catalogue], by: By) -> Iterator[str]:
    yield "| Specification | Requirements | Shown by tests | Not shown, with the reason | Open |"
    yield "|---|--:|--:|--:|--:|"
    sums = [0, 0, 0, 0]
    for book in books:
        counts = _count(book, by)
        sums = [one + other for one, other in zip(sums, counts, strict=True)]
        yield _row(f"[{_title(book)}](#{_anchor(book)})", *map(str, counts))
    yield _row("**All**", *(f"**{one}**" for one in sums))


def _count(book: Catalogue, by: By) -> list[int]:
    tested = sum(one.id in by for one in book.requirements)
    reasoned = sum(one.id not in by and one.reason is not None for one in book.requirements)
    every = len(book.requirements)
    return [every, tested, reasoned, every - tested - reasoned]


def _title(book: Catalogue) -> str:
    return f"{book.specification} {book.version}"


def _anchor(book: Catalogue) -> str:
    """The heading's address, as Git forges make it."""
    kept = (char for char in _title(book).lower() if char.isalnum() or char in " -_")
    return "".join(kept).replace(" ", "-")


def _table(book: Catalogue, by: By) -> Iterator[str]:
    every, tested, reasoned, _ = _count(book, by)
    yield f"## {_title(book)}"
    yield ""
    yield f"<{book.url}>: {every} requirements, {tested} shown by tests, {reasoned} with a reason."
    yield ""
    yield "| Clause | Asked of | Requirement | Done in | Shown by |"
    yield "|---|---|---|---|---|"
    for one in book.requirements:
        yield _row(one.clause, one.who, one.says, _code(one), _evidence(one, by))


def _code(one: Requirement) -> str:
    return f"[{one.code}](../src/credstone/{one.code})" if one.code else ""


def _evidence(one: Requirement, by: By) -> str:
    if one.id not in by:
        return f"*{one.reason or 'open'}*"
    files = groupby(by[one.id], key=lambda mark: mark.file)
    return "<br>".join(f"[{file}](../{file}): {_tests(marks)}" for file, marks in files)


def _tests(marks: Iterable[Shown]) -> str:
    tests = groupby(marks, key=lambda mark: mark.test)
    return ", ".join(f"`{test}{_cases(cases)}`" for test, cases in tests)


def _cases(marks: Iterable[Shown]) -> str:
    cases = [mark.case for mark in marks]
    return "" if "" in cases else f"[{', '.join(cases)}]"


def _row(*cells: str) -> str:
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


def main(arguments: Sequence[str]) -> int:
    """Write the page, or with ``--check`` only compare; answers the exit status."""
    if arguments not in ([], ["--check"]):
        sys.stderr.write("python -m tests.conformance.page [--check]\n")
        return 2
    fresh = page()
    if not arguments:
        PAGE.write_text(fresh)
        return 0
    if PAGE.exists() and PAGE.read_text() == fresh:
        return 0
    sys.stderr.write(f"docs/conformance.md is not what catalogues and tests say. {REMEDY}\n")
    return 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
