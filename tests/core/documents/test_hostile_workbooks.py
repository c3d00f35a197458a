"""Somebody sends a workbook that is meant to hurt (threats 12 and 22); it is refused in words."""

from __future__ import annotations

import io
import random
import time
import tracemalloc
import zipfile

import pytest

from credstone.documents.sheet import read_sheet
from credstone.errors import MalformedSheet
from tests.core.documents.office import HEADER, ZOE, csv, ods, repacked, xlsx

SHEET = "xl/worksheets/sheet1.xml"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def worksheet(data: str) -> bytes:
    return f'<worksheet xmlns="{MAIN}"><sheetData>{data}</sheetData></worksheet>'.encode()


def with_sheet(data: str) -> bytes:
    return repacked(xlsx(HEADER, ZOE), {SHEET: worksheet(data)})


def with_content(table: str) -> bytes:
    head = (
        '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body>'
        '<office:spreadsheet><table:table table:name="T">'
    )
    tail = "</table:table></office:spreadsheet></office:body></office:document-content>"
    return repacked(ods(HEADER, ZOE), {"content.xml": (head + table + tail).encode()})


def refused(data: bytes, name: str = "results.xlsx") -> str:
    """The refusal, which must come quickly and in little memory."""
    tracemalloc.start()
    begun = time.process_time()
    with pytest.raises(MalformedSheet) as refusal:
        read_sheet(data, name)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert time.process_time() - begun < 10
    assert peak < 200 * 2**20
    assert str(refusal.value)
    return str(refusal.value)


def assert_placed(refusal: MalformedSheet) -> None:
    assert refusal.where.startswith("results")


def test_macros_are_refused_whatever_the_name_says() -> None:
    plain = xlsx(HEADER, ZOE)
    assert "macros" in refused(repacked(plain, {"xl/vbaProject.bin": b"\xd0\xcf"}))
    assert "macros" in refused(repacked(plain, {"xl/macrosheets/sheet1.xml": b"<a/>"}))
    types = b'<Types><Override ContentType="application/vnd.ms-excel.sheet.macroEnabled"/></Types>'
    assert "macros" in refused(repacked(plain, {"[Content_Types].xml": types}))
    assert "macros" in refused(plain, "results.XLSM")
    module = {"Basic/Standard/Module1.xml": b"<script/>"}
    assert "macros" in refused(repacked(ods(HEADER, ZOE), module), "results.ods")


def test_protected_workbooks_are_refused_in_words() -> None:
    manifest = b"<manifest><encryption-data/></manifest>"
    locked = repacked(ods(HEADER, ZOE), {"META-INF/manifest.xml": manifest})
    assert "password" in refused(locked)
    flagged = bytearray(xlsx(HEADER, ZOE))
    for at in (flagged.index(b"PK\x03\x04") + 6, flagged.index(b"PK\x01\x02") + 8):
        flagged[at] |= 1
    assert "password" in refused(bytes(flagged))


def test_a_folder_of_files_is_no_workbook() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as folder:
        folder.writestr("results.xlsx", xlsx(HEADER, ZOE))
    assert "Unpack it first" in refused(buffer.getvalue())


def test_a_bomb_is_refused_by_what_it_unpacks_to() -> None:
    bomb = repacked(xlsx(HEADER, ZOE), {"xl/media/picture.bin": b"\x00" * 30_000_000})
    assert "times its size" in refused(bomb)


def test_a_workbook_that_unpacks_to_too_much_is_refused() -> None:
    noise = random.Random(7).randbytes(200_000)
    parts = {f"xl/media/{n}.bin": noise + b"\x00" * 27_000_000 for n in range(8)}
    assert "more than 200 MiB" in refused(repacked(xlsx(HEADER, ZOE), parts))


def test_a_directory_that_lies_about_a_size_is_caught() -> None:
    honest = bytearray(xlsx(HEADER, ZOE))
    at = 0
    while (at := honest.find(b"PK\x01\x02", at)) != -1:
        name_length = int.from_bytes(honest[at + 28 : at + 30], "little")
        if honest[at + 46 : at + 46 + name_length] == SHEET.encode():
            honest[at + 24 : at + 28] = (100).to_bytes(4, "little")
        at += 4
    assert "more than its directory says" in refused(bytes(honest))


def test_two_archives_in_one_file_are_refused() -> None:
    assert "not where it should be" in refused(xlsx(HEADER, ZOE) + xlsx(HEADER, ["1", "Mallory"]))


def test_a_name_given_twice_is_refused() -> None:
    buffer = io.BytesIO(xlsx(HEADER, ZOE))
    with zipfile.ZipFile(buffer, "a") as container, pytest.warns(UserWarning, match="Duplicate"):
        container.writestr(SHEET, worksheet(""))
    assert "twice" in refused(buffer.getvalue())


def test_a_stray_value_far_away_does_not_claim_memory() -> None:
    header = '<row r="1"><c r="A1" t="inlineStr"><is><t>Email</t></is></c></row>'
    far = '<row r="1048576"><c r="J1048576"><v>1</v></c></row>'
    assert "far from the others" in refused(with_sheet(header + far))
    assert "column XFD" in refused(with_sheet('<row r="1"><c r="XFD1"><v>1</v></c></row>'))


def test_a_bomb_in_a_part_that_the_workbook_does_not_name_is_still_scanned() -> None:
    far = worksheet(
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="Z1048576"><v>1</v></c></row>'
    )
    assert "far from" in refused(repacked(xlsx(HEADER, ZOE), {"xl/other/place.dat": far}))


def test_one_long_text_used_everywhere_does_not_claim_memory() -> None:
    shared = f'<sst xmlns="{MAIN}"><si><t>{"x" * 9_000}</t></si></sst>'.encode()
    cells = "".join(
        f'<row r="{row}">' + '<c t="s"><v>0</v></c>' * 12 + "</row>" for row in range(1, 1_001)
    )
    book = repacked(with_sheet(cells), {"xl/sharedStrings.xml": shared})
    assert "characters" in refused(book)


def test_array_formulas_over_everything_are_refused() -> None:
    formula = '<c r="A1"><f t="array" ref="A1:GR50000">1</f><v>1</v></c>'
    assert "more formulas" in refused(with_sheet(f'<row r="1">{formula}</row>'))


def test_repetition_in_ods_does_not_claim_memory() -> None:
    cell = '<table:table-cell office:value-type="string"{}><text:p>@</text:p></table:table-cell>'
    row = "<table:table-row{}>{}</table:table-row>"
    wide = row.format("", cell.format(' table:number-columns-repeated="16384"'))
    assert "column XFD" in refused(with_content(wide), "results.ods")
    tall = row.format(' table:number-rows-repeated="1048576"', cell.format(""))
    assert "1048575 rows" in refused(with_content(tall), "results.ods")
    endless = row.format(' table:number-rows-repeated="99999999"', "<table:table-cell/>")
    assert "number-rows-repeated" in refused(with_content(endless), "results.ods")
    many = row.format(' table:number-rows-repeated="1048576"', "<table:table-cell/>") * 3
    assert "more rows" in refused(with_content(many), "results.ods")
    spaces = cell.format("").replace("@", '<text:s text:c="900000"/>', 1)
    assert "spaces" in refused(with_content(row.format("", spaces)), "results.ods")


def test_the_empty_rest_that_offices_repeat_is_harmless() -> None:
    header = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{name}</text:p></table:table-cell>'
        for name in HEADER
    )
    rest = (
        '<table:table-row table:number-rows-repeated="1048573">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    table = f"<table:table-row>{header}</table:table-row>" * 2 + rest
    assert len(read_sheet(with_content(table)).rows) == 1


def test_entities_are_refused() -> None:
    laughs = b'<!DOCTYPE w [<!ENTITY a "ha">]>' + worksheet("")
    assert "document type" in refused(repacked(xlsx(HEADER, ZOE), {SHEET: laughs}))


def test_50001_rows_are_counted() -> None:
    rows = "".join(f"<row><c><v>{n}</v></c></row>" for n in range(50_001))
    book = with_sheet('<row><c t="inlineStr"><is><t>Email</t></is></c></row>' + rows)
    assert "50001 rows" in refused(book)


def test_a_long_text_is_named_by_its_cell() -> None:
    text = '<row r="{0}"><c r="A{0}" t="inlineStr"><is><t>{1}</t></is></c></row>'
    book = with_sheet(text.format(1, "Email") + text.format(2, "x" * 10_001))
    assert "Cell A2 has 10001 characters" in refused(book)


def test_a_cell_address_that_is_none_is_refused() -> None:
    assert "is no" in refused(with_sheet('<row r="1"><c r="A0"><v>1</v></c></row>'))
    assert "is no" in refused(with_sheet('<row r="-5"><c r="A1"><v>1</v></c></row>'))


@pytest.mark.parametrize("seed", range(150))
def test_damaged_files_never_raise_anything_else(seed: int) -> None:
    chance = random.Random(seed)
    original = [xlsx(HEADER, ZOE), ods(HEADER, ZOE), csv(HEADER, ZOE).encode("cp1252")][seed % 3]
    data = bytearray(original)
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(data) or 1)
        if chance.random() < 0.3:
            del data[at : at + chance.randint(1, 200)]
        else:
            data[at : at + 1] = chance.randbytes(1)
    try:
        read_sheet(bytes(data), "results")
    except MalformedSheet as refusal:
        assert_placed(refusal)


@pytest.mark.parametrize("seed", range(100))
def test_damaged_markup_never_raises_anything_else(seed: int) -> None:
    chance = random.Random(seed)
    original, part = [(xlsx(HEADER, ZOE), SHEET), (ods(HEADER, ZOE), "content.xml")][seed % 2]
    with zipfile.ZipFile(io.BytesIO(original)) as container:
        markup = container.read(part)
    tags = [at for at, byte in enumerate(markup) if byte in b'"<>0123456789']
    damaged = bytearray(markup)
    for _ in range(chance.randint(1, 4)):
        damaged[chance.choice(tags)] = chance.choice(b'"<>/0123456789AZ ')
    try:
        read_sheet(repacked(original, {part: bytes(damaged)}), "results")
    except MalformedSheet as refusal:
        assert_placed(refusal)
