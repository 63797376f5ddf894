from __future__ import annotations

import os
import struct
import zipfile
from pathlib import Path

import pytest

from crmdesk.core.domain.problems import FileProblem
from crmdesk.core.importing import readers
from crmdesk.core.importing.readers import content
from crmdesk.core.importing.readers.limits import Limits
from crmdesk.core.importing.readers.source import Source
from tests.core.importing import making


@pytest.mark.parametrize(
    "content, message",
    [
        (b"", "empty"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"\x89PNG\r\n\x1a\n....", "picture"),
        (b"\xff\xd8\xff\xe0...", "picture"),
        (b"BM\x36\x00\x0c\x00\x00\x00\x00\x00", "picture"),
        (b"Rar!\x1a\x07\x00", "packed folder"),
        (b"SQLite format 3\x00\x10\x00", "database"),
        (b'<?xml version="1.0"?><catalogue/>', "XML"),
        (b"PK\x03\x04", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "damaged"),
        (bytes(range(256)) * 10, "not a list"),
        (b"\n\n,,,\n", "nothing in this file"),
    ],
)
def test_that_what_is_no_list_is_refused_in_one_sentence_with_advice(
    tmp_path: Path, content: bytes, message: str
) -> None:
    path = tmp_path / "客户.xls"
    path.write_bytes(content)
    with pytest.raises(FileProblem, match=message) as caught:
        readers.read(path)
    assert caught.value.message.count(".") <= 2 and caught.value.advice


@pytest.mark.parametrize(
    "text, kind",
    [
        ("BEGIN:VCARD\r\nVERSION:3.0\r\n", "vcard"),
        ("\r\nbegin:vcard\r\nVERSION:2.1\r\n", "vcard"),
        ("通讯录备份\r\n\r\n2026-11-22\r\nbegin:vcard\r\nversion:2.1\r\nN:张\r\n", "vcard"),
        ("# contacts\nBEGIN:VCARD\nitem1.TEL:1\n", "vcard"),
        ("姓名,二维码\n张三,BEGIN:VCARD\n李四,BEGIN:VCARD\n", "csv"),
        ('姓名,二维码\n张三,"BEGIN:VCARD\nVERSION:3.0\nEND:VCARD"\n', "csv"),
        ("姓名\nBEGIN:VCARD\n张三\n", "csv"),
        ("<html><table><tr><td>姓名</td></tr></table></html>", "html"),
        (" <TABLE border=1><tr><td>x</td></tr></TABLE>", "html"),
        ('<?xml version="1.0"?><!DOCTYPE html PUBLIC "x"><html/>', "html"),
        ("<!-- made by a program -->\n<META charset=utf-8><table></table>", "html"),
        ('<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n<Workbook/>', "xml2003"),
        ('<?xml version="1.0"?><ss:Workbook xmlns:ss="x"/>', "xml2003"),
        ("姓名,手机\n<张三>,1\n", "csv"),
        ("<张三>,1\n", "csv"),
        ("begin,vcard\n", "csv"),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_that_marked_up_texts_are_told_by_their_beginning(
    text: str, kind: str, encoding: str
) -> None:
    assert content.kind_of(Source("客户.xls", None, text.encode(encoding))) == kind


def test_that_a_folder_and_a_missing_file_are_told_by_name(tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match="is a folder"):
        readers.read(tmp_path)
    with pytest.raises(FileProblem, match="无此文件"):
        readers.read(tmp_path / "无此文件.xlsx")


def test_that_what_is_no_file_is_not_opened_and_waited_for() -> None:
    with pytest.raises(FileProblem, match="There is no file"):
        readers.read(Path(os.devnull))


def test_that_a_file_over_the_limit_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"x" * 2000)
    with pytest.raises(FileProblem, match="too large"):
        readers.read(path, Limits(file_bytes=1000))


@pytest.mark.parametrize(
    "member, message",
    [
        ("word/document.xml", "text document"),
        ("Index/Document.iwa", "Numbers"),
        ("a.csv", "Unpack"),
    ],
)
def test_that_other_zipped_files_are_told_apart(tmp_path: Path, member: str, message: str) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(member, b"x")
    with pytest.raises(FileProblem, match=message):
        readers.read(path)


def test_that_a_text_document_with_a_workbook_inside_is_no_workbook(tmp_path: Path) -> None:
    path = making.xls(tmp_path / "a.xls")
    data = path.read_bytes()
    name = "Workbook".encode("utf-16-le")
    other = "WordDocument".encode("utf-16-le")
    place = data.index(name)
    entry = other.ljust(64, b"\0") + struct.pack("<H", len(other) + 2)
    data = data[:place] + entry + data[place + 66 :]
    path.write_bytes(data.replace("张三".encode("utf-16-le"), name[:4]) + name)
    with pytest.raises(FileProblem, match="text document"):
        readers.read(path)
