"""What is an absolute IRI here: RFC 3987, and no space of any script."""

from __future__ import annotations

import time

import pytest

from credstone.securing.canonical.iris import is_absolute

IRIS = """
    https://a.example  http://a.example/b?c=d&e#f  http://u:p@h.example:8080/  http://[::1]:80/a?b
    did:key:z6Mk#z6Mk  did:web:a.example%3A8443:x  urn:uuid:1  mailto:a@b.example  xsd:dateTime  a:
    data:application/vc+jwt,e30.e30.c2ln  tag:x,2020:y  file:///x  http:a/b  https://é.example/日本
    https://a.example/?\ue000  https://a.example/עברית#𝒳  urn:x?+a?=b#/?
"""
NOT_THESE = [
    *("", "a", "//a.example", "/a", "1a:b", "é:a", "_:b", "ht tp:x", ":a", "#a"),
    *(
        "http://a b",
        "http://a.example/%zz",
        "http://a.example/%2",
        "urn:a#b#c",
        "urn:a\n",
        "\nurn:a",
    ),
    *("http://[x]/", "http://a.example/[b]", "http://h:80x/", "http://a:b:c/", "http://h:x"),
    *(
        "urn:<",
        "urn:>",
        'urn:"',
        "urn:{}",
        "urn:|",
        "urn:\\",
        "urn:^",
        "urn:`",
        "urn:\x7f",
        "urn:\x85",
    ),
    *(
        "urn:\u00a0",
        "urn:\u1680",
        "urn:\u2028",
        "urn:\u200a",
        "urn:\u3000",
        "urn:\ufeff",
        "urn:\ufffe",
    ),
    *("urn:\ue000", "urn:\ufdd0", "urn:\U0001ffff", "urn:\ud800", "urn:\ufffd"),
]


@pytest.mark.parametrize("text", IRIS.split())
def test_is_an_iri(text: str) -> None:
    assert is_absolute(text)


@pytest.mark.parametrize("text", NOT_THESE)
def test_is_none(text: str) -> None:
    assert not is_absolute(text)


@pytest.mark.parametrize("middle", ["a", "%41", "a:", "/", "?", "é", "@"])
def test_a_megabyte_is_read_in_linear_time(middle: str) -> None:
    start = time.process_time()
    is_absolute("https://" + middle * (1_000_000 // len(middle)) + " ")
    is_absolute("urn:" + middle * (1_000_000 // len(middle)) + " ")
    assert time.process_time() - start < 0.5
