"""Files made to harm: each is refused in one sentence, at once, or read without harm."""

from __future__ import annotations

import io
import os
import random
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import olefile
import pytest
import xlwt

from crmdesk.core.domain.problems import FileProblem
from crmdesk.core.importing import child, readers
from crmdesk.core.importing.readers import ods_slow, xlsx_slow
from crmdesk.core.importing.readers.limits import Limits
from crmdesk.core.importing.readers.problems import ReaderFailed
from crmdesk.core.importing.readers.source import Source
from tests.core.importing import making, making_binary

ONE = '<row r="1"><c r="A1" t="inlineStr"><is><t>姓名</t></is></c></row>'
_CELL = b'<table:table-cell office:value-type="float" office:value="1"><text:p>1</text:p>'


def _ods_claim(path: Path, row: bytes, cell: bytes) -> Path:
    making.ods(path, [["姓名"]])
    line = b"<table:table-row" + row + b">" + _CELL.replace(b"cell ", b"cell " + cell)
    line += b"</table:table-cell></table:table-row></table:table>"
    return making.in_part(
        path, "content.xml", lambda text: text.replace(b"</table:table>", line, 1)
    )


def _xls_claim(path: Path, kind: int, body: bytes) -> Path:
    """Write a workbook whose sheet has one more record before all others."""
    book = xlwt.Workbook(encoding="utf-8")
    book.add_sheet("客户").write(0, 0, "姓名")
    stream = making_binary.book_stream(book)
    second = stream.index(struct.pack("<H", 0x0809), 4)
    begin = second + 4 + struct.unpack_from("<H", stream, second + 2)[0]
    stream = stream[:begin] + making_binary.record(kind, body) + stream[begin:]
    return making_binary.in_container(path, stream)


def _far_cell(row: int, column: int) -> bytes:
    return struct.pack("<HHHd", row, column, 15, 1.0)


def _told(path: Path) -> object:
    """Return the rows of the first sheet, or the sentence in which the file is refused."""
    try:
        return readers.read(path).sheets[0].rows
    except FileProblem as problem:
        return problem.message if problem.advice else ""


CLAIMS: dict[str, Callable[[Path], Path]] = {
    "xlsx row": lambda path: making.raw_xlsx(
        path, ONE + '<row r="4294967295"><c r="A4294967295"><v>1</v></c></row>'
    ),
    "xlsx corner": lambda path: making.raw_xlsx(
        path, ONE + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    ),
    "xlsx prefix": lambda path: making.in_part(
        making.raw_xlsx(path, ONE),
        "xl/worksheets/sheet1.xml",
        lambda text: text.replace(b"<row ", b"<x:row ").replace(
            b"</sheetData>",
            b"<x:row r='4294967295'><x:c r='A1'><x:v>1</x:v></x:c></x:row></sheetData>",
        ),
    ),
    "xlsb row": lambda path: making_binary.xlsb(
        path, making_binary.xlsb_sheet([["姓名"]], claim=4_294_967_294)
    ),
    "xlsb width": lambda path: making_binary.xlsb(
        path,
        making_binary.record_b(0, struct.pack("<IIHBBBI", 1_000_000, 0, 300, 0, 0, 0, 0))
        + making_binary.record_b(5, struct.pack("<IId", 16_000, 0, 1.0)),
    ),
    "ods rows": lambda path: _ods_claim(path, b' table:number-rows-repeated="4294967295"', b""),
    "ods block": lambda path: _ods_claim(
        path,
        b' table:number-rows-repeated="1000000"',
        b'table:number-columns-repeated="16000" ',
    ),
    "xls size": lambda path: _xls_claim(
        path, 0x0200, struct.pack("<IIHHH", 0, 0xFFFFFFFF, 0, 0xFFFF, 0)
    ),
    "xls corner": lambda path: _xls_claim(path, 0x0203, _far_cell(65_535, 65_535)),
}


def effort_of_children() -> float:
    """Return the seconds of a processor that children took, whatever else the machine does."""
    spent = os.times()
    return spent.children_user + spent.children_system


def effort_for_an_honest_file(folder: Path) -> float:
    """Return what a child takes on this machine for next to nothing."""
    path = making.raw_xlsx(folder / "honest.xlsx", ONE)
    before = effort_of_children()
    child.read_file(path)
    return effort_of_children() - before


@pytest.mark.parametrize("claim", list(CLAIMS))
def test_that_a_tiny_file_that_claims_billions_of_cells_is_refused_with_little_effort(
    tmp_path: Path, claim: str
) -> None:
    path = CLAIMS[claim](tmp_path / "a.bin")
    assert path.stat().st_size < 20_000
    honest = effort_for_an_honest_file(tmp_path)
    before = effort_of_children()
    with pytest.raises(FileProblem, match="claims more rows") as caught:
        child.read_file(path)
    # On a slow machine the start of the child alone takes that long.
    assert effort_of_children() - before < 2 + 5 * honest
    assert caught.value.advice


BOMB = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "'
    + "ha" * 500
    + '">'
    + "".join(f'<!ENTITY {chr(n + 1)} "{f"&{chr(n)};" * 10}">' for n in range(97, 105))
    + "]>"
)
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY i SYSTEM "file:///etc/hostname">]>'


@pytest.mark.parametrize("prolog", [BOMB, OUTSIDE])
@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml"])
def test_that_xml_that_swells_or_reaches_outside_is_refused(
    tmp_path: Path, prolog: str, part: str
) -> None:
    path = making.raw_xlsx(
        tmp_path / "a.xlsx", '<row r="1"><c r="A1" t="inlineStr"><is><t>&i;</t></is></c></row>'
    )
    making.in_part(path, part, lambda text: prolog.encode() + text)
    with pytest.raises(FileProblem, match="damaged"):
        child.read_file(path)
    with pytest.raises(FileProblem, match="damaged"):
        list(xlsx_slow.stream(Source.of(path), Limits()).sheets)


@pytest.mark.parametrize("prolog", [BOMB, OUTSIDE])
def test_that_an_ods_that_swells_or_reaches_outside_brings_nothing_in(
    tmp_path: Path, prolog: str
) -> None:
    path = making.in_part(
        making.ods(tmp_path / "a.ods", [["姓名"]]),
        "content.xml",
        lambda text: (
            prolog.encode() + text[text.index(b"?>") + 2 :].replace(b"\xe5\xa7\x93", b"&i;")
        ),
    )
    shown = str(_told(path))
    assert "haha" not in shown and os.uname().nodename not in shown
    assert len(shown) < 1000


def test_that_a_bomb_of_zeros_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = making.raw_xlsx(tmp_path / "a.xlsx", ONE)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        with archive.open("xl/sharedStrings.xml", "w", force_zip64=True) as part:
            for _ in range(150):
                part.write(bytes(1 << 20))
    honest = effort_for_an_honest_file(tmp_path)
    before = effort_of_children()
    with pytest.raises(FileProblem, match="too large"):
        child.read_file(path)
    assert effort_of_children() - before < 2 + 5 * honest


def test_that_a_part_larger_than_it_says_does_no_harm(tmp_path: Path) -> None:
    path = making.raw_xlsx(tmp_path / "a.xlsx", ONE + " " * 5_000_000)
    data = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        size = struct.pack("<I", archive.getinfo("xl/worksheets/sheet1.xml").file_size)
    place = data.find(size)
    while place >= 0:
        data[place : place + 4] = struct.pack("<I", 100)
        place = data.find(size)
    path.write_bytes(data)
    assert _told(path) in ([["姓名"]], "This file could not be read: it seems to be damaged.")


def test_that_ten_thousand_parts_are_refused(tmp_path: Path) -> None:
    path = making.raw_xlsx(tmp_path / "a.xlsx", ONE)
    with zipfile.ZipFile(path, "a") as archive:
        for number in range(10_001):
            archive.writestr(f"x{number}", b"")
    with pytest.raises(FileProblem, match="too large"):
        child.read_file(path)


def test_that_names_that_lead_out_of_the_folder_write_nothing(tmp_path: Path) -> None:
    inside = tmp_path / "a" / "b"
    inside.mkdir(parents=True)
    path = making.raw_xlsx(inside / "a.xlsx", ONE)
    with zipfile.ZipFile(path, "a") as archive:
        for name in ("../../harm", "/harm", "..\\..\\harm", "C:\\harm", "xl/../../../harm"):
            archive.writestr(name, b"harm")
    before = sorted(tmp_path.rglob("*"))
    assert child.read_file(path).sheets[0].rows == [["姓名"]]
    assert sorted(tmp_path.rglob("*")) == before


def test_that_a_zip_with_a_password_is_told_so(tmp_path: Path) -> None:
    path = making.raw_xlsx(tmp_path / "a.xlsx", ONE)
    data = bytearray(path.read_bytes())
    place = data.find(b"PK\x01\x02")
    while place >= 0:
        data[place + 8] |= 1
        place = data.find(b"PK\x01\x02", place + 4)
    path.write_bytes(data)
    with pytest.raises(FileProblem, match="protected by a password"):
        child.read_file(path)


def test_that_an_archive_within_an_archive_and_a_loop_of_parts_are_refused(tmp_path: Path) -> None:
    path = making.raw_xlsx(tmp_path / "a.xlsx", ONE)
    outer = tmp_path / "b.xlsx"
    with zipfile.ZipFile(outer, "w") as archive:
        archive.write(path, "a.xlsx")
    with pytest.raises(FileProblem, match="packed folder"):
        child.read_file(outer)


@pytest.mark.parametrize("kind", ["xlsx", "xlsb", "xls", "ods", "old"])
def test_that_changed_bytes_are_read_or_refused_in_a_sentence(tmp_path: Path, kind: str) -> None:
    makers: dict[str, Callable[[Path], Path]] = {
        "xlsx": making.xlsx,
        "xls": making.xls,
        "ods": making.ods,
        "xlsb": lambda path: making_binary.xlsb(
            path, making_binary.xlsb_sheet([["姓名", 1]] * 20, merged=[(0, 0, 1, 0)])
        ),
        "old": lambda path: making_binary.old_xls(path, 4, [["姓名", 1]] * 20),
    }
    whole = makers[kind](tmp_path / "a").read_bytes()
    chance = random.Random(kind)
    path = tmp_path / "b"
    for _ in range(60):
        data = bytearray(whole)
        for _ in range(chance.choice((1, 3, 30))):
            data[chance.randrange(len(data))] = chance.choice((0, 255, chance.randrange(256)))
        path.write_bytes(data[: chance.choice((len(data), chance.randrange(8, len(data))))])
        assert isinstance(told := _told(path), list) or str(told).endswith(".")


def _chained_container(entries: int) -> bytes:
    """Return a container each of whose entries stands to the left of the one before."""
    nobody, end = 0xFFFFFFFF, 0xFFFFFFFE
    sectors = entries * 128 // 512
    tables = -(-(sectors + 8) // 128)
    chain = [*range(1, sectors), end, *[0xFFFFFFFD] * tables]
    table = struct.pack(f"<{len(chain)}I", *chain).ljust(tables * 512, b"\xff")
    own = [*range(sectors, sectors + tables), *[nobody] * (109 - tables)]
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head += struct.pack("<5H6x3I", 62, 3, 0xFFFE, 9, 6, 0, tables, 0)
    head += struct.pack("<6I", 0, 4096, end, 0, end, 0) + struct.pack("<109I", *own)
    named = "Workbook".encode("utf-16-le")
    parts = []
    for number in range(entries):
        name = "Root Entry".encode("utf-16-le") if number == 0 else named
        left = number + 1 if 0 < number < entries - 1 else nobody
        child_of_root = 1 if number == 0 else nobody
        parts.append(
            name.ljust(64, b"\0")
            + struct.pack(
                "<HBB3I", len(name) + 2, 2 if number else 5, 1, left, nobody, child_of_root
            )
            + bytes(36)
            + struct.pack("<IQ", end, 0)
        )
    return head + b"".join(parts) + table


def test_that_a_container_of_endless_parts_is_refused_in_a_sentence(tmp_path: Path) -> None:
    data = _chained_container(4000)
    with pytest.raises(RecursionError), olefile.OleFileIO(io.BytesIO(data)):
        pass
    path = tmp_path / "a.xls"
    path.write_bytes(data)
    assert str(_told(path)).endswith(".")


@pytest.mark.parametrize("broken", [b"<a></b>", b"&nothing;", b"\xff"])
def test_that_an_ods_that_breaks_off_inside_its_rows_is_told_as_damaged(
    tmp_path: Path, broken: bytes
) -> None:
    path = making.in_part(
        making.ods(tmp_path / "a.ods", [["\u59d3\u540d"], *[["x" * 500]] * 2000]),
        "content.xml",
        lambda text: text.replace(b"</table:table>", broken + b"</table:table>"),
    )
    stream = ods_slow.stream(Source.of(path), Limits())
    with pytest.raises(ReaderFailed):
        for sheet in stream.sheets:
            list(sheet.rows)
