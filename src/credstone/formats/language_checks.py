"""Languages: the tags of teaching, and whether readers of one language miss something."""

from __future__ import annotations

from collections.abc import Iterator

from credstone.formats.checking import check_unique, error, warning
from credstone.formats.finding import Finding
from credstone.formats.node import is_language_tag
from credstone.model.achievement import Achievement
from credstone.model.text import Text

Place = tuple[str | int, ...]


def check_languages(achievement: Achievement) -> Iterator[Finding]:
    """Every finding about ``languages``, and each text that lacks a language others have."""
    for index, tag in enumerate(achievement.languages):
        if not is_language_tag(tag):
            yield error(
                ("languages", index),
                tag,
                "it is not a language tag (BCP 47)",
                "Use a tag such as en, de or pt-BR.",
            )
    yield from check_unique(("languages",), achievement.languages, member=None)
    texts = [(path, text) for path, text in _texts(achievement) if text]
    used = list(dict.fromkeys(tag for _, text in texts for tag in text.languages))
    for path, text in texts:
        missing = [tag for tag in used if tag not in text.languages]
        if missing:
            yield warning(
                path,
                text.best(),
                f"other texts are also in {', '.join(missing)}",
                "Translate this one too.",
            )


def _texts(achievement: Achievement) -> Iterator[tuple[Place, Text]]:
    """What a reader must read to know what was earned."""
    yield ("title",), achievement.title
    yield ("description",), achievement.description
    yield ("criteria",), achievement.criteria
    for index, outcome in enumerate(achievement.learning_outcomes):
        yield ("learning_outcomes", index, "statement"), outcome.statement
    for index, method in enumerate(achievement.assessments):
        yield ("assessments", index, "description"), method.description
