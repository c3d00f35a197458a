"""A credential inside an SVG (Open Badges 3.0, "Baked Badge"; Open Badges 2.0 baking).

A JWS stands in the ``verify`` attribute of ``openbadges:credential``, JSON in its body. Baking
inserts and removes that element and its namespace; every other byte of the image stays. The image
is parsed without document types and entities (threats 20 and 21) and never rendered here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from credstone.documents.plain_xml import feed, plain_parser
from credstone.errors import MalformedImage

_NAMESPACE = "https://purl.imsglobal.org/ob/v3p0"
_OB2_NAMESPACE = "http://openbadges.org"
_CREDENTIAL = f"{_NAMESPACE} credential"
_ASSERTION = f"{_OB2_NAMESPACE} assertion"
_MAX_IMAGE_BYTES = 8 * 1024 * 1024
_MAX_CREDENTIAL_BYTES = 1024 * 1024
_MAX_DEPTH = 200
_MOST_BAKED = 16
_WHITE_SPACE = " \t\r\n"
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_ATTRIBUTE = re.compile(rb"\s+([^\s=/>]+)\s*=\s*(\"[^\"]*\"|'[^']*')")


@dataclass
class _Baked:
    """One element that carries a credential, and the bytes it takes up."""

    name: str
    verify: str
    start: int
    end: int = -1
    text: str = ""


@dataclass(frozen=True)
class _Outline:
    """What baking needs to know of an SVG: where its root tag begins, and what is baked in."""

    root: int
    baked: tuple[_Baked, ...]


def read_svg(image: bytes) -> bytes:
    """The credential baked into ``image``: JSON, a compact JWS, or for Open Badges 2.x a URL.

    An Open Badges 3.0 credential goes before a 2.x assertion. Raises ``MalformedImage`` when the
    SVG is unreadable, declares a document type, holds no credential, or holds two of one kind.
    """
    outline = _outline(image)
    for name in (_CREDENTIAL, _ASSERTION):
        found = [baked for baked in outline.baked if baked.name == name]
        if len(found) > 1:
            raise _refuse(f"It holds {len(found)} credentials where one is allowed")
        if found:
            return _content(found[0])
    raise MalformedImage(
        "The image holds no credential.", fix="Use the image as it was given out, not a copy of it."
    )


def bake_svg(image: bytes, credential: bytes) -> bytes:
    """``image`` with ``credential`` in it instead of any that it held.

    Raises ``MalformedImage`` when the SVG is unreadable or the credential cannot stand in XML.
    """
    if len(credential) > _MAX_CREDENTIAL_BYTES:
        raise _refuse("The credential is too large to be baked into an image")
    plain = _without(image, _outline(image).baked)
    root = _outline(plain).root
    end = _tag_end(plain, root)
    empty = plain[end - 2 : end - 1] == b"/"
    tag = _with_namespace(plain[root : end - (2 if empty else 1)])
    name = re.match(rb"<([^\s/>]+)", tag)
    closing = b"</" + name[1] + b">" if empty and name else b""
    baked = plain[:root] + tag + b">" + _element(credential) + closing + plain[end:]
    if read_svg(baked) != credential:
        raise _refuse("It uses the prefix openbadges for something else")
    return baked


def _element(credential: bytes) -> bytes:
    text = _decoded(credential)
    if not text.startswith("{"):
        return b'<openbadges:credential verify="' + credential + b'"></openbadges:credential>'
    # A CDATA section cannot hold its own end, and XML readers fold carriage returns.
    body = credential.replace(b"]]>", b"]]]]><![CDATA[>")
    body = body.replace(b"\r", b"]]>&#13;<![CDATA[")
    return b"<openbadges:credential><![CDATA[" + body + b"]]></openbadges:credential>"


def _decoded(credential: bytes) -> str:
    try:
        text = credential.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _refuse("The credential is not UTF-8") from error
    if _NOT_XML.search(text):
        raise _refuse("The credential holds a character that XML cannot hold")
    return text


def _content(baked: _Baked) -> bytes:
    """JSON in the body goes first: the verify attribute of a 2.x assertion may be just its URL."""
    text, verify = baked.text.strip(_WHITE_SPACE), baked.verify.strip(_WHITE_SPACE)
    if text and verify and baked.name == _CREDENTIAL:
        raise _refuse("It holds a token and JSON where one of them is allowed")
    content = (text or verify).encode()
    if not content:
        raise _refuse("Its credential is empty")
    if len(content) > _MAX_CREDENTIAL_BYTES:
        raise _refuse("Its credential is larger than a credential can be")
    return content


def _outline(image: bytes) -> _Outline:
    if len(image) > _MAX_IMAGE_BYTES:
        raise _refuse(f"It has more than {_MAX_IMAGE_BYTES // 2**20} MiB")
    reader = _Reader()
    parser = reader.parser
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.characters
    feed(parser, [image], _refuse)
    for baked in reader.baked:
        # Of an empty element (<a/>) the end is reported where it starts: both end at the next ">".
        baked.end = _tag_end(image, baked.end)
    return _Outline(reader.root, tuple(reader.baked))


class _Reader:
    """One pass over an SVG, noting the root and every element that carries a credential."""

    def __init__(self) -> None:
        self.parser = plain_parser(_refuse, namespaces=True)
        self.root = -1
        self.baked: list[_Baked] = []
        self._depth = 0
        self._open: _Baked | None = None

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > _MAX_DEPTH:
            raise _refuse("It is nested too deeply")
        if self._depth == 1:
            if name.rpartition(" ")[2] != "svg":
                raise _refuse("Its root is not svg")
            self.root = self.parser.CurrentByteIndex
        if self._open is not None:
            raise _refuse("Its credential holds other elements")
        if name in (_CREDENTIAL, _ASSERTION):
            if len(self.baked) == _MOST_BAKED:
                raise _refuse("It holds many credentials where one is allowed")
            self._open = _Baked(name, attributes.get("verify", ""), self.parser.CurrentByteIndex)

    def end(self, name: str) -> None:
        self._depth -= 1
        if self._open is not None:
            self._open.end = self.parser.CurrentByteIndex
            self.baked.append(self._open)
            self._open = None

    def characters(self, data: str) -> None:
        if self._open is not None:
            self._open.text += data
            if len(self._open.text) > _MAX_CREDENTIAL_BYTES:
                raise _refuse("Its credential is larger than a credential can be")


def _without(image: bytes, baked: tuple[_Baked, ...]) -> bytes:
    for one in reversed(baked):
        image = image[: one.start] + image[one.end :]
    return image


def _tag_end(image: bytes, start: int) -> int:
    """Where the tag that begins at ``start`` ends; the image is known to be well-formed."""
    quote = 0
    for at in range(start, len(image)):
        byte = image[at]
        if quote:
            quote = 0 if byte == quote else quote
        elif byte in b"\"'":
            quote = byte
        elif byte == ord(">"):
            return at + 1
    raise _refuse("It breaks off")


def _with_namespace(tag: bytes) -> bytes:
    """The root tag, without its end, binding the prefix ``openbadges`` to the 3.0 namespace."""
    declaration = f'xmlns:openbadges="{_NAMESPACE}"'.encode()
    for attribute in _ATTRIBUTE.finditer(tag):
        if attribute[1] == b"xmlns:openbadges":
            return tag[: attribute.start(1)] + declaration + tag[attribute.end() :]
    return tag.rstrip() + b" " + declaration


def _refuse(reason: str) -> MalformedImage:
    return MalformedImage(f"The SVG cannot carry or show a credential: {reason}.")
