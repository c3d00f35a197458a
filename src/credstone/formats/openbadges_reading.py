"""Open Badges 3.0 read by its own terms: what strangers' credentials say, and ours when stripped.

Tolerant where the standard leaves room: what is missing stays empty in the award. Our extension
members are read in ``openbadges``.
"""

from __future__ import annotations

from datetime import date

from credstone.formats.alignment_reading import Aligned, read_alignments
from credstone.formats.finding import Severity
from credstone.formats.node import Node, is_language_tag
from credstone.formats.reading import id_of, one_or_many, only_object, only_text, words
from credstone.formats.vcdm import read_times
from credstone.model.achievement import Achievement, CreditPoints, Workload
from credstone.model.award import Award, Evidence
from credstone.model.identifier import Identifier, IdentifierType
from credstone.model.outcome import GradingScheme
from credstone.model.party import Organisation, Person
from credstone.model.vocabulary import CreditSystem


def read_award_terms(document: Node) -> Award | None:
    """The award the terms at ``document`` state, or None with a finding when there is none."""
    subject = _only_subject(document)
    if subject is None:
        return None
    achievement = read_achievement_terms(
        only_object(subject.member("achievement")), document.member("issuer")
    )
    return read_award_alone(document, achievement)


def read_award_alone(document: Node, achievement: Achievement) -> Award:
    """The award at ``document``, of an ``achievement`` that was read before."""
    subject = only_object(document.member("credentialSubject"))
    language = achievement.title.languages[0] if achievement.title else "en"
    issued_at, valid_until = read_times(document)
    return Award(
        id=id_of(document),
        achievement=achievement,
        learner=_person(subject),
        learner_id=id_of(subject),
        awarded_on=_day(document.member("awardedDate")) or issued_at.date(),
        issued_at=issued_at,
        valid_until=valid_until,
        grade=_grade(subject),
        evidence=tuple(
            _evidence(one)
            for one in one_or_many(document.member("evidence"))
            if isinstance(one.value, dict)
        ),
        narrative=words(subject.member("narrative"), language),
    )


def read_achievement_terms(node: Node, issuer: Node) -> Achievement:
    """The achievement the terms at ``node`` state; ``issuer`` is the credential's."""
    tag = _text(node, "inLanguage")
    language = tag if is_language_tag(tag) else "en"
    aligned = read_alignments(one_or_many(node.member("alignment")), language)
    tags = (one.value for one in one_or_many(node.member("tag")))
    return Achievement(
        code=_text(node, "humanCode"),
        version=_text(node, "version"),
        id=id_of(node),
        title=words(node.member("name"), language),
        description=words(node.member("description"), language),
        awarding_bodies=_bodies(issuer, aligned, language),
        learning_outcomes=tuple(aligned.outcomes),
        workload=_workload(node, aligned),
        level=aligned.level,
        assessments=aligned.methods,
        participation_mode=aligned.mode,
        quality_assurance=tuple(aligned.quality),
        criteria=words(only_object(node.member("criteria")).member("narrative"), language),
        field=aligned.isced_f,
        homepage=id_of(only_object(node.member("criteria"))),
        grading=_grading(only_object(node.member("resultDescription")), language),
        alignments=tuple(aligned.others),
        tags=tuple(tag for tag in tags if isinstance(tag, str)),
    )


def _only_subject(document: Node) -> Node | None:
    """The one subject with an achievement; a finding when there is none, or more than one."""
    subjects = [
        one
        for one in one_or_many(document.member("credentialSubject"))
        if isinstance(one.value, dict)
    ]
    if len(subjects) != 1:
        document.member("credentialSubject").find(
            f"it has {len(subjects)} subjects, and an award has one learner",
            "Ask for a credential about one person.",
        )
        return None
    if not isinstance(only_object(subjects[0].member("achievement")).value, dict):
        subjects[0].member("achievement").find(
            "it does not describe an achievement", "Ask for a credential that contains it."
        )
        return None
    return subjects[0]


def _text(node: Node, name: str) -> str:
    return words(node.member(name), "en").best()


def _day(node: Node) -> date | None:
    """The calendar day of a date or date-time, as the issuer wrote it."""
    try:
        return date.fromisoformat(node.value[:10]) if isinstance(node.value, str) else None
    except ValueError:
        node.find("it is not a date", "Ask the issuer which day is meant.", Severity.WARNING)
        return None


def _person(subject: Node) -> Person:
    """The learner by the identities of the subject; hashed ones tell nothing."""
    names: list[str] = []
    identifiers: list[Identifier] = []
    for one in one_or_many(subject.member("identifier")):
        kind, value = _text(one, "identityType"), _text(one, "identityHash")
        if one.member("hashed").value is not False or not value:
            continue
        if kind == "name":
            names.append(value)
        else:
            identifiers.append(Identifier(_identifier_type(kind), value))
    return Person(full_name=only_text(names), identifiers=tuple(identifiers))


def _identifier_type(kind: str) -> IdentifierType:
    try:
        return IdentifierType(kind)
    except ValueError:
        return IdentifierType.OTHER


def _bodies(issuer: Node, aligned: Aligned, language: str) -> tuple[Organisation, ...]:
    """The issuer, then the other awarding bodies in their order."""
    profile = _organisation(issuer, language)
    codes = {url: code for url, _, code in aligned.bodies}
    first = Organisation(
        code=codes.get(profile.id, ""),
        name=profile.name,
        country=profile.country,
        id=profile.id,
        region=profile.region,
        identifiers=profile.identifiers,
        homepage=profile.homepage,
        email=profile.email,
    )
    others = (
        Organisation(code=code, name=words(Node(name, (), []), language), country="", id=url)
        for url, name, code in aligned.bodies
        if url != profile.id
    )
    return first, *others


def _organisation(issuer: Node, language: str) -> Organisation:
    address = only_object(issuer.member("address"))
    entries = (
        Identifier(_identifier_type(_text(one, "identifierType")), _text(one, "identifier"))
        for one in one_or_many(issuer.member("otherIdentifier"))
    )
    return Organisation(
        code="",
        name=words(issuer.member("name"), language),
        country=_text(address, "addressCountryCode"),
        id=id_of(issuer),
        region=_text(address, "addressRegion"),
        identifiers=tuple(one for one in entries if one.value),
        homepage=_text(issuer, "url"),
        email=_text(issuer, "email"),
    )


def _workload(node: Node, aligned: Aligned) -> Workload:
    credits = node.decimal("creditsAvailable")
    if credits is None:
        return Workload()
    system, unit = aligned.unit or (CreditSystem.OTHER, "")
    return Workload(credits=(CreditPoints(system, credits, unit),))


def _grade(subject: Node) -> str:
    """The value that the results have; "" when they differ, for nothing says which one counts."""
    return only_text(_text(one, "value") for one in one_or_many(subject.member("result")))


def _grading(node: Node, language: str) -> GradingScheme | None:
    if not isinstance(node.value, dict):
        return None
    required = _text(node, "requiredValue")
    # Open Badges orders values from low to high, we from best to worst.
    allowed = tuple(
        one.value for one in one_or_many(node.member("allowedValue")) if isinstance(one.value, str)
    )[::-1]
    passing = allowed[: allowed.index(required) + 1] if required in allowed else ()
    return GradingScheme(
        id=id_of(node).rpartition("#")[2],
        name=words(node.member("name"), language),
        allowed=allowed,
        passing=passing,
        minimum=_text(node, "valueMin"),
        maximum=_text(node, "valueMax"),
        pass_mark="" if allowed else required,
    )


def _evidence(node: Node) -> Evidence:
    return Evidence(_text(node, "name"), id_of(node), _text(node, "narrative"))
