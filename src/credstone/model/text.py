"""Text in several languages, because a credential travels.

Languages are BCP 47 tags. What a reader sees is chosen where it is shown, not here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Text:
    """The same words in one or more languages, sorted by BCP 47 tag.

    >>> Text.of({"en": "Ethics", "de": "Ethik"}).best("de")
    'Ethik'
    """

    values: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, values: Mapping[str, str]) -> Text:
        return cls(tuple(sorted(values.items())))

    @property
    def languages(self) -> tuple[str, ...]:
        return tuple(language for language, _ in self.values)

    def get(self, language: str) -> str | None:
        return dict(self.values).get(language)

    def best(self, *preferred: str) -> str:
        """The text in the first preferred language it has, else English, else any; "" if empty."""
        known = dict(self.values)
        for language in self._with_parents((*preferred, "en")):
            if language in known:
                return known[language]
        return self.values[0][1] if self.values else ""

    @staticmethod
    def _with_parents(languages: Iterable[str]) -> Iterable[str]:
        for language in languages:
            yield language
            if "-" in language:
                yield language.split("-", 1)[0]

    def __bool__(self) -> bool:
        return bool(self.values)
