"""Language tags and directions: what is dropped silently elsewhere is refused here."""

from __future__ import annotations

from collections.abc import Iterator

from tests.hostile.case import Case, Exclusion
from tests.hostile.families.delivered import delivered, put_in

NAME = "languages"
_TAGS = (
    "",
    " ",
    "e",
    "englishes",
    "en us",
    "en_US",
    "en-",
    "-en",
    "en--US",
    "en-US-",
    "123",
    "en-US-US-US-US",
    "en-a",
    "en-x",
    "x-",
    "en\n",
    "en\0",
    "e\u200bn",
    "ｅｎ",
    "еn",
    "en-ABCDEFGHI",
    "*",
    "@none",
    "none?",
    "en;q=1",
    "en,de",
    "en.UTF-8",
    "zh-Hans_CN",
    "i-unknown",
    "\ud800",
    "en-" + "a" * 5000,
    "en" + "-abcde" * 2000 + "_",
    None,
    True,
    7,
    ["en"],
    {},
    [],
    {"@value": "en"},
    "e" * 9,
    "en-12",
    "en-1",
)
_DIRECTIONS = ("ltr", "rtl", "auto", "", "LTR", None, 7, ["ltr"], {})


def cases() -> Iterator[Case | Exclusion]:
    for member in ("name", "description"):
        for number, tag in enumerate(_TAGS):
            value = {"@value": "x", "@language": tag}
            yield from delivered(
                NAME, f"{member} tag {number}", lambda d, m=member, v=value: d | {m: v}
            )
            yield from delivered(
                NAME,
                f"{member} second tag {number}",
                lambda d, m=member, v=value: d | {m: [{"@value": "y", "@language": "en"}, v]},
            )
        for number, direction in enumerate(_DIRECTIONS):
            for kind, value in {
                "alone": {"@value": "x", "@direction": direction},
                "with language": {"@value": "x", "@language": "ar", "@direction": direction},
            }.items():
                # Its issuer may say that a text runs so; whoever comes later may not.
                deliver = put_in if direction in ("ltr", "rtl") else delivered
                yield from deliver(
                    NAME,
                    f"{member} direction {number} {kind}",
                    lambda d, m=member, v=value: d | {m: v},
                )
    for name, value in {
        "of a number": {"@value": 7, "@language": "en"},
        "of a truth": {"@value": True, "@language": "en"},
        "of null": {"@value": None, "@language": "en"},
        "of an array": {"@value": ["x"], "@language": "en"},
        "of an object": {"@value": {}, "@language": "en"},
        "with a type": {"@value": "x", "@language": "en", "@type": "https://e.example/#t"},
        "with a term": {"@value": "x", "language": "en"},
        "twice the same text": [
            {"@value": "x", "@language": "en"},
            {"@value": "x", "@language": "EN"},
        ],
        "without value": {"@language": "en"},
        "a language map": {"en": "x"},
        "value and name": {"@value": "x", "@language": "en", "name": "y"},
        "nested": [[{"@value": "x", "@language": "en"}]],
        "i18n datatype": {"@value": "x", "@type": "https://www.w3.org/ns/i18n#en_rtl"},
    }.items():
        yield from delivered(NAME, f"value {name}", lambda d, v=value: d | {"name": v})
