"""The ZIP container of a workbook, checked before anything else opens it (threat 22).

Every entry is really unpacked once, streaming and counted, because the sizes in the directory are
only claims. Shapes that two readers could understand differently (appended archives, names given
twice, ZIP64 directories) are refused, so that what was checked is what is read.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from credstone.documents.limits import MAX_MEMBERS, MAX_RATIO, MAX_UNPACKED_BYTES
from credstone.errors import MalformedSheet

_CHUNK = 64 * 1024
_LOCAL_HEADER = struct.Struct("<4s5H3I2H")
_END_RECORD = struct.Struct("<4s4H2IH")
_ZIP64_LOCATOR = b"PK\x06\x07"
_ENCRYPTED = 0x1
_SAVE_AGAIN = "Open it in your office program and save it as a new .xlsx, .ods or .csv file."


@dataclass(frozen=True)
class Member:
    """One entry: where its packed bytes lie and how many bytes they unpack to."""

    start: int
    packed: int
    unpacked: int
    deflated: bool
    crc: int


@dataclass(frozen=True)
class Archive:
    """A checked container; ``members`` maps names as written to their place in ``data``."""

    data: bytes
    members: Mapping[str, Member]

    def chunks(self, name: str) -> Iterator[bytes]:
        """The unpacked bytes of an entry, piece by piece; ``KeyError`` when there is none."""
        return _unpack(self.data, name, self.members[name])

    def read(self, name: str) -> bytes:
        """The unpacked bytes of an entry; ``KeyError`` when there is none."""
        return b"".join(self.chunks(name))


def open_archive(data: bytes) -> Archive:
    """Check every entry of ``data`` against the limits and answer the container.

    Raises ``MalformedSheet`` when it is damaged, encrypted, too large or ambiguous.
    """
    members = {info.filename: _locate(data, info) for info in _directory(data)}
    total = 0
    for name, member in members.items():
        total += member.unpacked
        _check_sizes(name, member, total)
        if sum(map(len, _unpack(data, name, member))) != member.unpacked:
            raise _damaged(f"{name!r} is shorter than its directory says")
    return Archive(data, members)


def _directory(data: bytes) -> list[zipfile.ZipInfo]:
    _check_end(data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as opened:
            infos = opened.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, struct.error, OSError) as error:
        raise _damaged(f"its directory cannot be read ({error})") from error
    if len(infos) > MAX_MEMBERS:
        raise MalformedSheet(f"The workbook has {len(infos)} parts.", fix=_SAVE_AGAIN)
    seen: set[str] = set()
    for info in infos:
        plain = info.filename.replace("\\", "/").casefold()
        if plain in seen or info.filename != info.orig_filename:
            raise _damaged(f"the name {info.filename!r} stands there twice or is not plain")
        seen.add(plain)
    return infos


def _check_end(data: bytes) -> None:
    """Exactly one directory, directly before the end, as every office program writes it."""
    end = len(data) - _END_RECORD.size
    record = _END_RECORD.unpack(data[end:]) if end >= 0 else (b"",)
    if record[0] != b"PK\x05\x06" or data[end - 20 : end - 16] == _ZIP64_LOCATOR:
        raise _damaged("it breaks off or goes on after its directory")
    if record[5] + record[6] != end:
        raise _damaged("its directory is not where it should be")


def _locate(data: bytes, info: zipfile.ZipInfo) -> Member:
    if info.flag_bits & _ENCRYPTED:
        raise MalformedSheet(
            "The workbook is protected with a password.", fix="Save it without a password."
        )
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise _damaged(f"{info.filename!r} is packed in an unusual way")
    header = data[info.header_offset : info.header_offset + _LOCAL_HEADER.size]
    if len(header) != _LOCAL_HEADER.size or header[:4] != b"PK\x03\x04":
        raise _damaged(f"{info.filename!r} is not where the directory says")
    fields = _LOCAL_HEADER.unpack(header)
    start = info.header_offset + _LOCAL_HEADER.size + fields[9] + fields[10]
    return Member(
        start=start,
        packed=info.compress_size,
        unpacked=info.file_size,
        deflated=info.compress_type == zipfile.ZIP_DEFLATED,
        crc=info.CRC,
    )


def _check_sizes(name: str, member: Member, total: int) -> None:
    if total > MAX_UNPACKED_BYTES:
        raise MalformedSheet(
            f"The workbook unpacks to more than {MAX_UNPACKED_BYTES // 2**20} MiB.", fix=_SAVE_AGAIN
        )
    if member.unpacked > 2**20 and member.unpacked > MAX_RATIO * max(member.packed, 1):
        raise MalformedSheet(
            f"{name!r} unpacks to {member.unpacked // max(member.packed, 1)} times its size, "
            "which no result list does.",
            fix=_SAVE_AGAIN,
        )


def _unpack(data: bytes, name: str, member: Member) -> Iterator[bytes]:
    """Unpack an entry, never beyond the size its directory claims."""
    packed = memoryview(data)[member.start : member.start + member.packed]
    inflate = zlib.decompressobj(-15) if member.deflated else None
    left, crc = member.unpacked, 0
    for at in range(0, len(packed), _CHUNK):
        for piece in _pieces(bytes(packed[at : at + _CHUNK]), inflate, name):
            left -= len(piece)
            if left < 0:
                raise _damaged(f"{name!r} unpacks to more than its directory says")
            crc = zlib.crc32(piece, crc)
            yield piece
    if crc != member.crc or (inflate is not None and member.packed and not inflate.eof):
        raise _damaged(f"{name!r} does not match its checksum")


def _pieces(packed: bytes, inflate: zlib._Decompress | None, name: str) -> Iterator[bytes]:
    if inflate is None:
        yield packed
        return
    try:
        while packed:
            piece = inflate.decompress(packed, _CHUNK)
            if piece:
                yield piece
            packed = inflate.unconsumed_tail
    except zlib.error as error:
        raise _damaged(f"{name!r} cannot be unpacked") from error


def _damaged(reason: str) -> MalformedSheet:
    return MalformedSheet(f"The workbook's container is damaged: {reason}.", fix=_SAVE_AGAIN)
