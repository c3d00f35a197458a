"""Text in several languages: the reader's own first, then English, then any."""

from __future__ import annotations

from credstone.model.text import Text

ETHICS = Text.of({"en": "Ethics", "de": "Ethik", "pt-BR": "Ética"})


def test_the_best_language_is_the_readers() -> None:
    assert ETHICS.best("de") == "Ethik"
    assert ETHICS.best("de-AT") == "Ethik"
    assert ETHICS.best("fi", "pt-BR") == "Ética"
    assert ETHICS.best("fi") == "Ethics"
    assert Text.of({"fi": "Etiikka"}).best("de") == "Etiikka"
    assert Text().best("de") == ""


def test_it_is_sorted_and_empty_when_nothing_is_said() -> None:
    assert ETHICS.languages == ("de", "en", "pt-BR")
    assert ETHICS.get("fi") is None
    assert not Text()
