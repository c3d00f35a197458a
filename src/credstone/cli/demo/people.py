"""Four hundred invented learners with the names Europe really has."""

from __future__ import annotations

from dataclasses import dataclass

_GIVEN = (
    "Zoë", "Łukasz", "Márta", "Søren", "Anaïs", "İpek", "Þóra", "Nikoleta", "Jürgen", "Aoife",
    "Béla", "Chiara", "Dafne", "Eszter", "Fatima", "Günther", "Héloïse", "Iñaki", "Jana", "Kärt",
    "Leïla", "Mateusz", "Noémie", "Öykü", "Pavel", "Quirin", "Réka", "Šárka", "Tomáš", "Ulrike",
    "Vasilis", "Wiktoria", "Xènia", "Yusuf", "Živa", "Åsa", "Émile", "Olga", "Stjepan", "Αλέξης",
)  # fmt: skip
_FAMILY = (
    "Müller", "García Márquez", "O’Brien", "van der Berg", "Nowak-Kowalska", "Sørensen", "Çelik",
    "Groß", "Ó Súilleabháin", "Lefèvre", "Novák", "D’Angelo", "Pereira da Silva", "Kuznetsova",
    "Häkkinen", "Ștefănescu", "Βασιλείου", "Ivanović", "Yılmaz", "Benítez Ruiz",
)  # fmt: skip


@dataclass(frozen=True)
class Learner:
    """One learner; ``student_number`` keeps its leading zeros because it is text."""

    given_name: str
    family_name: str
    student_number: str
    email: str
    grade: str


def learners(count: int) -> list[Learner]:
    """``count`` different learners, the same ones every time; at most 800."""
    if count > len(_GIVEN) * len(_FAMILY):
        raise ValueError(f"there are names for {len(_GIVEN) * len(_FAMILY)} learners")
    return [_learner(number) for number in range(count)]


def _learner(number: int) -> Learner:
    # 20 and 40 share factors, so the row of names is shifted after each round through the list.
    given = _GIVEN[(number + number // 40) % len(_GIVEN)]
    family = _FAMILY[number % len(_FAMILY)]
    tenths = 10 + (number * 7) % 31  # 1,0 to 4,0: all of them pass
    return Learner(
        given_name=given,
        family_name=family,
        student_number=f"{7_000_003 + number * 37:08d}",
        email=f"s{number:04d}@beispielstadt.example",
        grade=f"{tenths // 10},{tenths % 10}",
    )
