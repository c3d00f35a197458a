"""A credential travels inside an SVG, and hostile SVGs are refused in words (threats 20, 21)."""

from __future__ import annotations

import time
from xml.etree import ElementTree

import pytest

from credstone.documents.baking import bake, unbake
from credstone.errors import MalformedImage
from tests.core.documents.images import JSON, JWS, SVG

NS = "https://purl.imsglobal.org/ob/v3p0"
ELEMENT = f"{{{NS}}}credential"


def svg(inside: str, attributes: str = f'xmlns:openbadges="{NS}"') -> bytes:
    return f'<svg xmlns="http://www.w3.org/2000/svg" {attributes}>{inside}</svg>'.encode()


@pytest.mark.conforms("ob3-svg-extracting")
@pytest.mark.parametrize(
    "credential", [JSON, JWS, b'{"a":\r\n"]]>]]>&amp;<b>"}', '{"a": "\u0085\u2028é𝄞"}'.encode()]
)
def test_what_goes_in_comes_out_also_for_other_readers(credential: bytes) -> None:
    baked = bake(SVG, credential)
    assert unbake(baked) == credential
    (element,) = ElementTree.fromstring(baked).findall(ELEMENT)
    assert (element.get("verify") or element.text or "").encode() == credential


@pytest.mark.conforms("ob3-svg-baking", "ob3-document-token")
def test_the_element_is_the_one_of_the_specification() -> None:
    """Open Badges 3.0, SVG baking: directly after the svg tag, the JWS in verify."""
    plain = b'<svg xmlns="http://www.w3.org/2000/svg"><g/></svg>'
    assert bake(plain, JWS) == (
        b'<svg xmlns="http://www.w3.org/2000/svg" '
        b'xmlns:openbadges="https://purl.imsglobal.org/ob/v3p0">'
        b'<openbadges:credential verify="' + JWS + b'"></openbadges:credential><g/></svg>'
    )
    assert b"<openbadges:credential><![CDATA[{}]]></openbadges:credential>" in bake(plain, b"{}")


def test_every_other_byte_stays() -> None:
    declaration = f' xmlns:openbadges="{NS}"'.encode()
    element = b'<openbadges:credential verify="' + JWS + b'"></openbadges:credential>'
    baked = bake(SVG, JWS)
    assert baked.replace(declaration, b"", 1).replace(element, b"", 1) == SVG


@pytest.mark.conforms("ob3-svg-only-one")
def test_baking_again_replaces_whatever_was_there() -> None:
    baked = bake(SVG, JWS)
    assert bake(bake(bake(SVG, JSON), b"{}"), JWS) == baked


def test_an_image_of_open_badges_2_is_baked_anew() -> None:
    old = svg(
        '<openbadges:assertion verify="https://example.org/1"><![CDATA[{}]]>'
        "</openbadges:assertion><g/>",
        "xmlns:openbadges='http://openbadges.org'",
    )
    baked = bake(old, JWS)
    assert unbake(baked) == JWS
    assert b"openbadges.org" not in baked


def test_an_empty_image_is_opened_for_the_credential() -> None:
    for image in (b'<svg xmlns="http://www.w3.org/2000/svg"/>', b"<s:svg xmlns:s='urn:s' />"):
        assert unbake(bake(image, JSON)) == JSON


@pytest.mark.parametrize(
    ("image", "content"),
    [
        (svg(f'<openbadges:credential verify="{JWS.decode()}"/>'), JWS),
        (svg('<openbadges:credential>\n <![CDATA[\n {"a": 1} ]]>\n</openbadges:credential>'),
         b'{"a": 1}'),
        (svg('<g><x:credential verify="">{"a": 1}</x:credential></g>', f'xmlns:x="{NS}"'),
         b'{"a": 1}'),
        (svg('<o:assertion verify="https://example.org/1"/>', 'xmlns:o="http://openbadges.org"'),
         b"https://example.org/1"),
        (svg('<o:assertion verify="https://example.org/1">{"b": 2}</o:assertion>',
             'xmlns:o="http://openbadges.org"'), b'{"b": 2}'),
    ],
)  # fmt: skip
def test_badges_that_people_already_hold_are_read(image: bytes, content: bytes) -> None:
    assert unbake(image) == content


ONE = '<openbadges:credential verify="a.b.c"/>'


@pytest.mark.parametrize(
    ("image", "words"),
    [
        (SVG, "holds no credential"),
        (svg('<credential verify="a.b.c"/>'), "holds no credential"),
        (svg(ONE + ONE), "2 credentials"),
        (svg("<openbadges:credential/>"), "empty"),
        (svg('<openbadges:credential verify="a.b.c">{}</openbadges:credential>'), "token and JSON"),
        (svg("<openbadges:credential><b/></openbadges:credential>"), "other elements"),
        (svg(f"<openbadges:credential>{'x' * (2**20 + 1)}</openbadges:credential>"), "larger"),
        (b'<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + svg("&a;"), "document type"),
        (b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "x.dtd">' + svg(ONE), "document type"),
        (svg("&nbsp;" + ONE), "not well-formed"),
        (svg("<g>" + ONE), "not well-formed"),
        (svg("<g>" * 300 + "</g>" * 300), "too deeply"),
        (b'<?xml version="1.0" encoding="ISO-8859-1"?>' + svg(ONE), "not UTF-8"),
        (svg("\xe9").decode().encode("latin-1"), "not well-formed"),
        (b"<html><svg>" + svg(ONE) + b"</svg></html>", "root is not svg"),
        (svg(" " * 9_000_000), "8 MiB"),
        (b"GIF89a", "neither PNG nor SVG"),
        (b"", "neither PNG nor SVG"),
    ],
)
def test_what_cannot_be_read_says_why(image: bytes, words: str) -> None:
    begun = time.process_time()
    with pytest.raises(MalformedImage, match=words):
        unbake(image)
    assert time.process_time() - begun < 2


def test_a_character_that_xml_cannot_hold_is_not_baked() -> None:
    with pytest.raises(MalformedImage, match="XML cannot hold"):
        bake(SVG, '{"a": "\uffff"}'.encode())


def test_a_foreign_use_of_the_prefix_is_not_broken_in_silence() -> None:
    odd = svg('<openbadges:credential verify="x"/>', 'xmlns:openbadges="urn:other"')
    with pytest.raises(MalformedImage):
        bake(odd, JWS)


def test_a_crowd_of_credentials_is_refused_at_once() -> None:
    image = svg("<openbadges:credential>x</openbadges:credential>" * 150_000)
    started = time.process_time()
    with pytest.raises(MalformedImage, match="many credentials"):
        unbake(image)
    assert time.process_time() - started < 0.2
