"""Numbers that two readers hold for two numbers, or that cost a reader dear (RFC 8259, 6)."""

from __future__ import annotations

from collections.abc import Iterator

from tests.hostile.case import Case, Exclusion
from tests.hostile.families.delivered import targets
from tests.hostile.honest import SHAPES
from tests.hostile.keys import ATTACKER, header_of, issuer_of, token
from tests.hostile.touch import written

NAME = "numbers"

# Texts that stand where a number may stand. None of them is the number that was signed.
_UNREADABLE = (
    "NaN",
    "Infinity",
    "-Infinity",
    "nan",
    "inf",
    "1e400",
    "-1e400",
    "1e99999999",
    "1e-400",
    "4.9e-325",
    "9007199254740993",
    "-9007199254740993",
    "9007199254740992",
    "1" + "0" * 30,
    "123456789" * 50,
    "0." + "1" * 500,
    "1." + "0" * 5000 + "1",
    "9" * 5000,
    "9" * 100_000,
    "01",
    "007",
    "-01",
    "00",
    "+1",
    ".5",
    "-.5",
    "1.",
    "1.e5",
    "1e",
    "1e+",
    "1E-",
    "--1",
    "-",
    "+",
    "0x10",
    "0b1",
    "0o7",
    "1_000",
    "1,5",
    "1 000",
    "1/2",
    "½",
    "１",
    "१",
    "1f",
    "1n",
    "1L",
    "1.5.5",
    "1e5.5",
    "0e",
    "- 1",
    "1e 5",
    "-NaN",
    "0xNaN",
    "TRUE",
    "True",
    "yes",
    "undefined",
    "nil",
    "None",
    "Null",
    "$x",
    "1//2",
)
_OTHERS = (
    "0",
    "-0",
    "-0.0",
    "0.0",
    "1",
    "-1",
    "1e0",
    "4.500000000000001",
    "4.499999999999998",
    "1e21",
    "1e-7",
    "9007199254740991",
    "-9007199254740991",
    "1.7976931348623157e308",
    "5e-324",
    "45e-2",
    "true",
    "false",
    "null",
    '"4.5"',
    '"7"',
    '{"@value":4.5}',
    "0.1",
    "0.30000000000000004",
)
_EQUAL = "4.5, 4.50 and 45e-1 are one JSON number"


def cases() -> Iterator[Case | Exclusion]:
    for honest in targets():
        if "badge" not in honest.name:
            continue
        text = written(honest.value)
        assert b'"creditsEarned":4.5' in text
        yield Exclusion(NAME, _EQUAL)
        for number, other in enumerate((*_UNREADABLE, *_OTHERS)):
            data = text.replace(b'"creditsEarned":4.5', b'"creditsEarned":' + other.encode(), 1)
            yield Case(
                f"{NAME}/{honest.name}/{number} {other[:16]}", NAME, honest.carrying_bytes(data)
            )
    for shape, member in {"badge": '"creditsEarned":4.5', "minimal": '"name":"Ana"'}.items():
        text = written(SHAPES[shape](issuer_of(ATTACKER))).decode()
        assert member in text
        for number, other in enumerate(_UNREADABLE):
            payload = text.replace(member, f"{member.partition(':')[0]}:{other}").encode()
            yield Case(
                f"{NAME}/signed {shape}/{number} {other[:16]}",
                NAME,
                token(header_of(ATTACKER), payload),
            )
    for claim in ("exp", "nbf", "iat"):
        document = written(SHAPES["minimal"](issuer_of(ATTACKER))).decode()
        for number, other in enumerate(
            (
                *_UNREADABLE,
                "1e308",
                "-1e308",
                "253402300800",
                "1e20",
                "-1e20",
                "true",
                '"4e9"',
                "null",
                "[4e9]",
                "{}",
                '""',
            )
        ):
            payload = f'{document[:-1]},"{claim}":{other}}}'.encode()
            yield Case(
                f"{NAME}/claim {claim}/{number} {other[:16]}",
                NAME,
                token(header_of(ATTACKER), payload),
            )
