"""Unicode tricks and encodings: another text that looks alike, and bytes that are no UTF-8.

Nothing normalizes here: a signature covers code points (VCDM 2.0, 4.1; RFC 8785, 3.1).
"""

from __future__ import annotations

import codecs
import unicodedata
from collections.abc import Callable, Iterator
from typing import Any

from tests.hostile.case import Case, Exclusion, sampled
from tests.hostile.families.delivered import targets
from tests.hostile.honest import SHAPES, Honest
from tests.hostile.keys import ATTACKER, header_of, issuer_of, token
from tests.hostile.touch import at, places, pointer, put, renamed, written

NAME = "encodings"
_FOR_EACH = 45

# Each makes another text of a text, or the same one: then it is no case.
_TEXTS: dict[str, Callable[[str], str]] = {
    "NFD": lambda text: unicodedata.normalize("NFD", text + "é"),
    "NFKC of a ligature": lambda text: unicodedata.normalize("NFKC", text + "ﬁ"),
    "right to left": lambda text: f"\u202e{text}\u202c",
    "isolates": lambda text: f"{text[:1]}\u2066{text[1:]}\u2069",
    "zero width space": lambda text: f"{text[:1]}\u200b{text[1:]}",
    "zero width joiner": lambda text: f"{text[:1]}\u200d{text[1:]}",
    "byte order mark": lambda text: f"\ufeff{text}",
    "soft hyphen": lambda text: f"{text[:1]}\u00ad{text[1:]}",
    "NUL": lambda text: f"{text}\0",
    "NUL inside": lambda text: f"{text[:1]}\0{text[1:]}",
    "delete": lambda text: f"{text}\x7f",
    "escape": lambda text: f"\x1b[31m{text}",
    "backspace": lambda text: f"x\b{text}",
    "next line": lambda text: f"{text}\u0085",
    "line separator": lambda text: f"{text}\u2028",
    "no-break space": lambda text: text.replace(" ", "\u00a0") + "\u00a0",
    "Cyrillic": lambda text: text.replace("a", "а").replace("e", "е"),
    "full width": lambda text: "".join(
        chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text
    ),
    "mathematical": lambda text: text.replace("a", "𝐚").replace("e", "𝐞"),
    "dotless i": lambda text: text.replace("i", "ı"),
    "long s": lambda text: text.replace("s", "ſ"),
    "sharp s": lambda text: text.replace("ss", "ß"),
    "title case": lambda text: text.title(),
    "case folded": lambda text: text.casefold(),
    "noncharacter": lambda text: f"{text}\uffff",
    "private use": lambda text: f"{text}\ue000",
    "tag characters": lambda text: text + "".join(chr(0xE0000 + ord(c)) for c in "evil"),
    "variation selector": lambda text: f"{text}\ufe0f",
    "lone high surrogate": lambda text: f"{text}\ud800",
    "lone low surrogate": lambda text: f"\udc00{text}",
    "turned surrogates": lambda text: f"{text}\udc00\ud800",
    "surrogate pair in two": lambda text: f"{text}\ud83c\udf93",
    "combining marks": lambda text: text + "\u0301" * 500,
    "percent encoded": lambda text: text.replace(" ", "%20").replace(":", "%3A"),
    "entity": lambda text: text.replace("a", "&#97;"),
}

# The same text in other bytes: each is either no UTF-8 or no JSON (RFC 8259, 8.1).
_BYTES: dict[str, Callable[[bytes], bytes]] = {
    "byte order mark": lambda data: codecs.BOM_UTF8 + data,
    "two byte order marks": lambda data: codecs.BOM_UTF8 * 2 + data,
    "UTF-16": lambda data: data.decode().encode("utf-16"),
    "UTF-16 LE": lambda data: data.decode().encode("utf-16-le"),
    "UTF-16 BE": lambda data: data.decode().encode("utf-16-be"),
    "UTF-32": lambda data: data.decode().encode("utf-32"),
    "UTF-32 LE": lambda data: data.decode().encode("utf-32-le"),
    "EBCDIC": lambda data: data.decode().encode("cp500", "replace"),
    "Latin-1 letter": lambda data: data.replace(b"Ethics", b"\xc9thics").replace(b"Ana", b"An\xe1"),
    "CP1252 quote": lambda data: data.replace(b"Ana", b"An\x92a").replace(b"Ethics", b"Eth\x92ics"),
    "overlong slash": lambda data: data.replace(b"/", b"\xc0\xaf", 1),
    "overlong slash, three": lambda data: data.replace(b"/", b"\xe0\x80\xaf", 1),
    "overlong NUL": lambda data: data.replace(b"Ana", b"Ana\xc0\x80").replace(
        b"Ethics", b"E\xc0\x80"
    ),
    "overlong quote": lambda data: data.replace(b'"', b"\xc0\xa2", 1),
    "surrogate in three bytes": lambda data: data.replace(b"a", b"\xed\xa0\x80", 1),
    "pair in six bytes": lambda data: data.replace(b"a", b"\xed\xa0\xbc\xed\xbe\x93", 1),
    "beyond Unicode": lambda data: data.replace(b"a", b"\xf4\x90\x80\x80", 1),
    "five bytes": lambda data: data.replace(b"a", b"\xf8\x88\x80\x80\x80", 1),
    "lone continuation": lambda data: data.replace(b"a", b"\x80", 1),
    "cut sequence": lambda data: data.replace(b"a", b"\xe2\x82", 1),
    "FF": lambda data: data.replace(b"a", b"\xff", 1),
    "FE behind": lambda data: data + b"\xfe",
    "NUL before": lambda data: b"\0" + data,
    "NUL behind": lambda data: data + b"\0",
    "NUL in white space": lambda data: data.replace(b",", b",\0", 1),
    "no-break space outside": lambda data: data.replace(b",", b",\xc2\xa0", 1),
    "line separator outside": lambda data: data.replace(b",", b",\xe2\x80\xa8", 1),
    "form feed outside": lambda data: data.replace(b",", b",\x0c", 1),
    "vertical tab outside": lambda data: data.replace(b",", b",\x0b", 1),
    "raw line feed in a text": lambda data: data.replace(b'"id"', b'"i\nd"', 1).replace(
        b'"type"', b'"ty\npe"', 1
    ),
    "raw tab in a text": lambda data: data.replace(b'"type"', b'"ty\tpe"', 1),
    "unfinished escape": lambda data: data.replace(b'"type"', b'"typ\\u00"', 1),
    "bad escape": lambda data: data.replace(b'"type"', b'"t\\ype"', 1),
    "hex escape": lambda data: data.replace(b'"type"', b'"\\x74ype"', 1),
    "octal escape": lambda data: data.replace(b'"type"', b'"\\164ype"', 1),
    "braced escape": lambda data: data.replace(b'"type"', b'"\\u{74}ype"', 1),
    "capital escape": lambda data: data.replace(b'"type"', b'"\\U00000074ype"', 1),
    "escaped lone surrogate": lambda data: data.replace(b'"type"', b'"type\\ud800"', 1),
    "escaped turned pair": lambda data: data.replace(b'"type"', b'"type\\udf93\\ud83c"', 1),
    "escaped surrogate and letter": lambda data: data.replace(b'"type"', b'"type\\ud83cx"', 1),
}
_ESCAPES = "an escape in a text is the same text (RFC 8259, 7)"


def cases() -> Iterator[Case | Exclusion]:
    for honest in targets():
        yield from _texts(honest)
        if not honest.is_token:
            yield Exclusion(NAME, _ESCAPES)
        text = written(honest.value)
        for name, change in _BYTES.items():
            yield _case(f"{honest.name}/bytes {name}", honest.carrying_bytes(change(text)))
    document = SHAPES["badge"](issuer_of(ATTACKER))
    for name, change in _BYTES.items():
        payload = token(header_of(ATTACKER), change(written(document)))
        yield _case(f"signed/bytes {name}", payload)


def _texts(honest: Honest) -> Iterator[Case | Exclusion]:
    value = honest.value
    choices = [
        (path, name, way)
        for path in places(value)
        for name in _TEXTS
        for way in ("value", "name")
        if _fits(value, path, way)
    ]
    for path, name, way in sampled(choices, _FOR_EACH, f"{NAME} {honest.name}"):
        change = _TEXTS[name]
        old = path[-1] if way == "name" else at(value, path)
        new = change(str(old))
        if new == old:
            yield Exclusion(NAME, "the trick does not change this text")
            continue
        touched = renamed(value, path, new) if way == "name" else put(value, path, new)
        yield _case(f"{honest.name}{pointer(path)} {way} {name}", honest.carrying(touched))


def _fits(value: Any, path: tuple[str | int, ...], way: str) -> bool:  # noqa: ANN401
    if way == "name":
        return bool(path) and isinstance(path[-1], str)
    return isinstance(at(value, path), str)


def _case(name: str, data: bytes) -> Case:
    return Case(f"{NAME}/{name}", NAME, data)
