"""Workbooks that no library writes any more, or none ever did, record by record."""

from __future__ import annotations

import hashlib
import io
import struct
import zipfile
from collections.abc import Sequence
from pathlib import Path

import xlwt
from msoffcrypto.format.ooxml import OOXMLFile
from msoffcrypto.method.rc4 import DocumentRC4
from msoffcrypto.method.xor_obfuscation import DocumentXOR
from xlwt.CompoundDoc import XlsDoc

from crmdesk.core.importing.readers import biff
from crmdesk.core.importing.sheet import Cell

Rows = Sequence[Sequence[Cell]]
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def record(kind: int, body: bytes = b"") -> bytes:
    """Return a record of .xls."""
    return struct.pack("<HH", kind, len(body)) + body


def record_b(kind: int, body: bytes = b"") -> bytes:
    """Return a record of .xlsb, whose kind and length are numbers of seven bits a byte."""
    head = bytes([kind]) if kind < 0x80 else bytes([kind & 0x7F | 0x80, kind >> 7])
    length, rest = b"", len(body)
    while True:
        length += bytes([rest & 0x7F | (0x80 if rest > 0x7F else 0)])
        rest >>= 7
        if not rest:
            return head + length + body


def _wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def xlsb_sheet(
    rows: Rows,
    hidden: Sequence[int] = (),
    merged: Sequence[tuple[int, int, int, int]] = (),
    claim: int | None = None,
) -> bytes:
    """Return a sheet of .xlsb; `claim` is the number of one more row with one cell."""
    height = len(rows) if claim is None else claim + 1
    width = max(map(len, rows), default=0)
    out = record_b(129) + record_b(148, struct.pack("<4I", 0, max(height, 1) - 1, 0, width))
    out += record_b(145)
    lines = list(enumerate(rows))
    if claim is not None:
        lines.append((claim, ["x"]))
    for number, row in lines:
        flags = 0x10 if number in hidden else 0
        out += record_b(0, struct.pack("<IIHBBBI", number, 0, 300, 0, flags, 0, 0))
        for column, cell in enumerate(row):
            place = struct.pack("<II", column, 0)
            if isinstance(cell, bool):
                out += record_b(4, place + bytes([cell]))
            elif isinstance(cell, str) and cell.startswith("#"):
                out += record_b(3, place + b"\x2a")
            elif isinstance(cell, str):
                out += record_b(6, place + _wide(cell))
            elif isinstance(cell, int | float):
                out += record_b(5, place + struct.pack("<d", cell))
    out += record_b(146)
    if merged:
        out += record_b(177, struct.pack("<I", len(merged)))
        for top, left, bottom, right in merged:
            out += record_b(176, struct.pack("<4I", top, bottom, left, right))
        out += record_b(178)
    return out + record_b(130)


def xlsb(path: Path, sheet: bytes, *, epoch_1904: bool = False) -> Path:
    """Write a workbook of one binary sheet."""
    book = record_b(131) + record_b(153, struct.pack("<III", epoch_1904, 0, 0))
    book += record_b(143) + record_b(156, struct.pack("<II", 0, 1) + _wide("rId1") + _wide("客户"))
    book += record_b(144) + record_b(132)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.bin", book)
        archive.writestr(
            "xl/_rels/workbook.bin.rels",
            f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="rId1" '
            f'Type="{_RELATIONS}/worksheet" Target="worksheets/sheet1.bin"/></Relationships>',
        )
        archive.writestr("xl/worksheets/sheet1.bin", sheet)
    return path


def old_xls(path: Path, version: int, rows: Rows) -> Path:
    """Write a workbook as Excel 2, 3 or 4 did: one sheet, no container, text in GBK."""
    begin = {2: 0x0009, 3: 0x0209, 4: 0x0409}[version]
    out = record(begin, struct.pack("<HH", version, 0x10) + (b"" if version == 2 else b"\0\0"))
    out += record(0x0042, struct.pack("<H", 936))
    for y, row in enumerate(rows):
        for x, cell in enumerate(row):
            place = struct.pack("<HH", y, x) + (b"\0\0\0" if version == 2 else b"\0\0")
            if isinstance(cell, str) and cell.startswith("#"):
                body = place + b"\x2a\x01"
                out += record(0x0005 if version == 2 else 0x0205, body)
            elif isinstance(cell, str):
                text = cell.encode("gbk")
                length = struct.pack("<B" if version == 2 else "<H", len(text))
                out += record(0x0004 if version == 2 else 0x0204, place + length + text)
            elif isinstance(cell, int | float):
                out += record(0x0003 if version == 2 else 0x0203, place + struct.pack("<d", cell))
    path.write_bytes(out + record(0x000A))
    return path


def excel_95(path: Path, rows: Rows) -> Path:
    """Write a workbook as Excel 95 did: a container whose stream is called `Book`."""
    begin = struct.Struct("<HHHH")
    name = "客户".encode("gbk")
    head = record(0x0809, begin.pack(0x0500, 0x0005, 0, 0)) + record(0x0042, b"\xa8\x03")
    place = len(head) + 4 + 7 + len(name) + 4
    head += record(0x0085, struct.pack("<IBBB", place, 0, 0, len(name)) + name) + record(0x000A)
    out = head + record(0x0809, begin.pack(0x0500, 0x0010, 0, 0))
    for y, row in enumerate(rows):
        for x, cell in enumerate(row):
            at = struct.pack("<HHH", y, x, 0)
            if isinstance(cell, str):
                text = cell.encode("gbk")
                out += record(0x0204, at + struct.pack("<H", len(text)) + text)
            elif isinstance(cell, int | float):
                out += record(0x0203, at + struct.pack("<d", cell))
    in_container(path, out + record(0x000A))
    data = path.read_bytes()
    old, new = "Workbook".encode("utf-16-le"), "Book".encode("utf-16-le")
    place = data.index(old)
    entry = new.ljust(64, b"\0") + struct.pack("<H", len(new) + 2)
    path.write_bytes(data[:place] + entry + data[place + 66 :])
    return path


def book_stream(book: xlwt.Workbook) -> bytes:
    """Return the records of a workbook without its container."""
    return bytes(book.get_biff_data())


def in_container(path: Path, stream: bytes) -> Path:
    """Write records into a container as Excel 97 does."""
    XlsDoc().save(str(path), stream)
    return path


def locked_xlsx(path: Path, plain: Path, password: str) -> Path:
    """Write a workbook of today with a password on it."""
    with plain.open("rb") as source, path.open("wb") as target:
        OOXMLFile(source).encrypt(password, target)
    return path


def locked_xls(path: Path, stream: bytes, password: str) -> Path:
    """Write a workbook of Excel 97 with a password on it."""
    salt, secret = bytes(range(16)), bytes(range(16, 32))
    verifier = DocumentRC4.decrypt(
        password, salt, io.BytesIO(secret + hashlib.md5(secret).digest()), blocksize=1024
    ).read()
    book = _with_lock(stream, struct.pack("<HHH", 1, 1, 1) + salt + verifier)
    hidden = DocumentRC4.decrypt(password, salt, io.BytesIO(book), blocksize=1024).read()
    out = bytearray(book)
    for start, end, _kind in _hidden_stretches(book):
        out[start:end] = hidden[start:end]
    return in_container(path, bytes(out))


def simply_locked_xls(path: Path, stream: bytes, password: str) -> Path:
    """Write a workbook with the password of the very first kind, which only mixes the bytes."""
    verifier = next(sign for sign in range(65_536) if DocumentXOR.verifypw(password, sign))
    book = _with_lock(stream, struct.pack("<HHH", 0, 0x1234, verifier))
    mask = DocumentXOR.create_xor_array_method1(password)
    out = bytearray(book)
    for start, end, kind in _hidden_stretches(book):
        shift = end + (4 if kind == 0x0085 else 0)
        for place in range(start, end):
            turned = (book[place] << 5 | book[place] >> 3) & 0xFF
            out[place] = turned ^ mask[(shift + place - start) % 16]
    return in_container(path, bytes(out))


def _with_lock(stream: bytes, head: bytes) -> bytes:
    lock = record(0x002F, head)
    begin = 4 + struct.unpack_from("<H", stream, 2)[0]
    moved = bytearray(stream[:begin] + lock + stream[begin:])
    for kind, start, _end in biff.records(bytes(moved)):
        if kind == 0x0085:
            (place,) = struct.unpack_from("<I", moved, start)
            struct.pack_into("<I", moved, start, place + len(lock))
    return bytes(moved)


def _hidden_stretches(book: bytes) -> list[tuple[int, int, int]]:
    open_kinds = (0x0809, 0x002F, 0x0194, 0x0195, 0x00E1, 0x0196, 0x0138)
    return [
        (start + 4 if kind == 0x0085 else start, end, kind)
        for kind, start, end in biff.records(book)
        if kind not in open_kinds
    ]
