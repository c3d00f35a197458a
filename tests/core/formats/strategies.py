"""Awards as Hypothesis makes them up: every optional part present or not, text in many scripts."""

from __future__ import annotations

from datetime import UTC, date
from decimal import Decimal

from hypothesis import strategies as st

from credstone.model.achievement import (
    Achievement,
    CreditPoints,
    Level,
    NqfLevel,
    Prerequisite,
    Price,
    QualityAssurance,
    Stackability,
    Validity,
    Workload,
)
from credstone.model.award import ActualSupervision, Award, AwardPart, Evidence
from credstone.model.identifier import Identifier, IdentifierType
from credstone.model.outcome import Alignment, AssessmentMethod, GradingScheme, LearningOutcome
from credstone.model.party import Accreditation, Organisation, Person
from credstone.model.text import Text
from credstone.model.vocabulary import (
    AccreditationType,
    AssessmentType,
    CreditSystem,
    NotLevelled,
    OutcomeType,
    ParticipationMode,
    Payer,
    QfEheaCycle,
    QualityAssuranceType,
    ReuseLevel,
    StackabilityKind,
    Supervised,
)

# What issuing refuses is refused when a definition is read, so it is not made up here.
UNSIGNABLE = {chr(code) for code in range(0x20)} - set("\t\n\r") | {"\x7f", "\ufffe", "\uffff"}
words = st.text(
    st.characters(blacklist_categories=("Cs",), blacklist_characters="".join(UNSIGNABLE)),
    min_size=1,
    max_size=12,
)
blank_or_words = st.just("") | words
tags = st.sampled_from(("en", "de", "fr", "pt-BR", "zh-Hant", "el"))
texts = st.dictionaries(tags, words, max_size=3).map(Text.of)
said = st.dictionaries(tags, words, min_size=1, max_size=3).map(Text.of)
local_ids = st.from_regex(r"[a-z][a-z0-9]{0,4}", fullmatch=True)
uris = local_ids.map(lambda name: f"https://example.org/{name}")
urns = st.uuids(version=4).map(lambda one: f"urn:uuid:{one}")
maybe_uris = st.just("") | uris
decimals = st.decimals(min_value=Decimal("0.1"), max_value=400, places=1)
days = st.dates(date(1950, 1, 1), date(2090, 1, 1))
instants = st.datetimes(timezones=st.just(UTC))
fields = st.sampled_from(("", "0413", "0542", "061", "02"))


def few(items: st.SearchStrategy[object], least: int = 0) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(items, min_size=least, max_size=3).map(tuple)


identifiers = st.builds(Identifier, st.sampled_from(IdentifierType), words)
accreditations = st.builds(
    Accreditation,
    id=local_ids,
    type=st.sampled_from(AccreditationType),
    body_name=said,
    body_id=maybe_uris,
    standard_edition=blank_or_words,
    fields=few(fields.filter(bool)),
    eqf_levels=few(st.integers(1, 8)),
    valid_from=st.none() | days,
    valid_until=st.none() | days,
    report_url=maybe_uris,
    deqar_report_id=blank_or_words,
)
organisations = st.builds(
    Organisation,
    code=local_ids,
    name=said,
    country=st.sampled_from(("DE", "NO", "FR")),
    id=local_ids.map(lambda name: f"did:web:{name}.example"),
    region=st.sampled_from(("", "DE60", "NO08")),
    identifiers=few(identifiers),
    homepage=maybe_uris,
    email=blank_or_words,
    keys=few(uris),
    accreditations=few(accreditations),
)
alignments = st.builds(Alignment, uris, words, blank_or_words, blank_or_words, st.just("ext:ESCO"))
outcomes = st.builds(
    LearningOutcome,
    id=local_ids,
    statement=said,
    verb=words,
    essential=st.booleans(),
    type=st.none() | st.sampled_from(OutcomeType),
    reuse_level=st.none() | st.sampled_from(ReuseLevel),
    alignments=few(alignments),
)
assessments = st.builds(
    AssessmentMethod,
    id=local_ids,
    type=st.sampled_from(AssessmentType),
    outcomes=few(local_ids),
    description=texts,
    supervised=st.sampled_from(Supervised),
    identity_verified=st.booleans(),
    identity_method=blank_or_words,
)
levels = st.builds(
    Level,
    eqf=st.none() | st.integers(1, 8),
    nqf=few(st.builds(NqfLevel, words, words, maybe_uris)),
    qf_ehea=st.none() | st.sampled_from(QfEheaCycle),
    not_levelled=st.none() | st.sampled_from(NotLevelled),
)
workloads = st.builds(
    Workload,
    hours=st.none() | decimals,
    credits=few(st.builds(CreditPoints, st.sampled_from(CreditSystem), decimals, blank_or_words)),
)
gradings = st.builds(
    GradingScheme,
    id=local_ids,
    name=said,
    allowed=st.lists(words, max_size=3, unique=True).map(tuple),
    passing=few(words),
    minimum=blank_or_words,
    maximum=blank_or_words,
    pass_mark=blank_or_words,
    lower_is_better=st.none() | st.booleans(),
)
achievements = st.builds(
    Achievement,
    code=local_ids,
    version=words,
    id=urns,
    title=said,
    description=said,
    awarding_bodies=st.lists(
        organisations, min_size=1, max_size=3, unique_by=lambda body: body.id
    ).map(tuple),
    learning_outcomes=few(outcomes),
    workload=workloads,
    level=levels,
    assessments=few(assessments),
    participation_mode=st.none() | st.sampled_from(ParticipationMode),
    quality_assurance=few(
        st.builds(
            QualityAssurance,
            st.sampled_from(QualityAssuranceType),
            texts,
            maybe_uris,
            blank_or_words,
            maybe_uris,
            texts,
        )
    ),
    criteria=texts,
    field=fields,
    prerequisites=few(st.builds(Prerequisite, said, st.booleans(), maybe_uris)),
    stackability=st.none()
    | st.builds(Stackability, st.sampled_from(StackabilityKind), few(uris), texts),
    further_information=texts,
    homepage=maybe_uris,
    languages=st.lists(tags, max_size=2, unique=True).map(tuple),
    price=st.none() | st.builds(Price, decimals, st.just("EUR"), st.sampled_from(Payer), texts),
    validity=st.builds(Validity, st.none() | st.integers(1, 120), texts),
    grading=st.none() | gradings,
    alignments=few(alignments),
    tags=st.lists(words, max_size=3, unique=True).map(tuple),
)
people = st.builds(
    Person,
    full_name=words,
    given_name=blank_or_words,
    family_name=blank_or_words,
    birth_date=st.none() | days,
    identifiers=few(identifiers),
)
awards = st.builds(
    Award,
    id=urns,
    achievement=achievements,
    learner=people,
    learner_id=urns,
    awarded_on=days,
    issued_at=instants,
    valid_until=st.none() | instants,
    grade=blank_or_words,
    evidence=few(st.builds(Evidence, words, maybe_uris, blank_or_words)),
    narrative=texts,
    supervision=st.none()
    | st.builds(ActualSupervision, st.sampled_from(Supervised), st.booleans(), blank_or_words),
    further_information=texts,
    parts=few(st.builds(AwardPart, urns, urns, texts)),
)
