"""Which foreign vectors the tests use, and which are left out and why, told by their own lists.

``tests/core/securing/test_w3c_every_file.py`` holds the list of W3C's files to the folders.
"""

from __future__ import annotations

from collections.abc import Iterator

from tests.core.securing.canonical.test_w3c_to_rdf import NOT_OURS, READ
from tests.core.securing.w3c import EXCLUDED, FOLDERS, VECTORS, used

_SECURING = "tests/core/securing"


def vectors() -> Iterator[str]:
    """The lines of the page, as Markdown."""
    yield "| Vectors | What is shown with them | Test |"
    yield "|---|---|---|"
    for folder in FOLDERS:
        files = [path for path in used() if path.startswith(f"{folder}/")]
        suites = [str(one) for one in VECTORS if one.root.startswith(folder)]
        sets = ", proof sets and chains" if any("proof-set-chain" in path for path in files) else ""
        yield _row(
            f"W3C {folder}",
            f"{len(files)} files, byte for byte: {', '.join(suites)}{sets}",
            *("test_w3c_cryptosuites.py", "test_w3c_sets_and_chains.py")[: 2 if sets else 1],
        )
    yield _row(
        "W3C rdf-canon",
        "all evaluation and map tests give the canonical form; the poison graph is refused",
        "canonical/test_w3c_rdf_canon.py",
    )
    yield _row(
        "W3C json-ld-api, toRdf",
        f"{len(READ)} tests give the right quads, every other one is refused: of JSON-LD only as "
        "much is read as a signature covers without a second spelling",
        "canonical/test_w3c_to_rdf.py",
    )
    yield ""
    yield "Left out, each by name:"
    yield ""
    for reason in dict.fromkeys(EXCLUDED.values()):
        paths = [path for path, why in EXCLUDED.items() if why == reason]
        yield f"- {', '.join(f'`{path}`' for path in paths)}: {reason}."
    for name, reason in NOT_OURS.items():
        yield f"- `json-ld-api` toRdf `{name}`: {reason}."


def _row(name: str, shows: str, *files: str) -> str:
    tests = "<br>".join(f"[{_SECURING}/{file}](../{_SECURING}/{file})" for file in files)
    return f"| {name} | {shows} | {tests} |"
