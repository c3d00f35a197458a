"""The hostile corpus over HTTP: never 200 or 5xx, and the verdict that the library gives."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import chain

import pytest

from credstone.verifying.profiles import EXAMPLES_URL
from tests.hostile.case import Case
from tests.hostile.corpus import cases, spread
from tests.hostile.run_http import Line, by_the_profile, difference, outcomes
from tests.hostile.run_library import Answer, answers
from tests.web.vcapi.served import Server, serving

_CASES = 3000
_AT_ONCE = 2


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("hostile") / "home") as running:
        yield running


@pytest.mark.timeout(280)
def test_http_answers_as_the_library_does(server: Server) -> None:
    compare(server, spread(_CASES))


@pytest.mark.soak
def test_http_answers_all_as_the_library_does(server: Server) -> None:
    compare(server, [*cases()])


def compare(server: Server, chosen: list[Case]) -> None:
    """Each verdict and each check the same; what is accepted is what the profile accepts."""
    library = [*by_the_profile(chosen)]
    parts = [library[number::_AT_ONCE] for number in range(_AT_ONCE)]
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        found = pool.map(lambda part: [*_differences(server, part)], parts)
    assert [*chain(*found)][:20] == []
    accepted = [
        one
        for one in library
        if one.verdict == "valid" and one.case.expected in ("invalid", "not valid")
    ]
    product = answers(one.case for one in accepted)
    assert [one.case.id for one in product if not _by_the_profile_alone(one)] == []
    print(dict(Counter(one.verdict for one in library)), f"{len(accepted)} by the profile alone")
    assert server.said().count("fault") == 0


def _differences(server: Server, part: Iterable[Answer]) -> Iterator[str]:
    line = Line(server)
    try:
        for answer in part:
            status, said = line.ask(answer.case)
            if where := difference(status, said, answer):
                yield where
    finally:
        line.close()


def _by_the_profile_alone(answer: Answer) -> bool:
    """Whether the product refuses it for one of the two things in which the profile differs."""
    failed = {name for name, outcome in outcomes(answer.report) if outcome != "passed"}
    # What a presentation says of a credential in it rests on that credential's own checks.
    own = {name for name in failed if not name.startswith(("credential:", "holder_binding:"))}
    issuer_alone = own == {"controller"}
    return answer.verdict != "valid" and (issuer_alone or EXAMPLES_URL.encode() in answer.case.data)
