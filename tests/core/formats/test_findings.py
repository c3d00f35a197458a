"""What a person gets wrong in a definition, and what they are told: place, reason, remedy."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from credstone.formats.definition import achievement_to_json, read_achievement
from credstone.formats.finding import Finding
from credstone.formats.organisation import organisation_to_json, read_organisation
from tests.core.formats.samples import achievement, organisations

REMOVED = object()


def changed(pointer: str, value: Any) -> tuple[Finding, ...]:  # noqa: ANN401 - any JSON
    """The findings after one change to the co-innovation definition."""
    document = put(copy.deepcopy(achievement_to_json(achievement())), pointer, value)
    read, findings = read_achievement(document, organisations())
    assert (read is None) == any(one.is_error for one in findings)
    return findings


def put(document: Any, pointer: str, value: Any) -> Any:  # noqa: ANN401
    *steps, last = [int(step) if step.isdigit() else step for step in pointer.split("/")[1:]]
    place = document
    for step in steps:
        place = place[step]
    if value is REMOVED:
        del place[last]
    else:
        place[last] = value
    return document


ERRORS = [
    # pointer, value, where it is told, a word of the reason
    ("/code", "MC ETH 01", "/code", "code"),
    ("/version", "", "/version", "version is missing"),
    ("/version", 1.1, "/version", "text is expected"),
    ("/id", "mc-1", "/id", "URI"),
    ("/id", "https://x.example/mc#1", "/id", "fragment"),
    ("/title", REMOVED, "/title", "missing"),
    ("/title", "Co-innovation", "/title", "language"),
    ("/title", {"english": "Co-innovation"}, "/title/english", "language tag"),
    ("/description", {"en": " "}, "/description", "missing"),
    ("/awarding_bodies", [], "/awarding_bodies", "who awards"),
    ("/awarding_bodies", ["nobody"], "/awarding_bodies/0", "no organisation has the code"),
    ("/awarding_bodies", ["ub", "ub"], "/awarding_bodies/1/code", "twice"),
    ("/awarding_bodies/0/country", "UK", "/awarding_bodies/0/country", "otherwise"),
    ("/learning_outcomes", [], "/learning_outcomes", "missing"),
    ("/learning_outcomes/1/id", "o1", "/learning_outcomes/1/id", "twice"),
    ("/learning_outcomes/0/statement", REMOVED, "/learning_outcomes/0/statement", "nothing"),
    ("/learning_outcomes/0/verb", REMOVED, "/learning_outcomes/0/verb", "missing"),
    (
        "/learning_outcomes/0/alignments/0/target_url",
        "esco/skill/1",
        "/learning_outcomes/0/alignments/0/target_url",
        "absolute",
    ),
    ("/workload", REMOVED, "/workload", "missing"),
    ("/workload/hours", "PT60H", "/workload/hours", "number"),
    ("/workload/credits/0/value", "-3", "/workload/credits/0/value", "above zero"),
    ("/level", REMOVED, "/level", "missing"),
    ("/level/eqf", 9, "/level/eqf", "1 to 8"),
    ("/level/not_levelled", "non_formal", "/level/not_levelled", "beside"),
    ("/assessments", [], "/assessments", "missing"),
    ("/assessments/0/type", "exam", "/assessments/0/type", "not in the list"),
    ("/assessments/0/outcomes/0", "o9", "/assessments/0/outcomes/0", "no learning outcome"),
    ("/assessments/0/outcomes", ["o2"], "/learning_outcomes/0", "no assessment covers"),
    ("/assessments/0/type", "attendance", "/learning_outcomes/0", "only attendance"),
    ("/assessments/1/identity_verified", False, "/assessments/1/identity_verified", "method"),
    ("/participation_mode", REMOVED, "/participation_mode", "missing"),
    ("/participation_mode", "Blended learning", "/participation_mode", "not in the list"),
    ("/quality_assurance", [], "/quality_assurance", "missing"),
    ("/quality_assurance/1/type", "none", "/quality_assurance/1/type", "beside others"),
    ("/field", "0777", "/field", "ISCED-F"),
    ("/languages/0", "Deutsch!", "/languages/0", "language tag"),
    ("/languages", ["de", "de"], "/languages/1", "twice"),
    ("/price/currency", "€", "/price/currency", "currency"),
    ("/price/amount", "-1", "/price/amount", "negative"),
    ("/validity/months", 0, "/validity/months", "months"),
    ("/grading/pass_mark", "6.0", "/grading/pass_mark", "outside"),
    ("/grading/lower_is_better", REMOVED, "/grading/lower_is_better", "which end"),
    ("/grading/maximum", "0.5", "/grading/maximum", "not above"),
    ("/grading/allowed", ["passed"], "/grading", "either"),
    ("/stackability/kind", "stand-alone", "/stackability/kind", "stands alone"),
    ("/homepage", "www.x.example", "/homepage", "web address"),
    ("/tags", ["a", "a"], "/tags/1", "twice"),
    ("/criteria/en", "bell\x07", "/criteria/en", "U+0007"),
    ("/participation", "online", "/participation", "not known"),
]


@pytest.mark.parametrize(("pointer", "value", "where", "reason"), ERRORS)
def test_an_error_is_told_with_its_place_and_a_remedy(
    pointer: str, value: object, where: str, reason: str
) -> None:
    found = [one for one in changed(pointer, value) if one.is_error]
    at = [one for one in found if one.pointer == where]
    assert at, found
    assert reason in at[0].why
    assert at[0].fix.endswith((".", "?", "…"))


WARNINGS = [
    ("/learning_outcomes/0/verb", "understand", "/learning_outcomes/0/verb", "see"),
    ("/learning_outcomes/0/verb", "verstehen", "/learning_outcomes/0/verb", "see"),
    ("/workload/hours", "40", "/workload/hours", "75 to 90 hours"),
    ("/workload/hours", "3600", "/workload/hours", "full-time year"),
    ("/level/qf_ehea", "second-cycle", "/level/qf_ehea", "EQF level 7"),
    ("/title", {"en": "Co-innovation"}, "/title", "other texts are also in"),
    ("/field", REMOVED, "/field", "right to award"),
    ("/quality_assurance/0/agency", REMOVED, "/quality_assurance/0/agency", "who assures"),
    ("/assessments/0/identity_method", REMOVED, "/assessments/0/identity_method", "how"),
    ("/validity/renewal", REMOVED, "/validity/renewal", "renew"),
]


@pytest.mark.parametrize(("pointer", "value", "where", "reason"), WARNINGS)
def test_advice_does_not_stand_in_the_way(
    pointer: str, value: object, where: str, reason: str
) -> None:
    findings = changed(pointer, value)
    assert not any(one.is_error for one in findings)
    assert any(one.pointer == where and reason in one.why for one in findings), findings


def test_everything_is_told_at_once() -> None:
    read, findings = read_achievement({}, {})
    assert read is None
    assert {one.pointer for one in findings if one.is_error} == {
        "/code",
        "/version",
        "/id",
        "/title",
        "/description",
        "/awarding_bodies",
        "/learning_outcomes",
        "/workload",
        "/level",
        "/assessments",
        "/participation_mode",
        "/quality_assurance",
    }


def test_one_slip_is_told_once() -> None:
    assert [one.pointer for one in changed("/participation_mode", 7)] == ["/participation_mode"]


def test_names_from_elsewhere_lead_to_ours() -> None:
    remedies = {
        "criteria_text": "criteria",
        "participation": "participation_mode",
        "assessment_id_verified": "identity_verified",
        "ects": "workload",
        "titel": "title",
    }
    for name, ours in remedies.items():
        [found] = changed(f"/{name}", "x")
        assert ours in found.fix


@pytest.mark.parametrize("value", [None, [], "text", 7, True])
def test_what_is_no_definition_at_all_is_an_answer(value: object) -> None:
    read, findings = read_achievement(value, {})  # type: ignore[arg-type]
    assert read is None
    assert findings[0].pointer == ""


ORGANISATION_ERRORS = [
    ("/code", "", "/code"),
    ("/name", REMOVED, "/name"),
    ("/country", "Germany", "/country"),
    ("/region", "FR10", "/region"),
    ("/email", "nobody", "/email"),
    ("/homepage", "ftp://x.example", "/homepage"),
    ("/identifiers/0/type", "ext:unknown", "/identifiers/0/type"),
    ("/identifiers/0/value", "", "/identifiers/0/value"),
    ("/accreditations/0/type", REMOVED, "/accreditations/0/type"),
    ("/accreditations/0/valid_until", "2020-01-01", "/accreditations/0/valid_until"),
    ("/accreditations/0/valid_until", "31.12.2029", "/accreditations/0/valid_until"),
    ("/accreditations/0/eqf_levels", [6, 9], "/accreditations/0/eqf_levels/1"),
    ("/accreditations/1/id", "system-2021", "/accreditations/1/id"),
]


@pytest.mark.parametrize(("pointer", "value", "where"), ORGANISATION_ERRORS)
def test_an_organisation_is_checked_the_same_way(pointer: str, value: object, where: str) -> None:
    document = put(copy.deepcopy(organisation_to_json(organisations()["ub"])), pointer, value)
    read, findings = read_organisation(document)
    assert read is None
    assert where in [one.pointer for one in findings if one.is_error]


def test_the_direction_of_a_range_is_asked_for_with_both_readings() -> None:
    [found] = [one for one in changed("/grading/lower_is_better", REMOVED) if one.is_error]
    assert "best 5.0, passes from 4.0 up" in found.fix
    assert "best 1.0, passes from 4.0 down" in found.fix


def test_a_number_with_a_comma_is_told_to_take_a_point() -> None:
    [found] = [one for one in changed("/grading/minimum", "1,0") if one.is_error]
    assert found.fix == "Write 1.0 with a point."
