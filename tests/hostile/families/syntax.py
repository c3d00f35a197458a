"""JSON that is none: damage of every kind, names that stand twice, depth, long names.

What a lenient reader repairs, two readers repair differently (RFC 8259; RFC 7493).
"""

# ruff: noqa: ANN401 any JSON value may stand at any place

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

from tests.hostile.case import Case, Exclusion, sampled
from tests.hostile.families.delivered import targets
from tests.hostile.honest import SHAPES, Honest
from tests.hostile.keys import ATTACKER, header_of, issuer_of, token
from tests.hostile.touch import at, places, pointer, written

NAME = "syntax"
WHITE_SPACE = "white space between JSON tokens means nothing"
_CUTS = 16
_TWINS = 24


def cases() -> Iterator[Case | Exclusion]:
    for honest in targets():
        if not honest.is_token:
            yield Exclusion(NAME, WHITE_SPACE)
        for name, text in (*_damaged(written(honest.value)), *_broken(honest)):
            yield _case(f"{honest.name}/{name}", honest.carrying_bytes(text))
        for name, text in sampled([*_twins(honest.value)], _TWINS, f"{NAME} {honest.name}"):
            yield _case(f"{honest.name}/{name}", honest.carrying_bytes(text))
    for shape, make in SHAPES.items():
        document = make(issuer_of(ATTACKER))
        damaged = [*_damaged(written(document))]
        twins = sampled([*_twins(document)], 3 * _TWINS, f"{NAME} signed {shape}")
        for name, text in (*damaged, *twins):
            yield _case(f"signed {shape}/{name}", token(header_of(ATTACKER), text))
    for name, data in _alone().items():
        yield _case(f"alone/{name}", data)


def _case(name: str, data: bytes) -> Case:
    return Case(f"{NAME}/{name}", NAME, data, expected="invalid")


def _damaged(text: bytes) -> Iterator[tuple[str, bytes]]:
    yield from {
        "comma behind": text[:-1] + b",}",
        "two commas": text.replace(b",", b",,", 1),
        "comma before": b"{," + text[1:],
        "no comma": text.replace(b'","', b'" "', 1),
        "semicolon": text.replace(b",", b";", 1),
        "no colon": text.replace(b":", b" ", 1),
        "equals": text.replace(b'":', b'"=', 1),
        "two colons": text.replace(b'":', b'"::', 1),
        "arrow": text.replace(b'":', b'"=>', 1),
        "not closed": text[:-1],
        "closed twice": text + b"}",
        "closed wrongly": text[:-1] + b"]",
        "not opened": text[1:],
        "opened twice": b"{" + text,
        "bracket in an array": text.replace(b"]", b"}", 1),
        "array not closed": text.replace(b"]", b"", 1),
        "comma in an array": text.replace(b"]", b",]", 1),
        "comma alone in an array": text.replace(b"[", b"[,", 1),
        "colon in an array": text.replace(b"[", b'["a":1,', 1),
        "no quotes": text.replace(b'"type"', b"type", 1),
        "single quotes": text.replace(b'"type"', b"'type'", 1),
        "back quotes": text.replace(b'"type"', b"`type`", 1),
        "curly quotes": text.replace(b'"type"', "“type”".encode(), 1),
        "a quote open": text.replace(b'"type"', b'"type', 1),
        "a comment": text.replace(b",", b",/*x*/", 1),
        "a line comment": text.replace(b",", b",//x\n", 1),
        "a hash comment": text.replace(b",", b",#x\n", 1),
        "a comment before": b"// x\n" + text,
        "a comment behind": text + b"/*x*/",
        "a name without value": text[:-1] + b',"x"}',
        "a name and a colon": text[:-1] + b',"x":}',
        "a number as name": text[:-1] + b",1:1}",
        "null as name": text[:-1] + b",null:1}",
        "an object as name": text[:-1] + b",{}:1}",
        "a value alone": b"{1," + text[1:],
        "spread": text[:-1] + b",...{}}",
        "a function": text[:-1] + b',"x":function(){}}',
        "a date": text[:-1] + b',"x":new Date()}',
        "letters behind": text + b"x",
        "text behind": text + b' "x"',
        "again behind": text + text,
        "again on a line": text + b"\n" + text,
        "array of it": b"[" + text + b"]",
        "array not closed of it": b"[" + text,
        "in a text": written(text.decode("utf-8", "surrogatepass")),
        "as JSONP": b"callback(" + text + b")",
        "as XSSI": b")]}'\n" + text,
        "as JavaScript": b"var x=" + text + b";",
        "as a sequence": b"\x1e" + text + b"\n",
        "as YAML": b"---\n" + text,
        "as form": b"credential=" + text,
        "as multipart": b"--x\r\n\r\n" + text + b"\r\n--x--",
    }.items()


def _broken(honest: Honest) -> Iterator[tuple[str, bytes]]:
    """Cut at places spread over the text; a bit turned, a byte dropped, two bytes exchanged."""
    text = written(honest.value)
    for place in sampled(range(1, len(text) - 1), _CUTS, f"{NAME} {honest.name}"):
        yield f"cut at {place}", text[:place]
    chance = random.Random(f"{NAME} noise {honest.name}")
    for number in range(_CUTS):
        place = chance.randrange(len(text))
        noise = bytes(chance.randrange(0x80, 0x100) for _ in range(3))
        yield f"noise {number} at {place}", text[:place] + b"\xff" + noise + text[place:]


def _twins(document: Any) -> Iterator[tuple[str, bytes]]:
    """Each name a second time in its object: before, behind, the same value, another, escaped."""
    for path in places(document):
        if not path or not isinstance(path[-1], str):
            continue
        name, value = path[-1], at(document, path)
        for kind, other in {"same": value, "another": "urn:uuid:twin", "null": None}.items():
            yield (
                f"twin{pointer(path)} {kind} behind",
                _with_twin(document, path, written(name), written(other), before=False),
            )
            yield (
                f"twin{pointer(path)} {kind} before",
                _with_twin(document, path, written(name), written(other), before=True),
            )
        escaped = (
            f'"\\u{ord(name[0]):04x}{name[1:]}"'.encode()
            if name and ord(name[0]) < 0x10000
            else b""
        )
        if escaped and '"' not in name:
            yield (
                f"twin{pointer(path)} escaped",
                _with_twin(document, path, escaped, b'"urn:uuid:twin"', before=False),
            )


def _with_twin(document: Any, path: Any, name: bytes, value: bytes, *, before: bool) -> bytes:
    """``document`` as text, with one more member beside the one at ``path``."""
    here = at(document, path[:-1])
    text = written(here)
    member = name + b":" + value
    twin = b"{" + member + b"," + text[1:] if before else text[:-1] + b"," + member + b"}"
    return _put_text(document, path[:-1], twin)


def _put_text(document: Any, path: Any, text: bytes) -> bytes:
    if not path:
        return text
    step, rest = path[0], path[1:]
    items = enumerate(document) if isinstance(document, list) else document.items()
    parts = [
        (b"" if isinstance(document, list) else written(key) + b":")
        + (_put_text(item, rest, text) if key == step else written(item))
        for key, item in items
    ]
    inner = b",".join(parts)
    return b"[" + inner + b"]" if isinstance(document, list) else b"{" + inner + b"}"


def _alone() -> dict[str, bytes]:
    """Whole files that are no credential at all."""
    return {
        "nothing": b"",
        "a space": b" ",
        "line feeds": b"\n\n",
        "NUL": b"\0",
        "null": b"null",
        "true": b"true",
        "false": b"false",
        "a number": b"42",
        "a text": b'"x"',
        "an empty text": b'""',
        "an empty array": b"[]",
        "an empty object": b"{}",
        "a brace": b"{",
        "a bracket": b"[",
        "a quote": b'"',
        "a colon": b":",
        "a comma": b",",
        "a byte order mark": b"\xef\xbb\xbf",
        "half a mark": b"\xef\xbb",
        "a wide mark": b"\xff\xfe",
        "a dot": b".",
        "two dots": b"..",
        "letters": b"abc",
        "three words": b"a.b.c",
        "an object of nothing": b'{"":0}',
        "a page": b"<!doctype html><html></html>",
        "XML": b"<?xml version='1.0'?><a/>",
        "a PDF": b"%PDF-1.7\n%",
        "a ZIP": b"PK\x03\x04" + bytes(60),
        "gzip": b"\x1f\x8b\x08" + bytes(40),
        "a PNG": b"\x89PNG\r\n\x1a\n" + bytes(40),
        "a JPEG": b"\xff\xd8\xff\xe0" + bytes(40),
        "CBOR": b"\xa1\x61a\x01",
        "a COSE tag": b"\xd2\x84\x43\xa1\x01\x27",
        "BSON": b"\x05\0\0\0\0",
        "pickle": b"cos\nsystem\n(S'true'\ntR.",
        "YAML": b"!!python/object/apply:os.system ['true']",
        "a URL": b"https://evil.example/credential",
        "a path": b"/etc/passwd",
        "a template": b"{{7*7}}",
        "a deep array": b"[" * 100_000,
        "a closed deep array": b"[" * 50_000 + b"]" * 50_000,
        "a deep object": b'{"a":' * 100_000,
        "a closed deep object": b'{"a":' * 30_000 + b"1" + b"}" * 30_000,
        "brackets in turn": b'[{"a":' * 50_000,
        "a long text": b'"' + b"a" * 900_000 + b'"',
        "a long name": b'{"' + b"a" * 900_000 + b'":1}',
        "many backslashes": b'"' + b"\\" * 900_001,
        "many quotes": b'"' * 900_000,
        "many commas": b"[" + b"," * 900_000,
        "many dots": b"." * 900_000,
        "a long number": b"1" * 900_000,
        "a long negative": b"-" * 900_000,
        "many spaces": b" " * 900_000,
        "many zeros": b"[" + b"0," * 400_000 + b"0]",
        "many objects": b"[" + b"{}," * 300_000 + b"{}]",
        "more than is read": b'{"a":"' + b"a" * (2 << 20) + b'"}',
        "4.3 million digits": b"1" * 4_300_000,
        "4.3 million digits inside": b'{"@context":' + b"9" * 4_300_000 + b"}",
    }
